import type { Clock } from '../../nodes/Keap/api/clock';

interface Sleeper {
	at: number;
	wake: () => void;
	signal?: AbortSignal;
}

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
			const sleeper: Sleeper = { at: this.time + ms, wake: resolve, signal };
			this.sleepers.push(sleeper);
			signal?.addEventListener('abort', () => this.rouse(sleeper), { once: true });
			this.watch();
		});
	};

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
			const next = this.sleepers.reduce(
				(first, other) => (other.at < first.at ? other : first),
				this.sleepers[0],
			);
			if (!next) break;
			this.time = Math.max(this.time, next.at);
			this.rouse(next);
		}
		this.watching = false;
	}

	/** Waits until the event loop has turned several times without a request under way. */
	private async quiet(): Promise<void> {
		for (let turns = 0; turns < 3; turns++) {
			await new Promise((resolve) => setImmediate(resolve));
			if (this.busy()) turns = -1;
		}
	}
}
