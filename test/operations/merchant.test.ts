import { expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';
import { byId, lastSent, output, sent } from './support';

const keap = useKeap();

const merchant = (operation: string, more: object = {}) => ({
	resource: 'merchant',
	operation,
	...more,
});

describe('merchant accounts', () => {
	it('are listed', async () => {
		const run = await keap.run(
			merchant('getMany', {
				filters: { merchantAccountType: 'stripe' },
				sort: { value: { field: 'name', direction: 'desc' } },
			}),
		);
		expect(sent(keap)).toEqual([
			{
				call: 'GET /v2/merchants',
				query: { filter: 'type==STRIPE', order_by: 'name desc', page_size: '50' },
				body: undefined,
			},
		]);
		expect(output(run)).toEqual([
			{ id: '3', name: 'Stripe Test', type: 'STRIPE', is_test: true },
			{ id: '1', name: 'Stripe', type: 'STRIPE', is_test: false },
		]);
	});

	it('have a default, which is set by name', async () => {
		const merchantAccountId = { __rl: true, mode: 'name', value: 'paypal' };
		const run = await keap.run(merchant('setDefault', { merchantAccountId }));
		expect(output(run)).toEqual([{ success: true }]);
		expect(lastSent(keap)).toEqual({
			call: 'POST /v2/sales/merchants/2:setDefault',
			query: {},
			body: undefined,
		});
		expect(output(await keap.run(merchant('getDefault')))).toEqual([{ id: '2' }]);
		expect(keap.calls()).toEqual(['GET /v2/merchants']);
		output(await keap.run(merchant('setDefault', { merchantAccountId: byId(1) })));
	});

	it('that there are not are no default', async () => {
		const run = await keap.run(merchant('setDefault', { merchantAccountId: byId(99) }));
		expectKeapError(run, 0, 'notFound', '99');
	});
});

it('lists shipping methods, which come in one page', async () => {
	const run = await keap.run({ resource: 'shippingMethod', operation: 'getMany', limit: 2 });
	expect(sent(keap)).toEqual([{ call: 'GET /v2/shipping', query: {}, body: undefined }]);
	expect(output(run)).toHaveLength(2);
	expect(first(output(run))).toEqual({
		id: '1',
		name: 'Standard',
		description: 'Three to five days',
		type: 'FLAT_RATE',
		status: 'ACTIVE',
		international: false,
	});
});
