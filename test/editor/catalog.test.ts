import { parentNotChosen } from '../../nodes/Keap/messages/editorErrors';
import type { JsonObject } from '../../sandbox';
import { byId, fromList } from '../operations/support';
import { first } from '../support/present';
import { refusal, useEditor } from './support';

const keap = useEditor();

const found = async (search: string, parameters = {}, typed?: string) =>
	(await keap.search(search, typed, { parameters })).results.map(({ name }) => name);

it('products are found by name, and shown with their SKU', async () => {
	expect(await found('searchProducts', {}, 'team')).toEqual(['Team Mug (DB-004)']);
	expect(keap.filters()).toEqual(['name==team*']);
});

it('options and subscription plans are those of the chosen product', async () => {
	expect(await found('searchProductOptions', { productId: fromList(4) })).toEqual([
		'Color',
		'Name on the mug',
	]);
	expect(await found('searchSubscriptionPlans', { productId: byId(5) })).toEqual([
		'Coaching Club monthly ($49.00)',
		'Coaching Club yearly ($490.00)',
	]);
	expect(await found('searchSubscriptionPlans', { productId: byId(4) })).toEqual([]);
});

it('subscription plans are those of all products where none is chosen', async () => {
	expect(await found('searchSubscriptionPlans', {}, 'yearly')).toEqual([
		'Coaching Club yearly ($490.00)',
	]);
	expect(keap.calls()).toEqual(['GET /v2/products/-/subscriptions']);
});

it('interests are those of one type in the chosen bundle', async () => {
	const productInterestBundleId = byId(1);
	expect(await found('searchProductInterests', { productInterestBundleId })).toEqual([
		'1 × $24.50',
		'5 × $12.00 (10% off)',
	]);
	expect(await found('searchSubscriptionPlanInterests', { productInterestBundleId })).toEqual([
		'1 × $49.00',
	]);
	expect(keap.calls()).toEqual(Array(2).fill('GET /v2/productInterestBundles/1'));
});

it('subscriptions are shown with their plan, which is read once', async () => {
	const { store } = keap.sandbox;
	const of = { contact_id: '1077', modification_time: '2030-01-01T00:00:00.000Z' };
	store.insert('subscription', { ...of, subscription_plan_id: '1', next_bill_date: '2026-04-01' });
	store.insert('subscription', { ...of, subscription_plan_id: '2' });
	const names = [
		'Coaching Club monthly ($49.00) (contact 1077, next bill 2026-04-01)',
		'Coaching Club yearly ($490.00) (contact 1077)',
	];
	expect((await found('searchSubscriptions', {}, '1077')).sort()).toEqual(names);
	expect(keap.filters().sort()).toEqual(['contact_id==1077', 'id==1077']);
	expect(await found('searchSubscriptions', {}, 'club yearly')).toContain(names[1]);
	expect(keap.calls().filter((call) => call.includes('products'))).toHaveLength(1);
});

it('payment methods are those of the chosen contact, or of all', async () => {
	const { store } = keap.sandbox;
	const contact = store.insert('contact', { given_name: 'Ada' }).id;
	const card_info = {
		brand: 'Visa',
		last_four: '4242',
		expiration_month: '09',
		expiration_year: '2031',
	};
	const created_time = '2030-01-01T00:00:00.000Z';
	store.insert('paymentMethod', { contact_id: contact, card_info, created_time, active: true });
	const name = `Visa ending in 4242 (09/2031, contact ${contact})`;
	expect(await found('searchPaymentMethods', { contactId: byId(contact) })).toEqual([name]);
	expect(await found('searchAllPaymentMethods', {}, 'ending in 4242')).toEqual([name]);
	expect(keap.calls()).toEqual([
		`GET /v2/contacts/${contact}/paymentMethods`,
		'GET /v2/paymentMethods',
	]);
});

it('items are those of the chosen option of the chosen product', async () => {
	const option = first(keap.sandbox.store.list('productOption'));
	const both = { productId: byId(4), productOptionId: byId(option.id) };
	expect(await found('searchProductOptionItems', both)).toEqual(['Teal (TEAL)', 'Copper (COPPER)']);
	expect(keap.calls()).toEqual([`GET /v2/products/4/options/${option.id}`]);
	const { productId } = both;
	expect((await refusal(found('searchProductOptionItems', { productId }))).message).toContain(
		parentNotChosen(['Product', 'Option']).message,
	);
});

it('appointments are found by their titles, and shown with their days', async () => {
	expect(await found('searchAppointments', {}, 'consult')).toEqual([
		'First consultation (2026-01-20)',
	]);
	expect(keap.calls()).toEqual(['GET /v1/appointments']);
});

it.each([
	['FreeTrial', 'Two weeks free'],
	['OrderTotal', 'Spring sale'],
	['Product', 'Mugs for less'],
	['Category', 'Books for less'],
	['Shipping', 'Free shipping'],
])('discounts of the type %s are found by name', async (kind, name) => {
	expect(await found(`search${kind}Discounts`, {}, name.slice(0, 4))).toEqual([name]);
});

it.each([
	['OrderTotal', ['date range (2026-03-01, 2026-05-31)']],
	['Category', ['promo code (READ15)']],
])('criteria are those of the chosen discount of the type %s', async (kind, expected) => {
	const discountId = byId(1);
	expect(await found(`search${kind}DiscountCriteria`, { discountId })).toEqual(expected);
});

describe('of sales', () => {
	const card = {
		brand: 'Visa',
		last_four: '4242',
		expiration_month: '04',
		expiration_year: '2029',
	};
	const add = (kind: string, more: JsonObject) => keap.sandbox.store.insert(kind, more).id;

	it('orders are found by title, with the contact and the day', async () => {
		const contact_id = add('contact', { given_name: 'Ada', family_name: 'Abbott' });
		add('order', {
			order_title: 'Fair of 2026',
			contact_id,
			order_time: '2026-03-18T10:00:00.000Z',
		});
		expect(await found('searchOrders', {}, 'fair')).toEqual([
			'Fair of 2026 (Ada Abbott, 2026-03-18)',
		]);
		expect(keap.filters()).toEqual(['title==fair*']);
	});

	it('items are those of the chosen order', async () => {
		const item = { id: '9001', item_type: 'PRODUCT', product_id: '4', quantity: 1 };
		const orderId = byId(add('order', { contact_id: '1', order_items: [item] }));
		expect(await found('searchOrderItems', { orderId })).toEqual(['Team Mug (DB-004)']);
	});

	it('payment methods are found by the ID of their contact, and credit cards only where they have one', async () => {
		const contact_id = '70001';
		add('paymentMethod', { contact_id, active: true, card_info: card, credit_card_id: '70002' });
		add('paymentMethod', { contact_id, active: true, card_info: { ...card, brand: 'Other' } });
		const names = ['Other', 'Visa'].map(
			(brand) => `${brand} ending in 4242 (04/2029, contact 70001)`,
		);
		expect((await found('searchAllPaymentMethods', {}, '70001')).sort()).toEqual(names);
		expect(keap.filters()).toEqual(['payment_method_id==70001', 'contact_id==70001']);
		const { results } = await keap.search('searchCreditCards', '70001');
		expect(results).toEqual([{ name: names[1], value: '70002' }]);
	});

	it('payments are found by the ID of their order', async () => {
		const payment_time = '2026-03-18T10:00:00.000Z';
		add('payment', { order_id: '70003', type: 'Check', amount: 12.34, payment_time });
		expect(await found('searchPayments', {}, '70003')).toEqual(['Check 12.34 (2026-03-18)']);
	});
});
