import { withoutNulls, objects } from '../../body';
import type { Property, SubRecordTable } from '../../collection';
import { badRequest } from '../../errors';
import { currencyValue, fromUnits, toUnits } from '../../money';
import type { Call, Json, JsonObject } from '../../types';
import { decimal, integer, notBlank, oneOf, recordIn } from '../../values';

const ITEM_TYPES = [
	'PRODUCT',
	'SHIPPING',
	'TAX',
	'FINANCE_CHARGE',
	'SUBSCRIPTION',
	'DISCOUNT',
	'DISCOUNT_FREE_TRIAL',
	'DISCOUNT_ORDER_TOTAL',
	'DISCOUNT_PRODUCT',
	'DISCOUNT_PRODUCT_CATEGORY',
	'DISCOUNT_SHIPPING',
	'OTHER',
	'FEE',
];

/** Amounts come in as decimals, and are shown in cents. */
export const shownMoney = (amount: number, call: Pick<Call, 'store'>): JsonObject =>
	currencyValue(toUnits(amount, call), call);

const isDiscount = ({ item_type: type }: JsonObject) => String(type).startsWith('DISCOUNT');

const productOf = ({ product_id: id }: JsonObject, { store }: Pick<Call, 'store'>) =>
	id === undefined ? undefined : store.get('product', String(id));

const planOf = ({ subscription_plan_id: id }: JsonObject, { store }: Pick<Call, 'store'>) =>
	id === undefined ? undefined : store.get('subscriptionPlan', String(id));

/** What a unit costs: the price given, or else the plan's or the product's own, which are kept in cents. */
function unitPrice(item: JsonObject, call: Pick<Call, 'store'>): number {
	const own = planOf(item, call)?.plan_price ?? productOf(item, call)?.price ?? 0;
	return Number(item.price_per_unit ?? fromUnits(own, call));
}

/** What an item adds to the order; discounts take it off, whichever sign they have. */
export function priceOf(item: JsonObject, call: Pick<Call, 'store'>): number {
	const price = unitPrice(item, call) * Number(item.quantity ?? 1);
	return isDiscount(item) ? -Math.abs(price) : price;
}

function showProduct(item: JsonObject, call: Call): Json {
	const product = productOf(item, call);
	if (product === undefined) return null;
	const { id, name, sku, description, shippable, taxable } = product;
	return withoutNulls({
		id,
		name: name ?? null,
		sku: sku ?? null,
		description: description ?? null,
		shippable: shippable ?? false,
		taxable: taxable ?? false,
	});
}

function showPlan(item: JsonObject, call: Call): Json {
	const plan = planOf(item, call);
	if (plan === undefined) return null;
	const { id, cycle_type, frequency, active } = plan;
	return withoutNulls({
		id,
		cycle_type: cycle_type ?? null,
		frequency: frequency ?? null,
		active: active ?? true,
		plan_price: currencyValue(plan.plan_price ?? 0, call),
	});
}

export function showItem(item: JsonObject, call: Call): JsonObject {
	const price = unitPrice(item, call);
	return withoutNulls({
		id: item.id ?? null,
		name: item.name ?? productOf(item, call)?.name ?? null,
		description: item.description ?? null,
		notes: item.notes ?? null,
		quantity: item.quantity ?? 1,
		item_type: item.item_type ?? 'PRODUCT',
		price_per_unit: shownMoney(price, call),
		cost_per_unit: shownMoney(Number(item.cost_per_unit ?? 0), call),
		discount: isDiscount(item) ? shownMoney(Math.abs(price), call) : null,
		product: showProduct(item, call),
		subscription_plan: showPlan(item, call),
	});
}

/** @throws ApiError 400 for an item that lacks what its type needs */
export function checkItems(order: JsonObject): void {
	for (const { item_type: type, product_id: product, subscription_plan_id: plan } of objects(
		order.order_items,
	)) {
		if (['PRODUCT', 'SUBSCRIPTION'].includes(String(type ?? 'PRODUCT')) && product === undefined)
			throw badRequest('product_id is required', 'product_id');
		if (type === 'SUBSCRIPTION' && plan === undefined)
			throw badRequest('subscription_plan_id is required', 'subscription_plan_id');
	}
}

const properties: Record<string, Property> = {
	item_type: { type: oneOf(...ITEM_TYPES), only: 'create' },
	quantity: { type: integer(1), required: 'create' },
	product_id: recordIn('product'),
	subscription_plan_id: recordIn('subscriptionPlan'),
	subscription_plan_description: notBlank,
	name: notBlank,
	description: notBlank,
	notes: notBlank,
	price_per_unit: decimal(),
	cost_per_unit: decimal(),
};

/** The items in an order, which have paths of their own. */
export const orderItems: SubRecordTable = {
	kind: 'orderItem',
	idName: 'id',
	properties,
	show: showItem,
	routes: {
		path: '/items',
		operations: ['create', 'get', 'update', 'delete'],
		response: 'entry',
	},
};
