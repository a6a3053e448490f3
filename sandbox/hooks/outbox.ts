import type { JsonObject } from '../types';
import { deliveryBody, MAX_OBJECTS, type HookEvent } from './body';
import { groupBy } from './groups';
import type { Outcome } from './post';

export type Attempt = { time: string } & ({ status: number } | { error: string });

/** What a hook is told at once, and how that went. */
export interface Delivery {
	readonly hookKey: string;
	readonly body: JsonObject;
	readonly attempts: Attempt[];
	/** When it is attempted next, in ms; not at all without it. */
	due?: number | undefined;
}

interface Waiting extends HookEvent {
	hookKey: string;
	due: number;
}

/** How many deliveries of a hook are remembered, besides those that are attempted again. */
const REMEMBERED = 50;

/** What has to be delivered, and what was. */
export class Outbox {
	private waiting: Waiting[] = [];
	private delivered: Delivery[] = [];

	add(hookKey: string, event: HookEvent, due: number): void {
		this.waiting.push({ ...event, hookKey, due });
	}

	/** A delivery with any body, to be attempted by whoever adds it. */
	addDelivery(hookKey: string, body: JsonObject): Delivery {
		const delivery: Delivery = { hookKey, body, attempts: [] };
		this.delivered.push(delivery);
		const settled = this.of(hookKey).filter(({ due }) => due === undefined);
		if (settled.length > REMEMBERED) {
			const [oldest] = settled;
			this.delivered = this.delivered.filter((other) => other !== oldest);
		}
		return delivery;
	}

	/** What is due until then, no longer waiting: events in batches, and deliveries that have failed before. */
	take(until = Infinity): Delivery[] {
		const due = this.waiting.filter((event) => event.due <= until);
		this.waiting = this.waiting.filter((event) => event.due > until);
		const again = this.delivered.filter(({ due: next }) => next !== undefined && next <= until);
		for (const delivery of again) delivery.due = undefined;
		const batches = groupBy(due, ({ hookKey, eventKey }) => `${hookKey} ${eventKey}`);
		const fresh = batches.flatMap(chunks).map((events) => this.batch(events));
		return [...again, ...fresh];
	}

	private batch(events: readonly [Waiting, ...Waiting[]]): Delivery {
		const [{ hookKey, eventKey }] = events;
		return this.addDelivery(hookKey, deliveryBody(eventKey, events));
	}

	/** Nothing more is delivered to the hook. */
	abandon(hookKey: string): void {
		this.waiting = this.waiting.filter((event) => event.hookKey !== hookKey);
		for (const delivery of this.of(hookKey)) delivery.due = undefined;
	}

	/** The last deliveries to a hook, the oldest first. */
	of(hookKey: string): Delivery[] {
		return this.delivered.filter((delivery) => delivery.hookKey === hookKey);
	}

	/** The events that wait for their first attempt. */
	waitingFor(hookKey: string): HookEvent[] {
		return this.waiting.filter((event) => event.hookKey === hookKey);
	}

	/** The next moment at which something is due. */
	get nextDue(): number | undefined {
		const times = [...this.waiting, ...this.delivered].flatMap(({ due }) => due ?? []);
		return times.length === 0 ? undefined : times.reduce((a, b) => Math.min(a, b));
	}

	clear(): void {
		this.waiting = [];
		this.delivered = [];
	}
}

export const attempted = (time: string, outcome: Outcome): Attempt =>
	'status' in outcome ? { time, status: outcome.status } : { time, ...outcome };

function chunks(events: readonly Waiting[]): Array<[Waiting, ...Waiting[]]> {
	const [first, ...others] = events.slice(0, MAX_OBJECTS);
	return first === undefined ? [] : [[first, ...others], ...chunks(events.slice(MAX_OBJECTS))];
}
