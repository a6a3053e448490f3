import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { expectInputError, expectKeapError, inputError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';
import { on, returned } from '../flows/support';
import { first, present } from '../support/present';
import { useBinaryData } from './binary';
import { bodies, byId, group, lastSent, list, output, pairs, sent, stored } from './support';

const keap = useKeap();
const binary = useBinaryData('default');

const product = (operation: string, more: INodeParameters = {}) => ({
	resource: 'product',
	operation,
	...(['create', 'update'].includes(operation) ? { simplify: false } : {}),
	...more,
});

const aProduct = (more: JsonObject = {}): string =>
	keap.sandbox.store.insert('product', {
		name: 'Notebook',
		price: 1_234,
		short_description: 'Lined',
		active: true,
		inventory: { inventory_limit: 0, inventory_count: 5, out_of_stock_enabled: false },
		...more,
	}).id;

const anOption = (product_id: string, more: JsonObject = {}): string =>
	keap.sandbox.store.insert('productOption', {
		product_id,
		option_type: 'LIST',
		option_label: 'Size',
		required: false,
		display_order: 0,
		list_items: [{ item_id: '901', item_label: 'Small', price_adjustment: 0 }],
		...more,
	}).id;

const aPlan = (product_id: string, more: JsonObject = {}): string =>
	keap.sandbox.store.insert('subscriptionPlan', {
		product_id,
		cycle_type: 'MONTHLY',
		plan_price: 1_999,
		active: true,
		frequency: 1,
		total_cycles: 0,
		display_order_index: 0,
		...more,
	}).id;

describe('create', () => {
	const required = { name: 'Mug', price: 12.34, shortDescription: 'Holds tea' };

	it('sends the price in cents, and returns what Keap has made', async () => {
		const run = await keap.run(product('create', required));
		expect(sent(keap)).toEqual([
			{ call: 'GET /v2/businessProfile', query: {}, body: undefined },
			{
				call: 'POST /v2/products',
				query: {},
				body: { name: 'Mug', price: 1234, short_description: 'Holds tea' },
			},
		]);
		const made = first(output(run));
		expect(made).toMatchObject({ name: 'Mug', price: { amount: 1234, currency_code: 'USD' } });
		const back = await keap.run(product('get', { productId: byId(String(made.id)) }));
		expect(output(back)[0]).toMatchObject({ name: 'Mug', price: 12.34, currency: 'USD' });
	});

	it('puts the inventory into an object', async () => {
		const run = await keap.run(
			product('create', {
				...required,
				additionalFields: {
					inventoryCount: 3,
					inventoryLimit: 10,
					inventoryNotificationsEmail: 'stock@example.com',
					outOfStockEnabled: true,
					active: false,
					weight: 0.4,
				},
			}),
		);
		expect(bodies(keap, 'POST')).toEqual([
			{
				name: 'Mug',
				price: 1234,
				short_description: 'Holds tea',
				active: false,
				weight: 0.4,
				inventory: {
					inventory_count: 3,
					inventory_limit: 10,
					email_for_inventory_notifications: 'stock@example.com',
					out_of_stock_enabled: true,
				},
			},
		]);
		expect(first(output(run)).inventory).toMatchObject({ inventory_count: 3, inventory_limit: 10 });
	});

	it.each([
		[0, 0],
		['19.99', 1999],
		[0.29, 29],
		[1234567.89, 123456789],
	])('takes %p for a price', async (price, cents) => {
		output(await keap.run(product('create', { ...required, price })));
		expect(first(bodies(keap, 'POST')).price).toBe(cents);
	});

	it.each([
		[12.345, 'invalid'],
		['$12', 'invalid'],
		[-1, 'outOfRange'],
	] as const)('refuses %p for a price', async (price, kind) => {
		expectInputError(await keap.run(product('create', { ...required, price })), 0, kind, 'Price');
		expect(bodies(keap, 'POST')).toEqual([]);
	});

	it('goes on after items that cannot be used', async () => {
		const run = await keap.run(product('create', { ...required, price: '={{ $json.price }}' }), {
			items: [{ price: 1.5 }, { price: 1.555 }, { price: '' }, { price: 2 }],
			onError: 'continueRegularOutput',
		});
		expect(outcomes(run, 'name')).toEqual([
			'Mug',
			inputError(1, 'invalid', 'Price'),
			inputError(2, 'empty', 'Price'),
			'Mug',
		]);
		expect(bodies(keap, 'POST').map(({ price }) => price)).toEqual([150, 200]);
	});
});

it('gets each by its own call: the list leaves out the number in stock', async () => {
	const ids = [aProduct(), aProduct({ name: 'Pencil' })];
	const run = await keap.run(
		product('get', { productId: byId('={{ $json.id }}'), simplify: false }),
		{
			items: ids.map((id) => ({ id })),
		},
	);
	expect(keap.calls().sort()).toEqual(ids.map((id) => `GET /v2/products/${id}`).sort());
	expect(output(run).map(({ inventory }) => (inventory as JsonObject).inventory_count)).toEqual([
		5, 5,
	]);
	expect(pairs(run.items)).toEqual([0, 1]);
});

it('lists with filters and an order', async () => {
	const run = await keap.run(
		product('getMany', {
			filters: { name: 'Team*', sku: 'DB-*', productIds: '3, 4', idAbove: 3 },
			sort: { value: { field: 'last_updated_time', direction: 'desc' } },
		}),
	);
	expect(sent(keap)[0]).toMatchObject({
		call: 'GET /v2/products',
		query: {
			order_by: 'last_updated_time desc',
			page_size: '50',
		},
	});
	expect(
		present(first(sent(keap)).query.filter)
			.split(';')
			.sort(),
	).toEqual(['name==Team*', 'product_id>3', 'product_ids==3,4', 'sku==DB-*']);
	expect(output(run)).toMatchObject([{ id: '4', name: 'Team Mug', price: 12, sku: 'DB-004' }]);
});

describe('update', () => {
	it('changes what is given, and names it in the mask', async () => {
		const id = aProduct();
		const run = await keap.run(
			product('update', {
				productId: byId(id),
				updateFields: { price: 99.9, inventoryLimit: 7, taxable: false },
			}),
		);
		const { call, query, body } = lastSent(keap);
		expect(call).toBe(`PATCH /v2/products/${id}`);
		expect(present(query.update_mask).split(',').sort()).toEqual([
			'inventory_limit',
			'price',
			'taxable',
		]);
		expect(body).toEqual({ price: 9990, inventory_limit: 7, taxable: false });
		expect(output(run)[0]).toMatchObject({ name: 'Notebook', price: { amount: 9990 } });
		expect(stored(keap, 'product', id).inventory).toMatchObject({
			inventory_limit: 7,
			inventory_count: 5,
		});
	});

	it('refuses fractions of a cent', async () => {
		const run = await keap.run(
			product('update', { productId: byId(1), updateFields: { price: 12.345 } }),
		);
		expectInputError(run, 0, 'invalid', 'Price');
		expect(bodies(keap, 'PATCH')).toEqual([]);
	});
});

it('deletes', async () => {
	const id = aProduct();
	expect(output(await keap.run(product('delete', { productId: byId(id) })))).toEqual([
		{ deleted: true },
	]);
	expect(keap.sandbox.store.get('product', id)).toBeUndefined();
});

describe('inventory', () => {
	it('is adjusted for several items in their order', async () => {
		const id = aProduct();
		const run = await keap.run(
			product('adjustInventory', {
				productId: byId(id),
				adjustment: '={{ $json.how }}',
				quantity: '={{ $json.n }}',
			}),
			{
				items: [
					{ how: 'DECREASE', n: 5 },
					{ how: 'increase', n: '12' },
				],
			},
		);
		expect(output(run)).toHaveLength(2);
		expect(sent(keap).map(({ call, body }) => [call, body])).toEqual([
			[`POST /v2/products/${id}:adjustInventory`, { type: 'DECREASE', quantity: 5 }],
			[`POST /v2/products/${id}:adjustInventory`, { type: 'INCREASE', quantity: 12 }],
		]);
		expect(stored(keap, 'product', id).inventory).toMatchObject({ inventory_count: 12 });
	});

	it('is never adjusted twice', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 503 }));
		const run = await keap.run(
			product('adjustInventory', { productId: byId(1), adjustment: 'INCREASE', quantity: 1 }),
		);
		expectKeapError(run, 0, 'unknownOutcome');
		expect(keap.calls()).toHaveLength(1);
	});
});

describe('images', () => {
	const PNG = Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==',
		'base64',
	);

	const upload = async (id: string, content: Buffer, more: INodeParameters = {}) =>
		await keap.run(product('uploadImage', { productId: byId(id), file: 'data', ...more }), {
			items: [{ json: {}, binary: { data: await binary.file(content, 'mug.png', 'image/png') } }],
		});

	it('are uploaded as the one part that Keap takes', async () => {
		const id = aProduct();
		const parts = jest.spyOn(FormData.prototype, 'append');
		const run = await upload(id, PNG);
		const names = parts.mock.calls.map(([name]) => name);
		parts.mockRestore();
		expect(names).toEqual(['file']);
		expect(sent(keap)).toEqual([
			{
				call: `POST /v2/products/${id}/images`,
				query: {},
				body: { file: { name: 'mug.png', size: PNG.length } },
			},
		]);
		expect(output(run)).toEqual([{ success: true }]);
	});

	it.each([
		[PNG, 'A-B Notebook.png', 'image/png'],
		[Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), 'A-B Notebook.jpg', 'image/jpeg'],
		[Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'), 'A-B Notebook.webp', 'image/webp'],
		[Buffer.from('II*\0\x08\0\0\0\0\0\0\0\0\0', 'latin1'), 'A-B Notebook.tif', 'image/tiff'],
		[Buffer.from('\0\0\0\x1cftypavif\0\0\0\0avif', 'latin1'), 'A-B Notebook.avif', 'image/avif'],
		[Buffer.from('no image'), 'A-B Notebook', 'application/octet-stream'],
	])('of the legacy cart come back whole %#', async (content, fileName, mimeType) => {
		const id = aProduct({ name: 'A/B Notebook' });
		output(await upload(id, content, { options: { legacy: true } }));
		expect(lastSent(keap).query).toEqual({ legacy: 'true' });
		const run = await keap.run(
			product('downloadLegacyImage', {
				productId: byId(id),
				options: { outputBinaryPropertyName: 'image' },
			}),
		);
		expect(keap.calls()).toEqual([
			`GET /v2/products/${id}/images/legacyImageData`,
			`GET /v2/products/${id}`,
		]);
		expect(output(run)[0]).toMatchObject({ id, name: 'A/B Notebook' });
		const file = first(run.items).binary!.image;
		expect(file).toMatchObject({ fileName, mimeType });
		expect((await binary.read(present(file))).equals(content)).toBe(true);
	});

	it('are deleted', async () => {
		const id = aProduct();
		await upload(id, PNG);
		expect(output(await keap.run(product('deleteImages', { productId: byId(id) })))).toEqual([
			{ deleted: true },
		]);
		expect(keap.calls()).toEqual([`DELETE /v2/products/${id}/images`]);
		expect(
			keap.sandbox.store.query('productImage').filter((image) => image.product_id === id),
		).toEqual([]);
	});

	it('that come back empty are none', async () => {
		const id = aProduct();
		keap.sandbox.setFaults(on(/legacyImageData/, returned('')));
		const run = await keap.run(product('downloadLegacyImage', { productId: byId(id) }));
		expectKeapError(run, 0, 'badResponse', 'Notebook');
	});

	it('need a file', async () => {
		const run = await keap.run(product('uploadImage', { productId: byId(1), file: 'data' }));
		expectInputError(run, 0, 'missing', 'Input Data Field Name');
		expect(keap.calls()).toEqual([]);
	});
});

describe('options', () => {
	it('are created with items, or with rules for a text', async () => {
		const id = aProduct();
		const of = (more: INodeParameters) => product('createOption', { productId: byId(id), ...more });
		const withItems = await keap.run(
			of({
				optionType: 'LIST',
				additionalFields: {
					optionLabel: 'Size',
					required: true,
					listItems: list(
						{ itemLabel: 'Small', itemCode: 'S', displayOrder: 0, priceAdjustment: -1.5 },
						{ itemLabel: 'Large', itemCode: 'L', displayOrder: 1, priceAdjustment: '2.25' },
					),
				},
			}),
		);
		expect(lastSent(keap)).toMatchObject({
			call: `POST /v2/products/${id}/options`,
			body: {
				option_type: 'LIST',
				option_label: 'Size',
				required: true,
				list_items: [
					{ item_label: 'Small', item_code: 'S', item_display_order: 0, price_adjustment: -1.5 },
					{ item_label: 'Large', item_code: 'L', item_display_order: 1, price_adjustment: 2.25 },
				],
			},
		});
		expect(first(output(withItems)).list_items).toHaveLength(2);
		const asEntered = list(
			{ itemLabel: 'Teal', displayOrder: 0 },
			{ itemLabel: 'Copper', displayOrder: 0 },
		);
		await keap.run(of({ optionType: 'LIST', additionalFields: { listItems: asEntered } }));
		expect(lastSent(keap).body).toMatchObject({
			list_items: [
				{ item_label: 'Teal', item_display_order: 0 },
				{ item_label: 'Copper', item_display_order: 1 },
			],
		});
		const nameless = await keap.run(
			of({
				optionType: 'LIST',
				additionalFields: { listItems: list({ itemLabel: '={{ $json.none }}' }) },
			}),
		);
		expectInputError(nameless, 0, 'empty', 'Label');
		const withText = await keap.run(
			of({
				optionType: 'TEXT',
				additionalFields: {
					optionLabel: 'Name',
					textRules: group({ maximumCharacters: 12, onlyContains: 'LETTER', allowSpaces: false }),
				},
			}),
		);
		expect(first(output(withText)).text_rules).toEqual({
			maximum_characters: 12,
			only_contains: 'LETTER',
			only_ends_with: 'NONE',
			only_starts_with: 'NONE',
			allow_spaces: false,
		});
	});

	it('get items or rules for a text by their type', async () => {
		const id = aProduct();
		const run = await keap.run(
			product('createOption', {
				productId: byId(id),
				optionType: '={{ $json.type }}',
				additionalFields: {
					listItems: list({ itemLabel: 'Small', displayOrder: 0 }),
					textRules: group({ maximumCharacters: 12 }),
				},
			}),
			{ items: [{ type: 'TEXT' }, { type: 'List' }] },
		);
		output(run);
		const [text, items] = bodies(keap, 'POST');
		expect(text).toMatchObject({ option_type: 'TEXT', text_rules: { maximum_characters: 12 } });
		// Nobody said that buyers may enter no spaces.
		expect(text).not.toHaveProperty('text_rules.allow_spaces');
		expect(text).not.toHaveProperty('list_items');
		expect(items).toMatchObject({ option_type: 'LIST', list_items: [{ item_label: 'Small' }] });
		expect(items).not.toHaveProperty('text_rules');
	});

	it('are listed, read, changed and deleted', async () => {
		const id = aProduct();
		const option = anOption(id);
		const text = anOption(id, { option_type: 'TEXT', list_items: null, text_rules: {} });
		const names = { productId: byId(id), productOptionId: byId(option) };
		const all = await keap.run(product('getOptions', { productId: byId(id) }));
		expect(sent(keap)).toEqual([
			{ call: `GET /v2/products/${id}/options`, query: {}, body: undefined },
		]);
		expect(output(all).map((one) => one.id)).toEqual([option, text]);
		expect(output(await keap.run(product('getOption', names)))[0]).toMatchObject({ id: option });
		await keap.run(
			product('updateOption', {
				productId: byId(id),
				productOptionId: byId(text),
				updateFields: { optionLabel: 'Initials', maximumCharacters: 3 },
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: `PATCH /v2/products/${id}/options/${text}`,
			query: { update_mask: 'option_label,maximum_characters' },
			body: { option_label: 'Initials', maximum_characters: 3 },
		});
		expect(output(await keap.run(product('deleteOption', names)))).toEqual([{ deleted: true }]);
		expect(keap.sandbox.store.get('productOption', option)).toBeUndefined();
	});

	it('get, change and lose items', async () => {
		const id = aProduct();
		const option = anOption(id);
		const names = { productId: byId(id), productOptionId: byId(option) };
		const items = `/v2/products/${id}/options/${option}/listItems`;
		const added = await keap.run(
			product('addOptionItem', {
				...names,
				itemLabel: '={{ $json.label }}',
				additionalFields: { itemCode: 'X', priceAdjustment: 12.34 },
			}),
			{ items: [{ label: 'Medium' }, { label: 'Large' }] },
		);
		expect(sent(keap).map(({ call, body }) => [call, body])).toEqual(
			['Medium', 'Large'].map((label) => [
				`POST ${items}`,
				[{ item_label: label, item_code: 'X', price_adjustment: 12.34 }],
			]),
		);
		expect(pairs(added.items)).toEqual([0, 1]);
		const labels = () =>
			(stored(keap, 'productOption', option).list_items as JsonObject[]).map(
				({ item_label: label }) => label,
			);
		expect(labels()).toEqual(['Small', 'Medium', 'Large']);
		await keap.run(
			product('updateOptionItem', {
				...names,
				itemId: byId(901),
				updateFields: { itemLabel: 'Tiny' },
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: `PATCH ${items}/901`,
			query: { update_mask: 'item_label' },
			body: { item_label: 'Tiny' },
		});
		expect(labels()).toEqual(['Tiny', 'Medium', 'Large']);
		const gone = await keap.run(product('deleteOptionItem', { ...names, itemId: byId(901) }));
		expect(output(gone)).toEqual([{ deleted: true }]);
		expect(labels()).toEqual(['Medium', 'Large']);
	});
});

describe('subscription plans', () => {
	it('are created with a price in cents', async () => {
		const id = aProduct();
		const run = await keap.run(
			product('createSubscriptionPlan', {
				productId: byId(id),
				cycleType: 'YEARLY',
				planPrice: 490.5,
				additionalFields: { totalCycles: 12, active: false },
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: `POST /v2/products/${id}/subscriptions`,
			query: {},
			body: { cycle_type: 'YEARLY', plan_price: 49050, total_cycles: 12, active: false },
		});
		const subscriptionPlanId = byId(String(first(output(run)).id));
		const back = await keap.run(
			product('getSubscriptionPlan', { productId: byId(id), subscriptionPlanId }),
		);
		expect(output(back)[0]).toMatchObject({ price: 490.5, currency: 'USD', cycle_type: 'YEARLY' });
	});

	it('are listed with their prices', async () => {
		const id = aProduct();
		aPlan(id);
		aPlan(id, { plan_price: 5, active: false });
		const run = await keap.run(
			product('getSubscriptionPlans', {
				productId: byId(id),
				filters: { cycleType: 'monthly' },
				sort: { value: { field: 'id', direction: 'asc' } },
			}),
		);
		expect(lastSent(keap)).toMatchObject({
			call: `GET /v2/products/${id}/subscriptions`,
			query: { filter: 'cycle_type==MONTHLY', order_by: 'id asc', page_size: '50' },
		});
		expect(output(run).map(({ price, active }) => [price, active])).toEqual([
			[19.99, true],
			[0.05, false],
		]);
	});

	it('are changed together with what Keap wants each time, and deleted', async () => {
		const id = aProduct();
		const plan = aPlan(id);
		const names = { productId: byId(id), subscriptionPlanId: byId(plan) };
		await keap.run(
			product('updateSubscriptionPlan', {
				...names,
				cycleType: 'WEEKLY',
				planPrice: 12.34,
				updateFields: { active: false },
			}),
		);
		const { call, query, body } = lastSent(keap);
		expect(call).toBe(`PATCH /v2/products/${id}/subscriptions/${plan}`);
		expect(present(query.update_mask).split(',').sort()).toEqual([
			'active',
			'cycle_type',
			'plan_price',
		]);
		expect(body).toEqual({ cycle_type: 'WEEKLY', plan_price: 1234, active: false });
		const refused = await keap.run(
			product('updateSubscriptionPlan', { ...names, cycleType: 'WEEKLY', planPrice: 12.345 }),
		);
		expectInputError(refused, 0, 'invalid', 'Price');
		const untouched = await keap.run(
			product('updateSubscriptionPlan', { ...names, cycleType: '={{ "" }}', planPrice: 12 }),
		);
		expectInputError(untouched, 0, 'empty', 'Billing Cycle');
		const unpriced = await keap.run(
			product('updateSubscriptionPlan', {
				...names,
				cycleType: 'WEEKLY',
				planPrice: '={{ "" }}',
			}),
		);
		expectInputError(unpriced, 0, 'empty', 'Price');
		expect(keap.calls()).toEqual([]);
		expect(output(await keap.run(product('deleteSubscriptionPlan', names)))).toEqual([
			{ deleted: true },
		]);
		expect(keap.sandbox.store.get('subscriptionPlan', plan)).toBeUndefined();
	});
});
