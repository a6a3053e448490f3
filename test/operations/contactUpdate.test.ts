import type { INodeParameters } from 'n8n-workflow';

import { expectInputError, keapError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import {
	addContact,
	bodies,
	byEmail,
	byId,
	contentsOf,
	customFields,
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
} from './support';

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const update = (
	contactId: INodeParameters,
	updateFields: INodeParameters,
	more: INodeParameters = {},
) => ({
	resource: 'contact',
	operation: 'update',
	simplify: false,
	contactId,
	updateFields,
	options: {},
	...more,
});

it('sends what is given, under its mask, without reading first where nothing could be lost', async () => {
	const id = addContact(keap);
	const result = await keap.run(
		update(fromList(id), {
			jobTitle: 'Engineer',
			birthDate: '1985-12-10',
			companyName: 'Example Corp',
			utmParameters: group({ keapSourceId: '7', utmSource: 'google' }),
		}),
	);
	expect(sent(keap)).toEqual([
		{
			call: `PATCH /v2/contacts/${id}`,
			query: { update_mask: 'birth_date,company,job_title,utm_parameters' },
			body: {
				birth_date: '1985-12-10',
				company: { company_name: 'Example Corp' },
				job_title: 'Engineer',
				utm_parameters: { keap_source_id: '7', utm_source: 'google' },
			},
		},
	]);
	expect(output(result)).toEqual([expect.objectContaining({ id, job_title: 'Engineer' })]);
	expect(pairs(result.items)).toEqual([0]);
});

it('finds the contact by e-mail', async () => {
	const id = addContact(keap, { email_addresses: emails('a@example.com', 'ada@example.com') });
	await keap.run(update(byEmail('ADA@example.com'), { givenName: 'Augusta' }));
	expect(lastSent(keap).call).toBe(`PATCH /v2/contacts/${id}`);
	const run = await keap.run(update(byEmail('nobody@example.com'), { givenName: 'X' }));
	expectInputError(run, 0, 'notFound', 'Contact', 'nobody@example.com');
});

it('refuses an update of nothing', async () => {
	const run = await keap.run(update(byId(addContact(keap)), { givenName: '' }));
	expectInputError(run, 0, 'missing', 'Update Fields', "'First Name'");
	expect(keap.calls()).toEqual([]);
});

it('reads the contacts of a run in one call and keeps what each of them has', async () => {
	const ids = Array.from({ length: 5 }, (_, i) =>
		addContact(keap, {
			phone_numbers: [
				{ field: 'PHONE1', number: `${i}1` },
				{ field: 'PHONE2', number: `${i}2` },
			],
		}),
	);
	const result = await keap.run(
		update(byId('={{ $json.id }}'), {
			phoneNumbers: list({ field: 'PHONE2', number: '={{ $json.phone }}' }),
		}),
		{ items: ids.map((id, i) => ({ id, phone: `${i}9` })) },
	);
	const [read, ...writes] = sent(keap);
	expect(read).toMatchObject({
		call: 'GET /v2/contacts',
		query: { filter: `ids==${ids.join(',')}`, page_size: '5' },
	});
	expect(String(read?.query.fields).split(',').slice(0, 2)).toEqual(['id', 'phone_numbers']);
	expect(writes.map(({ query }) => query.update_mask)).toEqual(Array(5).fill('phone_numbers'));
	expect(pairs(result.items)).toEqual([0, 1, 2, 3, 4]);
	for (const [i, id] of ids.entries()) {
		expect(stored(keap, 'contact', id).phone_numbers).toEqual([
			{ field: 'PHONE1', number: `${i}1` },
			{ field: 'PHONE2', number: `${i}9` },
		]);
	}
});

it('lets the items that change one contact build on each other, in their order', async () => {
	const id = addContact(keap, { social_accounts: [{ type: 'TWITTER', name: '@ada' }] });
	await keap.run(
		update(
			byId(id),
			{ socialAccounts: list({ type: '={{ $json.type }}', name: '={{ $json.name }}' }) },
			{ options: { existingValues: '={{ $json.mode }}' } },
		),
		{
			items: [
				{ type: 'FACEBOOK', name: '@one', mode: 'keep' },
				{ type: 'FACEBOOK', name: '@two', mode: 'keep' },
				{ type: 'YOUTUBE', name: '@ada', mode: 'replace' },
				{ type: 'INSTAGRAM', name: '@ada', mode: 'keep' },
			],
		},
	);
	expect(keap.calls().filter((call) => call.startsWith('GET'))).toHaveLength(1);
	expect(bodies(keap, 'PATCH').map(({ social_accounts: accounts }) => accounts)).toEqual([
		[
			{ type: 'TWITTER', name: '@ada' },
			{ type: 'FACEBOOK', name: '@one' },
		],
		[
			{ type: 'TWITTER', name: '@ada' },
			{ type: 'FACEBOOK', name: '@two' },
		],
		[{ type: 'YOUTUBE', name: '@ada' }],
		[
			{ type: 'YOUTUBE', name: '@ada' },
			{ type: 'INSTAGRAM', name: '@ada' },
		],
	]);
});

it('never overwrites a contact that it could not read', async () => {
	const [one, hidden] = [1, 2].map(() =>
		addContact(keap, { phone_numbers: [{ field: 'PHONE1', number: '1' }] }),
	);
	const parameters = update(byId('={{ $json.id }}'), {
		phoneNumbers: list({ field: 'PHONE2', number: '2' }),
	});
	const items = [{ id: one }, { id: hidden }, { id: '999999' }];
	// The list is refused: the contacts are read one by one.
	keap.sandbox.setFaults(({ method, path }) =>
		method === 'GET' && path === '/v2/contacts' ? { kind: 'status', status: 400 } : undefined,
	);
	const result = await keap.run(parameters, { items, onError: 'continueRegularOutput' });
	expect(outcomes(result, 'id')).toEqual([
		one,
		hidden,
		keapError(2, 'notFound', "'Contact' 999999"),
	]);
	expect(stored(keap, 'contact', hidden).phone_numbers).toHaveLength(2);
	expect(keap.calls()).not.toContain('PATCH /v2/contacts/999999');

	keap.sandbox.setFaults(({ method }) =>
		method === 'GET' ? { kind: 'status', status: 403 } : undefined,
	);
	await keap.run(parameters, { items, onError: 'continueRegularOutput' });
	expect(bodies(keap, 'PATCH')).toEqual([]);
});

it('keeps an old address of which Keap has only the long names', async () => {
	const id = addContact(keap, {
		addresses: [
			{
				field: 'OTHER',
				line1: '2 Oak Street',
				country: 'United States',
				country_code: 'USA',
				region: 'Arizona',
			},
			{
				field: 'SHIPPING',
				line1: '4 Ash Street',
				country_code: 'USA',
				region_code: 'US-AZ',
				region: 'Arizona',
			},
		],
	});
	await keap.run(
		update(byId(id), {
			addresses: list(
				{ field: 'BILLING', line1: '1 Maple Street' },
				{ field: 'SHIPPING', countryCode: 'Canada' },
			),
		}),
	);
	expect(first(bodies(keap, 'PATCH')).addresses).toEqual([
		{ field: 'OTHER', line1: '2 Oak Street', country_code: 'USA', region: 'Arizona' },
		// Arizona is not in Canada.
		{ field: 'SHIPPING', line1: '4 Ash Street', country_code: 'CAN' },
		{ field: 'BILLING', line1: '1 Maple Street' },
	]);
});

it('does not send back what Keap derived from a number, or why an address opted in', async () => {
	const id = addContact(keap, {
		email_addresses: [
			{ field: 'EMAIL1', email: 'a@example.com', opt_in_reason: 'Long ago' },
			{ field: 'EMAIL2', email: 'b@example.com' },
		],
		phone_numbers: [{ field: 'PHONE1', number: '6025550100', type: 'Work' }],
	});
	await keap.run(
		update(byId(id), {
			phoneNumbers: list({ field: 'PHONE1', number: '6025550200' }),
			emailAddresses: list({ field: 'EMAIL2', email: 'b@example.com', optInReason: 'Today' }),
		}),
	);
	expect(lastSent(keap).body).toEqual({
		phone_numbers: [{ field: 'PHONE1', number: '6025550200', type: 'Work' }],
		email_addresses: [
			{ field: 'EMAIL1', email: 'a@example.com' },
			{ field: 'EMAIL2', email: 'b@example.com', opt_in_reason: 'Today' },
		],
	});
});

it('clears what is empty where that is wanted, and a company only if neither of its inputs is given', async () => {
	const { id: companyId } = keap.sandbox.store.insert('company', { company_name: 'Other' });
	const id = addContact(keap, {
		job_title: 'Engineer',
		company: { company_name: 'Example Corp' },
		phone_numbers: [{ field: 'PHONE1', number: '1' }],
		custom_fields: [
			{ id: fieldNamed(keap, 'Favorite Color').id, content: 'green' },
			{ id: fieldNamed(keap, 'Team Size').id, content: 5 },
		],
	});
	const options = { emptyValues: 'clear' };
	await keap.run(
		update(
			byId(id),
			{ jobTitle: '', companyId: byId(companyId), companyName: '', phoneNumbers: {} },
			{ options, customFields: customFields({ 'Team Size': '' }) },
		),
	);
	const { query, body } = lastSent(keap);
	expect(present(query.update_mask).split(',').sort()).toEqual([
		'company',
		'custom_fields',
		'job_title',
		'phone_numbers',
	]);
	expect(body).toMatchObject({ company: { id: companyId }, job_title: null, phone_numbers: null });
	const after = stored(keap, 'contact', id);
	expect(after.company).toEqual({ id: companyId });
	expect(after.job_title).toBeUndefined();
	expect(after.phone_numbers).toBeUndefined();
	expect(contentsOf(keap, after)).toEqual({ 'Favorite Color': 'green' });
	await keap.run(update(byId(id), { companyId: byId(''), companyName: '' }, { options }));
	expect(stored(keap, 'contact', id).company).toBeUndefined();
});
