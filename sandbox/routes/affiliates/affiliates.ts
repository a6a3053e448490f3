import { required, withoutNulls, writes } from '../../body';
import { collection, find, recordPathOf, routesOf } from '../../collection';
import { badRequest, conflict, notFound } from '../../errors';
import * as filter from '../../filter';
import { byText, byValue } from '../../paging';
import type { Parser } from '../../body';
import type { Call, Doc, Json, JsonObject, Route, RouteResponse } from '../../types';
import { boolean, integer, oneOf, recordIn, string } from '../../values';

const STATUSES = ['ACTIVE', 'INACTIVE'];

/** What tracking links hold: a new code is longer than one that there is may become. */
const code: Parser = (value, name, call) => {
	const text = String(string(255)(value, name, call));
	const shortest = call.method === 'POST' ? 4 : 2;
	if (!new RegExp(`^[A-Za-z]\\S{${shortest - 1},}$`).test(text)) {
		throw badRequest(
			`${name} must have ${shortest} characters at least, begin with a letter, and hold no white space`,
			name,
		);
	}
	return text;
};

const nameOf = (contact: Json | undefined, { store }: Call): string => {
	const { given_name: given, family_name: family }: JsonObject =
		store.get('contact', String(contact)) ?? {};
	return [given, family].filter(Boolean).join(' ');
};

export const affiliates = collection({
	kind: 'affiliate',
	path: '/v2/affiliates',
	properties: {
		code: { type: code, required: 'create' },
		name: string(255),
		status: oneOf(...STATUSES),
		contact_id: { type: recordIn('contact'), required: 'create' },
		parent_affiliate_id: recordIn('affiliate'),
		notify_on_sale: boolean,
		notify_on_lead: boolean,
		track_leads_days: integer(0),
		password: string(),
	},
	defaults: {
		status: 'INACTIVE',
		parent_affiliate_id: '0',
		notify_on_sale: false,
		notify_on_lead: false,
		track_leads_days: 0,
	},
	hidden: ['password'],
	unique: ['code'],
	times: { created: 'date_created' },
	customFields: 'REFERRAL_PARTNER',
	dependents: [{ kind: 'affiliateLink', property: 'affiliate_id', onDelete: 'clear' }],
	list: {
		items: 'affiliates',
		filters: {
			id: filter.recordId(filter.ANY_COMPARISON),
			name: filter.text('name', { prefix: true }),
			contact_id: filter.reference('contact_id'),
			referral_contact_id: filter.special((_, value) => ({
				sql: `EXISTS (SELECT 1 FROM doc_referral AS referral
					WHERE json_extract(referral.data, '$.referral_partner_id') = CAST(doc_affiliate.id AS TEXT)
					AND json_extract(referral.data, '$.contact_id') = ?)`,
				params: [value],
			})),
			status: filter.oneOf('status', STATUSES),
			code: filter.text('code'),
		},
		order: {
			id: 'id',
			date_created: byValue('date_created'),
			name: byText('name'),
			status: byValue('status'),
			code: byText('code'),
		},
	},
	prepare: (changes, call, current) =>
		current === undefined
			? withoutNulls({ name: nameOf(changes.contact_id, call), ...changes })
			: changes,
	check: ({ id, parent_affiliate_id: parent }) => {
		if (id !== undefined && parent === id)
			throw badRequest('An affiliate cannot be its own parent', 'parent_affiliate_id');
	},
	deleted: ({ id }, { store }) => {
		for (const program of store.list('commissionProgram'))
			store.put('commissionProgram', { ...program, affiliate_ids: others(program, id) });
	},
});

const others = ({ affiliate_ids: ids }: Doc, id: string): Json[] =>
	(ids as Json[]).filter((other) => other !== id);

/** An affiliate and the program that the body names. */
function membership(call: Call) {
	const affiliate = find(affiliates, call);
	required(call.body, 'affiliate_program_id');
	const named = writes(call.body, { affiliate_program_id: recordIn('commissionProgram') }, call);
	const program = call.store.get('commissionProgram', String(named.affiliate_program_id));
	if (program === undefined) throw badRequest('The program does not exist');
	const left = others(program, affiliate.id);
	return { affiliate, program, left, isIn: left.length < (program.affiliate_ids as Json[]).length };
}

function assignToProgram(call: Call): RouteResponse {
	const { affiliate, program, left, isIn } = membership(call);
	if (isIn) throw conflict('The affiliate is in the program already');
	call.store.put('commissionProgram', { ...program, affiliate_ids: [...left, affiliate.id] });
	return { status: 200 };
}

function removeFromProgram(call: Call): RouteResponse {
	const { program, left, isIn } = membership(call);
	if (!isIn) throw notFound('Commission program of the affiliate', program.id);
	call.store.put('commissionProgram', { ...program, affiliate_ids: left });
	return { status: 200 };
}

const special: Route[] = [
	{ method: 'POST', path: `${recordPathOf(affiliates)}:assignToProgram`, handle: assignToProgram },
	{
		method: 'POST',
		path: `${recordPathOf(affiliates)}:removeFromProgram`,
		handle: removeFromProgram,
	},
];

export const affiliateRoutes = [...routesOf(affiliates), ...special];
