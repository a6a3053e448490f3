import { objects, required, updateMask, writes, written, type Parsers } from '../../body';
import { collection, find, recordPathOf, routesOf, saveChanges } from '../../collection';
import { badRequest, notFound } from '../../errors';
import * as filter from '../../filter';
import { currencyValue, toUnits } from '../../money';
import { byText } from '../../paging';
import type { Call, Doc, Json, JsonObject, Route, RouteResponse } from '../../types';
import { decimal, integer, oneOf, recordIn, string } from '../../values';

/** What an interest is in, by its type. */
const KINDS: Record<string, string> = { PRODUCT: 'product', SUBSCRIPTION_PLAN: 'subscriptionPlan' };

const bundles = collection({
	kind: 'productInterestBundle',
	path: '/v2/productInterestBundles',
	properties: {
		name: { type: string(255), required: 'create' },
		description: { type: string(), required: 'create' },
	},
	hidden: ['interests'],
	computed: {
		product_interests: ofType('PRODUCT'),
		subscription_plan_interests: ofType('SUBSCRIPTION_PLAN'),
	},
	list: {
		items: 'product_interest_bundles',
		filters: { name: filter.text('name') },
		order: { name: byText('name') },
	},
});

/** The interests of one type, as a bundle shows them. */
function ofType(type: string) {
	return ({ interests }: Doc, call: Call): Json =>
		objects(interests)
			.filter((interest) => interest.type === type)
			.map((interest) => shown(interest, call));
}

/** Prices are written as decimals, and shown in cents. */
const shown = ({ entity_id, price, ...interest }: JsonObject, call: Call): JsonObject => ({
	...interest,
	id: entity_id ?? '',
	price: currencyValue(toUnits(price, call), call),
});

const CHANGEABLE: Parsers = {
	price: decimal(0),
	quantity: integer(1),
	discount_percent: integer(0, 100),
};

function add(call: Call): RouteResponse {
	const bundle = find(bundles, call);
	required(call.body, 'type', 'entity_id', 'price');
	const { type = null } = writes(call.body, { type: oneOf(...Object.keys(KINDS)) }, call);
	const entity = recordIn(KINDS[String(type)] ?? '');
	const interest = {
		interest_id: call.store.issueId('productInterest'),
		quantity: 1,
		discount_percent: 0,
		type,
		...writes(call.body, { entity_id: entity, ...CHANGEABLE }, call),
	};
	saveChanges(bundles, call, bundle, { interests: [...objects(bundle.interests), interest] });
	return { status: 201, body: shown(interest, call) };
}

/** Changes one interest of a bundle, or removes it where there is no change. @throws ApiError 404 */
function replace(call: Call, change?: (interest: JsonObject) => JsonObject): JsonObject {
	const bundle = find(bundles, call);
	const interests = objects(bundle.interests);
	const id = call.params.interestId;
	const at = interests.findIndex(({ interest_id }) => interest_id === id);
	const before = interests[at];
	if (before === undefined) throw notFound('Interest', String(id));
	const after = change?.(before);
	const rest = interests.toSpliced(at, 1, ...(after === undefined ? [] : [after]));
	saveChanges(bundles, call, bundle, { interests: rest });
	return after ?? before;
}

function update(call: Call): RouteResponse {
	const changes = writes(
		call.body,
		CHANGEABLE,
		call,
		updateMask(call.query, Object.keys(CHANGEABLE)),
	);
	if (Object.values(changes).includes(null)) throw badRequest('An interest needs all of it');
	return {
		status: 200,
		body: shown(
			replace(call, (before) => written(before, changes)),
			call,
		),
	};
}

const interests = `${recordPathOf(bundles)}/interests`;

const special: Route[] = [
	{ method: 'POST', path: interests, handle: add },
	{ method: 'PATCH', path: `${interests}/{interestId}`, handle: update },
	{
		method: 'DELETE',
		path: `${interests}/{interestId}`,
		handle: (call) => {
			replace(call);
			return { status: 204 };
		},
	},
];

export const productInterestRoutes = [...routesOf(bundles), ...special];
