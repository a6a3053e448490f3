import { findCountry } from '../../api/countries';
import type { Json } from '../../api/json';
import { isNumberInText, type Field } from '../../descriptor/field';
import { isEmpty } from '../inputs/values/scalars';
import { sameNumber } from './sameValue';

/** Values that Keap returns but that must not be sent back: it would act on them anew, or refuses its own words. */
const NOT_SENT_BACK = new Set(['opt_in_reason']);

/** The words for a code. */
const LONG_NAME: Record<string, string> = { country_code: 'country', region_code: 'region' };

const lastSegment = (key: string) => key.slice(key.lastIndexOf('.') + 1);

/** What Keap takes of a custom field's value; these have no input of their own. */
const CUSTOM_FIELD_VALUE = ['id', 'content'];

/**
 * An address that names its country by a code: Keap requires that beside a region, and would refuse its own old address of
 * long names, and with it the change of another one; an order's address has no other property for it. Source: the addresses
 * in Keap's REST v2 document.
 */
function withCountryCode(address: Json): Json {
	if ('country_code' in address || isEmpty(address.country)) return address;
	const { country, ...rest } = address;
	const code = findCountry(String(country))?.alpha3;
	return code === undefined ? address : { ...rest, country_code: code };
}

/** What of an existing entry can be written: the properties that the inputs for it have. */
export function writable(entry: Json, field: Field | undefined): Json {
	const parts =
		field?.kind === 'objects' || field?.kind === 'object'
			? field.fields.filter((part) => part.in !== 'nowhere')
			: [];
	const known = new Set(
		field && 'fields' in field ? parts.map(({ key }) => lastSegment(key)) : CUSTOM_FIELD_VALUE,
	);
	const texts = new Set(parts.filter(isNumberInText).map(({ key }) => lastSegment(key)));
	const kept = Object.fromEntries(
		Object.entries(entry)
			.filter(([key, value]) => known.has(key) && !NOT_SENT_BACK.has(key) && !isEmpty(value))
			.map(([key, value]) => [key, texts.has(key) ? String(value) : value]),
	);
	// Keap wants codes and returns both; the long names are all it has for some old addresses.
	for (const [code, name] of Object.entries(LONG_NAME)) {
		if (!isEmpty(entry[name]) && isEmpty(entry[code]) && known.has(code)) kept[name] = entry[name];
	}
	// What has no input for a ZIP code takes it as a postal code.
	if (
		isEmpty(kept.postal_code) &&
		known.has('postal_code') &&
		!known.has('zip_code') &&
		!isEmpty(entry.zip_code)
	)
		kept.postal_code = entry.zip_code;
	return withCountryCode(kept);
}

/** A value as it is compared: people and Keap differ in capitals and spaces. */
export const comparable = (value: unknown): string =>
	String(value ?? '')
		.trim()
		.toLowerCase();

/** Whether a country given by its code is another one than the address had; false where that can't be told. */
function isOtherCountry(existing: Json, code: unknown): boolean {
	if (isEmpty(code)) return true;
	const given = findCountry(String(code))?.alpha2;
	const [ofRegion] = String(existing.region_code ?? '').split('-');
	const known = [existing.country_code, existing.country, ofRegion]
		.filter((name) => !isEmpty(name))
		.map((name) => findCountry(String(name))?.alpha2)
		.find(Boolean);
	return known !== undefined && known !== given;
}

/** Whether a property that is given in other words than before also means something else. */
function isOther(key: string, existing: Json, given: Json): boolean {
	if (key === 'country_code') return isOtherCountry(existing, given[key]);
	if (key === 'zip_code')
		return comparable(given[key]) !== comparable(existing[key] ?? existing.postal_code);
	if (key === 'number') return !sameNumber(existing, given[key]);
	return true;
}

/** What says something about another property, and nothing once that has changed or is cleared. */
const DEPENDENT: Record<string, readonly string[]> = {
	country_code: ['region_code', 'region'],
	number: ['number_e164', 'extension'],
	// The criteria of discounts: what one is about goes with its type.
	type: [
		'code',
		'range_start_time',
		'range_end_time',
		'product_id',
		'plan_id',
		'operator',
		'total_amount',
		'product_quantity_min',
		'product_quantity_max',
		'subscription_quantity',
	],
	zip_code: ['zip_four'],
};

/**
 * What a value takes the place of: a US address has `zip_code` instead of `postal_code`, not in addition, and `zip_four` is
 * ignored without `zip_code`. Source: ContactAddress in Keap's REST v1 document.
 */
const ALTERNATIVE: Record<string, readonly string[]> = {
	postal_code: ['zip_code', 'zip_four'],
	zip_code: ['postal_code'],
};

/** An existing entry with the given properties put over it. A new country takes the old region with it, and so on. */
export function overlay(existing: Json, given: Json): Json {
	const merged: Json = { ...existing, ...given };
	for (const [code, name] of Object.entries(LONG_NAME)) if (code in given) delete merged[name];
	for (const key of Object.keys(given)) {
		if (comparable(given[key]) === comparable(existing[key] ?? existing[LONG_NAME[key] ?? key]))
			continue;
		const dependent = isOther(key, existing, given) ? (DEPENDENT[key] ?? []) : [];
		const replaced = isEmpty(given[key]) ? [] : (ALTERNATIVE[key] ?? []);
		for (const other of [...dependent, ...replaced]) if (!(other in given)) delete merged[other];
	}
	return withCountryCode(merged);
}
