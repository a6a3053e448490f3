import { present } from '../support/present';
import { FakeClock, filter, start, type Harness } from './support';

describe('products', () => {
	let keap: Harness;
	const clock = new FakeClock();
	beforeAll(async () => (keap = await start({ clock })));
	afterAll(async () => await keap.sandbox.close());

	const post = async (path: string, body: unknown) => await keap.call('POST', path, body);
	const patch = async (path: string, body: unknown) => await keap.call('PATCH', path, body);
	const remove = async (path: string) => await keap.call('DELETE', path);
	const usd = (cents: number, text: string) => ({
		amount: cents,
		currency_code: 'USD',
		formatted_amount: text,
	});
	const hat = { name: 'Hat', price: 1250, short_description: 'Keeps the sun off' };
	const create = async (body: object = {}) => {
		const { body: product } = await post('/v2/products', { ...hat, ...body });
		return `/v2/products/${product.id}`;
	};
	const image = () => {
		const form = new FormData();
		form.set('file', new Blob(['pixels']), 'hat.png');
		return form;
	};

	it('are priced in cents, and shown with a formatted price', async () => {
		const { status, body } = await post('/v2/products', hat);
		expect(status).toBe(201);
		const time = new Date(clock.now()).toISOString();
		expect(body).toEqual({
			id: expect.any(String),
			...hat,
			price: usd(1250, '$12.50'),
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
			has_legacy_image: false,
			inventory: { inventory_limit: 0, inventory_count: 0, out_of_stock_enabled: false },
			categories: [],
			options: [],
			subscription_plans: [],
			create_time: time,
			update_time: time,
		});
	});

	it.each([
		['no name', { name: '' }],
		['no price', { price: undefined }],
		['no short description', { short_description: null }],
		['a price with decimals', { price: 12.5 }],
		['a negative price', { price: -1 }],
		['a negative weight', { weight: -1 }],
		['a negative inventory', { inventory: { inventory_limit: -1 } }],
	])('are refused with %s', async (_, change) => {
		expect((await post('/v2/products', { ...hat, ...change })).status).toBe(400);
	});

	it('change what a mask names, their inventory by single properties', async () => {
		const path = await create({ inventory: { inventory_limit: 9, inventory_count: 4 } });
		const { body } = await patch(`${path}?update_mask=price,inventory_limit,sku`, {
			price: 999,
			inventory_limit: 20,
			sku: 'H1',
			name: 'No',
		});
		expect(body).toMatchObject({
			name: 'Hat',
			price: usd(999, '$9.99'),
			sku: 'H1',
			inventory: { inventory_limit: 20, inventory_count: 4, out_of_stock_enabled: false },
		});
		expect((await patch(`${path}?update_mask=inventory`, {})).status).toBe(400);
		expect((await patch(`${path}?update_mask=name`, {})).status).toBe(400);
		await patch(`${path}?update_mask=email_for_inventory_notifications`, {
			email_for_inventory_notifications: 'stock@example.com',
		});
		expect((await keap.get(path)).body.inventory).toMatchObject({
			inventory_limit: 20,
			email_for_inventory_notifications: 'stock@example.com',
		});
	});

	it('are listed without the count of their inventory', async () => {
		const path = await create({ sku: 'LISTED-1', inventory: { inventory_count: 4 } });
		const list = async (query: string) => (await keap.get(`/v2/products?${query}`)).body.products;
		const [product] = (await list(filter('sku==listed*'))) ?? [];
		expect(product?.inventory).toEqual({ inventory_limit: 0, out_of_stock_enabled: false });
		expect((await keap.get(path)).body.inventory).toHaveProperty('inventory_count', 4);
		expect(await list(filter(`product_ids==1,2`))).toMatchObject([{ id: '1' }, { id: '2' }]);
		expect(await list(filter('product_id>=2;product_id<4;name==m*'))).toMatchObject([{ id: '3' }]);
		expect(await list('order_by=sku%20desc&page_size=1')).toMatchObject([{ sku: 'LISTED-1' }]);
		for (const wrong of ['order_by=price', filter('active==true'), 'page_size=1001'])
			expect((await keap.get(`/v2/products?${wrong}`)).status).toBe(400);
	});

	it('have an inventory that is increased and decreased', async () => {
		const path = await create({ inventory: { inventory_count: 4 } });
		const adjust = async (type: string, quantity: number) =>
			await post(`${path}:adjustInventory`, { type, quantity });
		expect((await adjust('INCREASE', 3)).body.inventory).toMatchObject({ inventory_count: 7 });
		expect(await adjust('DECREASE', 7)).toMatchObject({
			status: 200,
			body: { name: 'Hat', inventory: { inventory_count: 0 } },
		});
		expect((await adjust('DECREASE', 1)).status).toBe(400);
		expect((await adjust('DOUBLE', 1)).status).toBe(400);
	});

	it('have images, one of them for the legacy cart', async () => {
		const path = await create();
		expect((await keap.get(`${path}/images/legacyImageData`)).status).toBe(404);
		expect(await post(`${path}/images`, image())).toMatchObject({ status: 201, body: '' });
		expect((await keap.get(path)).body.has_legacy_image).toBe(false);
		await post(`${path}/images?legacy=true`, image());
		await post(`${path}/images?legacy=true`, image());
		expect(keap.sandbox.store.count('productImage')).toBe(2);
		expect((await keap.get(path)).body.has_legacy_image).toBe(true);
		expect((await keap.get(`${path}/images/legacyImageData`)).body).toBe(
			Buffer.from('pixels').toString('base64'),
		);
		expect((await post(`${path}/images`, {})).status).toBe(400);
		expect((await remove(`${path}/images`)).status).toBe(204);
		expect(keap.sandbox.store.count('productImage')).toBe(0);
	});

	describe('options', () => {
		const sizes = {
			option_type: 'LIST',
			option_label: 'Size',
			list_items: [{ item_label: 'S', item_code: 's', price_adjustment: -1.5 }],
		};
		const engraving = {
			option_type: 'TEXT',
			option_label: 'Name',
			required: true,
			display_order: 1,
			text_rules: { minimum_characters: 2, only_starts_with: 'NONE', only_contains: 'DIGIT' },
		};

		it('are lists or texts, which the product shows in other words', async () => {
			const path = await create();
			const { body: list } = await post(`${path}/options`, sizes);
			const { body: text } = await post(`${path}/options`, engraving);
			const productId = path.split('/').pop();
			expect(list).toEqual({
				id: expect.any(String),
				product_id: productId,
				...sizes,
				required: false,
				display_order: 0,
				list_items: [{ item_id: expect.any(String), ...sizes.list_items[0] }],
			});
			expect(text).toEqual({ id: expect.any(String), product_id: productId, ...engraving });
			expect((await keap.get(`${path}/options`)).body).toEqual({ product_options: [list, text] });
			expect((await keap.get(path)).body.options).toEqual([
				{
					name: 'Size',
					type: 'FIXED',
					required: false,
					fixed_options: [{ value: 'S', code: 's', price_adjustment: -1.5 }],
				},
				{
					name: 'Name',
					type: 'VARIABLE',
					required: true,
					variable_setting: { min_chars: 2, contains: 'NUMBER' },
				},
			]);
		});

		it('gain, change and lose list items, and respond with the option', async () => {
			const path = await create();
			const { body } = await post(`${path}/options`, sizes);
			const items = `${path}/options/${body.id}/listItems`;
			const added = await post(items, [{ item_label: 'M' }, { item_label: 'L' }]);
			expect(added.status).toBe(201);
			expect(present(added.body.list_items).map(({ item_label }) => item_label)).toEqual([
				'S',
				'M',
				'L',
			]);
			const id = present(added.body.list_items)[1]?.item_id;
			const changed = await patch(`${items}/${id}?update_mask=price_adjustment`, {
				price_adjustment: 2,
				item_label: 'No',
			});
			expect(changed.body).toMatchObject({ id: body.id, option_label: 'Size' });
			expect(present(changed.body.list_items)[1]).toEqual({
				item_id: id,
				item_label: 'M',
				price_adjustment: 2,
			});
			expect((await remove(`${items}/${id}`)).status).toBe(204);
			expect((await remove(`${items}/${id}`)).status).toBe(404);
			expect((await post(items, { item_label: 'XL' })).status).toBe(400);
			expect((await post(items, [{ item_label: '  ' }])).status).toBe(400);
		});

		it('of texts change their rules by single properties', async () => {
			const path = await create();
			const { body } = await post(`${path}/options`, engraving);
			const option = `${path}/options/${body.id}`;
			const { body: changed } = await patch(
				`${option}?update_mask=maximum_characters,minimum_characters`,
				{ maximum_characters: 8 },
			);
			expect(changed.text_rules).toEqual({
				maximum_characters: 8,
				only_starts_with: 'NONE',
				only_contains: 'DIGIT',
			});
			expect((await patch(option, { only_contains: 'EMOJI' })).status).toBe(400);
			expect((await post(`${option}/listItems`, [{ item_label: 'A' }])).status).toBe(400);
			expect((await keap.get(`/v2/products/1/options/${body.id}`)).status).toBe(404);
			expect((await remove(option)).status).toBe(204);
		});

		it('need a type that fits', async () => {
			const path = await create();
			expect((await post(`${path}/options`, { option_label: 'x' })).status).toBe(400);
			expect((await post(`${path}/options`, { ...sizes, option_type: 'TEXT' })).status).toBe(400);
			expect((await post(`${path}/options`, { ...engraving, option_type: 'LIST' })).status).toBe(
				400,
			);
		});
	});

	describe('subscription plans', () => {
		const plan = { cycle_type: 'MONTHLY', plan_price: 4900 };

		it('are priced in cents, and shown in the product in other words', async () => {
			const path = await create({ name: 'Club' });
			const { status, body } = await post(`${path}/subscriptions`, {
				...plan,
				allow_prorating: true,
				total_cycles: 12,
			});
			expect(status).toBe(201);
			expect(body).toEqual({
				id: expect.any(String),
				subscription_plan_name: 'Club monthly',
				active: true,
				frequency: 1,
				cycle_type: 'MONTHLY',
				total_cycles: 12,
				plan_price: usd(4900, '$49.00'),
				display_order_index: 0,
			});
			expect((await keap.get(path)).body.subscription_plans).toEqual([
				{
					id: body.id,
					active: true,
					prorate: true,
					billing_cycle: 'MONTHLY',
					billing_frequency: 1,
					number_of_cycles: 12,
					plan_price: usd(4900, '$49.00'),
					order_index: 0,
				},
			]);
			const found = await keap.get(
				`${path}/subscriptions?${filter('active==true;cycle_type==MONTHLY')}&order_by=id`,
			);
			expect(found.body).toEqual({ subscriptions: [body], next_page_token: '' });
		});

		it('need their cycle and price in every write', async () => {
			const path = await create();
			expect((await post(`${path}/subscriptions`, { plan_price: 1 })).status).toBe(400);
			expect((await post(`${path}/subscriptions`, { ...plan, frequency: 0 })).status).toBe(400);
			const { body } = await post(`${path}/subscriptions`, plan);
			const one = `${path}/subscriptions/${body.id}`;
			expect((await patch(`${one}?update_mask=active`, { active: false })).status).toBe(400);
			const { body: changed } = await patch(`${one}?update_mask=active`, {
				...plan,
				plan_price: 1,
				active: false,
			});
			expect(changed).toMatchObject({ active: false, plan_price: { amount: 4900 } });
			expect((await remove(one)).status).toBe(204);
		});
	});

	describe('categories', () => {
		it('hold the products last assigned', async () => {
			const path = await create();
			const id = path.split('/').pop() ?? '';
			const { status, body } = await post('/v2/productCategories', { name: 'Hats' });
			expect({ status, body }).toEqual({
				status: 201,
				body: { id: expect.any(String), name: 'Hats', display_order_index: 0 },
			});
			const assign = async (ids: string[]) =>
				(await post(`/v2/productCategories/${body.id}:assignProducts`, { product_ids: ids }))
					.status;
			expect(await assign(['1', id])).toBe(204);
			expect(await assign([id])).toBe(204);
			expect(await assign(['999'])).toBe(400);
			expect((await keap.get(path)).body.categories).toEqual([body.id]);
			const assigned = async (text: string) =>
				(await keap.get(`/v2/productCategories/assignedProducts?${filter(text)}`)).body
					.assigned_product_categories;
			expect(await assigned(`product_ids==${id},999`)).toEqual([
				{ product_category_id: body.id, product_ids: [id] },
			]);
			expect(await assigned(`product_category_ids==${body.id}`)).toHaveLength(1);
			const found = await keap.get(`/v2/productCategories?${filter(`product_id==${id}`)}`);
			expect(found.body.product_categories).toEqual([body]);
			await remove(path);
			expect(await assigned(`product_category_ids==${body.id}`)).toEqual([]);
		});

		it('go with their subcategories', async () => {
			const child = async (parent: unknown) =>
				(await post('/v2/productCategories', { name: 'C', parent_category_id: parent })).body.id;
			const top = await child('1');
			const bottom = await child(await child(top));
			expect(
				(await patch(`/v2/productCategories/${top}`, { parent_category_id: top })).status,
			).toBe(400);
			expect((await child('999')) === undefined).toBe(true);
			expect((await remove(`/v2/productCategories/${top}`)).status).toBe(204);
			expect((await keap.get(`/v2/productCategories/${bottom}`)).status).toBe(404);
			expect((await keap.get('/v2/productCategories/1')).status).toBe(200);
		});

		it('are filtered and sorted, and have an image', async () => {
			const ids = async (query: string) =>
				present((await keap.get(`/v2/productCategories?${query}`)).body.product_categories).map(
					({ id }) => String(id),
				);
			expect(await ids(filter('product_category_id!=2;product_category_id<=3'))).toEqual([
				'1',
				'3',
			]);
			expect(await ids(`${filter('name==S*')}&order_by=id%20desc`)).toEqual(['1']);
			expect((await keap.get('/v2/productCategories?order_by=name')).status).toBe(400);
			const images = '/v2/productCategories/1/images';
			expect(await post(images, image())).toMatchObject({ status: 201, body: '' });
			expect((await remove(images)).status).toBe(204);
			expect(keap.sandbox.store.count('productCategoryImage')).toBe(0);
		});
	});

	it('take their options, plans and images with them', async () => {
		const { store } = keap.sandbox;
		const path = await create();
		const count = () => store.count('productOption') + store.count('subscriptionPlan');
		const before = count();
		await post(`${path}/options`, { option_type: 'LIST' });
		await post(`${path}/subscriptions`, { cycle_type: 'DAILY', plan_price: 1 });
		await post(`${path}/images`, image());
		expect((await remove(path)).status).toBe(204);
		expect(count()).toBe(before);
		expect(store.count('productImage')).toBe(0);
	});
});
