import https from 'node:https';
import { syncBuiltinESMExports } from 'node:module';

import type { Clock } from '../../nodes/Keap/api/clock';

interface Sleeper {
	at: number;
	wake: () => void;
}

/** How often the event loop has to turn without a request under way before nothing else can be expected to happen. */
const QUIET_TURNS = 6;
/** After so long in real time a request that is still under way no longer holds time up. */
const PATIENCE_MS = 10_000;

/**
 * A clock on which time passes only when nothing else can happen: when no request is under way and everybody sleeps, it
 * jumps to the next moment at which somebody wakes. An hour at Keap's limits takes a second.
 */
export class VirtualClock implements Clock {
	private time: number;
	private sleepers: Sleeper[] = [];
	private watching = false;

	/** `busy` tells whether requests are under way outside of this clock's sight. */
	constructor(
		private readonly busy: () => boolean,
		start = Date.UTC(2026, 0, 5, 12, 0, 0),
	) {
		this.time = start;
	}

	now = (): number => this.time;

	sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
		if (ms <= 0 || signal?.aborted) return;
		await new Promise<void>((resolve) => {
			const rouse = () => this.rouse(sleeper);
			const sleeper: Sleeper = {
				at: this.time + ms,
				wake: () => {
					signal?.removeEventListener('abort', rouse);
					resolve();
				},
			};
			this.sleepers.push(sleeper);
			signal?.addEventListener('abort', rouse, { once: true });
			this.watch();
		});
	};

	/** Lets time pass at once, as if the machine had been asleep. */
	skip(ms: number): void {
		this.time += ms;
	}

	/** How many are asleep. */
	get asleep(): number {
		return this.sleepers.length;
	}

	private rouse(sleeper: Sleeper): void {
		this.sleepers = this.sleepers.filter((other) => other !== sleeper);
		sleeper.wake();
	}

	private watch(): void {
		if (this.watching) return;
		this.watching = true;
		void this.advance();
	}

	private async advance(): Promise<void> {
		while (this.sleepers.length > 0) {
			await this.quiet();
			// Those who slept may have been woken by a signal in the meantime.
			if (this.sleepers.length === 0) break;
			const next = this.sleepers.reduce((first, other) => (other.at < first.at ? other : first));
			this.time = Math.max(this.time, next.at);
			this.rouse(next);
		}
		this.watching = false;
	}

	/** Waits until the event loop has turned several times without a request under way. */
	private async quiet(): Promise<void> {
		const until = Date.now() + PATIENCE_MS;
		for (let turns = 0; turns < QUIET_TURNS; turns++) {
			await new Promise((resolve) => setImmediate(resolve));
			if (this.busy() && Date.now() < until) turns = -1;
		}
	}
}

export interface Traffic {
	/** Requests that left and whose answer is not complete; those that broke are over. */
	readonly underWay: number;
	/** Stops counting. */
	stop(): void;
}

/** Counts the requests of this process that go to Keap. To be called once these are redirected. */
export function watchTraffic(): Traffic {
	const { request } = https;
	let underWay = 0;
	const counting = function (this: unknown, ...args: unknown[]) {
		const sent = Reflect.apply(request, this, args) as ReturnType<typeof request>;
		underWay++;
		sent.once('close', () => underWay--);
		return sent;
	} as typeof request;
	https.request = counting;
	syncBuiltinESMExports();
	return {
		get underWay() {
			return underWay;
		},
		stop() {
			// The redirection that was counted may be over already: it must not come back.
			if (https.request !== counting) return;
			https.request = request;
			syncBuiltinESMExports();
		},
	};
}
