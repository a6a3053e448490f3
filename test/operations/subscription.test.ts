import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import {
	addContact,
	byEmail,
	byId,
	contentsOf,
	customFields,
	emails,
	fieldNamed,
	group,
	lastSent,
	output,
	sent,
	stored,
} from './support';

const keap = useKeap();

const subscription = (operation: string, more: INodeParameters = {}) => ({
	resource: 'subscription',
	operation,
	...more,
});

const aSubscription = (more: JsonObject = {}): string =>
	keap.sandbox.store.insert('subscription', {
		contact_id: addContact(keap),
		product_id: '5',
		subscription_plan_id: '1',
		active: true,
		auto_charge: true,
		quantity: 1,
		billing_amount: 49,
		billing_cycle: 'MONTH',
		billing_frequency: 1,
		start_date: '2026-01-31',
		next_bill_date: '2026-01-31',
		modification_time: '2026-01-31T08:00:00.000Z',
		...more,
	}).id;

const reason = 'Reason to Subscribe';

/** A day that has not come yet, whenever the tests run. */
const FUTURE = '2999-01-31';

describe('create', () => {
	it('finds the contact by email, and the plan among those of the product', async () => {
		const contact = addContact(keap, { email_addresses: emails('eve@example.com') });
		const run = await keap.run(
			subscription('create', {
				contactId: byEmail('eve@example.com'),
				productId: 'DB-005',
				subscriptionPlanId: 'Coaching Club monthly',
				additionalFields: {
					active: true,
					allowDuplicate: true,
					allowTax: false,
					autoCharge: false,
					billingAmount: '39.90',
					daysBetweenRetries: 2,
					leadAffiliateId: byId(7),
					maxChargeAttempts: 4,
					paymentMethodId: byId(12),
					promoCode: 'SPRING26',
					quantity: 2,
					reasonStopped: 'None',
					saleAffiliateId: byId(8),
					shippingAddress: group({
						line1: '1 Main Street',
						locality: 'Gilbert',
						regionCode: 'Arizona',
						postalCode: '85233',
						countryCode: 'United States',
					}),
					shippingOptionId: '3',
					startDate: `${FUTURE}T00:00:00`,
				},
				customFields: customFields({ [reason]: 'Price' }),
			}),
		);
		expect(keap.calls()).toContain('GET /v2/products/5/subscriptions');
		expect(lastSent(keap)).toMatchObject({ call: 'POST /v2/subscriptions', query: {} });
		expect(lastSent(keap).body).toEqual({
			contact_id: contact,
			subscription_plan_id: '1',
			active: true,
			allow_duplicate: true,
			allow_tax: false,
			auto_charge: false,
			billing_amount: 39.9,
			days_between_retries: 2,
			lead_affiliate_id: '7',
			max_charge_attempts: 4,
			payment_method_id: '12',
			promo_code: 'SPRING26',
			quantity: 2,
			reason_stopped: 'None',
			sale_affiliate_id: '8',
			shipping_address: {
				line1: '1 Main Street',
				locality: 'Gilbert',
				region_code: 'US-AZ',
				postal_code: '85233',
				country_code: 'USA',
			},
			shipping_option_id: '3',
			start_date: FUTURE,
			custom_fields: [{ id: fieldNamed(keap, reason).id, content: 'Price' }],
		});
		expect(output(run)).toMatchObject([
			{
				contact_id: contact,
				product_id: '5',
				billing_amount: 39.9,
				next_bill_date: FUTURE,
				custom_fields: { [reason]: 'Price' },
			},
		]);
	});

	it('leaves everything else to Keap', async () => {
		const contact = addContact(keap);
		const run = await keap.run(
			subscription('create', { contactId: byId(contact), subscriptionPlanId: byId(2) }),
		);
		expect(sent(keap)).toEqual([
			{
				call: 'POST /v2/subscriptions',
				query: {},
				body: { contact_id: contact, subscription_plan_id: '2' },
			},
		]);
		expect(output(run)).toMatchObject([
			{ billing_amount: 490, billing_cycle: 'YEAR', active: true, quantity: 1 },
		]);
	});

	it.each([
		[{ subscriptionPlanId: byId('={{ "" }}') }, 'empty', 'Subscription Plan'],
		[{ contactId: byId('={{ "" }}') }, 'empty', 'Contact'],
		[{ additionalFields: { billingAmount: 12.345 } }, 'invalid', 'Billing Amount'],
		[{ additionalFields: { quantity: 0 } }, 'outOfRange', 'Quantity'],
		[{ additionalFields: { startDate: 'soon' } }, 'invalid', 'Start Date'],
	] as const)('refuses %j', async (given, kind, label) => {
		const run = await keap.run(
			subscription('create', {
				contactId: byId(1),
				subscriptionPlanId: byId(1),
				...given,
			}),
		);
		expectInputError(run, 0, kind, label);
		// How many decimals an amount may have follows from the account's currency.
		expect(keap.calls().filter((call) => call !== 'GET /v2/businessProfile')).toEqual([]);
	});

	it('is never sent twice', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 503 }));
		const run = await keap.run(
			subscription('create', { contactId: byId(1), subscriptionPlanId: byId(1) }),
		);
		expectKeapError(run, 0, 'unknownOutcome');
		expect(keap.calls()).toHaveLength(1);
	});
});

it('is read, several in one call, with custom fields by name', async () => {
	const field = fieldNamed(keap, reason).id;
	const ids = ['Price', 'Features'].map((content) =>
		aSubscription({ custom_fields: [{ id: field, content }] }),
	);
	const run = await keap.run(subscription('get', { subscriptionId: byId('={{ $json.id }}') }), {
		items: ids.map((id) => ({ id })),
	});
	expect(sent(keap)[0]).toMatchObject({
		call: 'GET /v2/subscriptions',
		query: { filter: `ids==${ids.join(',')}` },
	});
	expect(output(run)).toMatchObject([
		{ id: ids[0], billing_amount: 49, custom_fields: { [reason]: 'Price' } },
		{ id: ids[1], custom_fields: { [reason]: 'Features' } },
	]);
});

it('is listed with filters, also on custom fields, and an order', async () => {
	const field = fieldNamed(keap, reason);
	const contact = addContact(keap, { email_addresses: emails('lee@example.com') });
	const more = { contact_id: contact, custom_fields: [{ id: field.id, content: 'Features' }] };
	const [one] = [aSubscription(more), aSubscription({ ...more, active: false })];
	const run = await keap.run(
		subscription('getMany', {
			filters: {
				billingAmountAtLeast: 10.5,
				billingAmountAtMost: 49,
				contactId: byEmail('lee@example.com'),
				idAbove: 0,
				status: 'Active',
				subscriptionPlanId: 'Coaching Club monthly',
				subscriptionPlanIds: '1, Coaching Club yearly',
				subscriptionIds: one,
				customFieldFilters: {
					values: [{ field: reason, operator: 'equals', value: 'Features' }],
				},
			} as INodeParameters,
			sort: { value: { field: 'modification_time', direction: 'desc' } },
		}),
	);
	const { call, query } = present(sent(keap).find(({ query }) => query.order_by));
	expect(call).toBe('GET /v2/subscriptions');
	expect(query.order_by).toBe('modification_time desc');
	expect(present(query.filter).split(';').sort()).toEqual(
		[
			'billing_amount<=49',
			'billing_amount>=10.5',
			`contact_id==${contact}`,
			'id>0',
			`ids==${one}`,
			'status==Active',
			'subscription_plan_id==1',
			'subscription_plan_ids==1,2',
			`${String(field.field_name)}==Features`,
		].sort(),
	);
	expect(output(run).map(({ id }) => id)).toEqual([one]);
});

describe('update', () => {
	it('changes what is given, and names it in the mask', async () => {
		const id = aSubscription();
		const run = await keap.run(
			subscription('update', {
				subscriptionId: byId(id),
				updateFields: {
					billingAmount: 12.5,
					billingCycle: 'Weekly',
					billingFrequency: 2,
					contactId: byId(addContact(keap)),
					endDate: FUTURE,
					nextBillDate: FUTURE,
					paymentMethodId: byId(9),
					subscriptionPlanId: byId(2),
				},
			}),
		);
		const { call, query, body } = lastSent(keap);
		expect(call).toBe(`PATCH /v2/subscriptions/${id}`);
		expect(body).toEqual({
			billing_amount: 12.5,
			billing_cycle: 'WEEK',
			billing_frequency: 2,
			contact_id: expect.any(String),
			end_date: FUTURE,
			next_bill_date: FUTURE,
			payment_method_id: '9',
			subscription_plan_id: '2',
		});
		expect(present(query.update_mask).split(',').sort()).toEqual(
			Object.keys(body as object).sort(),
		);
		expect(output(run)).toMatchObject([{ id, billing_amount: 12.5, billing_cycle: 'WEEK' }]);
	});

	it('keeps the rest of the address, and the other custom fields', async () => {
		const other = keap.sandbox.store.insert('customField', {
			record_type: 'SUBSCRIPTION',
			label: 'Channel',
			field_name: '_Channel',
			field_type: 'TEXT',
			group_id: '1',
		}).id;
		const id = aSubscription({
			shipping_address: {
				field: 'SHIPPING',
				line1: '1 Main Street',
				locality: 'Gilbert',
				region_code: 'US-AZ',
				country_code: 'USA',
				zip_code: '85233',
			},
			custom_fields: [{ id: other, content: 'Fair' }],
		});
		output(
			await keap.run(
				subscription('update', {
					subscriptionId: byId(id),
					updateFields: { shippingAddress: group({ line1: '2 Oak Lane' }) },
					customFields: customFields({ [reason]: 'Features' }),
				}),
			),
		);
		const { body, query } = lastSent(keap);
		expect(query.update_mask).toBe('shipping_address,custom_fields');
		expect((body as JsonObject).shipping_address).toEqual({
			line1: '2 Oak Lane',
			locality: 'Gilbert',
			region_code: 'US-AZ',
			country_code: 'USA',
			// Keap takes no other property for it here.
			postal_code: '85233',
		});
		expect(contentsOf(keap, stored(keap, 'subscription', id))).toEqual({
			[reason]: 'Features',
			Channel: 'Fair',
		});
		keap.sandbox.store.remove('customField', other);
	});
});

describe('deactivate', () => {
	it.each([
		[{ additionalFields: { reason: 'Moved abroad' } }, { reason: 'Moved abroad' }],
		// Keap wants a body, also without a reason.
		[{}, {}],
	])('ends a subscription with %j', async (given, body) => {
		const id = aSubscription();
		const run = await keap.run(subscription('deactivate', { subscriptionId: byId(id), ...given }));
		expect(sent(keap)).toEqual([
			{ call: `POST /v2/subscriptions/${id}:deactivate`, query: {}, body },
		]);
		expect(output(run)).toEqual([{ success: true }]);
		expect(stored(keap, 'subscription', id)).toMatchObject({
			active: false,
			...('reason' in body ? { reason_stopped: body.reason } : {}),
		});
	});

	it('is sent again where the response was lost', async () => {
		const id = aSubscription();
		keap.sandbox.setFaults(({ n }) => (n === 1 ? { kind: 'status', status: 503 } : undefined));
		output(await keap.run(subscription('deactivate', { subscriptionId: byId(id) })));
		expect(keap.calls()).toHaveLength(2);
	});
});

describe('invoice', () => {
	it('returns the newest invoice, with amounts as people write them', async () => {
		const today = new Date().toISOString().slice(0, 10);
		const id = aSubscription({ billing_amount: 19.99, next_bill_date: today, quantity: 2 });
		const run = await keap.run(subscription('invoice', { subscriptionId: byId(id) }));
		expect(sent(keap)).toEqual([
			{ call: `POST /v2/subscriptions/${id}:invoice`, query: {}, body: undefined },
		]);
		expect(first(output(run))).toMatchObject({
			id: expect.any(String),
			contact_id: stored(keap, 'subscription', id).contact_id,
			total: 39.98,
			total_due: 39.98,
			total_paid: 0,
			currency: 'USD',
		});
	});

	it('is never sent twice', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 503 }));
		const run = await keap.run(subscription('invoice', { subscriptionId: byId(aSubscription()) }));
		expectKeapError(run, 0, 'unknownOutcome');
		expect(keap.calls()).toHaveLength(1);
	});
});
