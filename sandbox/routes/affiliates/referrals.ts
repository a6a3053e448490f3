import { collection, find, listRecords, recordPathOf, routesOf } from '../../collection';
import * as filter from '../../filter';
import { byId, byValue } from '../../paging';
import { equals } from '../../store';
import type { Call, Route } from '../../types';
import { oneOf, recordIn, string, time } from '../../values';
import { affiliates } from './affiliates';

const TYPES = ['COOKIE', 'MANUAL', 'PERMANENT'];

/** The id of another record, compared as a number. */
const idIn = (property: string) =>
	filter.special(
		(operator, value) => filter.compare(byId(property), operator, filter.wholeNumber(value)),
		filter.ANY_COMPARISON,
	);

const source = filter.text('source', { prefix: true });

const list = {
	items: 'referrals',
	filters: {
		referral_partner_id: idIn('referral_partner_id'),
		contact_id: idIn('contact_id'),
		source,
		description: filter.text('description', { prefix: true }),
		type: filter.oneOf('referral_type', TYPES),
	},
	order: { id: 'id', referral_time: byValue('referral_time') },
};

const referrals = collection({
	kind: 'referral',
	path: '/v2/referrals',
	operations: ['create', 'list'],
	properties: {
		contact_id: { type: recordIn('contact'), required: 'create' },
		referral_partner_id: recordIn('affiliate'),
		description: string(),
		source: string(255),
		referral_time: time,
		expiration_time: time,
		ip_address: string(45),
		referral_type: oneOf(...TYPES),
	},
	defaults: { referral_type: 'MANUAL' },
	list,
	prepare: (changes, call) => ({ referral_time: call.time, ...changes }),
});

/** Those of one affiliate, which can only be narrowed by their source. */
const ofAffiliate: Route = {
	method: 'GET',
	path: `${recordPathOf(affiliates)}/referrals`,
	handle: (call: Call) => {
		const { id } = find(affiliates, call);
		const where = () => [equals('referral_partner_id', id)];
		return listRecords(referrals, { ...list, filters: { source }, where }, call);
	},
};

export const referralRoutes = [...routesOf(referrals), ofAffiliate];
