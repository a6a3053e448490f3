import { findCountry } from '../../../api/countries';
import { notACountry, regionWithoutCountry, unknownRegion } from '../../../messages/inputErrors';
import { PendingLookup } from '../pendingLookup';

/** A country's ISO 3166-1 alpha-3 code, from its English name or any of its codes. */
export function toCountry(value: unknown, label: string): string {
	const country = findCountry(String(value));
	if (!country) {
		throw notACountry(label, value);
	}
	return country.alpha3;
}

/** A region is sent as an ISO 3166-2 code; names are looked up among the provinces of the country beside it. */
export function toRegion(value: unknown, label: string, countryCode: unknown): unknown {
	const region = String(value).trim();
	if (/^[A-Za-z]{2}-[A-Za-z0-9]{1,3}$/.test(region)) return region.toUpperCase();
	if (typeof countryCode !== 'string') {
		throw regionWithoutCountry(label, value);
	}
	const alpha2 = findCountry(countryCode)?.alpha2 ?? '';
	return new PendingLookup(async (lookups) => {
		const provinces = await lookups.provinces(countryCode);
		const wanted = region.toLowerCase();
		const short = `${alpha2}-${region}`.toLowerCase();
		const province = provinces.find(
			({ id, name }) => name.toLowerCase() === wanted || [wanted, short].includes(id.toLowerCase()),
		);
		if (!province) {
			throw unknownRegion(label, value, countryCode);
		}
		return province.id.includes('-') ? province.id : `${alpha2}-${province.id}`;
	});
}
