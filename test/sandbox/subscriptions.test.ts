import { present } from '../support/present';
import { FakeClock, filter, start, type Harness } from './support';

describe('subscriptions', () => {
	let keap: Harness;
	const clock = new FakeClock();
	beforeAll(async () => (keap = await start({ contacts: 20, clock })));
	afterAll(async () => await keap.sandbox.close());

	const post = async (path: string, body?: unknown) => await keap.call('POST', path, body);
	const today = () => new Date(clock.now()).toISOString().slice(0, 10);
	const created = async (body: object = {}) =>
		await post('/v2/subscriptions', {
			contact_id: '15',
			subscription_plan_id: '1',
			allow_duplicate: true,
			...body,
		});

	it('take from their plan what a create leaves out', async () => {
		const { status, body } = await created({ shipping_address: { line1: '1 Main Street' } });
		expect(status).toBe(201);
		expect(body).toEqual({
			id: expect.any(String),
			contact_id: '15',
			product_id: '5',
			subscription_plan_id: '1',
			active: true,
			allow_tax: false,
			auto_charge: true,
			billing_amount: 49,
			billing_cycle: 'MONTH',
			billing_frequency: 1,
			days_between_retries: 3,
			lead_affiliate_id: '0',
			max_charge_attempts: 3,
			merchant_account_id: '0',
			next_bill_date: today(),
			quantity: 1,
			sale_affiliate_id: '0',
			shipping_address: { line1: '1 Main Street', field: 'SHIPPING' },
			start_date: today(),
			custom_fields: expect.any(Array),
			modification_time: new Date(clock.now()).toISOString(),
		});
	});

	it.each([
		['no contact', { contact_id: null }, 400],
		['an unknown plan', { subscription_plan_id: '99' }, 400],
		['a start in the past', { start_date: '2020-01-01' }, 400],
		['a quantity of none', { quantity: 0 }, 400],
		['the plan that the contact has already', { allow_duplicate: false }, 409],
	])('are refused with %s', async (_, change, status) => {
		expect((await created(change)).status).toBe(status);
	});

	it.each([
		['contact_id==16', 1],
		['subscription_plan_id==2;contact_id==16', 1],
		['subscription_plan_ids==1,2;contact_id==16', 1],
		['status==Active;contact_id==16', 1],
		['status==Inactive;contact_id==16', 0],
		['billing_amount!=490;contact_id==16', 0],
	])('are filtered by %s', async (text, count) => {
		const twin = { contact_id: '16', subscription_plan_id: '2', allow_duplicate: false };
		await created(twin);
		const { body } = await keap.get(`/v2/subscriptions?${filter(text)}&order_by=contact_id`);
		expect(body.subscriptions).toHaveLength(count);
	});

	it('end with a reason, and want a body for it', async () => {
		const { body } = await created();
		const path = `/v2/subscriptions/${String(body.id)}`;
		expect((await post(`${path}:deactivate`)).status).toBe(400);
		expect((await post(`${path}:deactivate`, { reason: 'Moved' })).status).toBe(200);
		expect((await keap.get(path)).body).toMatchObject({
			active: false,
			end_date: today(),
			reason_stopped: 'Moved',
		});
		expect((await post(`${path}:invoice`)).status).toBe(400);
	});

	it('are invoiced for each cycle that is due', async () => {
		const { body } = await created({ quantity: 2 });
		const path = `/v2/subscriptions/${String(body.id)}`;
		const before = keap.sandbox.store.count('order');
		clock.advance(40 * 24 * 60 * 60 * 1000);
		const { body: order } = await post(`${path}:invoice`);
		expect(order).toMatchObject({
			contact: { id: '15' },
			total: { amount: 9800, currency_code: 'USD' },
			total_due: { amount: 9800 },
			total_paid: { amount: 0 },
		});
		expect(keap.sandbox.store.count('order')).toBe(before + 2);
		const { next_bill_date: next } = (await keap.get(path)).body;
		expect(String(next) > today()).toBe(true);
		expect((await post(`${path}:invoice`)).body.id).toBe(order.id);
	});

	it('are paid with the methods of their contacts', async () => {
		const { body } = await keap.get('/v2/contacts/2/paymentMethods');
		const [card] = present(body.records);
		expect(card).toMatchObject({ contact_id: '2', payment_method_type: 'CARD' });
		const id = String(present(card).payment_method_id);
		const found = await keap.get(`/v2/paymentMethods?${filter(`payment_method_id==${id}`)}`);
		expect(found.body.payment_methods).toEqual([card]);
		expect((await keap.get('/v2/contacts/999/paymentMethods')).status).toBe(404);
	});
});
