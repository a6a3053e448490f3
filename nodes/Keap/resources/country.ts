import { get, getMany, resource } from '../descriptor/builders';
import { country as countryField, required, text } from '../descriptor/field';
import type { Columns } from '../descriptor/recordOutput';

const countryCode = required(
	countryField('countryCode', 'Country', { description: 'By English name or ISO code' }),
);

const countryColumns: Columns = {
	name: 'name',
	alpha2: 'codes.alpha2',
	alpha3: 'codes.alpha3',
};

const provinceColumns: Columns = { code: 'code', name: 'name', country: 'country' };

/** The geography that Keap's addresses are made of. */
export const country = resource(
	'country',
	'Country',
	[
		get({
			description: 'Retrieve a country with its ISO codes',
			path: '/v2/locales/countries/{countryCode}',
			inputs: [countryCode],
			columns: countryColumns,
		}),
		getMany({
			description: 'Retrieve all countries that addresses in Keap can have, with their ISO codes',
			path: '/v2/locales/countries',
			columns: countryColumns,
			list: { items: 'countries' },
		}),
		get({
			value: 'getProvince',
			name: 'Get Province',
			action: 'Get a province of a country',
			description: 'Retrieve a state, province or region with its ISO code',
			path: '/v2/locales/countries/{countryCode}/provinces/{provinceCode}',
			inputs: [
				countryCode,
				text('provinceCode', 'Province', {
					required: true,
					placeholder: 'e.g. US-AZ or Arizona',
					description: 'By ISO 3166-2 code or name',
				}),
			],
			columns: provinceColumns,
		}),
		getMany({
			value: 'getProvinces',
			name: 'Get Provinces',
			action: 'Get provinces of a country',
			description: 'Retrieve the states, provinces or regions of a country with their ISO codes',
			path: '/v2/locales/countries/{countryCode}/provinces',
			inputs: [countryCode],
			columns: provinceColumns,
			list: { items: 'provinces' },
		}),
	],
	'Countries',
);
