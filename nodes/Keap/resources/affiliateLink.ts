import { create, get, getMany, remove, resource, update } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { record, records, required, text, url, type Field } from '../descriptor/field';
import { named, words } from '../descriptor/labels';
import { affiliates } from './affiliate';
import { commissionPrograms } from './commissionProgram/collections';

/** The links by which Keap tells whom a visitor comes from. They redirect to a page; Max Classic calls them tracking links. */
const affiliateLinks = collection({
	noun: 'Affiliate Link',
	id: 'affiliateLinkId',
	example: '27',
	path: '/v2/affiliates/redirects',
	items: 'affiliate_links',
	pageSize: 1000,
	record: {
		columns: {
			id: 'id',
			name: 'name',
			code: 'code',
			affiliate_id: 'affiliate_id',
			website_address: 'website_address',
			program_ids: 'program_ids',
			date_created: 'date_created',
		},
	},
	byName: calledBy('Name or Code', 'Summer Sale', 'name', 'code'),
	picker: {
		query: { order_by: 'name asc' },
		label: ({ name, code }) => named(name, words(code)),
	},
});

const name = text('name', 'Name', { placeholder: 'e.g. Summer Sale' });
const code = text('code', 'Code', {
	placeholder: 'e.g. summer',
	description: 'What the address of the link ends with',
});
const website = url('websiteAddress', 'Website Address', {
	placeholder: 'e.g. https://example.com/summer',
	description: 'The page that the link leads to',
});

const fields: Field[] = [
	record(affiliates, { description: 'The affiliate whose link it is' }),
	records(commissionPrograms, 'programs', 'Commission Programs', {
		key: 'program_ids',
		merge: 'union',
		description: 'The programs whose affiliates can use the link',
	}),
];

export const affiliateLink = resource('affiliateLink', 'Affiliate Link', [
	create({
		of: affiliateLinks,
		description:
			'Create an affiliate link, the tracking link by which an affiliate refers visitors',
		inputs: [required(name), required(code), required(website)],
		fields,
	}),
	get({ of: affiliateLinks }),
	getMany({
		of: affiliateLinks,
		list: {
			filters: [record(affiliates), name],
			sort: [
				{ name: 'Create Time', value: 'date_created' },
				{ name: 'Name', value: 'name' },
			],
		},
	}),
	update({
		of: affiliateLinks,
		fields: [...fields, code, name, website],
		mask: false,
		whole: true,
	}),
	remove({ of: affiliateLinks }),
]);
