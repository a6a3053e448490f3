import { badRequest } from '../errors';
import {
	COMPARISON,
	matchText,
	recordId,
	recordIds,
	reference,
	since,
	special,
	text,
	textOf,
	until,
	type FilterKey,
} from '../filter';
import { joined, type Condition } from '../store';

const PHONE_FIELDS = ['PHONE1', 'PHONE2', 'PHONE3', 'PHONE4', 'PHONE5'];

const hasEntry = (property: string, conditions: Condition[]): Condition => ({
	sql: `EXISTS (SELECT 1 FROM json_each(data, '$.${property}') AS entry WHERE ${conditions.map(({ sql }) => sql).join(' AND ')})`,
	params: conditions.flatMap(({ params }) => params),
});
const entry = (property: string) => `json_extract(entry.value, '$.${property}')`;

const addressFilter = (slot: string, property: string) =>
	special((_, value) =>
		hasEntry('addresses', [
			matchText(entry('field'), slot, false),
			matchText(entry(property), value, false),
		]),
	);

const primaryAddress = (property: string) =>
	special((_, value) =>
		hasEntry('addresses', [
			matchText(entry('field'), 'BILLING', false),
			matchText(entry(property), value, true),
		]),
	);

const digits = (sql: string) =>
	['-', ' ', '(', ')', '+', '.'].reduce(
		(inner, character) => `replace(${inner}, '${character}', '')`,
		sql,
	);

export const contactFilters: Record<string, FilterKey> = {
	email: special((_, value) => {
		const match = matchText('email', value, true);
		return {
			sql: `id IN (SELECT contact_id FROM contact_email WHERE ${match.sql})`,
			params: match.params,
		};
	}),
	given_name: text('given_name', { prefix: true }),
	family_name: text('family_name', { prefix: true }),
	middle_name: text('middle_name', { prefix: true }),
	company_id: reference('company.id'),
	contact_ids: recordIds(),
	ids: recordIds(),
	contact_id: recordId(COMPARISON),
	start_update_time: since('update_time'),
	end_update_time: until('update_time'),
	phone_number: special((_, value, all) => {
		const phoneFields = all.get('phone_fields')?.split(',');
		if (phoneFields === undefined)
			throw badRequest('phone_number requires phone_fields', 'phone_number');
		return hasEntry('phone_numbers', [
			{
				sql: `${entry('field')} IN (${phoneFields.map(() => '?').join(', ')})`,
				params: phoneFields,
			},
			{ sql: `${digits(entry('number'))} = ?`, params: [value.replace(/\D/g, '')] },
		]);
	}),
	phone_fields: special((_, value) => {
		for (const name of value.split(',')) {
			if (!PHONE_FIELDS.includes(name))
				throw badRequest(`${name} is not a phone field`, 'phone_fields');
		}
		return undefined;
	}),
	...Object.fromEntries(
		['billing', 'shipping', 'other'].flatMap((slot) =>
			['line1', 'locality', 'region', 'postal_code', 'country_code'].map((property) => [
				`${slot}_address_${property}`,
				addressFilter(slot.toUpperCase(), property),
			]),
		),
	),
	city: primaryAddress('locality'),
	state: primaryAddress('region'),
	website: text('website', { prefix: true }),
	lead_source_name: textOf(
		joined('contact', 'leadsource_id', { kind: 'leadSource', property: 'name' }),
		{ prefix: true },
	),
};
