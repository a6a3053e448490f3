import { findCountry } from '../api/countries';
import { Deferred } from './deferred';
import { InputError, show } from './inputError';

/** A country's ISO 3166-1 alpha-3 code, from its English name or any of its codes. */
export function toCountry(value: unknown, label: string): string {
	const country = findCountry(String(value));
	if (!country) {
		throw new InputError(
			`'${label}' is not a country: ${show(value)}`,
			'Enter its English name, or its ISO code such as DE or DEU',
		);
	}
	return country.alpha3;
}

/** A region is sent as an ISO 3166-2 code; names are looked up among the provinces of the country beside it. */
export function toRegion(value: unknown, label: string, countryCode: unknown): unknown {
	const region = String(value).trim();
	if (/^[A-Za-z]{2}-[A-Za-z0-9]{1,3}$/.test(region)) return region.toUpperCase();
	if (typeof countryCode !== 'string') {
		throw new InputError(
			`'${label}' ${show(value)} needs a country beside it`,
			"Fill in 'Country', or enter the region's full code such as US-AZ",
		);
	}
	const alpha2 = findCountry(countryCode)?.alpha2 ?? '';
	return new Deferred(async (lookups) => {
		const provinces = await lookups.provinces(countryCode);
		const wanted = region.toLowerCase();
		const short = `${alpha2}-${region}`.toLowerCase();
		const province = provinces.find(
			({ id, name }) => name.toLowerCase() === wanted || [wanted, short].includes(id.toLowerCase()),
		);
		if (!province) {
			throw new InputError(
				`'${label}' is not a region that Keap knows in ${countryCode}: ${show(value)}`,
				'Enter its name as Keap spells it, or its code such as US-AZ',
			);
		}
		return province.id.includes('-') ? province.id : `${alpha2}-${province.id}`;
	});
}
