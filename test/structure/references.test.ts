import { ids, record, text } from '../../nodes/Keap/descriptor/field';
import type { Operation } from '../../nodes/Keap/descriptor/operation';
import { companies } from '../../nodes/Keap/resources/company';
import { contacts } from '../../nodes/Keap/resources/contact/collection';
import { tags } from '../../nodes/Keap/resources/tag';
import { Exceptions, type Exception } from '../contract/exceptions';
import { chosen } from './compiled';
import { repeatedCreates, unknownInputs, untypedIds, wrongRecords } from './references';

/** IDs that nothing can be chosen for. An entry that applies to nothing any more fails the tests. */
const NO_REFERENCES: Exception[] = [
	{ what: /^id(Above|Below)$/, why: 'compares IDs as numbers; nobody looks for a record with it' },
	{ of: /^task getMany$/, what: /^unassigned$/, why: 'asks for tasks that no user is assigned to' },
	{
		of: /^contact /,
		what: /^keapSourceId$/,
		why: 'names something in the advertising of a website, for which Keap has no list',
	},
	{
		of: /^email create/,
		what: /^(originalProvider|providerSource)Id$/,
		why: 'names something at another provider, which Keap keeps as it is',
	},
];

/** Keys whose words don't say what kind of record they hold. */
const OTHER_WORDS: Exception[] = [
	{ what: /^owner_id$/, why: 'an owner is a user' },
	{ of: /^automation /, what: /^categories$/, why: 'those of automations, by their IDs' },
	{ what: /^referral_partner_id$/, why: "Keap's other word for an affiliate" },
	{ of: /^affiliate /, what: /^affiliate_program_id$/, why: 'a commission program of affiliates' },
	{
		of: /^commissionProgram /,
		what: /^subscription_id$/,
		why: 'commissions are for the subscriptions that a product can be bought with, its plans',
	},
	{ what: /^parent_category_id$/, why: 'the category above a category of products' },
	{
		of: /^productInterestBundle createInterest/,
		what: /^entity_id$/,
		why: 'a product or a subscription plan, whichever the type says',
	},
];

/** Nothing is wrong with it: each case makes one mistake. */
const RIGHT: Operation = {
	resource: 'made',
	value: 'up',
	name: 'Up',
	action: 'Make up',
	description: 'Made up for a test',
	method: 'POST',
	path: '/v2/companies/{companyId}/tags/{tagId}',
	inputs: [
		record(companies, { required: true }),
		ids(tags, 'tagIds', 'Tags', { required: true }),
		record(contacts),
	],
	flow: { kind: 'single', fanOut: { input: 'tagIds', of: tags, done: 'added', list: 'tags' } },
	output: { kind: 'done' },
	constraints: [{ oneOf: ['contactId', 'tagIds'], message: '' }],
};

const CHECKS = { unknownInputs, repeatedCreates, wrongRecords, untypedIds };

const MISTAKES: Array<[string, keyof typeof CHECKS, Partial<Operation>]> = [
	['a wrong name in a path', 'unknownInputs', { path: '/v2/companies/{compnyId}/tags/{tagId}' }],
	[
		'a merge whose record has another name',
		'unknownInputs',
		{ path: '/v2/companies', flow: { kind: 'mergedWrite', of: tags } },
	],
	[
		'a wrong name in a fan-out',
		'unknownInputs',
		{
			flow: {
				kind: 'single',
				fanOut: { input: 'tgIds', of: tags, done: 'added', list: 'tags' },
			},
		},
	],
	[
		'a wrong name in a constraint',
		'unknownInputs',
		{ constraints: [{ oneOf: ['contctId'], message: '' }] },
	],
	[
		'a wrong name in a batch that writes',
		'unknownInputs',
		{
			path: '/v2/companies',
			flow: { kind: 'batchWrite', collect: 'contctId', into: 'contact_ids', max: 100 },
		},
	],
	[
		'a batch that reads records of another name',
		'unknownInputs',
		{
			path: '/v2/companies',
			flow: { kind: 'batchRead', of: { ...tags, byId: { filter: 'ids', max: 1 } } },
		},
	],
	['a create that may be repeated', 'repeatedCreates', { value: 'createUp', idempotent: true }],
	[
		'a locator of contacts in the path of a company',
		'wrongRecords',
		{ path: '/v2/companies/{companyId}', inputs: [record(contacts, { name: 'companyId' })] },
	],
	[
		'a fan-out over other records than its input holds',
		'wrongRecords',
		{ inputs: [record(companies), ids(contacts, 'tagIds', 'Tags', { key: 'contact_ids' })] },
	],
	[
		'a locator of contacts for a company in the body',
		'wrongRecords',
		{ path: '/v2/tags', inputs: [record(contacts, { key: 'company.id' })] },
	],
	['an ID as a text', 'untypedIds', { inputs: [text('contactId', 'Contact')] }],
	['IDs as a text', 'untypedIds', { inputs: [text('contactIds', 'Contacts')] }],
	[
		'a filter by IDs as a text',
		'untypedIds',
		{
			flow: {
				kind: 'list',
				list: { items: 'tags', filters: [text('categoryId', 'Category')] },
			},
		},
	],
];

describe('references', () => {
	it('to inputs are to those that there are', () => {
		expect(
			chosen.flatMap(({ name, operation }) =>
				unknownInputs(operation).map((text) => `${name}: ${text}`),
			),
		).toEqual([]);
	});

	it('to records choose those that are meant', () => {
		const exceptions = new Exceptions(OTHER_WORDS);
		const wrong = chosen.flatMap(({ name, operation }) =>
			wrongRecords(operation, (key) => exceptions.has(name, key)).map((text) => `${name}: ${text}`),
		);
		expect([...wrong, ...exceptions.unused]).toEqual([]);
	});

	it('to records are no plain texts', () => {
		const exceptions = new Exceptions(NO_REFERENCES);
		const wrong = chosen.flatMap(({ name, operation }) =>
			untypedIds(operation, (field) => exceptions.has(name, field)).map(
				(text) => `${name}: ${text}`,
			),
		);
		expect([...wrong, ...exceptions.unused]).toEqual([]);
	});

	it('are not what a create could be repeated for', () => {
		expect(chosen.flatMap(({ operation }) => repeatedCreates(operation))).toEqual([]);
	});

	it.each(Object.entries(CHECKS))('are right where nothing is wrong: %s', (_, check) => {
		expect(check(RIGHT)).toEqual([]);
	});

	it.each(MISTAKES)('are checked: %s', (_, check, change) => {
		expect(CHECKS[check]({ ...RIGHT, ...change })).toHaveLength(1);
	});
});
