import { calledBy, collection } from '../descriptor/collection';
import { named, words } from '../descriptor/labels';
import { startsWith } from '../descriptor/search';

export const affiliates = collection({
	noun: 'Referral Partner',
	id: 'affiliateId',
	example: '5',
	path: '/v2/affiliates',
	items: 'affiliates',
	pageSize: 1000,
	byName: calledBy('Name or Code', 'Ada Abbott', 'name', 'code'),
	picker: {
		query: { order_by: 'name asc' },
		pageSize: 100,
		typed: startsWith('name'),
		id: 'id',
		label: ({ name, code }) => named(name, words(code)),
	},
});
