import type { Faker } from '@faker-js/faker';
import { fieldsOf } from '../custom-fields';
import { EMAIL_STATUSES } from '../email-status';
import { base, en, Faker as SeededFaker } from '../faker';
import { provincesOf } from '../geography';
import type { Store } from '../store';
import type { Doc, Json, JsonObject } from '../types';
import { isObject } from '../body';
import { SEED_TIME } from './account';
import { utc } from '../utc';

const SEED = 20260115;
const BATCH = 5_000;
const COUNTRIES = ['USA', 'USA', 'USA', 'USA', 'CAN', 'GBR', 'DEU', 'AUS'];
const TYPES = ['Prospect', 'Customer', 'Lead', 'Partner', 'Vendor', 'Other'];
const SOCIAL = ['FACEBOOK', 'LINKED_IN', 'TWITTER', 'INSTAGRAM', 'YOUTUBE'];

/** A source of believable values that says the same at every start. */
export function seededFaker(offset = 0): Faker {
	const faker = new SeededFaker({ locale: [en, base] });
	faker.seed(SEED + offset);
	faker.setDefaultRefDate(SEED_TIME);
	return faker;
}

export function seedContacts(store: Store, count: number): void {
	const faker = seededFaker(1);
	const fields = fieldsOf(store, 'CONTACT');
	const companies = store.list('company');
	const leadSources = store.list('leadSource');
	const tags = store.list('tag').map(({ id }) => id);
	for (let start = 1; start <= count; start += BATCH) {
		const ids = Array.from(
			{ length: Math.min(BATCH, count - start + 1) },
			(_, index) => start + index,
		);
		store.transaction(() => {
			for (const id of ids) {
				const contact = believableContact(faker, id, { companies, leadSources }, fields);
				store.insert('contact', contact);
				for (const entry of Array.isArray(contact.email_addresses) ? contact.email_addresses : []) {
					if (!isObject(entry)) continue;
					const status = faker.helpers.weightedArrayElement([
						{ weight: 6, value: 'SINGLE_OPT_IN' },
						{ weight: 3, value: 'NON_MARKETABLE' },
						{ weight: 2, value: 'DOUBLE_OPT_IN' },
						{ weight: 1, value: faker.helpers.arrayElement(EMAIL_STATUSES) },
					]);
					store.insert('emailAddress', {
						email: entry.email ?? '',
						status,
						create_time: contact.create_time ?? SEED_TIME,
					});
				}
				for (const tag of faker.helpers.arrayElements(tags, { min: 0, max: 4 })) {
					store.applyTag('contact', id, tag, utc(faker.date.past({ years: 1 })));
				}
			}
		});
	}
}

/** What contacts refer to; there may be nothing of it. */
interface Referred {
	companies: Doc[];
	leadSources: Doc[];
}

function believableContact(
	faker: Faker,
	id: number,
	{ companies, leadSources }: Referred,
	fields: Doc[],
): JsonObject {
	const given = faker.person.firstName();
	const family = faker.person.lastName();
	const mail = `${given}.${family}`.toLowerCase().replace(/[^a-z.]/g, '');
	const created = faker.date.past({ years: 4 });
	const updated = faker.date.between({ from: created, to: SEED_TIME });
	const company =
		companies.length > 0 && faker.datatype.boolean(0.6)
			? faker.helpers.arrayElement(companies)
			: undefined;
	const sometimes = (probability: number, make: () => JsonObject): JsonObject =>
		faker.datatype.boolean(probability) ? make() : {};
	const emails = [
		`${mail}${id}@example.com`,
		`${mail}${id}@work.example`,
		`${mail}${id}@home.example`,
	];
	return {
		id: String(id),
		given_name: given,
		family_name: family,
		...sometimes(0.2, () => ({ middle_name: faker.person.middleName() })),
		...sometimes(0.1, () => ({
			prefix: faker.helpers.arrayElement(['Dr.', 'Mr.', 'Ms.', 'Mrs.']),
		})),
		...sometimes(0.15, () => ({ preferred_name: given.slice(0, 3) })),
		...sometimes(0.7, () => ({ job_title: faker.person.jobTitle().slice(0, 100) })),
		contact_type: faker.helpers.arrayElement(TYPES),
		email_addresses: emails
			.slice(
				0,
				faker.helpers.weightedArrayElement([
					{ weight: 70, value: 1 },
					{ weight: 22, value: 2 },
					{ weight: 8, value: 3 },
				]),
			)
			.map((email, index) => ({ email, field: `EMAIL${index + 1}` })),
		phone_numbers: Array.from({ length: faker.number.int({ min: 0, max: 3 }) }, (_, index) => ({
			number: `602555${faker.string.numeric(4)}`,
			field: `PHONE${index + 1}`,
			type: ['Work', 'Mobile', 'Home'][index] ?? 'Other',
			...sometimes(0.1, () => ({ extension: faker.string.numeric(3) })),
		})),
		...sometimes(0.05, () => ({
			fax_numbers: [{ number: `602555${faker.string.numeric(4)}`, field: 'FAX1', type: 'Work' }],
		})),
		addresses: ['BILLING', 'SHIPPING', 'OTHER']
			.slice(
				0,
				faker.helpers.weightedArrayElement([
					{ weight: 25, value: 0 },
					{ weight: 50, value: 1 },
					{ weight: 20, value: 2 },
					{ weight: 5, value: 3 },
				]),
			)
			.map((field) => believableAddress(faker, field)),
		...(company === undefined ? {} : { company: { id: company.id } }),
		social_accounts: faker.helpers
			.arrayElements(
				SOCIAL,
				faker.helpers.weightedArrayElement([
					{ weight: 6, value: 0 },
					{ weight: 3, value: 1 },
					{ weight: 1, value: 3 },
				]),
			)
			.map((type) => ({ type, name: `@${given}${family}`.toLowerCase() })),
		...sometimes(0.4, () => ({
			birth_date: day(faker.date.birthdate({ min: 20, max: 75, mode: 'age' })),
		})),
		...sometimes(0.1, () => ({ anniversary_date: day(faker.date.past({ years: 20 })) })),
		...sometimes(0.1, () => ({ spouse_name: faker.person.firstName() })),
		...sometimes(0.3, () => ({ website: `https://${mail.replace('.', '-')}.example` })),
		...sometimes(0.5, () => ({
			time_zone: faker.helpers.arrayElement([
				'America/New_York',
				'America/Chicago',
				'America/Phoenix',
				'Europe/London',
				'Europe/Berlin',
			]),
		})),
		...sometimes(0.3, () => ({
			preferred_locale: faker.helpers.arrayElement(['en_US', 'en_GB', 'de_DE', 'fr_CA']),
		})),
		...sometimes(0.2, () => ({ utm_parameters: [believableTouch(faker, created)] })),
		...sometimes(leadSources.length > 0 ? 0.5 : 0, () => ({
			leadsource_id: faker.helpers.arrayElement(leadSources).id,
		})),
		owner_id: String(faker.number.int({ min: 1, max: 7 })),
		source_type: faker.helpers.arrayElement(['API', 'WEBFORM', 'IMPORT', 'MANUAL', 'LANDING_PAGE']),
		score_value: String(faker.number.int({ min: 0, max: 100 })),
		origin: { date: utc(created), ip_address: faker.internet.ipv4() },
		created_by: '1',
		last_updated_by: String(faker.number.int({ min: 1, max: 7 })),
		custom_fields: believableValues(faker, fields, 0.5),
		create_time: utc(created),
		update_time: utc(updated),
	};
}

const day = (date: Date) => date.toISOString().slice(0, 10);

export function believableAddress(faker: Faker, field: string): JsonObject {
	const country = faker.helpers.arrayElement(COUNTRIES);
	const province = faker.helpers.arrayElement(provincesOf(country));
	return {
		field,
		line1: faker.location.streetAddress(),
		...(faker.datatype.boolean(0.2)
			? { line2: `Suite ${faker.number.int({ min: 1, max: 900 })}` }
			: {}),
		locality: faker.location.city(),
		region_code: province.code,
		region: province.name,
		country_code: country,
		postal_code: faker.location.zipCode('#####'),
	};
}

const believableTouch = (faker: Faker, date: Date): JsonObject => ({
	id: 1,
	keapSourceId: faker.string.numeric(16),
	utmSource: faker.helpers.arrayElement(['google', 'facebook', 'newsletter']),
	utmMedium: faker.helpers.arrayElement(['cpc', 'social', 'email']),
	utmCampaign: faker.helpers.arrayElement(['spring_sale', 'autumn_webinar', 'brand']),
	firstTouch: true,
	lastTouch: true,
	dateCreated: utc(date),
});

/** Values for some of the custom fields of a record. */
export function believableValues(faker: Faker, fields: Doc[], share: number): JsonObject[] {
	return fields
		.filter(() => faker.datatype.boolean(share))
		.map((field) => ({ id: field.id, content: believableValue(faker, field) }));
}

function believableValue(faker: Faker, field: Doc): Json {
	const labels = (Array.isArray(field.options) ? field.options : []).map((option) =>
		isObject(option) ? String(option.label) : '',
	);
	switch (field.field_type) {
		case 'DROPDOWN':
		case 'RADIO':
			return faker.helpers.arrayElement(labels);
		case 'LIST_BOX':
			return faker.helpers.arrayElements(labels, { min: 1, max: 2 });
		case 'CURRENCY':
			return faker.number.float({ min: 10, max: 9_000, fractionDigits: 2 });
		case 'DECIMAL_NUMBER':
			return faker.number.float({ min: 1, max: 5, fractionDigits: 1 });
		case 'WHOLE_NUMBER':
			return faker.number.int({ min: 1, max: 250 });
		case 'USER':
			return faker.number.int({ min: 1, max: 7 });
		case 'DATE':
			return day(faker.date.future({ years: 2 }));
		case 'DATE_TIME':
			return utc(faker.date.past({ years: 1 }));
		case 'YES_NO':
			return faker.number.int({ min: 0, max: 1 });
		case 'WEBSITE':
			return `https://${faker.internet.domainWord()}.example`;
		case 'TEXT_AREA':
			return `${faker.company.catchPhrase()}. Met through ${faker.person.firstName()} at ${faker.company.name()}.`;
		default:
			return field.label === 'Favorite Color' ? faker.color.human() : faker.company.buzzPhrase();
	}
}
