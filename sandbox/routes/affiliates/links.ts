import { collection, routesOf } from '../../collection';
import * as filter from '../../filter';
import { byText, byValue } from '../../paging';
import { listOf, recordIn, string } from '../../values';

/** The links of affiliates, which redirect to a page. An update replaces them whole. */
const links = collection({
	kind: 'affiliateLink',
	path: '/v2/affiliates/redirects',
	properties: {
		name: { type: string(255), required: 'both' },
		code: { type: string(255), required: 'both' },
		affiliate_id: recordIn('affiliate'),
		website_address: { type: string(), required: 'both' },
		program_ids: listOf(recordIn('commissionProgram')),
	},
	unique: ['code'],
	times: { created: 'date_created' },
	list: {
		items: 'affiliate_links',
		filters: {
			name: filter.text('name'),
			affiliate_id: filter.reference('affiliate_id'),
		},
		order: { name: byText('name'), date_created: byValue('date_created') },
	},
	prepare: (changes, _call, current) =>
		current === undefined ? changes : { affiliate_id: null, program_ids: null, ...changes },
});

export const affiliateLinkRoutes = routesOf(links);
