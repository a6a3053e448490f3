import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { notAnId, type InputErrorKind } from '../nodes/Keap/messages/inputErrors';
import { BY_KIND } from '../nodes/Keap/messages/keapErrors';
import { expectInputError, expectKeapError, shown } from './support/errors';
import { DEFAULT_KEY, useKeap } from './support/keap';
import { tagRows } from './operations/support';
import { present, several } from './support/present';

/** What a person gets to read who enters something that can't work. */

const READ_ONLY = 'KeapAK-may-only-read';

const keap = useKeap({
	contacts: 10,
	keys: [
		{ key: DEFAULT_KEY, kind: 'SAK' },
		{ key: READ_ONLY, kind: 'PAT', userId: '8', deny: ['* *', '!GET *'] },
	],
});

interface Case {
	parameters: INodeParameters;
	/** What goes wrong, and what goes right; read by the parameters as `$json.it`. */
	bad: unknown[];
	good: unknown;
	/** What is told: the kind of the error, the label of the parameter, and what else tells it from others. */
	kind: InputErrorKind;
	parameter: string;
	mentions?: string[];
	/** What has to be asked of Keap to know. */
	asks?: string[];
	/** The call that a good item makes. */
	sends?: RegExp;
}

const IT = '={{ $json.it }}';
const contact = (operation: string) => ({ resource: 'contact', operation });
const task = {
	resource: 'task',
	operation: 'create',
	title: 'Call',
	assignedToUserId: { __rl: true, mode: 'id', value: '1' },
};
const tasks = { resource: 'task', operation: 'getMany', limit: 1 };
const company = { resource: 'company', operation: 'create', companyName: 'Acme' };
const locator = (mode = 'id') => ({ __rl: true, mode, value: IT });
const mapped = (field: string, value: string) => ({
	mappingMode: 'defineBelow',
	value: { [field]: value },
});

const CASES: Record<string, Case> = {
	'an ID that is empty': {
		parameters: { ...contact('get'), contactId: locator() },
		bad: ['', null, undefined, '   '],
		good: '1',
		kind: 'empty',
		parameter: 'Contact',
	},
	'an ID that would lead elsewhere': {
		parameters: { ...contact('delete'), contactId: locator() },
		bad: ['1/notes', '..', '.', '../1', '1?x=2', '1#', '1 2', '%2e', { id: 1 }, [1, 2], '1,2'],
		good: '10',
		kind: 'invalid',
		parameter: 'Contact',
		mentions: ['is not an ID'],
	},
	'an address that is none, to find a contact by': {
		parameters: { ...contact('get'), contactId: locator('email') },
		bad: ['nobody', 'a@b', '@example.com', 'a b@example.com', 'a@example.com, b@example.com'],
		good: '={{ good }}',
		kind: 'invalid',
		parameter: 'Contact',
		mentions: ['is not an email address'],
	},
	'an address that is none': {
		parameters: { ...contact('create'), email: IT },
		bad: ['nobody', 'a@b', 'a@@example.com', 'a@example..com', 7, { a: 1 }],
		good: 'bad-input@example.com',
		kind: 'invalid',
		parameter: 'Email',
		mentions: ['is not an email address'],
	},
	'a list of addresses with one that is none': {
		parameters: {
			resource: 'emailAddress',
			operation: 'getMany',
			limit: 1,
			filters: { emails: IT },
		},
		bad: ['a@example.com, nobody', ['a@example.com', 3]],
		good: 'a@example.com',
		kind: 'invalid',
		parameter: 'Email Addresses',
		mentions: ['is not an email address'],
	},
	'a list of IDs with one that is none': {
		parameters: { ...tasks, filters: { taskIds: IT } },
		bad: ['1, 2/3', ['1', {}]],
		good: '1,2',
		kind: 'invalid',
		parameter: 'Task IDs',
		mentions: ['is not an ID'],
	},
	'a tag that does not exist': {
		parameters: { ...contact('addTags'), contactId: '1', tags: tagRows(IT) },
		bad: ['No Such Tag', ['VIP', 'No Such Tag']],
		good: 'VIP',
		kind: 'notFound',
		parameter: 'Tags',
		mentions: ["'No Such Tag'"],
		asks: ['GET /v2/tags'],
		sends: /applyTags/,
	},
	'an option that a custom field does not have': {
		parameters: { ...task, customFields: mapped('Outcome', IT) },
		bad: ['Maybe', { a: 1 }],
		good: 'Reached',
		kind: 'unknownChoice',
		parameter: 'Outcome',
		mentions: ['custom field'],
		asks: ['GET /v2/tasks/model'],
	},
	'a number of a custom field that is none': {
		parameters: { ...task, customFields: mapped('Cost', IT) },
		bad: ['twelve', '12,50', '$12', { a: 1 }],
		good: '12.50',
		kind: 'invalid',
		parameter: 'Cost',
		mentions: ['is not a number'],
		asks: ['GET /v2/tasks/model'],
	},
	'a date of a custom field that is none': {
		parameters: { ...task, customFields: mapped('Follow-up Date', IT) },
		bad: ['soon', '2026-02-30', {}],
		good: '2026-02-28',
		kind: 'invalid',
		parameter: 'Follow-up Date',
		mentions: ['is not a date'],
		asks: ['GET /v2/tasks/model'],
	},
	'a date that is none': {
		parameters: { ...task, additionalFields: { dueTime: IT } },
		bad: ['tomorrow', '2026-13-01', '2026-02-30T10:00:00', '18', { a: 1 }, true],
		good: '2026-02-28T10:00:00',
		kind: 'invalid',
		parameter: 'Due Time',
		mentions: ['is not a date'],
	},
	'a number that is none': {
		parameters: {
			resource: 'customField',
			operation: 'updateTab',
			recordType: 'contacts',
			tabId: '1',
			updateFields: { order: IT },
		},
		bad: ['first', '1,000', {}, true],
		good: 1,
		kind: 'invalid',
		parameter: 'Order',
		mentions: ['is not a number'],
	},
	'a number that is too small': {
		parameters: {
			resource: 'customField',
			operation: 'updateTab',
			recordType: 'contacts',
			tabId: '1',
			updateFields: { order: IT },
		},
		bad: [-1, '-1'],
		good: 1,
		kind: 'outOfRange',
		parameter: 'Order',
		mentions: ['at least 0', 'got -1'],
	},
	'a limit that is none': {
		parameters: { ...tasks, limit: IT },
		bad: ['many', {}],
		good: 1,
		kind: 'invalid',
		parameter: 'Limit',
		mentions: ['is not a number'],
	},
	'a limit that is not whole': {
		parameters: { ...tasks, limit: IT },
		bad: [1.5],
		good: 1,
		kind: 'invalid',
		parameter: 'Limit',
		mentions: ['is not a whole number', '1.5'],
	},
	'a limit of none': {
		parameters: { ...tasks, limit: IT },
		bad: [0, -3],
		good: 1,
		kind: 'outOfRange',
		parameter: 'Limit',
		mentions: ['at least 1'],
	},
	'yes or no that is neither': {
		parameters: { ...tasks, filters: { isCompleted: IT } },
		bad: ['maybe', 2, { a: 1 }],
		good: 'yes',
		kind: 'invalid',
		parameter: 'Completed',
		mentions: ['true nor false'],
	},
	'Return All that is neither': {
		parameters: { ...tasks, returnAll: IT },
		bad: ['perhaps'],
		good: 'no',
		kind: 'invalid',
		parameter: 'Return All',
		mentions: ['true nor false', 'perhaps'],
	},
	'an option that is none': {
		parameters: { ...task, additionalFields: { priority: IT } },
		bad: ['HIGH', 7, {}],
		good: 'critical',
		kind: 'unknownChoice',
		parameter: 'Priority',
	},
	'a reminder that Keap does not know': {
		parameters: { ...task, additionalFields: { remindTimeMins: IT } },
		bad: [7, '3 Days Before'],
		good: 5,
		kind: 'unknownChoice',
		parameter: 'Reminder',
	},
	'a comparison that is none': {
		parameters: {
			...tasks,
			filters: {
				customFieldFilters: { values: [{ field: 'Cost', operator: IT, value: '1' }] },
			},
		},
		bad: ['like', {}],
		good: 'atLeast',
		kind: 'unknownChoice',
		parameter: 'Comparison',
		asks: ['GET /v2/tasks/model'],
	},
	'a country that is none': {
		parameters: {
			...company,
			additionalFields: { address: { value: { countryCode: IT } } },
		},
		bad: ['Atlantis', 12, {}],
		good: 'germany',
		kind: 'invalid',
		parameter: 'Country',
		mentions: ['is not a country'],
	},
	'a region without a country': {
		parameters: {
			...company,
			additionalFields: {
				address: {
					value: { regionCode: 'Arizona', countryCode: '={{ $json.it ? "US" : "" }}' },
				},
			},
		},
		bad: [''],
		good: 'US',
		kind: 'missing',
		parameter: 'State or Region',
		mentions: ['Arizona', "'Country'"],
	},
	"what separates Keap's filters, in one of them": {
		parameters: { ...tasks, filters: { title: IT } },
		bad: ['a;b', 'x;id>0', 'a, b', 'a==b', 'a!=b', 'a < b', 'a>=b'],
		good: 'Call back = done!',
		kind: 'invalid',
		parameter: 'Title',
		mentions: ["separates Keap's filters"],
	},
	'an asterisk in the wrong place of a filter': {
		parameters: { ...tasks, filters: { title: IT } },
		bad: ['*back', 'Call*back', '*', '**'],
		good: 'Call*',
		kind: 'invalid',
		parameter: 'Title',
		mentions: ['Smi*'],
	},
	'an asterisk in a filter that finds whole values only': {
		parameters: { resource: 'tag', operation: 'getMany', limit: 1, filters: { name: IT } },
		bad: ['VIP*', '*VIP'],
		good: 'VIP',
		kind: 'invalid',
		parameter: 'Name',
		mentions: ['whole value'],
	},
	'the code of a region without its country, in a filter': {
		parameters: { resource: 'contact', operation: 'getMany', limit: 1, filters: { state: IT } },
		bad: ['AZ', 'az', 'NSW', '13', 'ZZ-99'],
		good: 'Arizona',
		kind: 'ambiguous',
		parameter: 'State or Region',
		mentions: ['US-AZ'],
	},
	'an ID to compare with that is none': {
		parameters: { ...tasks, filters: { idAbove: IT } },
		bad: ['abc', '1.5e', { a: 1 }],
		good: '7',
		kind: 'invalid',
		parameter: 'ID Above',
		mentions: ['a number'],
	},
	'a body that is no JSON': {
		parameters: {
			resource: 'api',
			operation: 'request',
			method: 'POST',
			path: '/v2/tags/categories',
			body: IT,
		},
		bad: ['{"name": }', 'name', "{'name': 1}"],
		good: '{"name": "Made"}',
		kind: 'invalid',
		parameter: 'Body (JSON)',
		mentions: ['JSON'],
	},
	'a path that is none': {
		parameters: { resource: 'api', operation: 'request', method: 'GET', path: IT },
		bad: ['contacts', 'https://example.com/v2/contacts', '/v2/../x'],
		good: '/v2/businessProfile',
		kind: 'invalid',
		parameter: 'Path',
		mentions: ['/v2/contacts'],
	},
	'a method that is none': {
		parameters: {
			resource: 'api',
			operation: 'request',
			method: IT,
			path: '/v2/businessProfile',
		},
		bad: ['FETCH', {}],
		good: 'get',
		kind: 'unknownChoice',
		parameter: 'Method',
	},
	'a required text that is empty': {
		parameters: {
			resource: 'emailAddress',
			operation: 'update',
			emailAddress: 'a@example.com',
			optedIn: true,
			reason: IT,
		},
		bad: ['', null],
		good: 'Asked for it',
		kind: 'empty',
		parameter: 'Reason',
	},
	'a file that is missing': {
		parameters: {
			resource: 'file',
			operation: 'upload',
			file: IT,
			fileAssociation: 'COMPANY',
		},
		bad: ['data', 'other'],
		good: 'file',
		kind: 'missing',
		parameter: 'Input Data Field Name',
		mentions: ['no file'],
	},
	'a required record type that is none': {
		parameters: { resource: 'customField', operation: 'getMany', limit: 1, recordType: IT },
		bad: ['invoices'],
		good: 'orders',
		kind: 'unknownChoice',
		parameter: 'Record Type',
		mentions: ['invoices'],
	},
};

const item = (it: unknown): INodeExecutionData => ({
	json: it === undefined ? {} : { it },
	binary: { file: { data: 'eA==', mimeType: 'text/plain', fileName: 'x.txt' } },
});

describe.each(Object.entries(CASES))(
	'%s',
	(_, { parameters, bad, good, kind, parameter, mentions = [], asks = [], sends }) => {
		const first = () =>
			present(
				(keap.sandbox.store.get('contact', '1')?.email_addresses as Array<{ email: string }>)[0],
			).email;
		const goodItem = () => item(good === '={{ good }}' ? first() : good);

		it('is told before anything is sent', async () => {
			for (const value of bad) {
				const run = await keap.run(parameters, { items: [item(value)] });
				expectInputError(run, 0, kind, parameter, ...mentions);
				expect(keap.calls()).toEqual(asks);
			}
		});

		it('stops the run before its good items are sent', async () => {
			const run = await keap.run(parameters, { items: [goodItem(), item(bad[0])] });
			expectInputError(run, 1, kind, parameter, ...mentions);
			for (const call of keap.calls()) {
				expect(call).toMatch(/^GET/);
				if (sends) expect(call).not.toMatch(sends);
			}
		});

		it('does not keep other items from going on', async () => {
			const run = await keap.run(parameters, {
				items: [item(bad[0]), goodItem(), item(bad.at(-1))],
				onError: 'continueRegularOutput',
			});
			expect(run.error).toBeUndefined();
			const of = (index: number) =>
				run.items.filter(({ pairedItem }) => (pairedItem as { item: number }).item === index);
			for (const index of [0, 2]) {
				expect(of(index)).toHaveLength(1);
				const [{ json }] = several(of(index), 1);
				expect(expectInputError(run, index, kind, parameter, ...mentions).message).toBe(json.error);
			}
			for (const { json } of of(1)) expect(json).not.toHaveProperty('error');
			expect(keap.sandbox.log.length).toBeGreaterThan(asks.length);
		});
	},
);

beforeAll(() => {
	keap.sandbox.store.insert('emailAddress', { email: 'a@example.com', status: 'MANUAL' });
});

it('names the custom fields there are when one is unknown', async () => {
	const run = await keap.run({ ...task, customFields: mapped('Colour', 'red') });
	expectInputError(run, 0, 'notFound', 'Colour', ': Outcome, Minutes Spent, ');
	expect(keap.calls()).toEqual(['GET /v2/tasks/model']);
});

it('names the options there are', async () => {
	const run = await keap.run({ ...task, additionalFields: { priority: 'HIGH' } });
	const listed = /: CRITICAL, ESSENTIAL, NONESSENTIAL$/;
	expectInputError(run, 0, 'unknownChoice', 'Priority', 'HIGH', listed);
});

it('says that no contact, or that several have an address', async () => {
	const byEmail = (email: string) => ({
		...contact('get'),
		contactId: { __rl: true, mode: 'email', value: email },
	});
	const none = await keap.run(byEmail('nobody@nowhere.example'));
	expectInputError(none, 0, 'notFound', 'Contact', 'nobody@nowhere.example');
	const ids = keap.sandbox.store
		.insertMany(
			'contact',
			[1, 2].map(() => ({ email_addresses: [{ email: 'two@example.com' }] })),
		)
		.map(({ id }) => id);
	const two = await keap.run(byEmail('two@example.com'));
	expectInputError(two, 0, 'ambiguous', 'Contact', '2 contacts', ids.join(', '));
});

describe("Keap's refusals", () => {
	const get = { ...contact('get'), contactId: locator() };

	it('of a wrong key', async () => {
		const run = await keap.run(get, { key: 'KeapAK-wrong', items: [{ it: '1' }] });
		const error = expectKeapError(run, 0, 'unauthorized', 'API key in the Keap credential');
		expect(error.httpCode).toBe('401');
		expect(keap.calls()).toHaveLength(1);
	});

	it('of a key without the permission', async () => {
		const run = await keap.run(
			{ ...contact('delete'), contactId: locator() },
			{ key: READ_ONLY, items: [{ it: '1' }] },
		);
		const mentions = ["'Contact' 1", 'Service Account Key', 'You do not have permission to DELETE'];
		expect(expectKeapError(run, 0, 'forbidden', ...mentions).httpCode).toBe('403');
	});

	it('of a record that is not there', async () => {
		const run = await keap.run(get, {
			items: [{ it: '1' }, { it: '424242' }],
			onError: 'continueRegularOutput',
		});
		expect(present(run.items[0]).json.id).toBe('1');
		expect(expectKeapError(run, 1, 'notFound', "'Contact' 424242").httpCode).toBe('404');
	});

	it.each([
		['v2', '/v2/contacts?filter=nonsense==1', 'Invalid filter field: nonsense'],
		['v1', '/v1/contacts?limit=5000', 'limit must not exceed 1000'],
	])('of a value, in its own words (%s)', async (_, path, words) => {
		const run = await keap.run({
			resource: 'api',
			operation: 'request',
			method: 'GET',
			path,
		});
		const error = expectKeapError(run, 0, 'badRequest');
		expect(error.message).toContain(words);
		expect(error.httpCode).toBe('400');
	});

	it('go to the error output with the item that they are about', async () => {
		const run = await keap.run(get, {
			items: [{ it: '424242' }, { it: '2' }, { it: 'x/y' }],
			onError: 'continueErrorOutput',
		});
		expect(run.items.map(({ json }) => json.id)).toEqual(['2']);
		expect(run.errors.map(({ json }) => json)).toEqual([
			{
				it: '424242',
				error: `${BY_KIND.notFound().message}: 'Contact' 424242 [item 0]`,
				details: expect.stringContaining('ID'),
			},
			{
				it: 'x/y',
				...shown(notAnId('Contact', 'x/y', ['name such as Jane Doe', 'email address']), 2),
			},
		]);
	});
});
