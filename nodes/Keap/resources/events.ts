import type { HookCatalog, HookEvent } from '../descriptor/hookEvent';
import { findOperation, operationOf } from './index';
import { stages } from './opportunity';
import { tags } from './tag';

const DONE = { add: 'Added', edit: 'Edited' };

/** A kind of record that is added, edited and deleted. A deleted one can't be read any more. */
const kind = (key: string, noun: string, resource?: string): HookEvent[] => [
	...Object.entries(DONE).map(([verb, done]) => ({
		key: `${key}.${verb}`,
		name: `${noun} ${done}`,
		resource,
	})),
	{ key: `${key}.delete`, name: `${noun} Deleted` },
];

/**
 * The events of Keap's REST hooks, in the order of Keap's menus. An account may lack some and have others, which its own
 * list says (GET /v1/hooks/event_keys).
 * Source: https://developer.infusionsoft.com/rest-hook-documentation/
 */
const hookEvents: readonly HookEvent[] = [
	...kind('contact', 'Contact', 'contact'),
	{ key: 'contact.redact', name: 'Contact Redacted' },
	{
		key: 'contactGroup.applied',
		name: 'Tag Applied to Contact',
		resource: 'contact',
		tagging: true,
		narrowedBy: 'tags',
	},
	{
		key: 'contactGroup.removed',
		name: 'Tag Removed From Contact',
		resource: 'contact',
		tagging: true,
		narrowedBy: 'tags',
	},
	...kind('contactGroup', 'Tag', 'tag'),
	...kind('company', 'Company', 'company'),
	...kind('opportunity', 'Opportunity', 'opportunity'),
	{
		key: 'opportunity.stage_move',
		name: 'Opportunity Moved to Stage',
		resource: 'opportunity',
		narrowedBy: 'stages',
	},
	...kind('note', 'Note', 'note'),
	...kind('task', 'Task', 'task'),
	{ key: 'task.complete', name: 'Task Completed', resource: 'task' },
	{ key: 'task.incomplete', name: 'Task Reopened', resource: 'task' },
	...kind('appointment', 'Appointment', 'appointment'),
	...kind('order', 'Order', 'order'),
	// Invoices and their payments have IDs of their own, which no endpoint that returns records is documented to take.
	...kind('invoice', 'Invoice'),
	...kind('invoice.payment', 'Invoice Payment'),
	...kind('subscription', 'Subscription', 'subscription'),
	...kind('product', 'Product', 'product'),
	...kind('leadsource', 'Lead Source', 'leadSource'),
	{ key: 'user.add', name: 'User Added', resource: 'user' },
	{ key: 'user.edit', name: 'User Edited', resource: 'user' },
	{ key: 'user.activate', name: 'User Activated', resource: 'user' },
];

/** What the Keap Trigger offers. */
export const hookCatalog: HookCatalog = {
	events: hookEvents,
	narrowing: {
		tags: {
			name: 'tags',
			label: 'Tags',
			of: tags,
			read: operationOf('tag', 'get'),
			description: 'The tags to start the workflow for; without any, it starts for all of them',
		},
		stages: {
			name: 'stages',
			label: 'Stages',
			of: stages,
			read: operationOf('opportunity', 'getStage'),
			within: 'stage.id',
			description: 'The stages to start the workflow for; without any, it starts for all of them',
		},
	},
	get: (resource) => findOperation(resource, 'get'),
};
