import type { INodeParameters } from 'n8n-workflow';

import { useClock } from '../../nodes/Keap/api/clock';
import type { Fault } from '../../sandbox';
import { expectInputError, expectKeapError } from '../support/errors';
import { everything } from '../support/everything';
import { useKeap } from '../support/keap';
import { addContact, byEmail, byId, emails, group, lastSent, output, sent } from './support';

const keap = useKeap();

const paymentMethod = (operation: string, more: INodeParameters = {}): INodeParameters => ({
	resource: 'paymentMethod',
	operation,
	...more,
});

const aMethod = (contact_id: string): string =>
	keap.sandbox.store.insert('paymentMethod', {
		contact_id,
		credit_card_id: '771',
		merchant_account_id: '3',
		active: true,
		created_time: '2026-03-18T10:00:00.000Z',
		card_info: {
			brand: 'Visa',
			last_four: '4242',
			expiration_month: '04',
			expiration_year: '2029',
		},
	}).id;

describe('payment methods', () => {
	it('are listed, of all contacts and of one', async () => {
		const contact = addContact(keap, { email_addresses: emails('payer@example.org') });
		const id = aMethod(contact);
		const columns = {
			id,
			contact_id: contact,
			card_brand: 'Visa',
			card_last_four: '4242',
			expiration_month: '04',
			expiration_year: '2029',
			credit_card_id: '771',
		};
		const all = await keap.run(
			paymentMethod('getMany', {
				filters: {
					contactId: byEmail('payer@example.org'),
					creditCardId: byId(771),
					paymentMethodId: byId(id),
				},
				sort: { value: { field: 'created_time', direction: 'desc' } },
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: 'GET /v2/paymentMethods',
			query: {
				filter: `contact_id==${contact};credit_card_id==771;payment_method_id==${id}`,
				order_by: 'created_time desc',
				page_size: '50',
			},
			body: undefined,
		});
		expect(output(all)).toEqual([expect.objectContaining(columns)]);
		const own = await keap.run(
			paymentMethod('getManyOfContact', {
				contactId: byId(contact),
				filters: { merchantAccountId: byId(3) },
			}),
		);
		expect(sent(keap)).toEqual([
			{
				call: `GET /v2/contacts/${contact}/paymentMethods`,
				query: { filter: 'merchant_account_id==3', page_size: '50' },
				body: undefined,
			},
		]);
		expect(output(own)).toEqual([expect.objectContaining(columns)]);
	});

	it('are deactivated, and deleted', async () => {
		const contact = addContact(keap);
		const id = aMethod(contact);
		const one = { contactId: byId(contact), paymentMethodId: byId(id) };
		expect(output(await keap.run(paymentMethod('deactivate', one)))).toEqual([{ success: true }]);
		expect(keap.calls()).toEqual([`POST /v2/contacts/${contact}/paymentMethods/${id}:deactivate`]);
		const left = await keap.run(paymentMethod('getManyOfContact', { contactId: byId(contact) }));
		expect(output(left)).toEqual([]);
		expect(output(await keap.run(paymentMethod('delete', one)))).toEqual([{ deleted: true }]);
		expect(keap.sandbox.store.get('paymentMethod', id)).toBeUndefined();
	});

	it('get a session for the form of a website', async () => {
		const run = await keap.run(paymentMethod('createSession', { contactId: byId(1) }));
		expect(lastSent(keap)).toMatchObject({
			call: 'POST /v2/paymentMethodConfigs',
			body: { contact_id: '1' },
		});
		expect(output(run)).toEqual([{ session_key: expect.stringMatching(/^session-/) }]);
	});
});

describe('credit cards', () => {
	const NUMBER = '4111 1111 1111 1111';
	const CODE = '737';

	const card = (more: INodeParameters = {}): INodeParameters =>
		paymentMethod('addCreditCard', {
			contactId: byId(1),
			cardNumber: NUMBER,
			expirationMonth: '04',
			expirationYear: 2029,
			additionalFields: {
				verificationCode: CODE,
				nameOnCard: 'Jane Doe',
				consentType: 'Explicit',
				address: group({
					field: 'BILLING',
					line1: '1 Maple Street',
					regionCode: 'us-az',
					countryCode: 'USA',
				}),
			},
			...more,
		});

	it('are added to a contact, and listed with what Keap says of them', async () => {
		const contactId = byId(addContact(keap));
		const run = await keap.run(card({ contactId }));
		expect(lastSent(keap)).toEqual({
			call: `POST /v1/contacts/${contactId.value}/creditCards`,
			query: {},
			body: {
				card_number: NUMBER,
				expiration_month: '04',
				expiration_year: '2029',
				verification_code: CODE,
				name_on_card: 'Jane Doe',
				consent_type: 'EXPLICIT_CONSENT',
				address: {
					field: 'BILLING',
					line1: '1 Maple Street',
					region: 'US-AZ',
					country_code: 'USA',
				},
			},
		});
		const [added] = output(run);
		expect(added).toMatchObject({ name_on_card: 'Jane Doe', validation_status: 'Good' });
		const listed = await keap.run(paymentMethod('getCreditCards', { contactId }));
		expect(sent(keap)).toEqual([
			{
				call: `GET /v1/contacts/${contactId.value}/creditCards`,
				query: {},
				body: undefined,
			},
		]);
		expect(output(listed)).toEqual([
			{
				id: added?.id,
				payment_method_id: expect.any(String),
				card_type: 'Visa',
				card_number: '************1111',
				validation_status: 'Good',
			},
		]);
	});

	/** Time for failures that are met again and again, without the pauses between. */
	const withoutPauses = () => {
		let now = Date.now();
		useClock({ now: () => now, sleep: async (ms) => void (now += ms) });
	};

	const quoting = (status: number): Fault => ({
		kind: 'status',
		status,
		body: {
			message: `4111-1111-1111-1111 (${NUMBER}, 4111111111111111) with ${CODE} is no card of Jane Doe, 17370`,
		},
	});

	it.each<[string, Fault]>([
		['a refusal', quoting(400)],
		['a conflict', quoting(409)],
		['an outage', quoting(503)],
		['a broken connection', { kind: 'resetBefore' }],
		['half an answer', { kind: 'halfBody' }],
	])('leave neither number nor code in %s', async (_, fault) => {
		withoutPauses();
		keap.sandbox.setFaults(() => fault);
		for (const onError of [undefined, 'continueRegularOutput', 'continueErrorOutput'] as const) {
			const run = await keap.run(card({ options: { timeout: 1 } }), { onError });
			const { error, items, errors } = run;
			expect(error ?? items[0] ?? errors[0]).toBeDefined();
			// What the node was given stays in the parameters that n8n keeps with an error.
			const nodes = [error, ...items.map((item) => item.error)].map((failed) =>
				failed && 'node' in failed ? failed.node : undefined,
			);
			const words = everything({ error, items, errors }, new Set<unknown>(nodes));
			expect(words).not.toMatch(/4111[\s-]?1111/);
			expect(words).not.toMatch(/\b737\b/);
		}
	});

	it('keep the rest of what Keap says', async () => {
		keap.sandbox.setFaults(() => quoting(400));
		const run = await keap.run(card());
		expectKeapError(run, 0, 'badRequest', '… (…, …) with … is no card of Jane Doe, 17370');
	});

	it('leave no number in a word', async () => {
		const message = 'CARD_4111111111111111_INVALID, code 17370';
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 400, body: { message } }));
		expectKeapError(await keap.run(card()), 0, 'badRequest', 'CARD_…_INVALID, code 17370');
	});

	it('need a number', async () => {
		const run = await keap.run(card({ cardNumber: '={{ "" }}' }));
		expectInputError(run, 0, 'empty', 'Card Number');
		expect(keap.calls()).toEqual([]);
	});
});
