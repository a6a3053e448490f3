import type { Collection } from '../descriptor/collection';
import type { PollCatalog, PollEvent } from '../descriptor/pollEvent';
import { companies } from './company';
import { contacts } from './contact/collection';
import { operationOf } from './index';
import { notes } from './note';
import { opportunities } from './opportunity';
import { orders } from './order/collections';
import { payments } from './payment';
import { products } from './product/collections';
import { subscriptions } from './subscription';
import { tags } from './tag';
import { tasks } from './task';

/** New records of a kind, and new or changed ones, as far as their list can tell. */
function kind(resource: string, of: Collection): PollEvent[] {
	const { noun, changes } = of;
	if (!changes)
		throw new Error(`The list of ${resource} doesn't say in 'changes' how it tells what is new`);
	const list = operationOf(resource, 'getMany');
	const what = { of, list, ...(of.partial ? { get: operationOf(resource, 'get') } : {}) };
	return [
		...(changes.created
			? [
					{
						...what,
						kind: 'created' as const,
						value: `${resource}Created`,
						name: `${noun} Created`,
					},
				]
			: []),
		...(changes.updated
			? [
					{
						...what,
						kind: 'updated' as const,
						value: `${resource}CreatedOrUpdated`,
						name: `${noun} Created or Updated`,
					},
				]
			: []),
	];
}

/** What the Keap Polling Trigger offers. */
export const pollCatalog: PollCatalog = {
	events: [
		...kind('contact', contacts),
		{
			kind: 'tagged',
			value: 'tagApplied',
			name: 'Tag Applied to Contact',
			get: operationOf('contact', 'get'),
		},
		{
			kind: 'optedOut',
			value: 'emailAddressOptedOut',
			name: 'Email Address Opted Out',
			// What people, or the account for them, decide; not what bounces, or was never opted in.
			statuses: ['MANUAL', 'ADMIN', 'SYSTEM', 'LIST_UNSUBSCRIBE', 'FEEDBACK', 'SPAM'],
		},
		...kind('company', companies),
		...kind('opportunity', opportunities),
		...kind('note', notes),
		...kind('task', tasks),
		...kind('order', orders),
		...kind('payment', payments),
		...kind('subscription', subscriptions),
		...kind('product', products),
	],
	tags: {
		name: 'tags',
		label: 'Tags',
		of: tags,
		read: operationOf('tag', 'get'),
		description: 'The tags to watch. Each takes a call per poll.',
	},
};
