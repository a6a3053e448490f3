import type { Change } from '../changes';
import { EVENT_KEYS } from './event-keys';

/** What an event is about. */
export interface Happening {
	eventKey: string;
	/** Of the record; of the tag if one is applied or removed. */
	id: string;
	/** Whom a tag is applied to or removed from. */
	contactId?: string;
}

/** What event keys call the kinds of the store. Nothing else causes events. */
const TYPES: Record<string, string[]> = {
	appointment: ['appointment'],
	company: ['company'],
	contact: ['contact'],
	leadSource: ['leadsource'],
	note: ['note'],
	opportunity: ['opportunity'],
	// Every order has one invoice, with the same ID here.
	order: ['order', 'invoice'],
	payment: ['invoice.payment'],
	product: ['product'],
	subscription: ['subscription'],
	tag: ['contactGroup'],
	task: ['task'],
	user: ['user'],
};

export const KINDS_WITH_EVENTS: ReadonlySet<string> = new Set(Object.keys(TYPES));

const VERBS = { added: 'add', changed: 'edit', removed: 'delete' } as const;

/** The events that a change of the store causes. */
export function eventsOf(change: Change): Happening[] {
	const { kind, id } = change;
	if (change.what === 'tagged' || change.what === 'untagged') {
		// Tags of companies cause none.
		if (kind !== 'contact') return [];
		const eventKey = `contactGroup.${change.what === 'tagged' ? 'applied' : 'removed'}`;
		return [{ eventKey, id: change.tagId, contactId: id }];
	}
	const verb = VERBS[change.what];
	return [
		...(TYPES[kind] ?? []).map((type) => `${type}.${verb}`),
		...(change.what === 'changed' ? transitions(change) : []),
	]
		.filter((eventKey) => EVENT_KEYS.includes(eventKey))
		.map((eventKey) => ({ eventKey, id }));
}

/** What an edit means beyond itself. */
function transitions({ kind, before, doc }: Change & { what: 'changed' }): string[] {
	if (kind === 'opportunity' && before.stage_id !== doc.stage_id) return ['opportunity.stage_move'];
	const [was, is] = [before.completed === true, doc.completed === true];
	return kind === 'task' && was !== is ? [is ? 'task.complete' : 'task.incomplete'] : [];
}
