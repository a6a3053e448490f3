import { withoutNulls } from '../../body';
import { collection, find, recordPathOf, routesOf, shower } from '../../collection';
import * as filter from '../../filter';
import { fromUnits } from '../../money';
import { byText, byValue, unpagedList } from '../../paging';
import type { Call, Doc, Json, JsonObject, Route, RouteResponse } from '../../types';
import { integer, listOf, oneOf, recordIn, string } from '../../values';

export const programs = collection({
	kind: 'commissionProgram',
	path: '/v2/affiliates/commissionPrograms',
	properties: {
		name: { type: string(255), required: 'create' },
		notes: string(),
		priority: { type: integer(), required: 'create' },
	},
	defaults: { affiliate_ids: [], product_commissions: [], subscription_commissions: [] },
	times: { created: 'create_time' },
	list: {
		items: 'commission_programs',
		filters: { name: filter.text('name'), affiliate_id: filter.contains('affiliate_ids') },
		order: { name: byText('name'), date_created: byValue('create_time') },
		omits: ['default_commission', 'product_commissions', 'subscription_commissions'],
	},
	deleted: ({ id }, { store }) => {
		for (const resource of store.list('programResource')) {
			const ids = (resource.commission_program_ids as Json[]).filter((other) => other !== id);
			store.put('programResource', { ...resource, commission_program_ids: ids });
		}
	},
	// Writes respond with what they can write.
	show: ({ id = '', name = '', notes = null, priority = 0, ...rest }, call) =>
		call.method === 'GET'
			? withCommissions(withoutNulls({ id, name, notes, priority, ...rest }), call)
			: withoutNulls({ id, name, notes, priority }),
});

/** A program as reads have it: with the priority as a text, and the names and prices of what it pays for. */
function withCommissions(program: JsonObject, call: Call): JsonObject {
	const shown: JsonObject = { ...program, priority: String(program.priority) };
	if (Array.isArray(program.product_commissions))
		shown.product_commissions = program.product_commissions.map((commission) =>
			withProduct(commission as JsonObject, call),
		);
	if (Array.isArray(program.subscription_commissions))
		shown.subscription_commissions = program.subscription_commissions.map((commission) =>
			withPlan(commission as JsonObject, call),
		);
	return shown;
}

function withProduct(commission: JsonObject, call: Call): JsonObject {
	const product = call.store.get('product', String(commission.product_id));
	return {
		...commission,
		product_name: product?.name ?? '',
		product_price: fromUnits(product?.price, call),
	};
}

function withPlan(commission: JsonObject, call: Call): JsonObject {
	const { store } = call;
	const plan = store.get('subscriptionPlan', String(commission.subscription_id));
	const product = store.get('product', String(plan?.product_id ?? 0));
	return {
		...commission,
		name: `${String(product?.name)} ${String(plan?.cycle_type).toLowerCase()}`,
		plan_price: fromUnits(plan?.plan_price, call),
	};
}

/** The response to a change of what a program pays: the whole program. */
export const wholeProgram = (program: Doc, call: Call): JsonObject =>
	withCommissions({ ...program }, call);

/** What affiliates advertise with. */
const resources = collection({
	kind: 'programResource',
	path: '/v2/affiliates/commissionPrograms/resources',
	operations: ['create', 'update', 'delete'],
	properties: {
		title: { type: string(255), required: 'create' },
		type: { type: oneOf('EMAIL', 'BANNER', 'PAGE'), required: 'create', only: 'create' },
		notes: string(),
		url: string(),
		order: integer(0),
		content_html: string(),
		page_width: integer(0),
		page_height: integer(0),
		commission_program_ids: {
			type: listOf(recordIn('commissionProgram')),
			required: 'create',
			as: 'commission_programs',
			show: (ids) => (ids as Json[]).map((id) => ({ commission_program_id: id })),
		},
	},
	defaults: { order: 0, page_width: 0, page_height: 0 },
});

function listResources(call: Call): RouteResponse {
	const { id } = find(programs, call);
	const all = call.store.query('programResource', {
		orderBy: { sql: byValue('order'), descending: false },
	});
	const own = all.filter(({ commission_program_ids: ids }) => (ids as Json[]).includes(id));
	return unpagedList('resources', own.map(shower(resources, call)));
}

const special: Route[] = [
	{ method: 'GET', path: `${recordPathOf(programs)}/resources`, handle: listResources },
];

export const programRoutes = [...routesOf(programs), ...routesOf(resources), ...special];
