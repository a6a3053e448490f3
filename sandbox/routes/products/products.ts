import { isObject, required, withoutNulls, writes } from '../../body';
import { collection, find, recordPathOf, routesOf, saveChanges, shower } from '../../collection';
import { ApiError, badRequest } from '../../errors';
import * as filter from '../../filter';
import { requiredFile } from '../../form';
import { currencyValue } from '../../money';
import { byText, byValue } from '../../paging';
import { equals } from '../../store';
import type { Call, Doc, JsonObject, Route, RouteResponse } from '../../types';
import { boolean, decimal, email, integer, oneOf, record, string } from '../../values';
import { optionsOf } from './options';
import { productPath } from './path';
import { plansOf } from './plans';

const INVENTORY = {
	inventory_limit: integer(0),
	out_of_stock_enabled: boolean,
	email_for_inventory_notifications: email(),
};

export const products = collection({
	...productPath,
	properties: {
		name: { type: string(255), required: 'create' },
		sku: string(),
		// Written in the smallest unit of the currency.
		price: { type: integer(0), required: 'create', show: currencyValue },
		active: boolean,
		description: string(),
		short_description: { type: string(), required: 'create' },
		shippable: boolean,
		weight: decimal(0),
		taxable: boolean,
		country_taxable: boolean,
		state_taxable: boolean,
		city_taxable: boolean,
		subscription_only: boolean,
		storefront_hidden: boolean,
		top_html: string(),
		bottom_html: string(),
		is_package: boolean,
		needs_digital_delivery: boolean,
		delivery_description: string(),
		// A create takes the inventory as an object, an update takes what is in it.
		inventory: { type: record({ ...INVENTORY, inventory_count: integer(0) }), only: 'create' },
		inventory_limit: { type: INVENTORY.inventory_limit, only: 'update' },
		out_of_stock_enabled: { type: INVENTORY.out_of_stock_enabled, only: 'update' },
		email_for_inventory_notifications: {
			type: INVENTORY.email_for_inventory_notifications,
			only: 'update',
		},
	},
	defaults: {
		active: true,
		shippable: false,
		taxable: false,
		country_taxable: false,
		state_taxable: false,
		city_taxable: false,
		subscription_only: false,
		storefront_hidden: false,
		is_package: false,
		needs_digital_delivery: false,
	},
	times: { created: 'create_time', updated: 'update_time' },
	computed: {
		categories: ({ id }, { store }) =>
			store.query('productCategory', { where: having(id) }).map((category) => category.id),
		options: optionsOf,
		subscription_plans: plansOf,
		has_legacy_image: ({ id }, { store }) => legacyImage(store, id) !== undefined,
	},
	dependents: (['productOption', 'subscriptionPlan', 'productImage'] as const).map((kind) => ({
		kind,
		property: 'product_id',
		onDelete: 'delete' as const,
	})),
	list: {
		items: 'products',
		filters: {
			name: filter.text('name', { prefix: true }),
			sku: filter.text('sku', { prefix: true }),
			description: filter.text('description', { prefix: true }),
			short_description: filter.text('short_description', { prefix: true }),
			product_id: filter.recordId(),
			product_ids: filter.recordIds(),
		},
		order: {
			name: byText('name'),
			sku: byText('sku'),
			last_updated_time: byValue('update_time'),
		},
		omits: ['inventory.inventory_count'],
	},
	prepare: (changes, _call, current) => {
		const { inventory, ...rest } = changes;
		const given: JsonObject = isObject(inventory) ? { ...inventory } : {};
		for (const name of Object.keys(INVENTORY)) {
			if (name in rest) given[name] = rest[name] ?? null;
			delete rest[name];
		}
		const before = isObject(current?.inventory)
			? current.inventory
			: { inventory_limit: 0, inventory_count: 0, out_of_stock_enabled: false };
		return { ...rest, inventory: withoutNulls({ ...before, ...given }) };
	},
	deleted: ({ id }, { store }) => {
		for (const category of store.query('productCategory', { where: having(id) })) {
			const left = (category.product_ids as string[]).filter((product) => product !== id);
			store.put('productCategory', { ...category, product_ids: left });
		}
	},
});

/** The categories that hold a product. */
const having = (id: string) => {
	const condition = filter.contains('product_ids').condition('==', id, new Map());
	return condition === undefined ? [] : [condition];
};

const legacyImage = (store: Call['store'], id: string): Doc | undefined =>
	store
		.query('productImage', { where: [equals('product_id', id)] })
		.find(({ legacy }) => legacy === true);

const special: Route[] = [
	{ method: 'POST', path: `${recordPathOf(products)}:adjustInventory`, handle: adjustInventory },
	{ method: 'POST', path: `${recordPathOf(products)}/images`, handle: addImage },
	{ method: 'DELETE', path: `${recordPathOf(products)}/images`, handle: removeImages },
	{
		method: 'GET',
		path: `${recordPathOf(products)}/images/legacyImageData`,
		handle: (call) => {
			const image = legacyImage(call.store, find(products, call).id);
			if (image === undefined) throw new ApiError(404, 'The product has no legacy image');
			return { status: 200, body: image.data };
		},
	},
];

function adjustInventory(call: Call): RouteResponse {
	const product = find(products, call);
	required(call.body, 'type', 'quantity');
	const { type, quantity } = writes(
		call.body,
		{ type: oneOf('INCREASE', 'DECREASE'), quantity: integer(0) },
		call,
	);
	const inventory = isObject(product.inventory) ? product.inventory : {};
	const change = type === 'INCREASE' ? Number(quantity) : -Number(quantity);
	const count = Number(inventory.inventory_count ?? 0) + change;
	if (count < 0) throw badRequest('The inventory cannot be less than 0', 'quantity');
	const changes = { inventory: { ...inventory, inventory_count: count } };
	return {
		status: 200,
		body: shower(products, call)(saveChanges(products, call, product, changes)),
	};
}

/** There is one legacy image at most, which a new one replaces. */
function addImage(call: Call): RouteResponse {
	const { store, query } = call;
	const { id } = find(products, call);
	const { name, data } = requiredFile(call);
	const legacy = query.get('legacy') === 'true';
	const before = legacy ? legacyImage(store, id) : undefined;
	if (before !== undefined) store.remove('productImage', before.id);
	store.insert('productImage', {
		product_id: id,
		legacy,
		file_name: name,
		data: data.toString('base64'),
	});
	return { status: 201 };
}

function removeImages(call: Call): RouteResponse {
	const where = [equals('product_id', find(products, call).id)];
	for (const image of call.store.query('productImage', { where }))
		call.store.remove('productImage', image.id);
	return { status: 204 };
}

export const productRoutes = [...routesOf(products), ...special];
