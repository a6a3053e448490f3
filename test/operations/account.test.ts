import type { INodeParameters } from 'n8n-workflow';

import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { present } from '../support/present';
import { group, lastSent, output, sent } from './support';

const keap = useKeap();

const account = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'account',
	operation,
	...parameters,
});

const ADDRESS = {
	line1: '480 Saguaro Lane',
	line2: '',
	locality: 'Sedona',
	region: 'Arizona',
	country_code: 'USA',
	postal_code: '86336',
};

const profile = () => present(keap.sandbox.store.list('businessProfile')[0]);

const update = (updateFields: INodeParameters, options: INodeParameters = {}) =>
	account('updateBusinessProfile', { updateFields, options });

/** Each test finds the business as it was seeded. */
beforeEach(() => {
	const { id } = profile();
	keap.sandbox.store.put('businessProfile', {
		id,
		name: 'Desert Bloom Consulting',
		email: 'hello@keap-sandbox.example',
		time_zone: 'America/Phoenix',
		currency_code: 'USD',
		business_goals: ['Grow Business'],
		address: ADDRESS,
	});
});

it('gets the business profile, simplified and whole', async () => {
	const run = await keap.run(account('getBusinessProfile'));
	expect(sent(keap)).toEqual([{ call: 'GET /v2/businessProfile', query: {}, body: undefined }]);
	expect(output(run)).toEqual([
		expect.objectContaining({
			name: 'Desert Bloom Consulting',
			city: 'Sedona',
			region: 'Arizona',
			currency_code: 'USD',
		}),
	]);
	const whole = await keap.run(account('getBusinessProfile', { simplify: false }));
	expect(output(whole)).toEqual([expect.objectContaining({ address: ADDRESS })]);
});

describe('updating the business profile', () => {
	it('sends what is given, with a mask', async () => {
		const run = await keap.run(
			update({
				businessPrimaryColor: '#ffffff',
				businessSecondaryColor: '#000000',
				currencyCode: 'EUR',
				email: 'office@example.com',
				name: 'Bloom',
				phone: '6025550199',
				website: 'https://example.com',
			}),
		);
		expect(keap.calls()).toEqual(['PATCH /v2/businessProfile']);
		const { query, body } = lastSent(keap);
		expect(body).toEqual({
			business_primary_color: '#ffffff',
			business_secondary_color: '#000000',
			currency_code: 'EUR',
			email: 'office@example.com',
			name: 'Bloom',
			phone: '6025550199',
			website: 'https://example.com',
		});
		expect(query.update_mask?.split(',').sort()).toEqual(Object.keys(body as object).sort());
		expect(output(run)).toEqual([
			expect.objectContaining({ name: 'Bloom', currency_code: 'EUR', city: 'Sedona' }),
		]);
	});

	it('keeps the rest of the address, and sends all of it, as Keap wants', async () => {
		await keap.run(update({ address: group({ line1: '1 Main Street' }) }));
		expect(keap.calls()).toEqual(['GET /v2/businessProfile', 'PATCH /v2/businessProfile']);
		expect(lastSent(keap)).toMatchObject({
			query: { update_mask: 'address' },
			body: { address: { ...ADDRESS, line1: '1 Main Street' } },
		});
	});

	it('names regions, also those that are given by a code', async () => {
		await keap.run(update({ address: group({ region: 'CA', countryCode: 'United States' }) }));
		expect(lastSent(keap).body).toMatchObject({
			address: { region: 'California', country_code: 'USA' },
		});
	});

	it('fills up an address that replaces the one at Keap', async () => {
		await keap.run(
			update(
				{ address: group({ line1: '1 Main Street', countryCode: 'Canada' }) },
				{ existingValues: 'replace' },
			),
		);
		expect(keap.calls()).toEqual(['PATCH /v2/businessProfile']);
		expect(lastSent(keap).body).toEqual({
			address: {
				line1: '1 Main Street',
				line2: '',
				locality: '',
				region: '',
				country_code: 'CAN',
				postal_code: '',
			},
		});
	});

	it('adds goals to those that there are, or replaces them', async () => {
		const businessGoals = 'Get organized';
		await keap.run(update({ businessGoals }));
		expect(lastSent(keap).body).toEqual({ business_goals: ['Grow Business', 'Get organized'] });
		await keap.run(update({ businessGoals }, { existingValues: 'replace' }));
		expect(profile().business_goals).toEqual(['Get organized']);
	});

	it('builds on what earlier items have written', async () => {
		await keap.run(update({ businessGoals: '={{ $json.goal }}' }), {
			items: [{ goal: 'First' }, { goal: 'Second' }],
		});
		expect(profile().business_goals).toEqual(['Grow Business', 'First', 'Second']);
	});

	it('writes nothing that is so already', async () => {
		const run = await keap.run(update({ address: group({ locality: 'Sedona' }) }));
		expect(keap.calls()).toEqual(['GET /v2/businessProfile']);
		expect(output(run)).toEqual([expect.objectContaining({ outcome: 'unchanged' })]);
	});

	it('sends nothing when nothing is given', async () => {
		const run = await keap.run(update({}));
		expectInputError(run, 0, 'missing', 'Update Fields');
		expect(keap.calls()).toEqual([]);
	});
});

describe('getConfiguration', () => {
	it('returns the settings of the account', async () => {
		const run = await keap.run(account('getConfiguration'));
		expect(lastSent(keap)).toEqual({
			call: 'GET /v2/settings/applications:getConfiguration',
			query: {},
			body: undefined,
		});
		expect(Object.keys(present(output(run)[0]))).toEqual(['application']);
	});

	it('returns the sections that are chosen, too', async () => {
		const run = await keap.run(account('getConfiguration', { sections: ['TASK', 'CONTACT'] }));
		expect(lastSent(keap).query).toEqual({ fields: 'TASK,CONTACT' });
		expect(output(run)).toEqual([
			expect.objectContaining({ application: expect.anything(), task: expect.anything() }),
		]);
	});
});

it.each([
	['getStatus', '/v2/settings/applications:isEnabled', { isEnabled: true }],
	['getContactTypes', '/v2/settings/contactOptionTypes', { option_types: expect.any(Array) }],
	['getDefaultOptions', '/v1/locales/defaultOptions', { phone_types: expect.any(Array) }],
])('%s asks %s', async (operation, path, record) => {
	const run = await keap.run(account(operation));
	expect(sent(keap)).toEqual([{ call: `GET ${path}`, query: {}, body: undefined }]);
	expect(output(run)).toEqual([expect.objectContaining(record)]);
});
