import type { INodeParameters } from 'n8n-workflow';

import { notAnEmail } from '../../nodes/Keap/messages/inputErrors';
import { expectInputError, inputError, keapError, outcomes, shown } from '../support/errors';
import { useKeap } from '../support/keap';
import { present, several } from '../support/present';
import {
	addContact,
	addContacts,
	byEmail,
	byId,
	contactInputs,
	emails,
	fieldNamed,
	fromList,
	group,
	lastSent,
	list,
	output,
	pairs,
	sent,
	stored,
	tagNamed,
} from './support';

const keap = useKeap();

const contact = (operation: string, parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'contact',
	operation,
	// What is written is looked at as Keap returns it.
	...(['create', 'update', 'merge'].includes(operation) ? { simplify: false } : {}),
	...parameters,
});

describe('create', () => {
	const create = (inputs: INodeParameters = {}, more: INodeParameters = {}) =>
		contact('create', { email: 'ada@example.com', ...contactInputs(inputs), ...more });

	it('sends the address to the first place and returns the contact', async () => {
		const result = await keap.run(create({ givenName: 'Ada' }, { optInReason: 'Asked for it' }));
		expect(lastSent(keap)).toEqual({
			call: 'POST /v2/contacts',
			query: {},
			body: {
				email_addresses: [
					{ field: 'EMAIL1', email: 'ada@example.com', opt_in_reason: 'Asked for it' },
				],
				given_name: 'Ada',
			},
		});
		expect(output(result)).toEqual([
			expect.objectContaining({
				id: expect.any(String),
				given_name: 'Ada',
				email_addresses: [
					expect.objectContaining({
						email: 'ada@example.com',
						email_opt_status: expect.any(String),
					}),
				],
			}),
		]);
		expect(pairs(result.items)).toEqual([0]);
	});

	it('fills every place that a contact has', async () => {
		const companyId = keap.sandbox.store.insert('company', { company_name: 'Example Corp' }).id;
		const phones = [1, 2, 3, 4, 5].map((n) => ({
			field: `PHONE${n}`,
			number: `602555010${n}`,
			extension: String(n),
			type: 'Work',
		}));
		const faxes = [1, 2].map((n) => ({ field: `FAX${n}`, number: `602555020${n}`, type: 'Work' }));
		const networks = ['FACEBOOK', 'INSTAGRAM', 'LINKED_IN', 'PINTEREST', 'SNAPCHAT', 'TWITTER'];
		const accounts = [...networks, 'YOUTUBE'].map((type) => ({ type, name: '@ada' }));
		const result = await keap.run(
			create({
				emailAddresses: list(
					{ field: 'EMAIL2', email: 'ada@work.example' },
					{ field: 'EMAIL3', email: 'ada@home.example', optInReason: 'Met at the fair' },
				),
				phoneNumbers: list(...phones),
				faxNumbers: list(...faxes),
				addresses: list(
					{
						field: 'BILLING',
						line1: '1 Maple Street',
						countryCode: 'Germany',
						regionCode: 'Bavaria',
					},
					{
						field: 'SHIPPING',
						locality: 'Gilbert',
						countryCode: 'us',
						regionCode: 'AZ',
						zipFour: '1234',
					},
					{ field: 'OTHER', postalCode: 'M5V 2T6', countryCode: 'CAN', regionCode: 'CA-ON' },
				),
				socialAccounts: list(...accounts),
				utmParameters: group({ keapSourceId: '77', utmSource: 'google', utmMedium: 'cpc' }),
				companyId: fromList(companyId),
				ownerId: fromList(3),
				originIpAddress: '203.0.113.7',
				birthDate: '1985-12-10T00:00:00',
				sourceType: 'WEBFORM',
				preferredLocale: 'en_US',
				timeZone: 'America/Phoenix',
				leadSourceId: byId(2),
			}),
		);
		expect(lastSent(keap).body).toEqual({
			email_addresses: [
				{ field: 'EMAIL1', email: 'ada@example.com' },
				{ field: 'EMAIL2', email: 'ada@work.example' },
				{ field: 'EMAIL3', email: 'ada@home.example', opt_in_reason: 'Met at the fair' },
			],
			phone_numbers: phones,
			fax_numbers: faxes,
			addresses: [
				{ field: 'BILLING', line1: '1 Maple Street', country_code: 'DEU', region_code: 'DE-BY' },
				{
					field: 'SHIPPING',
					locality: 'Gilbert',
					zip_four: '1234',
					country_code: 'USA',
					region_code: 'US-AZ',
				},
				{ field: 'OTHER', postal_code: 'M5V 2T6', country_code: 'CAN', region_code: 'CA-ON' },
			],
			social_accounts: accounts,
			utm_parameters: { keap_source_id: '77', utm_source: 'google', utm_medium: 'cpc' },
			company: { id: companyId },
			owner_id: '3',
			origin: { ip_address: '203.0.113.7' },
			birth_date: '1985-12-10',
			source_type: 'WEBFORM',
			preferred_locale: 'en_US',
			time_zone: 'America/Phoenix',
			leadsource_id: '2',
		});
		expect(output(result)).toHaveLength(1);
	});

	it('asks Keap once for the provinces that several items name', async () => {
		const result = await keap.run(
			create({
				addresses: list({ field: 'BILLING', countryCode: 'DE', regionCode: '={{ $json.region }}' }),
			}),
			{ items: [{ region: 'Bavaria' }, { region: 'BE' }, { region: 'de-hh' }] },
		);
		expect(keap.calls().filter((call) => call.startsWith('GET'))).toEqual([
			'GET /v2/locales/countries/DEU/provinces',
		]);
		expect(output(result)).toHaveLength(3);
		const regions = sent(keap)
			.filter(({ call }) => call.startsWith('POST'))
			.map(
				({ body }) =>
					present((body as { addresses: Array<{ region_code: string }> }).addresses[0]).region_code,
			);
		expect(regions.sort()).toEqual(['DE-BE', 'DE-BY', 'DE-HH']);
	});

	it.each([
		[{ countryCode: 'Atlantis' }, 'invalid', 'Country', 'Atlantis'],
		[{ regionCode: 'Arizona' }, 'missing', 'State or Region', "'Country'"],
		[{ countryCode: 'US', regionCode: 'Bavaria' }, 'notFound', 'State or Region', 'USA'],
	] as const)('explains an address that is no address: %j', async (address, kind, label, told) => {
		const run = await keap.run(create({ addresses: list({ field: 'BILLING', ...address }) }));
		expectInputError(run, 0, kind, label, told);
		expect(keap.calls().filter((call) => call.startsWith('POST'))).toEqual([]);
	});

	it('accepts a contact with a phone number alone, whatever the opt-in reason', async () => {
		const result = await keap.run(
			create(
				{ phoneNumbers: list({ field: 'PHONE1', number: '6025550100' }) },
				{ email: '', optInReason: 'Asked for it' },
			),
		);
		expect(lastSent(keap).body).toEqual({
			phone_numbers: [{ field: 'PHONE1', number: '6025550100' }],
		});
		expect(output(result)).toHaveLength(1);
	});

	it('sends nothing for a contact that nobody could reach', async () => {
		const run = await keap.run(create({ givenName: 'Ada' }, { email: '', optInReason: 'Yes' }));
		expectInputError(run, 0, 'missing', undefined, "'Email'", /phone number/i, /address/i);
		expect(keap.calls()).toEqual([]);
	});

	it('refuses two entries for one place, which would lose one', async () => {
		const run = await keap.run(
			create({ emailAddresses: list({ field: 'EMAIL1', email: 'other@example.com' }) }),
		);
		expectInputError(run, 0, 'conflict', undefined, 'email addresses', 'EMAIL1');
		expect(keap.calls()).toEqual([]);
	});

	it('leaves out what is empty', async () => {
		await keap.run(
			create({
				givenName: '',
				ownerId: byId(''),
				phoneNumbers: list({ field: 'PHONE1', number: '' }),
				addresses: list({ field: 'BILLING', line1: '', countryCode: '' }),
			}),
		);
		expect(lastSent(keap).body).toEqual({
			email_addresses: [{ field: 'EMAIL1', email: 'ada@example.com' }],
		});
	});
});

describe('get', () => {
	it('reads one contact by its own endpoint and simplifies it', async () => {
		const id = addContact(keap, {
			email_addresses: emails('ada@example.com', 'ada@work.example'),
			phone_numbers: [{ field: 'PHONE1', number: '6025550100' }],
			company: { company_name: 'Example Corp' },
			custom_fields: [{ id: fieldNamed(keap, 'Favorite Color').id, content: 'green' }],
			job_title: 'Engineer',
			owner_id: '2',
		});
		const result = await keap.run(contact('get', { contactId: fromList(id) }));
		expect(keap.calls()).toEqual([`GET /v2/contacts/${id}`, 'GET /v2/contacts/model']);
		const [item] = output(result);
		expect(item).toEqual({
			id,
			birth_date: null,
			city: null,
			contact_type: null,
			country_code: null,
			email_opt_status: 'SINGLE_OPT_IN',
			postal_code: null,
			region: null,
			street: null,
			given_name: 'Ada',
			family_name: 'Abbott',
			email: 'ada@example.com',
			phone: '6025550100',
			company_name: 'Example Corp',
			job_title: 'Engineer',
			owner_id: '2',
			create_time: '2026-01-02T03:04:05.000Z',
			update_time: '2026-01-02T03:04:05.000Z',
			custom_fields: expect.objectContaining({ 'Favorite Color': 'green', 'Team Size': null }),
		});
	});

	it('reads contacts by ID, list and e-mail in one call, raw, each for its item', async () => {
		const [first, second, third] = addContacts(keap, 3);
		const byAddress = addContact(keap, { email_addresses: emails('named@example.com') });
		const result = await keap.run(
			contact('get', { contactId: byId('={{ $json.who }}'), simplify: false, options: {} }),
			{ items: [third, 'named@example.com', first, second, first].map((who) => ({ who })) },
		);
		expect(output(result).map(({ id }) => id)).toEqual([third, byAddress, first, second, first]);
		expect(pairs(result.items)).toEqual([0, 1, 2, 3, 4]);
		const [lookup, read] = sent(keap);
		expect(lookup).toMatchObject({ query: { filter: 'email==named@example.com' } });
		expect(read).toMatchObject({
			call: 'GET /v2/contacts',
			query: { filter: `ids==${[third, byAddress, first, second].join(',')}`, page_size: '4' },
		});
		expect(keap.calls()).toHaveLength(2);
		expect(output(result)[1]).toMatchObject({
			email_addresses: [{ email: 'named@example.com', field: 'EMAIL1' }],
			utm_parameters: [],
			tag_ids: [],
		});
		expect(result.hints[0]?.message).toContain('4 calls saved');
	});

	it('asks only for the chosen properties', async () => {
		const id = addContact(keap);
		await keap.run(
			contact('get', {
				contactId: byId(id),
				simplify: false,
				options: { fields: ['given_name', 'tag_ids'] },
			}),
		);
		expect(lastSent(keap).query).toEqual({ fields: 'given_name,tag_ids' });
	});

	it('gives each missing contact its own error and the others their record', async () => {
		const [first, second] = addContacts(keap, 2);
		const result = await keap.run(contact('get', { contactId: byId('={{ $json.id }}') }), {
			items: [{ id: first }, { id: '999999' }, { id: 'a/b' }, { id: '' }, { id: second }],
			onError: 'continueRegularOutput',
		});
		expect(pairs(result.items)).toEqual([0, 1, 2, 3, 4]);
		expect(outcomes(result, 'id')).toEqual([
			first,
			keapError(1, 'notFound', "'Contact' 999999"),
			inputError(2, 'invalid', 'Contact', 'a/b'),
			inputError(3, 'empty', 'Contact'),
			second,
		]);
	});

	it('reads one by one when Keap refuses a list of IDs because of one', async () => {
		const [first, second] = addContacts(keap, 2);
		keap.sandbox.setFaults(({ path, query }) =>
			path === '/v2/contacts' && query.get('filter')?.startsWith('ids')
				? { kind: 'status', status: 400, body: { message: 'Bad id' } }
				: undefined,
		);
		const result = await keap.run(contact('get', { contactId: byId('={{ $json.id }}') }), {
			items: [{ id: first }, { id: '99999999999999999999' }, { id: second }],
			onError: 'continueRegularOutput',
		});
		expect(result.items.map(({ json }) => json.id)).toEqual([first, undefined, second]);
	});

	it('tells how many contacts share an address', async () => {
		const ids = [1, 2].map(() => addContact(keap, { email_addresses: emails('twin@example.com') }));
		const run = await keap.run(contact('get', { contactId: byEmail('twin@example.com') }));
		const mentions = ['2 contacts', 'twin@example.com', ids.join(', ')];
		expectInputError(run, 0, 'ambiguous', 'Contact', ...mentions);
	});
});

describe('delete, merge, links, lead score', () => {
	it('deletes', async () => {
		const id = addContact(keap, { email_addresses: emails('gone@example.com') });
		const result = await keap.run(contact('delete', { contactId: byEmail('gone@example.com') }));
		expect(lastSent(keap)).toMatchObject({ call: `DELETE /v2/contacts/${id}` });
		expect(output(result)).toEqual([{ deleted: true }]);
		expect(keap.sandbox.store.get('contact', id)).toBeUndefined();
	});

	it('merges a duplicate into a contact', async () => {
		const keep = addContact(keap, { email_addresses: emails('keep@example.com') });
		const duplicate = addContact(keap, { job_title: 'Engineer' });
		const result = await keap.run(
			contact('merge', {
				contactId: byEmail('keep@example.com'),
				duplicateContactId: byId(duplicate),
				options: { fields: ['job_title'] },
			}),
		);
		expect(lastSent(keap)).toEqual({
			call: 'POST /v2/contacts:merge',
			query: { fields: 'job_title' },
			body: { contact_id: keep, duplicate_contact_id: duplicate },
		});
		expect(output(result)).toEqual([{ id: keep, job_title: 'Engineer' }]);
	});

	it('links and unlinks, and lists the links', async () => {
		const [one, other] = several(addContacts(keap, 2), 2);
		const couple = {
			contactId: byId(one),
			linkedContactId: byId(other),
			contactLinkTypeId: fromList(1),
		};
		const body = { contact1_id: one, contact2_id: other, link_type_id: '1' };

		const linked = await keap.run(contact('link', couple));
		expect(lastSent(keap)).toEqual({ call: 'POST /v2/contacts:link', query: {}, body });
		expect(output(linked)).toEqual([{ ...body, link_type_name: 'Spouse' }]);

		const links = await keap.run(contact('getLinks', { contactId: byId(other), returnAll: true }));
		expect(lastSent(keap)).toMatchObject({ call: `GET /v2/contacts/${other}/links`, query: {} });
		expect(output(links)).toEqual([{ ...body, link_type_name: 'Spouse' }]);

		const unlinked = await keap.run(contact('unlink', couple));
		expect(lastSent(keap)).toEqual({ call: 'POST /v2/contacts:unlink', query: {}, body });
		expect(output(unlinked)).toEqual([{ success: true }]);
		expect(output(await keap.run(contact('getLinks', { contactId: byId(one) })))).toEqual([]);
	});

	it('reads the lead score', async () => {
		const id = addContact(keap, { score_value: '42' });
		const result = await keap.run(contact('getLeadScore', { contactId: byId(id) }));
		expect(lastSent(keap)).toMatchObject({ call: `GET /v2/contacts/${id}/leadScore` });
		expect(output(result)).toEqual([expect.objectContaining({ score: '42' })]);
	});

	it('lists the tags of a contact, simplified and raw', async () => {
		const id = addContact(keap);
		const [vip, newsletter] = ['VIP', 'Newsletter'].map((name) => tagNamed(keap, name));
		for (const tag of [vip, newsletter])
			keap.sandbox.store.applyTag('contact', id, present(tag), '2026-02-01T00:00:00.000Z');
		const result = await keap.run(
			contact('getTags', {
				contactId: byId(id),
				limit: 10,
				filters: { categoryId: fromList(1), sinceAppliedTime: '2026-01-31T00:00:00' },
				sort: group({ field: 'applied_time', direction: 'desc' }),
			}),
			{ timezone: 'America/New_York' },
		);
		expect(lastSent(keap)).toMatchObject({
			call: `GET /v2/contacts/${id}/tags`,
			query: {
				filter: 'since_applied_time==2026-01-31T05:00:00.000Z;category_id==1',
				order_by: 'applied_time desc',
				page_size: '10',
			},
		});
		expect(output(result)).toEqual([
			{
				id: vip,
				name: 'VIP',
				description: 'Lifecycle: VIP',
				category_id: '1',
				applied_time: '2026-02-01T00:00:00.000Z',
			},
		]);
		const raw = await keap.run(contact('getTags', { contactId: byId(id), simplify: false }));
		expect(output(raw)).toEqual([
			{ tag: expect.objectContaining({ name: 'Newsletter' }), applied_time: expect.any(String) },
			{ tag: expect.objectContaining({ name: 'VIP' }), applied_time: expect.any(String) },
		]);
	});
});

describe('all operations', () => {
	it('send nothing when one input of any item is bad', async () => {
		const run = await keap.run(contact('create', { email: '={{ $json.email }}' }), {
			items: [{ email: 'good@example.com' }, { email: 'bad' }],
		});
		expectInputError(run, 1, 'invalid', 'Email', 'bad');
		expect(keap.calls()).toEqual([]);
	});

	it('go on with the other items where that is wanted, each result with its item', async () => {
		const items = ['one@example.com', 'bad', 'two@example.com', ''].map((email) => ({ email }));
		const result = await keap.run(contact('create', { email: '={{ $json.email }}' }), {
			items,
			onError: 'continueRegularOutput',
		});
		expect(pairs(result.items)).toEqual([0, 1, 2, 3]);
		expect(result.items.map(({ json }) => Boolean(json.error))).toEqual([false, true, false, true]);
		expect(stored(keap, 'contact', String(present(result.items[2]).json.id))).toMatchObject({
			email_addresses: emails('two@example.com'),
		});
	});

	it('keep the input beside the error and its remedy on the error output', async () => {
		const result = await keap.run(contact('create', { email: '={{ $json.email }}' }), {
			items: [{ email: 'three@example.com' }, { email: 'bad', row: 7 }],
			onError: 'continueErrorOutput',
		});
		expect(result.items).toHaveLength(1);
		expect(result.errors.map(({ json }) => json)).toEqual([
			{ email: 'bad', row: 7, ...shown(notAnEmail('Email', 'bad'), 1) },
		]);
	});
});
