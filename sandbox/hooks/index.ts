import type { Store } from '../store';
import type { Clock, JsonObject } from '../types';
import type { HookEvent } from './body';
import { eventsOf, KINDS_WITH_EVENTS, type Happening } from './events';
import { attempted, Outbox, type Delivery } from './outbox';
import { post, succeeded, TIMEOUT_MS, type Outcome } from './post';
import { Subscriptions } from './subscriptions';
import { MAX_ATTEMPTS, timetable } from './times';

export type { Delivery } from './outbox';
export type { Hook, HookStatus } from './subscriptions';

export interface HookOptions {
	/** Delivers when the time has come; without it, `flush` and `deliverDue` do. It takes the real clock. */
	automatic?: boolean;
	/** First attempts are made between one and two of these after the change, in ms; Keap's own delays by default. */
	delayMs?: number;
	/** How long a receiver may take to respond, in ms; 30 s by default, as at Keap. */
	timeoutMs?: number;
}

/** Tells others over HTTP what changes in the account. */
export class Hooks {
	readonly subscriptions: Subscriptions;
	private readonly outbox = new Outbox();
	private readonly times;
	private readonly timeoutMs: number;
	private stopping = new AbortController();
	private timer: NodeJS.Timeout | undefined;

	constructor(
		private readonly store: Store,
		private readonly clock: Clock,
		private readonly options: HookOptions = {},
	) {
		this.subscriptions = new Subscriptions(store);
		this.times = timetable(options.delayMs);
		this.timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
	}

	/** From now on, changes of the store cause events. */
	begin(): void {
		this.store.changes.watch(KINDS_WITH_EVENTS, (change) => {
			for (const happening of eventsOf(change)) this.happen(happening);
		});
	}

	/** Whatever is under way is cut off, without consequences, and what waits is forgotten. */
	end(): void {
		this.store.changes.unwatch();
		clearTimeout(this.timer);
		this.stopping.abort();
		this.stopping = new AbortController();
		this.outbox.clear();
	}

	/** Asks the receiver to send a secret back, which verifies the hook. */
	async verify(key: string): Promise<void> {
		const hook = this.subscriptions.get(key);
		if (hook === undefined) return;
		const secret = this.subscriptions.issueSecret(key);
		const outcome = await this.send(hook.hookUrl, { secret });
		if (outcome === undefined || !succeeded(outcome)) return;
		if ('secret' in outcome && outcome.secret === secret)
			this.subscriptions.change(key, { status: 'Verified' });
	}

	/** Hooks are told of it as if it had happened in the account. A tag is applied to or removed from contacts. */
	cause(
		eventKey: string,
		ids: ReadonlyArray<string | number>,
		contactIds: ReadonlyArray<string | number> = [],
	): void {
		for (const id of ids.map(String)) {
			if (contactIds.length === 0) this.happen({ eventKey, id });
			for (const contactId of contactIds)
				this.happen({ eventKey, id, contactId: String(contactId) });
		}
	}

	/** Attempts once whatever waits, due or not. @returns what was attempted */
	async flush(): Promise<Delivery[]> {
		return await this.attemptAll(this.outbox.take());
	}

	/** Attempts what is due. @returns what was attempted */
	async deliverDue(): Promise<Delivery[]> {
		return await this.attemptAll(this.outbox.take(this.clock.now()));
	}

	/** Delivers the last delivery to a hook again, as Keap does if it has missed the response. */
	async repeat(key: string): Promise<Delivery | undefined> {
		const last = this.outbox.of(key).at(-1);
		if (last !== undefined) await this.attempt(last);
		return last;
	}

	/** Delivers a body of any shape, whether or not the hook is verified. */
	async deliver(key: string, body: JsonObject): Promise<Delivery> {
		const delivery = this.outbox.addDelivery(key, body);
		await this.attempt(delivery);
		return delivery;
	}

	/** As after too many failures. */
	deactivate(key: string): void {
		this.subscriptions.change(key, { status: 'Inactive' });
		this.outbox.abandon(key);
	}

	remove(key: string): void {
		this.subscriptions.remove(key);
		this.outbox.abandon(key);
	}

	/** The last deliveries to a hook, the oldest first. */
	deliveries(key: string): readonly Delivery[] {
		return this.outbox.of(key);
	}

	/** The events that a hook hasn't been told of. */
	waiting(key: string): readonly HookEvent[] {
		return this.outbox.waitingFor(key);
	}

	private happen(happening: Happening): void {
		const { eventKey } = happening;
		const now = this.clock.now();
		const event = { ...happening, time: new Date(now).toISOString() };
		for (const hook of this.subscriptions.list()) {
			if (hook.eventKey === eventKey && hook.status === 'Verified')
				this.outbox.add(hook.key, event, this.times.firstAttempt(eventKey, now));
		}
		this.schedule();
	}

	private async attemptAll(deliveries: Delivery[]): Promise<Delivery[]> {
		const wanted = deliveries.filter(
			({ hookKey }) => this.subscriptions.get(hookKey)?.status === 'Verified',
		);
		await Promise.all(wanted.map(async (delivery) => await this.attempt(delivery)));
		this.schedule();
		return wanted;
	}

	private async attempt(delivery: Delivery): Promise<void> {
		const { hookKey, body, attempts } = delivery;
		const hook = this.subscriptions.get(hookKey);
		if (hook === undefined) return;
		delivery.due = undefined;
		const time = new Date(this.clock.now()).toISOString();
		const outcome = await this.send(hook.hookUrl, { body });
		if (outcome === undefined) return;
		attempts.push(attempted(time, outcome));
		if (succeeded(outcome)) return;
		const isGone = 'status' in outcome && outcome.status === 410;
		const failures = attempts.filter((attempt) => !succeeded(attempt)).length;
		if (isGone || failures >= MAX_ATTEMPTS) this.deactivate(hookKey);
		else delivery.due = this.times.retry(failures, this.clock.now());
	}

	/** How the receiver responded; undefined if nobody wants to know any more. */
	private async send(
		url: string,
		what: { secret?: string; body?: JsonObject },
	): Promise<Outcome | undefined> {
		const { signal } = this.stopping;
		const outcome = await post(url, { ...what, timeoutMs: this.timeoutMs, signal });
		return signal.aborted ? undefined : outcome;
	}

	/** Wakes up when the next thing is due. */
	private schedule(): void {
		if (this.options.automatic !== true) return;
		clearTimeout(this.timer);
		const { nextDue } = this.outbox;
		if (nextDue === undefined) return;
		const ms = Math.max(0, nextDue - this.clock.now());
		this.timer = setTimeout(() => void this.deliverDue(), ms).unref();
	}
}
