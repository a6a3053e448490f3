import { filter, start, type Harness } from './support';

describe('product interest bundles', () => {
	let keap: Harness;
	beforeAll(async () => (keap = await start()));
	afterAll(async () => await keap.sandbox.close());

	const bundles = '/v2/productInterestBundles';
	const call = async (method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
		await keap.call(method, path, body);
	const product = { type: 'PRODUCT', entity_id: '3', price: 9.99 };

	it('show their interests by type, in cents', async () => {
		const { status, body } = await call('POST', bundles, { name: 'Desk', description: 'Tidy' });
		expect(status).toBe(201);
		const path = `${bundles}/${String(body.id)}`;
		const { status: added, body: interest } = await call('POST', `${path}/interests`, product);
		expect({ added, interest }).toEqual({
			added: 201,
			interest: {
				interest_id: expect.any(String),
				id: '3',
				type: 'PRODUCT',
				quantity: 1,
				discount_percent: 0,
				price: { amount: 999, currency_code: 'USD', formatted_amount: '$9.99' },
			},
		});
		const one = `${path}/interests/${String(interest.interest_id)}`;
		const changed = await call('PATCH', `${one}?update_mask=quantity`, { quantity: 2, price: 1 });
		expect(changed.body).toEqual({ ...interest, quantity: 2 });
		expect((await keap.get(`${bundles}?${filter('name==desk')}`)).body).toEqual({
			product_interest_bundles: [
				{ ...body, product_interests: [changed.body], subscription_plan_interests: [] },
			],
			next_page_token: '',
		});
		expect((await call('DELETE', one)).status).toBe(204);
		expect((await call('DELETE', one)).status).toBe(404);
		expect((await keap.get(path)).body).toMatchObject({ product_interests: [] });
	});

	it.each([
		['no price', { price: undefined }],
		['an unknown type', { type: 'SERVICE' }],
		['an unknown product', { entity_id: '99' }],
		['the product of a plan', { type: 'SUBSCRIPTION_PLAN', entity_id: '5' }],
		['a discount of more than all', { discount_percent: 101 }],
	])('refuse an interest with %s', async (_, change) => {
		const { status } = await call('POST', `${bundles}/1/interests`, { ...product, ...change });
		expect(status).toBe(400);
	});
});
