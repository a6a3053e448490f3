import { RESTRICTED_KEY } from '../../sandbox';
import { expectInputError, expectKeapError, keapError, outcomes } from '../support/errors';
import { DEFAULT_KEY, useKeap } from '../support/keap';
import { first, present } from '../support/present';
import { byId, output, pairs, sent } from './support';

const TOKEN = 'KeapAK-token-of-user-3';

const keap = useKeap({
	keys: [
		{ key: DEFAULT_KEY, kind: 'SAK' },
		{ key: TOKEN, kind: 'PAT', userId: '3' },
		{ key: RESTRICTED_KEY, kind: 'PAT', userId: '8', deny: ['* *'] },
	],
});

const user = (operation: string) => ({ resource: 'user', operation });
const stored = (id: string) => keap.sandbox.store.get('user', id);

describe('get', () => {
	it('reads one, simplified', async () => {
		const run = await keap.run({ ...user('get'), userId: byId(3) });
		expect(sent(keap)).toEqual([{ call: 'GET /v2/users/3', query: {}, body: undefined }]);
		expect(output(run)).toEqual([
			{
				id: '3',
				given_name: 'Priya',
				family_name: 'Nair',
				email: 'priya.nair@keap-sandbox.example',
				phone: '6025550102',
				title: 'Sales Representative',
				status: 'ACTIVE',
				admin: false,
				partner: false,
				create_time: '2021-03-01T08:00:00.000Z',
			},
		]);
	});

	it('returns the record as Keap has it when Simplify is off', async () => {
		const run = await keap.run({ ...user('get'), userId: byId(3), simplify: false });
		expect(first(output(run)).address).toMatchObject({
			country_code: 'USA',
			country: 'United States',
		});
	});

	it('reads many in one call: partners and inactive users, too', async () => {
		const run = await keap.run(
			{ ...user('get'), userId: '={{ $json.id }}' },
			{ items: ['9', '7', '1', '99'].map((id) => ({ id })), onError: 'continueRegularOutput' },
		);
		expect(keap.calls()).toEqual(['GET /v2/users']);
		expect(first(sent(keap)).query).toEqual({
			filter: 'include_inactive==true;include_partners==true;user_ids==9,7,1,99',
			page_size: '4',
		});
		expect(outcomes(run, 'given_name')).toEqual([
			'Grace',
			'Hannah',
			'Maria',
			keapError(3, 'notFound', "'User' 99"),
		]);
		expect(pairs(run.items)).toEqual([0, 1, 2, 3]);
	});
});

describe('getCurrent', () => {
	it('tells whose token it is', async () => {
		const run = await keap.run(user('getCurrent'), { key: TOKEN });
		expect(sent(keap)).toEqual([
			{ call: 'GET /v2/oauth/connect/userinfo', query: {}, body: undefined },
		]);
		expect(output(run)[0]).toMatchObject({
			email: 'priya.nair@keap-sandbox.example',
			is_admin: false,
		});
	});

	it('says that a Service Account Key is nobody', async () => {
		const run = await keap.run(user('getCurrent'));
		expectKeapError(run, 0, 'forbidden', 'There is no user behind this key');
	});
});

describe('getMany', () => {
	it('asks for pages of a hundred', async () => {
		const run = await keap.run({ ...user('getMany'), returnAll: true });
		expect(first(sent(keap)).query).toEqual({ page_size: '100' });
		expect(output(run).map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '8']);
	});

	it('filters and sorts', async () => {
		const run = await keap.run({
			...user('getMany'),
			filters: {
				email: ' Grace.Kim@keap-sandbox.example',
				givenName: 'Grace',
				includeInactive: true,
				includePartners: true,
				userIds: '8,9',
			},
			sort: { value: { field: 'name', direction: 'desc' } },
			simplify: false,
		});
		expect(first(sent(keap)).query).toEqual({
			filter:
				'email==Grace.Kim@keap-sandbox.example;given_name==Grace;include_inactive==true;' +
				'include_partners==true;user_ids==8,9',
			order_by: 'name desc',
			page_size: '50',
		});
		expect(output(run)).toEqual([
			expect.objectContaining({ id: '9', keap_id: expect.any(String) }),
		]);
	});
});

it('reads the signature as HTML', async () => {
	const run = await keap.run({ ...user('getSignature'), userId: byId(1) });
	expect(keap.calls()).toEqual(['GET /v2/users/1/signature']);
	expect(output(run)).toEqual([{ signature: '<p>Maria Alvarez<br>Owner</p>' }]);
});

it('lists the groups, and reads one', async () => {
	const all = await keap.run({ ...user('getGroups'), limit: 2 });
	expect(sent(keap)).toEqual([{ call: 'GET /v2/userGroups', query: {}, body: undefined }]);
	expect(output(all).map(({ name }) => name)).toEqual(['Sales', 'Marketing']);

	const one = await keap.run({ ...user('getGroup'), userGroupId: byId(2) });
	expect(keap.calls()).toEqual(['GET /v2/userGroups/2']);
	expect(first(output(one)).name).toBe('Marketing');
});

describe('create', () => {
	const create = { ...user('create'), email: ' ada@example.org', givenName: 'Ada' };

	it('invites', async () => {
		const run = await keap.run({ ...create, additionalFields: { admin: false, partner: true } });
		expect(sent(keap)).toEqual([
			{
				call: 'POST /v1/users',
				query: {},
				body: { email: 'ada@example.org', given_name: 'Ada', admin: false, partner: true },
			},
		]);
		expect(output(run)).toEqual([
			{
				id: expect.any(Number),
				given_name: 'Ada',
				family_name: null,
				email: 'ada@example.org',
				phone: null,
				title: null,
				status: 'Invited',
				partner: true,
				create_time: expect.any(String),
			},
		]);
	});

	it.each([
		['email', 'Email'],
		['givenName', 'First Name'],
	])('invites nobody without %s', async (name, label) => {
		const run = await keap.run({ ...create, [name]: '={{ "" }}' });
		expectInputError(run, 0, 'empty', label);
		expect(keap.calls()).toEqual([]);
	});

	it('invites once, even if the response is lost', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'resetAfter' }));
		await keap.run(create, { onError: 'continueRegularOutput' });
		expect(keap.calls()).toEqual(['POST /v1/users']);
	});
});

describe('update', () => {
	it('sends what changes, under the names of the mask', async () => {
		const run = await keap.run({
			...user('update'),
			userId: byId(4),
			updateFields: {
				companyName: 'Acme',
				emailAddress: { value: { email: 'james@example.com' } },
				familyName: 'Smith',
				givenName: 'Jim',
				timeZone: 'Europe/London',
				title: 'Head of Sales',
				website: 'https://example.com',
			},
		});
		expect(keap.calls()).toEqual(['PATCH /v2/users/4']);
		const { query, body } = first(sent(keap));
		expect(present(query.update_mask).split(',').sort()).toEqual([
			'company_name',
			'email_address',
			'family_name',
			'given_name',
			'job_title',
			'time_zone',
			'website',
		]);
		expect(body).toMatchObject({
			title: 'Head of Sales',
			email_address: { email: 'james@example.com' },
		});
		expect(output(run)[0]).toMatchObject({ given_name: 'Jim', title: 'Head of Sales' });
		expect(stored('4')).toMatchObject({ title: 'Head of Sales', time_zone: 'Europe/London' });
	});

	it('keeps other phone numbers and the rest of the address', async () => {
		await keap.run({
			...user('update'),
			userId: byId(5),
			updateFields: {
				address: { value: { line1: '1 Main Street' } },
				phoneNumbers: { values: [{ field: 'PHONE2', number: '5550199' }] },
				faxNumbers: { values: [{ field: 'FAX1', number: '5550198' }] },
			},
		});
		expect(keap.calls()).toEqual(['GET /v2/users/5', 'PATCH /v2/users/5']);
		expect(stored('5')).toMatchObject({
			address: { line1: '1 Main Street', locality: 'Sedona', region_code: 'US-AZ' },
			phone_numbers: [
				{ field: 'PHONE1', number: '6025550104', type: 'Work' },
				{ field: 'PHONE2', number: '5550199' },
			],
			fax_numbers: [{ field: 'FAX1', number: '5550198' }],
		});
	});
});
