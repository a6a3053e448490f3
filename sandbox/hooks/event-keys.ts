/** Everything that a hook can be told about. Real accounts list all of it or nearly all. */
export const EVENT_KEYS = Object.entries({
	appointment: ['add', 'delete', 'edit'],
	company: ['add', 'delete', 'edit'],
	contact: ['add', 'delete', 'edit', 'redact'],
	/** Keap's old name of a tag. */
	contactGroup: ['add', 'applied', 'delete', 'edit', 'removed'],
	invoice: ['add', 'delete', 'edit'],
	'invoice.payment': ['add', 'delete', 'edit'],
	leadsource: ['add', 'delete', 'edit'],
	note: ['add', 'delete', 'edit'],
	opportunity: ['add', 'delete', 'edit', 'stage_move'],
	order: ['add', 'delete', 'edit'],
	product: ['add', 'delete', 'edit'],
	subscription: ['add', 'delete', 'edit'],
	task: ['add', 'complete', 'delete', 'edit', 'incomplete'],
	user: ['activate', 'add', 'edit'],
}).flatMap(([type, verbs]) => verbs.map((verb) => `${type}.${verb}`));

/** `invoice.payment` of `invoice.payment.add`. */
export const objectType = (eventKey: string): string =>
	eventKey.slice(0, eventKey.lastIndexOf('.'));

const RESOURCES: Record<string, string> = {
	appointment: 'appointments',
	company: 'companies',
	contact: 'contacts',
	contactGroup: 'tags',
	note: 'notes',
	opportunity: 'opportunities',
	order: 'orders',
	product: 'products',
	task: 'tasks',
};

/** Where REST v1 has the record, or nothing if it hasn't. */
export function apiUrl(eventKey: string, id: string): string {
	const resource = RESOURCES[objectType(eventKey)];
	return resource === undefined ? '' : `https://api.infusionsoft.com/crm/rest/v1/${resource}/${id}`;
}
