import type { INodeParameters } from 'n8n-workflow';

import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';
import { counted, on, rejected } from '../flows/support';
import {
	addContact,
	bodies,
	byId,
	customFields,
	emails,
	fieldNamed,
	lastSent,
	output,
	rows,
	sent,
	tagNamed,
	tagRows,
} from '../operations/support';

/** Records that are named by a person's words. */

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const byName = (value: string): INodeParameters => ({ __rl: true, mode: 'name', value });

const createTask = (assignedToUserId: INodeParameters, more: INodeParameters = {}) => ({
	resource: 'task',
	operation: 'create',
	title: 'Call',
	assignedToUserId,
	additionalFields: more,
});

const addUser = (given_name: string, family_name: string, email: string) =>
	keap.sandbox.store.insert('user', {
		given_name,
		family_name,
		status: 'ACTIVE',
		partner: false,
		email_addresses: emails(email),
	}).id;

describe('a user', () => {
	it.each([
		['a name', byName('  ada   LOVE ')],
		['an email address', byName('ada.love@example.com')],
		['a name in place of an ID', byId('Ada Love')],
		['an email address in place of an ID', byId('Ada.Love@example.com')],
	])('is found by %s', async (_, locator) => {
		const id = addUser('Ada', 'Love', 'ada.love@example.com');
		output(await keap.run(createTask(locator), { items: [{}, {}] }));
		expect(bodies(keap, 'POST').map((body) => body.assigned_to_user_id)).toEqual([id, id]);
		expect(keap.calls().filter((call) => call === 'GET /v2/users')).toHaveLength(1);
	});

	it('that nobody is lists those that there are', async () => {
		addUser('Ada', 'Love', 'ada.love@example.com');
		const run = await keap.run(createTask(byName('Ada Lovelace')));
		const { description } = expectInputError(
			run,
			0,
			'notFound',
			'Assigned To',
			"no user named 'Ada Lovelace'",
		);
		expect(description).toContain('Ada Love');
		expect(bodies(keap, 'POST')).toEqual([]);
	});

	it('whose name two have is asked for by ID', async () => {
		const ids = [addUser('Ada', 'Love', 'a@example.com'), addUser('Ada', 'Love', 'b@example.com')];
		const run = await keap.run(createTask(byName('Ada Love')));
		const { description } = expectInputError(run, 0, 'ambiguous', 'Assigned To', 'Ada Love');
		for (const id of ids) expect(description).toContain(id);
		expect(bodies(keap, 'POST')).toEqual([]);
	});

	it('narrows a list by name', async () => {
		const id = addUser('Ada', 'Love', 'ada.love@example.com');
		const filters = { assignedToUserId: byName('Ada Love') };
		await keap.run({ resource: 'task', operation: 'getMany', filters });
		expect(sent(keap).map(({ query }) => query.filter)).toContain(`user_id==${id}`);
	});

	it('in a custom field is written by name', async () => {
		const id = addUser('Ada', 'Love', 'ada.love@example.com');
		const { id: field } = fieldNamed(keap, 'Account Manager');
		const contact = addContact(keap);
		await keap.run({
			resource: 'contact',
			operation: 'update',
			contactId: byId(contact),
			customFields: customFields({ [field]: 'Ada Love' }),
			options: { existingValues: 'replace' },
		});
		expect(lastSent(keap).body).toMatchObject({
			custom_fields: [{ id: field, content: Number(id) }],
		});
	});
});

describe('a company', () => {
	it('is found by name with one call', async () => {
		const { id } = keap.sandbox.store.insert('company', { company_name: 'Acme West' });
		output(
			await keap.run({ resource: 'company', operation: 'get', companyId: byName(' acme west ') }),
		);
		expect(first(sent(keap)).query.filter).toBe('company_name==acme west');
		expect(keap.calls().slice(0, 2)).toEqual(['GET /v2/companies', `GET /v2/companies/${id}`]);
	});

	it('is not looked for by what Keap would take for several filters', async () => {
		const companyId = byName('Acme; West');
		const run = await keap.run({ resource: 'company', operation: 'get', companyId });
		expectInputError(run, 0, 'notFound', 'Company', 'Acme; West');
		expect(keap.calls()).toEqual([]);
	});
});

describe('a contact', () => {
	const get = (value: string) => ({
		resource: 'contact',
		operation: 'get',
		contactId: byId(value),
	});

	it('is found by a full name that is its only', async () => {
		const id = addContact(keap, { given_name: 'Mary Ann', family_name: 'Quillfeather' });
		expect(output(await keap.run(get('mary ann quillfeather')))).toMatchObject([{ id }]);
	});

	it('is refused for two of the same name', async () => {
		for (let i = 0; i < 2; i++) addContact(keap, { given_name: 'Pat', family_name: 'Quill' });
		expectInputError(await keap.run(get('Pat Quill')), 0, 'ambiguous', 'Contact');
	});

	it('is refused by an address that two of a list have that was read whole', async () => {
		const addresses = Array.from({ length: 20 }, (_, i) => `person${i}@example.com`);
		const ids = [...addresses, 'PERSON3@example.com'].map((email) =>
			addContact(keap, { email_addresses: emails(email) }),
		);
		const run = await keap.run(get('={{ $json.email }}'), {
			items: addresses.map((email) => ({ email })),
			onError: 'continueRegularOutput',
		});
		expectInputError(run, 3, 'ambiguous', 'Contact', [ids[3], ids[20]].join(', '));
		expect(run.items.filter(({ error }) => error)).toHaveLength(1);
		// The newest ID, the list, and the contacts in one batch.
		expect(counted(keap, /^GET \/v2\/contacts$/)).toBe(3);
	});

	it('is refused by one word, before anything is sent', async () => {
		expectInputError(await keap.run(get('abc')), 0, 'invalid', 'Contact', 'abc');
		expect(keap.calls()).toEqual([]);
	});
});

describe('a record below another one', () => {
	it('is looked for there, whose own name is looked for first', async () => {
		const run = await keap.run({
			resource: 'product',
			operation: 'getOption',
			productId: byName('No such product'),
			productOptionId: byName('Color'),
		});
		expectInputError(run, 0, 'notFound', 'Product');
		const { id } = keap.sandbox.store.insert('product', {
			name: 'Quilt',
			sku: 'QU-1',
			options: [],
		});
		await keap.run({
			resource: 'product',
			operation: 'getOption',
			productId: byName('qu-1'),
			productOptionId: byName('Color'),
		});
		expect(keap.calls().slice(0, 2)).toEqual([
			'GET /v2/products',
			`GET /v2/products/${id}/options`,
		]);
	});
});

describe('several records in one input', () => {
	const send = (contacts: INodeParameters) => ({
		resource: 'email',
		operation: 'send',
		contacts,
		subject: 'Hello',
		htmlContent: 'Hello',
		additionalFields: { fromAddress: 'sales@example.com' },
	});

	it('are IDs, addresses and names in any mixture, each once', async () => {
		const [a, b] = ['a@example.com', 'b@example.com'].map((email) =>
			addContact(keap, { email_addresses: emails(email) }),
		);
		const list = `={{ ['${a}', 'b@example.com', { id: '${b}' }] }}`;
		output(await keap.run(send(rows('contactId', `${a}, b@example.com`, list))));
		expect(first(bodies(keap, 'POST')).contacts).toEqual([a, b]);
	});

	it('are refused with the label before anything is sent', async () => {
		const run = await keap.run(send(rows('contactId', '1, abc')));
		expectInputError(run, 0, 'invalid', 'Contacts', 'abc');
		expect(keap.calls()).toEqual([]);
	});

	it('are chosen from the list by ID, or by a list of IDs that an expression gives', async () => {
		const contact = addContact(keap);
		const add = { resource: 'contact', operation: 'addTags', contactId: byId(contact) };
		const chosen = (value: string) => ({ values: [{ tagId: { mode: 'list', value } }] });
		output(await keap.run({ ...add, tags: chosen("={{ ['1', '3'] }}") }));
		expect(keap.sandbox.store.tagsOf('contact', contact).sort()).toEqual(['1', '3']);
		const run = await keap.run({ ...add, tags: chosen('1, 2') });
		expectInputError(run, 0, 'invalid', 'Tags', '1, 2');
	});

	it('are not looked for where all are IDs', async () => {
		const contact = addContact(keap);
		const add = { resource: 'contact', operation: 'addTags', contactId: byId(contact) };
		output(await keap.run({ ...add, tags: tagRows('1, 3') }));
		expect(keap.sandbox.store.tagsOf('contact', contact).sort()).toEqual(['1', '3']);
		expect(counted(keap, /^GET/)).toBe(0);
	});

	it('take digits in quotation marks for a name', async () => {
		const { id } = keap.sandbox.store.insert('tag', { name: '2026' });
		const contact = addContact(keap);
		const add = { resource: 'contact', operation: 'addTags', contactId: byId(contact) };
		output(await keap.run({ ...add, tags: tagRows('"2026", VIP') }));
		expect(keap.sandbox.store.tagsOf('contact', contact).sort()).toEqual(
			[id, tagNamed(keap, 'VIP')].sort(),
		);
	});

	it('may have names with several commas', async () => {
		const { id } = keap.sandbox.store.insert('tag', { name: 'Red, Green, Blue' });
		const contact = addContact(keap);
		const add = { resource: 'contact', operation: 'addTags', contactId: byId(contact) };
		output(await keap.run({ ...add, tags: tagRows('VIP, Red, Green, Blue') }));
		expect(keap.sandbox.store.tagsOf('contact', contact).sort()).toEqual(
			[id, tagNamed(keap, 'VIP')].sort(),
		);
	});

	it('refuse a name that two tags have', async () => {
		for (let i = 0; i < 2; i++) keap.sandbox.store.insert('tag', { name: 'Twin' });
		const add = { resource: 'contact', operation: 'addTags', contactId: byId(addContact(keap)) };
		const run = await keap.run({ ...add, tags: tagRows('Twin') });
		expectInputError(run, 0, 'ambiguous', 'Tags', 'Twin');
	});

	it.each([
		['addTags', true],
		['removeTags', false],
	])('that there are none of are offered to be made where %s can: %p', async (operation, can) => {
		const contactId = byId(addContact(keap));
		const tags = tagRows('No Such Tag');
		const run = await keap.run({ resource: 'contact', operation, contactId, tags });
		const { description } = expectInputError(run, 0, 'notFound', 'Tags', 'No Such Tag');
		expect(String(description).includes("'Create Missing Tags'")).toBe(can);
	});

	it('may be given by name in filters, too', async () => {
		const filters = { tagIds: 'VIP, 1' };
		await keap.run({ resource: 'tag', operation: 'getMany', filters });
		expect(lastSent(keap).query.filter).toBe(`tag_ids==${tagNamed(keap, 'VIP')},1`);
	});
});

describe('a refusal by Keap', () => {
	it.each([400, 404])('with %i names the input whose record there is none of', async (status) => {
		keap.sandbox.setFaults(on(/^POST/, rejected(status, 'Not so')));
		const run = await keap.run(createTask(byId(1), { contactId: byId(999999) }));
		expectInputError(run, 0, 'notFound', 'Contact', '999999');
	});

	it('says that contacts are linked already', async () => {
		const type = first(keap.sandbox.store.list('linkType')).id;
		const link = {
			resource: 'contact',
			operation: 'link',
			contactId: byId(addContact(keap)),
			linkedContactId: byId(addContact(keap)),
			contactLinkTypeId: byId(type),
		};
		output(await keap.run(link));
		const run = await keap.run(link);
		expectKeapError(run, 0, 'conflict', 'linked');
	});
});

it.each([
	['timeZone', 'Time Zone', 'Phoenix'],
	['preferredLocale', 'Preferred Locale', 'english'],
])('refuses %s that is none, before anything is sent', async (name, label, value) => {
	const run = await keap.run({
		resource: 'contact',
		operation: 'create',
		email: 'ada@example.com',
		additionalFields: { [name]: value },
	});
	expectInputError(run, 0, 'invalid', label, value);
	expect(keap.calls()).toEqual([]);
});

it('sorts by what the editor calls it, too', async () => {
	const sort = { value: { field: 'Create Time', direction: 'Descending' } };
	await keap.run({ resource: 'task', operation: 'getMany', sort });
	expect(first(sent(keap)).query.order_by).toBe('create_time desc');
});
