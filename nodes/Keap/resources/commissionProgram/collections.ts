import { calledBy, collection } from '../../descriptor/collection';
import { named, words } from '../../descriptor/labels';

/** What every response about a program has. */
const columns = { id: 'id', name: 'name', notes: 'notes', priority: 'priority' };

export const commissionPrograms = collection({
	noun: 'Commission Program',
	id: 'commissionProgramId',
	example: '3',
	path: '/v2/affiliates/commissionPrograms',
	items: 'commission_programs',
	pageSize: 1000,
	record: { columns },
	byName: calledBy('Name', 'Partner Program', 'name'),
	picker: {
		query: { order_by: 'name asc' },
		label: ({ name }) => words(name),
	},
});

/** Lists know more of a program than the responses to writes. */
export const listedColumns = {
	...columns,
	create_time: 'create_time',
	affiliate_ids: 'affiliate_ids',
};

/** A program by itself also has what it pays. */
export const wholeColumns = {
	...listedColumns,
	default_commission: 'default_commission',
	product_commissions: 'product_commissions',
	subscription_commissions: 'subscription_commissions',
};

/** What a program gives its affiliates to advertise with. They can be listed, and not be read one by one. */
export const programResources = collection({
	noun: 'Program Resource',
	plural: 'Commission Program Resources',
	id: 'programResourceId',
	example: '14',
	path: '/v2/affiliates/commissionPrograms/{commissionProgramId}/resources',
	one: '/v2/affiliates/commissionPrograms/resources/{programResourceId}',
	items: 'resources',
	parents: { commissionProgramId: 'Commission Program' },
	record: {
		columns: {
			id: 'id',
			title: 'title',
			type: 'type',
			notes: 'notes',
			url: 'url',
			order: 'order',
			content_html: 'content_html',
			page_width: 'page_width',
			page_height: 'page_height',
			commission_programs: 'commission_programs',
		},
	},
	byName: calledBy('Title', 'Summer Banner', 'title'),
	picker: { label: ({ title, type }) => named(title, words(type).toLowerCase()) },
});
