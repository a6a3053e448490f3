import { parentNotChosen } from '../../nodes/Keap/messages/editorErrors';
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
