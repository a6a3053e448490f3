import { clock } from './clock';
import { FairQueue } from './fairQueue';
import {
	DEFAULT_PER_MINUTE,
	DEFAULT_PER_SECOND,
	isDaySpent,
	nextUtcMidnight,
	readLimits,
	type Headers,
	type LimitReport,
	type RateLimit,
} from './limits';

/** Who waits: calls of one owner (an execution, an editor look-up) keep their order, owners take turns. */
export interface Admittance {
	owner: string;
	/**
	 * Epoch milliseconds after which the caller no longer wants to wait for limits that are used up, or for other owners.
	 * Following the owner's own calls at their pace is no such waiting.
	 */
	deadline: number;
	signal?: AbortSignal;
}

/** Whose daily quota is used up: the key's own, or that of the Keap app, which all its integrations share. */
export type QuotaScope = 'key' | 'app';

/** How a wait for the rate limiter ended. */
export type Admission =
	/** `sentAt` is handed back with the response. `waitedMs` is what counts against the ceiling on waiting. */
	| { admitted: true; sentAt: number; waitedMs: number }
	| { admitted: false; reason: 'deadline' | 'cancelled' }
	| { admitted: false; reason: 'dayExhausted'; resetsAt: number; scope: QuotaScope };

interface Waiter {
	readonly owner: string;
	/** When the turn was asked for and when the caller's patience ends, in elapsed milliseconds. */
	readonly askedAt: number;
	readonly until: number;
	/** How many of the owner's own calls go first. */
	ahead: number;
	settle(admission: Admission): void;
}

/** Calls reach Keap unevenly: spaced a little wider than the limit asks, ten of them still fit its second. */
const SPACING_MARGIN = 1.08;
/** The same for the minute: the first call of a window may have arrived later than it was sent. */
const WINDOW_MARGIN_MS = 500;
/** The longest that the queue is left alone, so that waiting ends within a second of its time. */
const LOOK_MS = 1_000;
/** What timers and a busy process may add to the pace of calls without anybody's patience ending for it. */
export const PACE_TOLERANCE_MS = 1_000;
/** Keap's days end at midnight UTC: a reset that is announced for later than this is not believed. */
const LONGEST_DAY_MS = 25 * 3_600_000;
/** Beyond a third of the rate, slowing down helps no more: what collides then are the calls of others. */
const MAX_BACKOFF_FACTOR = 3;
/** The pause after a 429 in ms: 50 to 100 % jitter, doubles per consecutive 429, capped at 30 s. */
const BACKOFF_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;
/** External calls below this are within the noise of responses that overtake each other. */
const EXTERNAL_NOISE = 3;

/**
 * Admits the calls of one key so that Keap's limits hold, whoever in this process makes them. What others (another n8n
 * worker, another program) spend on the same key is read from the responses' headers and left to them. Spans are measured
 * in elapsed time, which does not follow a clock that is set; only the day is told by the clock.
 */
export class RateLimiter {
	private perSecond = DEFAULT_PER_SECOND;
	private perMinute = DEFAULT_PER_MINUTE;
	private windowMs = 60_000;
	/** Wider spacing after spike 429s: 1 is the announced rate, 2 half of it. */
	private backoffFactor = 1;
	/** When this process sent its calls of the running window, oldest first. */
	private sent: number[] = [];
	private externalCalls = { calls: 0, seenAt: -Infinity };
	private blockedUntil = -Infinity;
	/** How often in a row Keap refused calls and let none through. */
	private rateLimitedInARow = 0;
	/** Epoch milliseconds until which the day's calls are used up. */
	private exhaustedUntil = 0;
	private exhaustedScope: QuotaScope = 'key';
	private readonly queue = new FairQueue<Waiter>();
	/** No patience in the queue ends before this. */
	private earliestEnd = Infinity;
	private processing = false;
	private inFlight = 0;
	/** How many calls were left of the day, and when that was announced, in epoch milliseconds. */
	private announced?: { left: number; at: number };

	/** Waits for the turn to make one call. Every admission must be followed by `responded` or `failed`. */
	async admit({ owner, deadline, signal }: Admittance): Promise<Admission> {
		return await new Promise((resolve) => {
			if (signal?.aborted) return resolve({ admitted: false, reason: 'cancelled' });
			const askedAt = clock.elapsed();
			const leave = () => {
				this.queue.remove(waiter);
				waiter.settle({ admitted: false, reason: 'cancelled' });
			};
			const waiter: Waiter = {
				owner,
				askedAt,
				until: askedAt + deadline - clock.now(),
				ahead: 0,
				settle: (admission) => {
					signal?.removeEventListener('abort', leave);
					resolve(admission);
				},
			};
			signal?.addEventListener('abort', leave, { once: true });
			waiter.ahead = this.queue.push(waiter);
			this.earliestEnd = Math.min(this.earliestEnd, waiter.until);
			void this.processQueue();
		});
	}

	/** An admitted call got a response: its headers tell how much of the limits is left. */
	responded(sentAt: number, headers: Headers): LimitReport {
		this.inFlight--;
		const report = readLimits(headers, clock.now());
		if (report.perSecond) this.perSecond = report.perSecond;
		if (report.minute) {
			if (report.minute.limit) this.perMinute = report.minute.limit;
			this.windowMs = report.minute.windowMs;
			if (report.minute.used !== undefined) this.noteExternalCalls(report.minute.used, sentAt);
		}
		if (report.day?.available !== undefined)
			this.announced = { left: report.day.available, at: clock.now() };
		if (isDaySpent(report)) this.exhaust(report);
		return report;
	}

	/** An admitted call ended without a response. */
	failed(): void {
		this.inFlight--;
	}

	/** An admitted call passed: after spike 429s the pace recovers little by little. */
	succeeded(): void {
		this.rateLimitedInARow = 0;
		this.backoffFactor = Math.max(1, this.backoffFactor - 0.02);
	}

	/** Keap refused a call for its rate: everyone who shares the key slows down. */
	rateLimited(kind: RateLimit, report: LimitReport): void {
		if (kind === 'day') return this.exhaust(report);
		const now = clock.elapsed();
		// Calls that were under way together are refused together: that is one warning, not several.
		if (now >= this.blockedUntil) {
			this.rateLimitedInARow++;
			if (kind === 'spike')
				this.backoffFactor = Math.min(MAX_BACKOFF_FACTOR, this.backoffFactor * 1.5);
		}
		// The pause takes the place of what others are thought to have used: it may end before a minute has passed.
		if (kind !== 'spike') this.externalCalls = { calls: 0, seenAt: now };
		this.blockedUntil = Math.max(this.blockedUntil, now + this.pauseAfter(kind, report));
	}

	/** Calls the key may still make today, as last announced; undefined as long as nothing was today. */
	get leftToday(): number | undefined {
		const { announced } = this;
		return announced && clock.now() < nextUtcMidnight(announced.at) ? announced.left : undefined;
	}

	/** Epoch milliseconds at which the day's calls come back, while they are used up. */
	get exhausted(): number | undefined {
		return this.exhaustedUntil > clock.now() ? this.exhaustedUntil : undefined;
	}

	/** True when nothing that this rate limiter knows matters any more. */
	get idle(): boolean {
		const now = clock.elapsed();
		this.forget(now);
		return (
			this.queue.isEmpty &&
			this.inFlight === 0 &&
			this.sent.length === 0 &&
			this.blockedUntil <= now &&
			this.exhausted === undefined
		);
	}

	private exhaust(report: LimitReport): void {
		this.exhaustedUntil = resetOf(report, clock.now());
		this.exhaustedScope = isDaySpent(report) || report.tenant.length === 0 ? 'key' : 'app';
	}

	/** Whether calls of others weigh on the key: what is used beyond what this process had sent by then. */
	private noteExternalCalls(used: number, sentAt: number): void {
		const own = countUpTo(this.sent, sentAt) - countUpTo(this.sent, sentAt - this.windowMs);
		const calls = used - own;
		this.externalCalls = { calls: calls < EXTERNAL_NOISE ? 0 : calls, seenAt: clock.elapsed() };
	}

	private pauseAfter(kind: RateLimit, { retryAfterMs }: LimitReport): number {
		const longest = Math.min(LONGEST_BACKOFF_MS, BACKOFF_MS * 2 ** (this.rateLimitedInARow - 1));
		const pause = longest * (0.5 + Math.random() / 2);
		// Keap's own word counts, unless it has proved wrong, or can't be meant: none of its limits lasts longer than a day.
		if (retryAfterMs !== undefined)
			return Math.max(
				Math.min(retryAfterMs, LONGEST_DAY_MS),
				this.rateLimitedInARow > 1 ? pause : 0,
			);
		return kind === 'spike' ? pause : Math.max(pause, this.untilTheWindowTurns());
	}

	/** Keap does not say whether its minute rolls or follows the clock: the earlier of both is worth a try. */
	private untilTheWindowTurns(): number {
		const [oldest = Infinity] = this.sent;
		const ownCallsLeave = oldest + this.windowMs - clock.elapsed();
		const clockTurns = this.windowMs - (clock.now() % this.windowMs);
		const wait = Math.min(ownCallsLeave, clockTurns) + WINDOW_MARGIN_MS;
		return Math.max(1_000, wait) + Math.random() * 1_000;
	}

	private forget(now: number): void {
		const span = this.windowMs + WINDOW_MARGIN_MS;
		let gone = 0;
		while ((this.sent[gone] ?? Infinity) + span <= now) gone++;
		if (gone) this.sent.splice(0, gone);
	}

	/** Milliseconds between two calls. */
	private get spacing(): number {
		return (1_000 / this.perSecond) * SPACING_MARGIN * this.backoffFactor;
	}

	/** When the next call may leave, in elapsed milliseconds. */
	private nextAt(now: number): number {
		this.forget(now);
		const last = this.sent.at(-1) ?? -Infinity;
		const spaced = last + this.spacing;
		const foreign = this.externalCalls.seenAt + this.windowMs > now ? this.externalCalls.calls : 0;
		const share = Math.max(1, this.perMinute - foreign);
		const inTheWay = this.sent.at(-share) ?? -Infinity;
		const room = inTheWay + this.windowMs + WINDOW_MARGIN_MS;
		return Math.max(spaced, room, this.blockedUntil);
	}

	private async processQueue(): Promise<void> {
		if (this.processing) return;
		this.processing = true;
		while (!this.queue.isEmpty) {
			const now = clock.elapsed();
			const next = this.nextAt(now);
			this.dismiss(Math.max(now, next));
			if (this.queue.isEmpty) break;
			if (next > now) await clock.sleep(Math.min(next - now, LOOK_MS));
			else this.admitNext(now);
		}
		this.processing = false;
	}

	private admitNext(now: number): void {
		const waiter = this.queue.shift();
		if (!waiter) return;
		this.sent.push(now);
		this.inFlight++;
		const waitedMs = now <= this.flowsBy(waiter) ? 0 : now - waiter.askedAt;
		waiter.settle({ admitted: true, sentAt: now, waitedMs });
	}

	/** When a waiter's turn comes if nothing but the owner's own calls goes first. Until then it doesn't wait for limits. */
	private flowsBy({ askedAt, ahead }: Waiter): number {
		return askedAt + (ahead + 1) * this.spacing + PACE_TOLERANCE_MS;
	}

	/** Sends those away whose patience ends before `next`, which is when the next call can leave. */
	private dismiss(next: number): void {
		const resetsAt = this.exhausted;
		if (resetsAt !== undefined) {
			const scope = this.exhaustedScope;
			for (const waiter of this.queue.removeWhere(() => true))
				waiter.settle({ admitted: false, reason: 'dayExhausted', resetsAt, scope });
		}
		if (next <= this.earliestEnd) return;
		this.earliestEnd = Infinity;
		const late = this.queue.removeWhere((waiter) => {
			if (Math.max(waiter.until, this.flowsBy(waiter)) < next) return true;
			this.earliestEnd = Math.min(this.earliestEnd, waiter.until);
			return false;
		});
		for (const waiter of late) waiter.settle({ admitted: false, reason: 'deadline' });
	}
}

/** When the day's calls come back: as announced, or when Keap's day ends. */
function resetOf({ day }: LimitReport, now: number): number {
	const resetsAt = day?.resetsAt ?? 0;
	return resetsAt > now && resetsAt <= now + LONGEST_DAY_MS ? resetsAt : nextUtcMidnight(now);
}

/** How many of the ascending `times` are not after `moment`. */
function countUpTo(times: readonly number[], moment: number): number {
	let low = 0;
	let high = times.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((times[middle] ?? Infinity) <= moment) low = middle + 1;
		else high = middle;
	}
	return low;
}

const limiters = new Map<string, RateLimiter>();

/** The rate limiter of a key, shared by everything in this process that uses the key. Idle ones are dropped in passing. */
export function rateLimiterFor(id: string): RateLimiter {
	for (const [other, limiter] of limiters) if (other !== id && limiter.idle) limiters.delete(other);
	let limiter = limiters.get(id);
	if (!limiter) {
		limiter = new RateLimiter();
		limiters.set(id, limiter);
	}
	return limiter;
}

/** How many rate limiters are held. For tests. */
export const rateLimiterCount = (): number => limiters.size;

/** Forgets all rate limiters. For tests. */
export const forgetRateLimiters = (): void => limiters.clear();
