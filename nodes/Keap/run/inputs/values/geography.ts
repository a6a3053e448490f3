import { findCountry, foldedPlace } from '../../../api/countries';
import type { Lookups } from '../../../api/lookups';
import {
	notACountry,
	regionCodeWithoutCountry,
	regionWithoutCountry,
	unknownRegion,
} from '../../../messages/inputErrors';
import { PendingLookup } from '../pendingLookup';
import { isEmpty } from './scalars';

/** A country's ISO 3166-1 alpha-3 code, from its English name or any of its codes. */
export function toCountry(value: unknown, label: string): string {
	const country = findCountry(String(value));
	if (!country) {
		throw notACountry(label, value);
	}
	return country.alpha3;
}

/** An ISO 3166-2 code, as in US-AZ. */
const FULL_CODE = /^([A-Za-z]{2})-[A-Za-z0-9]{1,3}$/;

/** What looks like a code without its country: AZ, NSW, 13. Names of three letters, such as Uri, aren't all capitals. */
const SHORT_CODE = /^([A-Za-z]{2}|[A-Z0-9]{1,3})$/;

type Countries = NonNullable<ReturnType<typeof findCountry>>;

/** The region of a country by its name or code, with its full code. */
async function findRegion(lookups: Lookups, region: string, label: string, country: Countries) {
	const provinces = await lookups.provinces(country.alpha3);
	const wanted = region.toLowerCase();
	const full = `${country.alpha2}-${region}`.toLowerCase();
	const place = foldedPlace(region);
	const province =
		provinces.find(({ name }) => name.toLowerCase() === wanted) ??
		provinces.find(({ id }) => [wanted, full].includes(id.toLowerCase())) ??
		provinces.find(({ name }) => foldedPlace(name) === place);
	if (!province) throw unknownRegion(label, region, country.alpha3);
	const { id, name } = province;
	return { code: id.includes('-') ? id : `${country.alpha2}-${id}`, name };
}

/**
 * A region is written as an ISO 3166-2 code; names are looked up among the provinces of the country beside it.
 * @throws InputError for a region of another country, and for a name without a country
 */
export function toRegion(value: unknown, label: string, countryCode: unknown): unknown {
	const region = String(value).trim();
	const country = typeof countryCode === 'string' ? findCountry(countryCode) : undefined;
	const [code, alpha2] = FULL_CODE.exec(region) ?? [];
	if (code && alpha2) {
		if (country && country.alpha2 !== alpha2.toUpperCase())
			throw unknownRegion(label, region, country.alpha3);
		return code.toUpperCase();
	}
	if (!country) throw regionWithoutCountry(label, value);
	return new PendingLookup(
		async (lookups) => (await findRegion(lookups, region, label, country)).code,
	);
}

/**
 * Filters compare regions with their names. Codes are looked up; a name is checked where its country is known.
 * @throws InputError for a code without a country
 */
export function toRegionName(region: string, label: string, country: unknown): unknown {
	const [code, alpha2 = ''] = FULL_CODE.exec(region) ?? [];
	const known = findCountry(isEmpty(country) ? alpha2 : String(country));
	if (!known) {
		if (code || SHORT_CODE.test(region)) throw regionCodeWithoutCountry(label, region);
		return region;
	}
	return new PendingLookup(
		async (lookups) => (await findRegion(lookups, region, label, known)).name,
	);
}

/** The beginning of a code, as in US-A* and AZ*. */
const CODE_BEGINNING = /^([A-Za-z]{2}-[A-Za-z0-9]{0,3}|[A-Z]{2,3})\*$/;

/**
 * The beginning of a region's name, which an asterisk marks.
 * @throws InputError for the beginning of a code, which no name has
 */
export function toRegionBeginning(text: string, label: string): string {
	if (CODE_BEGINNING.test(text)) throw regionCodeWithoutCountry(label, text);
	return text;
}
