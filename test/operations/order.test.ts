import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { expectInputError, expectKeapError, inputError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import {
	addContact,
	bodies,
	byEmail,
	byId,
	customFields,
	emails,
	fieldNamed,
	group,
	lastSent,
	list,
	output,
	pairs,
	sent,
	stored,
} from './support';

const keap = useKeap();

const order = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'order',
	operation,
	...more,
});

const byName = (value: string) => ({ __rl: true, mode: 'name', value });

const REQUIRED = {
	contactId: byId(1),
	orderTitle: 'Webshop 7',
	orderTime: '2026-03-18T09:30:00Z',
	orderType: 'ONLINE',
};

const anItem = (more: JsonObject = {}): JsonObject => ({
	id: keap.sandbox.store.issueId('orderItem'),
	item_type: 'PRODUCT',
	product_id: '3',
	quantity: 2,
	price_per_unit: 12.34,
	...more,
});

const anOrder = (more: JsonObject = {}): string =>
	keap.sandbox.store.insert('order', {
		contact_id: '1',
		order_title: 'Webshop 1',
		order_type: 'ONLINE',
		order_time: '2026-03-18T09:30:00.000Z',
		status: 'SENT',
		files: [],
		custom_fields: [],
		order_items: [anItem()],
		...more,
	}).id;

describe('create', () => {
	it('sends contact, products and money as people know them', async () => {
		const contact = addContact(keap, { email_addresses: emails('buyer@example.org') });
		const run = await keap.run(
			order('create', {
				...REQUIRED,
				contactId: byEmail('buyer@example.org'),
				orderItems: list(
					{ itemType: 'PRODUCT', productId: byName('DB-004'), quantity: 2, pricePerUnit: '12.34' },
					{ itemType: 'PRODUCT', productId: byName('marketing handbook'), quantity: 1 },
					{ itemType: 'SHIPPING', quantity: 1, pricePerUnit: 4.5, name: 'Express' },
					{ itemType: 'DISCOUNT', quantity: 1, pricePerUnit: '-5', name: 'Thank you' },
				),
			}),
		);
		expect(bodies(keap, 'POST')).toEqual([
			{
				contact_id: contact,
				order_title: 'Webshop 7',
				order_time: '2026-03-18T09:30:00.000Z',
				order_type: 'ONLINE',
				order_items: [
					{ item_type: 'PRODUCT', product_id: '4', quantity: 2, price_per_unit: 12.34 },
					{ item_type: 'PRODUCT', product_id: '3', quantity: 1 },
					{ item_type: 'SHIPPING', quantity: 1, price_per_unit: 4.5, name: 'Express' },
					{ item_type: 'DISCOUNT', quantity: 1, price_per_unit: -5, name: 'Thank you' },
				],
			},
		]);
		const made = first(output(run));
		expect(made).toMatchObject({
			title: 'Webshop 7',
			contact_id: contact,
			contact_email: 'buyer@example.org',
			total: 48.68,
			total_paid: 0,
			total_due: 48.68,
			currency: 'USD',
		});
		expect(made.order_items).toEqual([
			expect.objectContaining({
				product_sku: 'DB-004',
				quantity: 2,
				price_per_unit: 12.34,
				discount: null,
			}),
			expect.objectContaining({ name: 'Marketing Handbook', price_per_unit: 24.5 }),
			expect.objectContaining({ name: 'Express', product_id: null, price_per_unit: 4.5 }),
			expect.objectContaining({ item_type: 'DISCOUNT', discount: 5 }),
		]);
	});

	it.each([
		['', undefined],
		['={{ $json.none }}', undefined],
		[0, 0],
		['0', 0],
		['={{ 0 }}', 0],
		['19.99', 19.99],
		['={{ 0.1 + 0.2 }}', 0.3],
	])('takes %p for a price: nothing is not free', async (pricePerUnit, amount) => {
		const item = { itemType: 'PRODUCT', productId: byId(4), quantity: 1, pricePerUnit };
		output(await keap.run(order('create', { ...REQUIRED, orderItems: list(item) })));
		const [sentItem] = first(bodies(keap, 'POST')).order_items as JsonObject[];
		expect(sentItem?.price_per_unit).toBe(amount);
	});

	it('sends subscriptions with their plan, by name', async () => {
		const run = await keap.run(
			order('create', {
				...REQUIRED,
				orderItems: list({
					itemType: 'SUBSCRIPTION',
					productId: byName('Coaching Club'),
					subscriptionPlanId: byName('Coaching Club monthly'),
					quantity: 1,
					subscriptionPlanDescription: 'Each month',
				}),
			}),
		);
		output(run);
		expect(first(bodies(keap, 'POST')).order_items).toEqual([
			{
				item_type: 'SUBSCRIPTION',
				product_id: '5',
				subscription_plan_id: '1',
				quantity: 1,
				subscription_plan_description: 'Each month',
			},
		]);
	});

	it('sends the rest: dates in the time zone of the workflow, regions by name, custom fields', async () => {
		const run = await keap.run(
			order('create', {
				...REQUIRED,
				orderTime: '2026-03-18T09:30:00',
				additionalFields: {
					dueTime: '2026-04-17T00:00:00',
					invoiceTitle: 'For March',
					promoCodes: 'SUMMER20, FREESHIP',
					terms: 'Net 30',
					shippingAddress: group({
						firstName: 'Jo',
						line1: '1 Maple Street',
						region: 'arizona',
						zipCode: '85233',
						countryCode: 'united states',
						isInvoiceToCompany: '',
					}),
				},
				customFields: customFields({ Gift: 'yes' }),
			}),
			{ timezone: 'America/Phoenix' },
		);
		expect(first(bodies(keap, 'POST'))).toEqual({
			contact_id: '1',
			order_title: 'Webshop 7',
			order_type: 'ONLINE',
			order_time: '2026-03-18T16:30:00.000Z',
			due_time: '2026-04-17T07:00:00.000Z',
			title: 'For March',
			promo_codes: ['SUMMER20', 'FREESHIP'],
			terms: 'Net 30',
			shipping_address: {
				first_name: 'Jo',
				line1: '1 Maple Street',
				region: 'US-AZ',
				zip_code: '85233',
				country_code: 'USA',
			},
			custom_fields: [{ id: fieldNamed(keap, 'Gift').id, content: 1 }],
		});
		expect(first(output(run))).toMatchObject({ custom_fields: { Gift: true } });
	});

	it.each<[string, INodeParameters, Parameters<typeof expectInputError>[2], string]>([
		['a title', { orderTitle: '={{ "" }}' }, 'empty', 'Title'],
		['a contact', { contactId: byId('={{ "" }}') }, 'empty', 'Contact'],
		['a time', { orderTime: '={{ "" }}' }, 'empty', 'Order Time'],
		[
			'a product for a product',
			{ orderItems: list({ itemType: 'PRODUCT', productId: byId(''), quantity: 1 }) },
			'empty',
			'Product',
		],
		[
			'a plan for a subscription',
			{ orderItems: list({ itemType: 'SUBSCRIPTION', productId: byId(5), quantity: 1 }) },
			'empty',
			'Subscription Plan',
		],
		[
			'at least one of an item',
			{ orderItems: list({ itemType: 'PRODUCT', productId: byId(4), quantity: 0 }) },
			'outOfRange',
			'Quantity',
		],
		[
			'whole cents',
			{ orderItems: list({ itemType: 'FEE', quantity: 1, pricePerUnit: '1.234' }) },
			'invalid',
			'Price per Unit',
		],
	])('needs %s', async (_, change, kind, label) => {
		const run = await keap.run(order('create', { ...REQUIRED, ...change }));
		expectInputError(run, 0, kind, label);
		expect(bodies(keap, 'POST')).toEqual([]);
	});

	it('goes on after a product that there is not', async () => {
		const orderItems = list({
			itemType: 'PRODUCT',
			productId: byName('={{ $json.sku }}'),
			quantity: 1,
		});
		const run = await keap.run(order('create', { ...REQUIRED, orderItems }), {
			items: [{ sku: 'DB-001' }, { sku: 'NONE-1' }, { sku: 'db-002' }],
			onError: 'continueRegularOutput',
		});
		expect(outcomes(run, 'total')).toEqual([
			149,
			inputError(1, 'notFound', 'Product', 'NONE-1'),
			250,
		]);
		expect(keap.calls().filter((call) => call === 'GET /v2/products')).toHaveLength(1);
	});

	it('is never sent twice', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 503 }));
		const run = await keap.run(order('create', REQUIRED));
		expectKeapError(run, 0, 'unknownOutcome');
		expect(keap.calls()).toEqual(['POST /v2/orders']);
	});
});

describe('reads', () => {
	it('get several in one call', async () => {
		const ids = [anOrder(), anOrder({ order_title: 'Webshop 2' })];
		const run = await keap.run(order('get', { orderId: byId('={{ $json.id }}') }), {
			items: ids.map((id) => ({ id })),
		});
		expect(sent(keap)[0]).toMatchObject({
			call: 'GET /v2/orders',
			query: { filter: `ids==${ids.join(',')}` },
		});
		expect(output(run).map(({ id, total }) => [id, total])).toEqual(ids.map((id) => [id, 24.68]));
		expect(pairs(run.items)).toEqual([0, 1]);
	});

	it('get one by its title, raw', async () => {
		const id = anOrder({ order_title: 'Webshop of Ada' });
		const run = await keap.run(
			order('get', { orderId: byName('webshop of ada'), simplify: false }),
		);
		expect(output(run)[0]).toMatchObject({
			id,
			total: { amount: 2468, currency_code: 'USD' },
			order_items: [{ price_per_unit: { amount: 1234 } }],
		});
	});

	it('list with filters, custom fields among them, and an order', async () => {
		const gift = fieldNamed(keap, 'Gift');
		const id = anOrder({
			order_title: 'Gift of Ada',
			status: 'PAID',
			creation_time: '2026-03-18T10:00:00.000Z',
			shipping_address: { region: 'US-AZ', country_code: 'USA', locality: 'Gilbert' },
			custom_fields: [{ id: gift.id, content: 1 }],
		});
		const run = await keap.run(
			order('getMany', {
				filters: {
					contactId: byId(1),
					createdSinceTime: '2026-03-18T00:00:00Z',
					orderTitle: 'gift*',
					orderType: 'online',
					paid: true,
					productId: byName('DB-003'),
					shippingCountryCode: 'united states',
					shippingRegionCode: 'Arizona',
					customFieldFilters: {
						values: [{ field: byName('Gift'), operator: 'equals', value: 'yes' }],
					},
				},
				sort: { value: { field: 'modification_time', direction: 'desc' } },
			}),
		);
		const listing = present(sent(keap).find(({ call }) => call === 'GET /v2/orders'));
		expect(listing.query).toMatchObject({ order_by: 'modification_time desc', page_size: '50' });
		expect(present(listing.query.filter).split(';').sort()).toEqual(
			[
				'contact_id==1',
				'created_since_time==2026-03-18T00:00:00.000Z',
				'title==gift*',
				'order_type==ONLINE',
				'paid==true',
				'product_id==3',
				'shipping_country_code==USA',
				'shipping_region_code==US-AZ',
				`${String(gift.field_name)}==1`,
			].sort(),
		);
		expect(output(run).map((one) => one.id)).toEqual([id]);
	});

	it('refuse a region by name whose country is not given', async () => {
		const run = await keap.run(order('getMany', { filters: { shippingRegionCode: 'Arizona' } }));
		expectInputError(run, 0, 'missing', 'Shipping State or Region');
		expect(keap.calls()).toEqual([]);
	});
});

describe('update', () => {
	const ADDRESS = {
		first_name: 'Jo',
		last_name: 'Miller',
		line1: '1 Maple Street',
		locality: 'Gilbert',
		region: 'US-AZ',
		zip_code: '85233',
		country_code: 'USA',
		is_invoice_to_company: true,
	};

	it('changes what is given without reading the order', async () => {
		const id = anOrder();
		const run = await keap.run(
			order('update', {
				orderId: byId(id),
				updateFields: { orderTitle: 'New', notes: 'Call first', orderType: 'OFFLINE' },
			}),
		);
		expect(sent(keap)).toEqual([
			{
				call: `PATCH /v2/orders/${id}`,
				query: { update_mask: 'notes,order_type,order_title' },
				body: { notes: 'Call first', order_type: 'OFFLINE', order_title: 'New' },
			},
		]);
		expect(output(run)[0]).toMatchObject({ id, title: 'New', total: 24.68 });
	});

	it('keeps what an address does not mention', async () => {
		const id = anOrder({ shipping_address: ADDRESS });
		const run = await keap.run(
			order('update', {
				orderId: byId(id),
				updateFields: { shippingAddress: group({ line1: '2 Oak Road', isInvoiceToCompany: '' }) },
			}),
		);
		output(run);
		expect(lastSent(keap).body).toEqual({ shipping_address: { ...ADDRESS, line1: '2 Oak Road' } });
		expect(stored(keap, 'order', id).shipping_address).toEqual({ ...ADDRESS, line1: '2 Oak Road' });
	});

	it('takes the old state away with the old country', async () => {
		const id = anOrder({ shipping_address: ADDRESS });
		output(
			await keap.run(
				order('update', {
					orderId: byId(id),
					updateFields: { shippingAddress: group({ countryCode: 'Germany' }) },
				}),
			),
		);
		const { shipping_address: written } = lastSent(keap).body as JsonObject;
		expect(written).toMatchObject({ line1: '1 Maple Street', country_code: 'DEU' });
		expect(written).not.toHaveProperty('region');
	});

	it('keeps what a payment plan does not mention, in its own unit', async () => {
		const plan = {
			auto_charge: true,
			initial_payment_amount: 12.34,
			initial_payment_date: '2026-04-01',
			plan_start_date: '2026-05-01',
			number_of_payments: 6,
			days_between_payments: 30,
		};
		const id = anOrder({ payment_plan: plan });
		const untouched = {
			autoCharge: '',
			initialPaymentAmount: '',
			maxChargeAttempts: '',
			planStartDate: '',
		};
		const run = await keap.run(
			order('update', {
				orderId: byId(id),
				updateFields: { paymentPlan: group({ ...untouched, numberOfPayments: '={{ $json.n }}' }) },
			}),
			{ items: [{ n: 12 }, { n: '3' }] },
		);
		output(run);
		expect(bodies(keap, 'PATCH')).toEqual([
			{ payment_plan: { ...plan, number_of_payments: 12 } },
			{ payment_plan: { ...plan, number_of_payments: 3 } },
		]);
		expect(stored(keap, 'order', id).payment_plan).toEqual({ ...plan, number_of_payments: 3 });
	});

	it('takes no automatic charge and no initial payment for what they are', async () => {
		const id = anOrder({ payment_plan: { auto_charge: true, initial_payment_amount: 5 } });
		const paymentPlan = group({ autoCharge: false, initialPaymentAmount: 0 });
		output(await keap.run(order('update', { orderId: byId(id), updateFields: { paymentPlan } })));
		expect(lastSent(keap).body).toEqual({
			payment_plan: { auto_charge: false, initial_payment_amount: 0 },
		});
	});

	it('replaces an address where that is wanted', async () => {
		const id = anOrder({ shipping_address: ADDRESS });
		const run = await keap.run(
			order('update', {
				orderId: byId(id),
				updateFields: { shippingAddress: group({ line1: '2 Oak Road' }) },
				options: { existingValues: 'replace' },
			}),
		);
		output(run);
		expect(sent(keap).map(({ body }) => body)).toEqual([
			{ shipping_address: { line1: '2 Oak Road' } },
		]);
	});

	it('writes nothing that is so already, and takes no title for that of the invoice', async () => {
		const id = anOrder({ shipping_address: ADDRESS, order_title: 'Same' });
		const shippingAddress = group({
			line1: '1 Maple Street',
			region: 'Arizona',
			countryCode: 'USA',
		});
		const same = await keap.run(
			order('update', {
				orderId: byId(id),
				updateFields: { shippingAddress, orderTitle: 'Same', contactId: byId(1) },
			}),
		);
		expect(output(same)[0]).toMatchObject({ id, title: 'Same', outcome: 'unchanged' });
		expect(bodies(keap, 'PATCH')).toEqual([]);
		const other = await keap.run(
			order('update', {
				orderId: byId(id),
				updateFields: { shippingAddress, invoiceTitle: 'Same' },
			}),
		);
		expect(output(other)[0]).toMatchObject({ outcome: 'updated' });
		expect(bodies(keap, 'PATCH')).toEqual([{ title: 'Same' }]);
	});

	it('keeps the country of an address of which only its name is known', async () => {
		const id = anOrder();
		const address = { line1: '1 Maple Street', locality: 'Gilbert', country: 'United States' };
		keap.sandbox.setFaults(({ method }) =>
			method === 'GET'
				? { kind: 'status', status: 200, body: { id, shipping_information: { address } } }
				: undefined,
		);
		const updateFields = { shippingAddress: group({ line1: '2 Oak Road' }) };
		output(await keap.run(order('update', { orderId: byId(id), updateFields })));
		expect(bodies(keap, 'PATCH')).toEqual([
			{ shipping_address: { line1: '2 Oak Road', locality: 'Gilbert', country_code: 'USA' } },
		]);
	});

	it('clears what no response holds', async () => {
		const id = anOrder({ shipping_address: { line1: '1 Maple Street', middle_name: 'Q.' } });
		const run = await keap.run(
			order('update', {
				orderId: byId(id),
				updateFields: {
					shippingAddress: group({ line1: '1 Maple Street', middleName: '' }),
					invoiceTitle: '',
					promoCodes: '',
					terms: '',
				},
				options: { emptyValues: 'clear' },
			}),
		);
		expect(output(run)[0]).toMatchObject({ outcome: 'updated' });
		const [body] = bodies(keap, 'PATCH');
		expect(body).toMatchObject({
			promo_codes: null,
			title: null,
			shipping_address: { line1: '1 Maple Street', middle_name: null },
		});
		expect(body).not.toHaveProperty('terms');
	});

	it('keeps other custom fields', async () => {
		const [gift, delivery] = [fieldNamed(keap, 'Gift'), fieldNamed(keap, 'Delivery Notes')];
		const id = anOrder({ custom_fields: [{ id: gift.id, content: 1 }] });
		const run = await keap.run(
			order('update', {
				orderId: byId(id),
				customFields: customFields({ 'Delivery Notes': 'Ring twice' }),
			}),
		);
		expect(output(run)[0]).toMatchObject({
			custom_fields: { Gift: true, 'Delivery Notes': 'Ring twice' },
		});
		expect((lastSent(keap).body as JsonObject).custom_fields).toEqual([
			{ id: gift.id, content: 1 },
			{ id: delivery.id, content: 'Ring twice' },
		]);
	});
});

describe('delete', () => {
	it('deletes', async () => {
		const id = anOrder();
		const run = await keap.run(order('delete', { orderId: byId(id) }));
		expect(output(run)).toEqual([{ deleted: true }]);
		expect(keap.sandbox.store.get('order', id)).toBeUndefined();
	});

	it('says why Keap keeps an order', async () => {
		const id = anOrder();
		keap.sandbox.store.insert('transaction', { order_id: id });
		const run = await keap.run(order('delete', { orderId: byId(id) }));
		expectKeapError(run, 0, 'conflict', 'transactions');
	});
});

describe('items', () => {
	it('are added, with a plan that is looked for among those of the product', async () => {
		const id = anOrder();
		const run = await keap.run(
			order('createItem', {
				orderId: byId(id),
				itemType: 'SUBSCRIPTION',
				productId: byName('Coaching Club'),
				subscriptionPlanId: byName('Coaching Club yearly'),
				quantity: 1,
				additionalFields: { pricePerUnit: '480', costPerUnit: '' },
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: `POST /v2/orders/${id}/items`,
			query: {},
			body: {
				item_type: 'SUBSCRIPTION',
				product_id: '5',
				subscription_plan_id: '2',
				quantity: 1,
				price_per_unit: 480,
			},
		});
		expect(keap.calls()).toContain('GET /v2/products/5/subscriptions');
		expect(output(run)[0]).toMatchObject({
			item_type: 'SUBSCRIPTION',
			price_per_unit: 480,
			subscription_plan_id: '2',
		});
	});

	it('of other types need no product', async () => {
		const id = anOrder();
		const run = await keap.run(
			order('createItem', {
				orderId: byId(id),
				itemType: '={{ "fee" }}',
				productId: byId(''),
				subscriptionPlanId: byId(''),
				quantity: 1,
				additionalFields: { name: 'Handling', pricePerUnit: 2.5 },
			}),
		);
		expect(lastSent(keap).body).toEqual({
			item_type: 'FEE',
			quantity: 1,
			name: 'Handling',
			price_per_unit: 2.5,
		});
		expect(output(run)[0]).toMatchObject({ name: 'Handling', price_per_unit: 2.5 });
	});

	it('are read, changed and deleted, also by SKU', async () => {
		const item = anItem();
		const id = anOrder({ order_items: [item] });
		const one = { orderId: byId(id), orderItemId: byName('DB-003') };
		const read = await keap.run(order('getItem', one));
		expect(output(read)[0]).toMatchObject({ id: item.id, quantity: 2, price_per_unit: 12.34 });
		const changed = await keap.run(
			order('updateItem', { ...one, updateFields: { quantity: 5, pricePerUnit: '9.99' } }),
		);
		expect(lastSent(keap)).toEqual({
			call: `PATCH /v2/orders/${id}/items/${String(item.id)}`,
			query: { update_mask: 'quantity,price_per_unit' },
			body: { quantity: 5, price_per_unit: 9.99 },
		});
		expect(output(changed)[0]).toMatchObject({
			quantity: 5,
			price_per_unit: 9.99,
			product_id: '3',
		});
		expect(output(await keap.run(order('deleteItem', one)))).toEqual([{ deleted: true }]);
		expect(stored(keap, 'order', id).order_items).toEqual([]);
	});

	it('earn a commission', async () => {
		const item = anItem();
		const id = anOrder({ order_items: [item] });
		const run = await keap.run(
			order('applyCommission', {
				orderId: byId(id),
				orderItemId: byId(String(item.id)),
				affiliateId: byId(5),
				payoutType: 'When Paid',
				additionalFields: { commissionAmount: 12.5, commissionDate: '2026-03-18T00:00:00' },
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: `POST /v2/orders/${id}/items/${String(item.id)}:applyCommission`,
			query: {},
			body: {
				affiliate_id: '5',
				payout_type: 'PAYMENT_RECEIVED',
				commission_amount: 12.5,
				commission_date: '2026-03-18',
			},
		});
		expect(output(run)[0]).toMatchObject({ id: item.id, price_per_unit: 12.34 });
	});
});

describe('files and taxes', () => {
	it('attaches a file, and detaches it', async () => {
		const id = anOrder();
		for (const [operation, verb, files] of [
			['attachFile', ':attachFile', [{ file_id: '1' }]],
			['detachFile', ':detachFile', []],
		] as const) {
			const run = await keap.run(
				order(operation, { orderId: byId(id), fileId: byId(1), simplify: false }),
			);
			expect(lastSent(keap)).toEqual({
				call: `POST /v2/orders/${id}${verb}`,
				query: {},
				body: { file_id: '1' },
			});
			expect(output(run)[0]).toMatchObject({ id, files });
		}
	});

	it('has Keap add the taxes', async () => {
		const id = anOrder();
		const run = await keap.run(order('applyTax', { orderId: byId(id) }));
		expect(lastSent(keap)).toEqual({
			call: `POST /v2/orders/${id}:applyTax`,
			query: {},
			body: undefined,
		});
		expect(output(run)[0]).toMatchObject({ total: 26.65 });
	});
});

describe('payments', () => {
	const PAYMENT = { paymentAmount: '10.50', applyToCommissions: false };

	const aMethod = (more: JsonObject = {}): string =>
		keap.sandbox.store.insert('paymentMethod', { contact_id: '1', active: true, ...more }).id;

	it('are recorded where the money was received elsewhere', async () => {
		const id = anOrder();
		const run = await keap.run(
			order('createPayment', {
				orderId: byId(id),
				paidBy: 'record',
				paymentMethodType: 'Check',
				...PAYMENT,
				additionalFields: { paymentTime: '2026-03-18T09:30:00Z', notes: 'No. 77' },
			}),
		);
		expect(sent(keap)).toEqual([
			{
				call: `POST /v2/orders/${id}/payments`,
				query: {},
				body: {
					payment_method_type: 'Check',
					payment_amount: 10.5,
					apply_to_commissions: false,
					payment_time: '2026-03-18T09:30:00.000Z',
					notes: 'No. 77',
				},
			},
		]);
		expect(output(run)[0]).toMatchObject({ payment_amount: 10.5 });
		const due = await keap.run(order('get', { orderId: byId(id) }));
		expect(output(due)[0]).toMatchObject({ total_paid: 10.5, total_due: 14.18 });
	});

	it('charge a payment method only where that was chosen', async () => {
		const [id, method] = [anOrder(), aMethod()];
		const both = { paymentMethodId: byId(method), paymentMethodType: 'Cash', ...PAYMENT };
		const pay = async (paidBy: string) =>
			output(await keap.run(order('createPayment', { orderId: byId(id), paidBy, ...both })));
		await pay('charge');
		const body = { payment_amount: 10.5, apply_to_commissions: false };
		expect(lastSent(keap).body).toEqual({ payment_method_id: method, ...body });
		await pay('={{ "record" }}');
		expect(lastSent(keap).body).toEqual({ payment_method_type: 'Cash', ...body });
	});

	it.each<[string, INodeParameters, string]>([
		[
			'a payment method to charge',
			{ paidBy: 'charge', paymentMethodId: byId('') },
			'Payment Method',
		],
		['a type', { paidBy: 'record', paymentMethodType: '' }, 'Payment Type'],
		['an amount', { paidBy: 'record', paymentMethodType: 'Cash', paymentAmount: 0 }, 'Amount'],
	])('need %s', async (_, change, label) => {
		const run = await keap.run(order('createPayment', { orderId: byId(1), ...PAYMENT, ...change }));
		expectInputError(run, 0, 'empty', label);
		expect(keap.calls()).toEqual([]);
	});

	it('charge once, whatever comes back', async () => {
		const parameters = { paidBy: 'charge', paymentMethodId: byId(aMethod()), ...PAYMENT };
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 502 }));
		const run = await keap.run(order('createPayment', { orderId: byId(anOrder()), ...parameters }));
		expectKeapError(run, 0, 'unknownOutcome');
		expect(keap.calls()).toHaveLength(1);
	});

	it('are listed', async () => {
		const id = anOrder();
		for (const [amount, pay_status] of [
			[12.34, 'APPROVED'],
			[5, 'PENDING'],
		] as const)
			keap.sandbox.store.insert('orderPayment', { order_id: id, amount, pay_status });
		const run = await keap.run(
			order('getPayments', {
				orderId: byId(id),
				filters: { payStatus: 'Approved', amount: '12.34' },
				sort: { value: { field: 'pay_time', direction: 'desc' } },
			}),
		);
		expect(sent(keap)).toEqual([
			{
				call: `GET /v2/orders/${id}/payments`,
				query: {
					filter: 'amount==12.34;pay_status==APPROVED',
					order_by: 'pay_time desc',
					page_size: '50',
				},
				body: undefined,
			},
		]);
		expect(output(run)).toEqual([
			expect.objectContaining({ amount: 12.34, pay_status: 'APPROVED', note: null }),
		]);
	});
});

describe('transactions', () => {
	const someOf = (id: string, count: number) =>
		keap.sandbox.store.insertMany(
			'transaction',
			Array.from({ length: count }, (_, i) => ({
				order_id: id,
				contact_id: '1',
				amount: i + 0.5,
				transaction_time: '2026-03-18T10:00:00.000Z',
			})),
		);
	const transactions = (id: string, more: INodeParameters) =>
		order('getTransactions', { orderId: byId(id), ...more });

	it('are read as many as are wanted, in one call', async () => {
		const id = anOrder();
		someOf(id, 5);
		const run = await keap.run(
			transactions(id, {
				limit: 2,
				filters: { contactId: byId(1), sinceTime: '2026-03-18', untilTime: '2026-03-19' },
			}),
		);
		expect(sent(keap)).toEqual([
			{
				call: `GET /v1/orders/${id}/transactions`,
				query: {
					limit: '2',
					offset: '0',
					contact_id: '1',
					since: '2026-03-18T00:00:00.000Z',
					until: '2026-03-19T00:00:00.000Z',
				},
				body: undefined,
			},
		]);
		expect(output(run)).toEqual([
			expect.objectContaining({ amount: 0.5, order_ids: id, currency: 'USD' }),
			expect.objectContaining({ amount: 1.5, transaction_time: '2026-03-18T10:00:00.000Z' }),
		]);
	});

	it('are all read, page by page', async () => {
		const id = anOrder();
		someOf(id, 1001);
		const run = await keap.run(transactions(id, { returnAll: true }));
		expect(output(run)).toHaveLength(1001);
		expect(sent(keap).map(({ query }) => query)).toEqual([
			{ limit: '1000', offset: '0' },
			{ limit: '1000', offset: '1000' },
			{ limit: '1000', offset: '2000' },
		]);
	});
});

describe('payment plan', () => {
	const PLAN = {
		numberOfPayments: 3,
		daysBetweenPayments: 30,
		planStartDate: '2026-04-01T00:00:00',
	};

	it('is replaced, with IDs as the numbers that Keap takes', async () => {
		const id = anOrder();
		const run = await keap.run(
			order('replacePaymentPlan', {
				orderId: byId(id),
				...PLAN,
				additionalFields: {
					autoCharge: true,
					creditCardId: byId(77),
					initialPaymentAmount: '12.34',
					merchantAccountId: byName('PayPal'),
					useDefaultMerchant: false,
				},
			}),
		);
		const plan = {
			number_of_payments: 3,
			days_between_payments: 30,
			plan_start_date: '2026-04-01',
			auto_charge: true,
			credit_card_id: 77,
			initial_payment_amount: 12.34,
			payment_gateway: { merchant_account_id: 2, use_default: false },
		};
		expect(lastSent(keap)).toEqual({
			call: `PUT /v1/orders/${id}/paymentPlan`,
			query: {},
			body: plan,
		});
		expect(output(run)).toEqual([plan]);
	});

	it('takes no card whose ID is no number', async () => {
		const additionalFields = { creditCardId: byId('card-7') };
		const run = await keap.run(
			order('replacePaymentPlan', { orderId: byId(1), ...PLAN, additionalFields }),
		);
		expectInputError(run, 0, 'invalid', 'Credit Card', 'card-7');
		expect(keap.calls()).toEqual([]);
	});

	it.each([
		[{ numberOfPayments: 0 }, 'Number of Payments'],
		[{ daysBetweenPayments: 0 }, 'Days Between Payments'],
		[{ planStartDate: '={{ "" }}' }, 'Start Date'],
	])('needs %p', async (change, label) => {
		const run = await keap.run(
			order('replacePaymentPlan', { orderId: byId(1), ...PLAN, ...change }),
		);
		expectInputError(run, 0, 'empty', label);
		expect(keap.calls()).toEqual([]);
	});
});
