import { filter, start, type Harness } from './support';
import { present } from '../support/present';

let keap: Harness;
beforeAll(async () => {
	keap = await start({ contacts: 5 });
});
afterAll(async () => await keap.sandbox.close());

const post = async (path: string, body?: unknown) => await keap.call('POST', path, body);
const patch = async (path: string, body: unknown) => await keap.call('PATCH', path, body);

const sale = {
	contact_id: '1',
	order_title: 'A sale',
	order_time: '2026-03-18T09:30:00Z',
	order_type: 'ONLINE',
};

const create = async (more: object = {}): Promise<string> => {
	const { body } = await post('/v2/orders', { ...sale, ...more });
	return `/v2/orders/${body.id}`;
};

const usd = (amount: number): unknown => expect.objectContaining({ amount, currency_code: 'USD' });

describe('orders', () => {
	it('take decimals, show cents, and add up', async () => {
		const order_items = [
			{ product_id: '4', quantity: 2 },
			{ product_id: '3', quantity: 1, price_per_unit: 20.05 },
			{ item_type: 'DISCOUNT', quantity: 1, price_per_unit: 5 },
		];
		const path = await create({ title: 'The invoice', order_items });
		const { body } = await keap.get(path);
		expect(body).toMatchObject({
			title: 'A sale',
			status: 'DRAFT',
			contact: { id: '1' },
			total: usd(3905),
			total_due: usd(3905),
			order_items: [
				{ item_type: 'PRODUCT', price_per_unit: usd(1200), product: { sku: 'DB-004' } },
				{ price_per_unit: usd(2005), name: 'Marketing Handbook' },
				{ item_type: 'DISCOUNT', discount: usd(500) },
			],
		});
		expect(JSON.stringify(body)).not.toContain('The invoice');
	});

	it.each([
		['JPY', 2_005, '¥2,005'],
		['KWD', 20_050, 'KWD\u00a020.050'],
	])('show the smallest unit of %s', async (currency_code, amount, formatted_amount) => {
		const undo = (await keap.get('/v2/businessProfile')).body.currency_code;
		const price_per_unit = amount / (currency_code === 'JPY' ? 1 : 1_000);
		const fee = { item_type: 'FEE', quantity: 1, price_per_unit };
		await keap.call('PATCH', '/v2/businessProfile', { currency_code });
		const { body } = await keap.get(await create({ order_items: [fee] }));
		const settings = await keap.get('/v2/settings/applications:getConfiguration?fields=ECOMMERCE');
		await keap.call('PATCH', '/v2/businessProfile', { currency_code: undo });
		expect(body.total).toEqual({ amount, currency_code, formatted_amount });
		expect(settings.body.ecommerce).toMatchObject({ currency: currency_code });
	});

	it.each([
		['a title', { order_title: '' }],
		['a contact that exists', { contact_id: '999' }],
		['a product', { order_items: [{ quantity: 1 }] }],
		['a plan', { order_items: [{ item_type: 'SUBSCRIPTION', product_id: '5', quantity: 1 }] }],
		['one of an item', { order_items: [{ product_id: '4', quantity: 0 }] }],
		['a country with a region', { shipping_address: { region: 'US-AZ' } }],
		['a region of the country', { shipping_address: { region: 'Bavaria', country_code: 'USA' } }],
	])('need %s', async (_, change) => {
		expect((await post('/v2/orders', { ...sale, ...change })).status).toBe(400);
	});

	it('replace addresses and payment plans as a whole', async () => {
		const path = await create({
			shipping_address: {
				line1: '1 Maple',
				region: 'Arizona',
				country_code: 'USA',
				first_name: 'Jo',
			},
		});
		expect((await keap.get(path)).body.shipping_information).toMatchObject({
			given_name: 'Jo',
			address: { line1: '1 Maple', region: 'Arizona', region_code: 'US-AZ' },
		});
		const { body } = await patch(`${path}?update_mask=shipping_address,payment_plan`, {
			shipping_address: { line1: '2 Oak' },
			payment_plan: { initial_payment_amount: 12.34, number_of_payments: 3 },
		});
		expect(body.shipping_information).toEqual({
			id: '1',
			address: { field: 'SHIPPING', line1: '2 Oak' },
		});
		expect(body.payment_plan).toMatchObject({ initial_payment_amount: usd(1234) });
	});

	it('have items with paths of their own', async () => {
		const path = await create();
		const { status, body } = await post(`${path}/items`, { product_id: '4', quantity: 1 });
		expect({ status, body }).toMatchObject({ status: 201, body: { price_per_unit: usd(1200) } });
		const one = `${path}/items/${body.id}`;
		expect((await keap.get(one)).body).toEqual(body);
		const changed = await patch(`${one}?update_mask=quantity`, { quantity: 3, name: 'No' });
		expect(changed.body).toMatchObject({ quantity: 3, name: 'Team Mug' });
		expect((await keap.call('DELETE', one)).status).toBe(204);
		expect((await keap.get(one)).status).toBe(404);
		expect((await post(`${one}:applyCommission`, {})).status).toBe(404);
	});

	it('are filtered', async () => {
		const path = await create({
			order_title: 'Filtered',
			order_items: [{ product_id: '2', quantity: 1 }],
		});
		const ids = async (text: string) =>
			present((await keap.get(`/v2/orders?${filter(text)}`)).body.orders).map(
				({ id }) => `/v2/orders/${String(id)}`,
			);
		expect(await ids('product_id==2')).toEqual([path]);
		expect(await ids('title==filt*;paid==false')).toEqual([path]);
		expect(await ids('title==filt*;paid==true')).toEqual([]);
		expect((await keap.get(`/v2/orders?${filter('status==PAID')}`)).status).toBe(400);
	});
});

describe('payments', () => {
	const cash = { payment_method_type: 'Cash', payment_amount: 12, apply_to_commissions: true };

	it('are no more than is due, and of a type that the account has', async () => {
		const path = `${await create({ order_items: [{ product_id: '4', quantity: 1 }] })}/payments`;
		expect((await post(path, { ...cash, payment_amount: 12.01 })).status).toBe(400);
		expect((await post(path, { ...cash, payment_method_type: 'Barter' })).status).toBe(400);
		expect((await post(path, { ...cash, payment_method_type: undefined })).status).toBe(400);
		expect((await post(path, { ...cash, apply_to_commissions: undefined })).status).toBe(400);
		expect((await post(path, cash)).status).toBe(201);
		const order = path.replace('/payments', '');
		expect((await keap.get(order)).body).toMatchObject({ status: 'PAID', total_due: usd(0) });
		expect((await keap.get(path)).body.invoice_order_payments).toMatchObject([
			{ amount: 12, pay_status: 'MANUAL_PAID', skip_commission: false },
		]);
		expect((await keap.call('DELETE', order)).status).toBe(204);
	});

	it('through a card leave a transaction, which keeps the order from being deleted', async () => {
		const path = await create({ order_items: [{ product_id: '4', quantity: 1 }] });
		const { id } = keap.sandbox.store.insert('paymentMethod', { contact_id: '1', active: true });
		const { body } = await post(`${path}/payments`, {
			payment_method_id: id,
			payment_amount: 12,
			apply_to_commissions: false,
		});
		expect(body).toMatchObject({ payment_amount: 12, payment_status_message: 'APPROVED' });
		const { body: one } = await keap.get(`/v1/transactions/${body.transaction_id}`);
		expect(one).toMatchObject({ amount: 12, order_ids: path.split('/').pop() });
		expect((await keap.call('DELETE', path)).status).toBe(409);
	});
});
