import { createHash } from 'crypto';

import { clock } from './clock';
import {
	DEFAULT_PER_MINUTE,
	DEFAULT_PER_SECOND,
	nextUtcMidnight,
	readLimits,
	type Headers,
	type LimitReport,
	type RateLimit,
} from './limits';

/** Who waits: calls of one owner (an execution, an editor look-up) keep their order, owners take turns. */
export interface Admittance {
	owner: string;
	/** Epoch milliseconds after which the caller no longer wants to wait. */
	deadline: number;
	signal?: AbortSignal;
}

/** How a wait for the pacer ended. */
export type Admission =
	| { admitted: true; sentAt: number }
	| { admitted: false; reason: 'deadline' | 'cancelled' }
	| { admitted: false; reason: 'dayExhausted'; resetsAt: number };

interface Waiter extends Admittance {
	settle(admission: Admission): void;
}

/** Calls reach Keap unevenly: spaced a little wider than the limit asks, ten of them still fit its second. */
const SPACING_MARGIN = 1.08;
/** The same for the minute: the first call of a window may have arrived later than it was sent. */
const WINDOW_MARGIN_MS = 500;
/** The longest the pump sleeps without looking whether somebody's wait has ended. */
const LOOK_MS = 1_000;
/** Beyond a third of the rate, slowing down helps no more: what collides then are the calls of others. */
const MAX_STRETCH = 3;
/** The pause after a refusal, from half to all of it; it doubles while nothing but refusals comes back. */
const REFUSED_MS = 1_000;
const LONGEST_REFUSED_MS = 30_000;
/** Foreign calls below this are within the noise of responses that overtake each other. */
const FOREIGN_NOISE = 3;

/**
 * Admits the calls of one key so that Keap's limits hold, whoever in this process makes them. What others (another n8n
 * worker, another program) spend on the same key is read from the responses' headers and left to them.
 */
export class RateLimiter {
	private perSecond = DEFAULT_PER_SECOND;
	private perMinute = DEFAULT_PER_MINUTE;
	private windowMs = 60_000;
	/** Wider spacing after spike refusals: 1 is the announced rate, 2 half of it. */
	private backoffFactor = 1;
	/** When this process sent its calls of the running window, oldest first. */
	private sent: number[] = [];
	private externalCalls = { calls: 0, seenAt: 0 };
	private blockedUntil = 0;
	/** How often in a row Keap refused calls and let none through. */
	private rateLimitedInARow = 0;
	private exhaustedUntil = 0;
	private readonly queues = new Map<string, Waiter[]>();
	private processing = false;
	private inFlight = 0;
	/** Calls the key may still make today, as last announced. */
	leftToday?: number;

	/** Waits for the turn to make one call. Every admission must be followed by `responded` or `broken`. */
	async admit(turn: Admittance): Promise<Admission> {
		return await new Promise((resolve) => {
			const leave = () => {
				this.remove(waiter);
				waiter.settle({ admitted: false, reason: 'cancelled' });
			};
			const waiter: Waiter = {
				...turn,
				settle: (admission) => {
					turn.signal?.removeEventListener('abort', leave);
					resolve(admission);
				},
			};
			if (turn.signal?.aborted) return leave();
			turn.signal?.addEventListener('abort', leave, { once: true });
			const queue = this.queues.get(turn.owner);
			if (queue) queue.push(waiter);
			else this.queues.set(turn.owner, [waiter]);
			void this.processQueue();
		});
	}

	/** An admitted call was responded: its headers tell how much of the limits is left. */
	responded(sentAt: number, headers: Headers): LimitReport {
		this.inFlight--;
		const now = clock.now();
		const report = readLimits(headers, now);
		if (report.perSecond) this.perSecond = report.perSecond;
		if (report.minute) {
			if (report.minute.limit) this.perMinute = report.minute.limit;
			this.windowMs = report.minute.windowMs;
			if (report.minute.used !== undefined) this.noteExternalCalls(report.minute.used, sentAt, now);
		}
		if (report.day?.available !== undefined) {
			this.leftToday = report.day.available;
			if (report.day.available === 0) {
				this.exhaustedUntil = resetOf(report, now);
			}
		}
		return report;
	}

	/** An admitted call ended without a response. */
	failed(): void {
		this.inFlight--;
	}

	/** An admitted call passed: after spike refusals the pace recovers little by little. */
	succeeded(): void {
		this.rateLimitedInARow = 0;
		this.backoffFactor = Math.max(1, this.backoffFactor - 0.02);
	}

	/** Keap refused a call for its rate: everyone who shares the key slows down. */
	rateLimited(refusal: RateLimit, report: LimitReport): void {
		const now = clock.now();
		if (refusal === 'day') {
			this.exhaustedUntil = resetOf(report, now);
			return;
		}
		// Calls that were under way together are refused together: that is one warning, not several.
		if (now >= this.blockedUntil) {
			this.rateLimitedInARow++;
			if (refusal === 'spike') this.backoffFactor = Math.min(MAX_STRETCH, this.backoffFactor * 1.5);
		}
		// The pause takes the place of what others are thought to have used: it may end before a minute has passed.
		if (refusal !== 'spike') this.externalCalls = { calls: 0, seenAt: now };
		this.blockedUntil = Math.max(this.blockedUntil, now + this.pauseAfter(refusal, report, now));
	}

	/** Epoch milliseconds at which the day's calls come back, while they are used up. */
	get exhausted(): number | undefined {
		return this.exhaustedUntil > clock.now() ? this.exhaustedUntil : undefined;
	}

	/** True when nothing that this pacer knows matters any more. */
	get idle(): boolean {
		const now = clock.now();
		this.forget(now);
		return (
			this.queues.size === 0 &&
			this.inFlight === 0 &&
			this.sent.length === 0 &&
			Math.max(this.blockedUntil, this.exhaustedUntil) <= now
		);
	}

	/** Whether calls of others weigh on the key: what is used beyond what this process had sent by then. */
	private noteExternalCalls(used: number, sentAt: number, now: number): void {
		const own = countUpTo(this.sent, sentAt) - countUpTo(this.sent, sentAt - this.windowMs);
		const calls = used - own;
		this.externalCalls = { calls: calls < FOREIGN_NOISE ? 0 : calls, seenAt: now };
	}

	private pauseAfter(refusal: RateLimit, { retryAfterMs }: LimitReport, now: number): number {
		const longest = Math.min(LONGEST_REFUSED_MS, REFUSED_MS * 2 ** (this.rateLimitedInARow - 1));
		const pause = longest * (0.5 + Math.random() / 2);
		// Keap's own word counts, unless it has proved wrong.
		if (retryAfterMs !== undefined)
			return Math.max(retryAfterMs, this.rateLimitedInARow > 1 ? pause : 0);
		return refusal === 'spike' ? pause : Math.max(pause, this.untilTheWindowTurns(now));
	}

	/** Keap does not say whether its minute rolls or follows the clock: the earlier of both is worth a try. */
	private untilTheWindowTurns(now: number): number {
		const ownCallsLeave = this.sent.length ? this.sent[0] + this.windowMs - now : Infinity;
		const clockTurns = this.windowMs - (now % this.windowMs);
		const wait = Math.min(ownCallsLeave, clockTurns) + WINDOW_MARGIN_MS;
		return Math.max(1_000, wait) + Math.random() * 1_000;
	}

	private forget(now: number): void {
		const span = this.windowMs + WINDOW_MARGIN_MS;
		let gone = 0;
		while (gone < this.sent.length && this.sent[gone] + span <= now) gone++;
		if (gone) this.sent.splice(0, gone);
	}

	/** Milliseconds between two calls. */
	private get spacing(): number {
		return (1_000 / this.perSecond) * SPACING_MARGIN * this.backoffFactor;
	}

	/** Epoch milliseconds at which the next call may leave. */
	private nextAt(now: number): number {
		this.forget(now);
		const last = this.sent.length ? this.sent[this.sent.length - 1] : -Infinity;
		const spaced = last + this.spacing;
		const foreign = this.externalCalls.seenAt + this.windowMs > now ? this.externalCalls.calls : 0;
		const share = Math.max(1, this.perMinute - foreign);
		const room =
			this.sent.length < share
				? 0
				: this.sent[this.sent.length - share] + this.windowMs + WINDOW_MARGIN_MS;
		return Math.max(spaced, room, this.blockedUntil);
	}

	private async processQueue(): Promise<void> {
		if (this.processing) return;
		this.processing = true;
		while (this.queues.size > 0) {
			const now = clock.now();
			const wait = this.nextAt(now) - now;
			this.dismissLate(now, wait);
			if (wait > 0) await clock.sleep(Math.min(wait, LOOK_MS));
			else this.admitNext(now);
		}
		this.processing = false;
	}

	private admitNext(now: number): void {
		const [owner, queue] = this.queues.entries().next().value ?? [];
		if (owner === undefined || !queue) return;
		const waiter = queue.shift();
		// The owner goes to the end of the line: a long import does not starve a short run.
		this.queues.delete(owner);
		if (queue.length > 0) this.queues.set(owner, queue);
		if (!waiter) return;
		this.sent.push(now);
		this.inFlight++;
		waiter.settle({ admitted: true, sentAt: now });
	}

	/** Sends those away who may not wait until the next call can leave. While calls flow at their pace, nobody has to. */
	private dismissLate(now: number, wait: number): void {
		const resetsAt = this.exhausted;
		if (resetsAt === undefined && wait <= this.spacing) return;
		for (const waiter of [...this.queues.values()].flat()) {
			const late = waiter.deadline <= now || waiter.deadline < this.blockedUntil;
			if (resetsAt === undefined && !late) continue;
			this.remove(waiter);
			waiter.settle(
				resetsAt === undefined
					? { admitted: false, reason: 'deadline' }
					: { admitted: false, reason: 'dayExhausted', resetsAt },
			);
		}
	}

	private remove(waiter: Waiter): void {
		const queue = this.queues.get(waiter.owner);
		const at = queue?.indexOf(waiter) ?? -1;
		if (!queue || at < 0) return;
		queue.splice(at, 1);
		if (queue.length === 0) this.queues.delete(waiter.owner);
	}
}

/** When the day's calls come back: as announced, or when Keap's day ends. */
function resetOf({ day }: LimitReport, now: number): number {
	return day?.resetsAt !== undefined && day.resetsAt > now ? day.resetsAt : nextUtcMidnight(now);
}

/** How many of the ascending `times` are not after `moment`. */
function countUpTo(times: readonly number[], moment: number): number {
	let low = 0;
	let high = times.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (times[middle] <= moment) low = middle + 1;
		else high = middle;
	}
	return low;
}

const pacers = new Map<string, RateLimiter>();

/** A name for a key under which state may be kept without keeping the key. */
export function keyId(apiKey: string): string {
	return createHash('sha256').update(apiKey.trim()).digest('hex');
}

/** The pacer of a key, shared by everything in this process that uses the key. Idle ones are dropped in passing. */
export function rateLimiterFor(id: string): RateLimiter {
	for (const [other, pacer] of pacers) if (other !== id && pacer.idle) pacers.delete(other);
	let pacer = pacers.get(id);
	if (!pacer) {
		pacer = new RateLimiter();
		pacers.set(id, pacer);
	}
	return pacer;
}

/** How many pacers are held. For tests. */
export const rateLimiterCount = (): number => pacers.size;

/** Forgets all pacers. For tests. */
export const forgetRateLimiters = (): void => pacers.clear();
