import type { INodeParameters } from 'n8n-workflow';

import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { output, sent } from './support';

const keap = useKeap();

const country = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'country',
	operation,
	...parameters,
});

const calls = () => sent(keap).map(({ call }) => call);

it('gets one by name or code', async () => {
	const run = await keap.run(country('get', { countryCode: '={{ $json.country }}' }), {
		items: [{ country: 'germany' }, { country: 'US' }],
	});
	expect(calls().sort()).toEqual([
		'GET /v2/locales/countries/DEU',
		'GET /v2/locales/countries/USA',
	]);
	expect(output(run)).toEqual([
		{ name: 'Germany', alpha2: 'DE', alpha3: 'DEU' },
		{ name: 'United States', alpha2: 'US', alpha3: 'USA' },
	]);
});

it('asks for no country that there is not', async () => {
	const run = await keap.run(country('get', { countryCode: 'Atlantis' }));
	expectInputError(run, 0, 'invalid', 'Country');
	expect(calls()).toEqual([]);
});

it('lists all, in one call', async () => {
	const run = await keap.run(country('getMany', { returnAll: true }));
	expect(sent(keap)).toEqual([{ call: 'GET /v2/locales/countries', query: {}, body: undefined }]);
	expect(output(run)).toContainEqual({ name: 'Canada', alpha2: 'CA', alpha3: 'CAN' });
});

it('lists the provinces of a country', async () => {
	const run = await keap.run(country('getProvinces', { countryCode: 'Canada', limit: 2 }));
	expect(calls()).toEqual(['GET /v2/locales/countries/CAN/provinces']);
	expect(output(run)).toEqual([
		{ code: 'CA-AB', name: 'Alberta', country: 'CAN' },
		{ code: 'CA-BC', name: 'British Columbia', country: 'CAN' },
	]);
});

it.each(['US-NY', 'New York'])('gets the province %s', async (provinceCode) => {
	const run = await keap.run(country('getProvince', { countryCode: 'USA', provinceCode }));
	expect(output(run)).toEqual([{ code: 'US-NY', name: 'New York', country: 'USA' }]);
});

it('says that there is no such province', async () => {
	const run = await keap.run(
		country('getProvince', { countryCode: 'USA', provinceCode: 'Bavaria' }),
	);
	expectKeapError(run, 0, 'notFound', 'Bavaria');
});
