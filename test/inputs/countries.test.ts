import { on, returned } from '../flows/support';
import { bodies, list } from '../operations/support';
import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';

/** Countries, by the names that people and standards give them. */

const keap = useKeap({ contacts: 1 });

const create = async (countryCode: string) =>
	await keap.run({
		resource: 'contact',
		operation: 'create',
		email: 'ada@example.com',
		additionalFields: { addresses: list({ field: 'BILLING', line1: 'Main St 1', countryCode }) },
	});

it.each([
	['United States', 'USA'],
	['U.S.A.', 'USA'],
	['U.S.', 'USA'],
	['the united states of america', 'USA'],
	['UK', 'GBR'],
	['U.K.', 'GBR'],
	['The Netherlands', 'NLD'],
	['Bosnia and Herzegovina', 'BIH'],
	['Bosnia & Herzegovina', 'BIH'],
	['Trinidad and Tobago', 'TTO'],
	['Saint Lucia', 'LCA'],
	['St Lucia', 'LCA'],
	['Saint Kitts and Nevis', 'KNA'],
	['Hong Kong', 'HKG'],
	['Macau', 'MAC'],
	['Myanmar', 'MMR'],
	['Myanmar (Burma)', 'MMR'],
	["Cote d'Ivoire", 'CIV'],
	['Côte d’Ivoire', 'CIV'],
	['Curacao', 'CUW'],
	['Reunion', 'REU'],
	['Turkiye', 'TUR'],
	['Türkiye', 'TUR'],
	['Guinea Bissau', 'GNB'],
	['Guinea', 'GIN'],
	['Russian Federation', 'RUS'],
	['Viet Nam', 'VNM'],
	['Korea, Republic of', 'KOR'],
	['North Korea', 'PRK'],
	['Democratic Republic of the Congo', 'COD'],
	['US Virgin Islands', 'VIR'],
	['Dominica', 'DMA'],
	['Niger', 'NER'],
	[' deu ', 'DEU'],
	['us', 'USA'],
	['DE', 'DEU'],
])('%s is %s', async (country, code) => {
	expect((await create(country)).error).toBeUndefined();
	expect(first(bodies(keap, 'POST')).addresses).toMatchObject([{ country_code: code }]);
});

it.each(['Congo', 'Atlantis', 'Co.', 'I-D', 'Korea (North)', 'XX'])(
	'%s may be any',
	async (country) => {
		expectInputError(await create(country), 0, 'invalid', 'Country', country);
		expect(keap.calls()).toEqual([]);
	},
);

const createIn = async (regionCode: string, countryCode: string) =>
	await keap.run({
		resource: 'contact',
		operation: 'create',
		email: 'ada@example.com',
		additionalFields: { addresses: list({ field: 'BILLING', regionCode, countryCode }) },
	});

it.each([
	['Baden Wurttemberg', 'Germany', 'DE-BW'],
	['baden-württemberg', 'Germany', 'DE-BW'],
	['BW', 'Germany', 'DE-BW'],
	['Newfoundland & Labrador', 'Canada', 'CA-NL'],
	['district of columbia', 'USA', 'US-DC'],
	['us-dc', 'USA', 'US-DC'],
])('%s in %s is %s', async (regionCode, countryCode, code) => {
	expect((await createIn(regionCode, countryCode)).error).toBeUndefined();
	expect(first(bodies(keap, 'POST')).addresses).toMatchObject([{ region_code: code }]);
});

it('a code of another country is refused', async () => {
	expectInputError(await createIn('DE-BW', 'USA'), 0, 'notFound', 'State or Region', 'DE-BW');
	expect(keap.calls()).toEqual([]);
});

describe('of the regions that Keap lists', () => {
	beforeEach(() => {
		const provinces = [
			{ code: 'US-UR', name: 'First' },
			{ code: 'US-FI', name: 'Ur' },
			{ name: 'Nowhere' },
		];
		keap.sandbox.setFaults(on(/provinces$/, returned({ provinces })));
	});
	afterEach(() => keap.sandbox.setFaults());

	it('a name counts before a code', async () => {
		await createIn('ur', 'USA');
		expect(first(bodies(keap, 'POST')).addresses).toMatchObject([{ region_code: 'US-FI' }]);
	});

	it('one without a code is none', async () => {
		const run = await createIn('Nowhere', 'USA');
		expectInputError(run, 0, 'notFound', 'State or Region', 'Nowhere');
		expect(bodies(keap, 'POST')).toEqual([]);
	});
});
