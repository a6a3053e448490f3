import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import {
	addContact,
	addContacts,
	byId,
	emails,
	fieldNamed,
	list,
	output,
	pairs,
	rows,
	sent,
	stored,
	tagRows,
} from '../operations/support';
import { present, several } from '../support/present';
import { counted, failedItems, on, rejected, returned, sharedObjects } from './support';

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const get = (more: INodeParameters = {}) => ({
	resource: 'contact',
	operation: 'get',
	contactId: byId('={{ $json.id }}'),
	...more,
});

const goOn = (ids: readonly unknown[]) => ({
	items: ids.map((id) => ({ id: id as string })),
	onError: 'continueRegularOutput' as const,
});

const LIST = /^GET \/v2\/contacts$/;
const ONE = /^GET \/v2\/contacts\/\d+$/;

/** A Keap whose `fields` leaves out everything else, the ID as well. */
const strict = () =>
	keap.sandbox.setFaults(({ method, path, query }) => {
		if (method !== 'GET' || !path.startsWith('/v2/contacts')) return undefined;
		const asked = query.get('fields')?.split(',') ?? [];
		const limited = (record: JsonObject) =>
			Object.fromEntries(Object.entries(record).filter(([name]) => asked.includes(name)));
		return {
			kind: 'changedBody',
			change: (body) => {
				const { contacts, ...rest } = body as JsonObject;
				if (!Array.isArray(contacts)) return limited(body as JsonObject);
				return { ...rest, contacts: (contacts as JsonObject[]).map(limited) };
			},
		};
	});

describe("'Fields to Return'", () => {
	describe.each([
		['as the sandbox takes it', () => undefined],
		['when it limits the response strictly', strict],
	])('%s', (_, arrange) => {
		it.each([[['given_name']], [['given_name', 'id']], [['email_addresses', 'tag_ids']]])(
			'gives the same of %j read together as of one read alone',
			async (fields) => {
				arrange();
				const ids = addContacts(keap, 3);
				const parameters = get({ simplify: false, options: { fields } });
				const together = output(await keap.run(parameters, goOn(ids)));
				expect(counted(keap, ONE)).toBe(0);
				expect(counted(keap, LIST)).toBe(1);
				expect(present(present(sent(keap)[0]).query.fields).split(',')).toContain('id');
				const [alone] = several(output(await keap.run(parameters, goOn([ids[1]]))), 1);
				expect(together[1]).toEqual(alone);
				expect(Object.keys(alone).every((name) => fields.includes(name))).toBe(true);
				expect('id' in alone).toBe(fields.includes('id'));
			},
		);

		it.each([
			['together', ['a', 'b'], LIST],
			['alone', ['a'], ONE],
		])('does not keep updates from reading %s', async (__, names, call) => {
			arrange();
			const ids = names.map((name) =>
				addContact(keap, { email_addresses: emails(`${name}@example.com`) }),
			);
			const run = await keap.run(
				{
					resource: 'contact',
					operation: 'update',
					contactId: byId('={{ $json.id }}'),
					updateFields: {
						emailAddresses: list({ field: 'EMAIL2', email: 'new@example.com' }),
					},
				},
				goOn(ids),
			);
			expect(failedItems(run.items)).toEqual([]);
			expect(counted(keap, call)).toBe(1);
			for (const id of ids) expect(stored(keap, 'contact', id).email_addresses).toHaveLength(2);
		});
	});

	it('asks nothing more of lists to which it only adds', async () => {
		const ids = keap.sandbox.store
			.list('task')
			.slice(0, 2)
			.map(({ id }) => id);
		await keap.run(
			{
				resource: 'task',
				operation: 'get',
				taskId: byId('={{ $json.id }}'),
				simplify: false,
				options: { fields: ['custom_fields'] },
			},
			goOn(ids),
		);
		expect(sent(keap).map(({ query }) => query.fields)).toEqual(['custom_fields']);
	});
});

describe('two items that read one record', () => {
	const withColors = () => {
		const { id } = fieldNamed(keap, 'Favorite Color');
		return addContact(keap, {
			email_addresses: emails('ada@example.com'),
			custom_fields: [{ id, content: ['green', 'blue'] }],
		});
	};

	it.each([
		['simplified', true],
		['raw', false],
	])('have objects of their own, %s', async (_, simplify) => {
		const [id, other] = [withColors(), withColors()];
		const run = await keap.run(get({ simplify }), goOn([id, other, id, id]));
		expect(counted(keap, ONE)).toBe(0);
		const [first, , third, fourth] = several(run.items, 4);
		expect(third.json).toEqual(first.json);
		expect(fourth.json).toEqual(first.json);
		expect(sharedObjects(first, third)).toBe(0);
		expect(sharedObjects(first, fourth)).toBe(0);
		expect(sharedObjects(third, fourth)).toBe(0);
	});

	it('have lists of tags of their own, too', async () => {
		const { id } = keap.sandbox.store.insert('company', { company_name: 'Acme' });
		const run = await keap.run(
			{ resource: 'company', operation: 'addTags', companyId: byId(id), tags: tagRows('1,2') },
			{ items: [{}, {}] },
		);
		expect(output(run)).toHaveLength(2);
		expect(sharedObjects(present(run.items[0]), present(run.items[1]))).toBe(0);
	});
});

describe('an ID with zeros before it', () => {
	it('is the same record in a batch', async () => {
		const [one, other] = addContacts(keap, 2);
		const run = await keap.run(get(), goOn([one, `0${other}`, `000${one}`]));
		expect(output(run).map(({ id }) => id)).toEqual([one, other, one]);
		expect(present(sent(keap)[0]).query.filter).toBe(`ids==${one},${other}`);
	});

	it('is the same record for updates, which build on each other', async () => {
		const id = addContact(keap, { email_addresses: emails('ada@example.com') });
		const run = await keap.run(
			{
				resource: 'contact',
				operation: 'update',
				contactId: byId('={{ $json.id }}'),
				updateFields: {
					emailAddresses: list({ field: '={{ $json.field }}', email: '={{ $json.email }}' }),
				},
			},
			{
				items: [
					{ id, field: 'EMAIL2', email: 'second@example.com' },
					{ id: `0${id}`, field: 'EMAIL3', email: 'third@example.com' },
				],
			},
		);
		expect(run.error).toBeUndefined();
		expect(stored(keap, 'contact', id).email_addresses).toHaveLength(3);
	});

	it('is the same contact and the same tag when tags are added', async () => {
		const id = addContact(keap);
		const run = await keap.run(
			{
				resource: 'contact',
				operation: 'addTags',
				contactId: byId('={{ $json.id }}'),
				tags: tagRows('={{ $json.tags }}'),
			},
			{
				items: [
					{ id, tags: '1' },
					{ id: `00${id}`, tags: '01, 1, 001' },
				],
			},
		);
		expect(sent(keap)).toEqual([
			{ call: 'POST /v2/tags/1/contacts:applyTags', query: {}, body: { contact_ids: [id] } },
		]);
		expect(output(run).map(({ contact_id }) => contact_id)).toEqual([id, id]);
	});

	it('is one contact in a list of IDs', async () => {
		const [one, other] = addContacts(keap, 2);
		const run = await keap.run({
			resource: 'email',
			operation: 'sendTemplate',
			emailTemplateId: byId('01'),
			contacts: rows('contactId', `0${one}, ${one}, ${other}`),
			userId: byId('02'),
		});
		expect(run.error).toBeUndefined();
		expect(present(sent(keap)[0]).body).toEqual({
			template_id: '1',
			contact_ids: [one, other],
			user_id: '2',
		});
	});

	it('stays what it is where it is nothing but a zero; what is no number is no ID', async () => {
		const run = await keap.run(get(), goOn(['0', '0x1', '007a']));
		expect(keap.calls()).toEqual(['GET /v2/contacts/0']);
		for (const index of [1, 2]) expectInputError(run, index, 'invalid', 'Contact');
	});
});

describe('IDs that Keap takes as a range', () => {
	/** The calls that read these companies: the widths of ranges, and the IDs that are read by themselves. */
	async function read(ids: readonly number[]) {
		for (const id of ids)
			keap.sandbox.store.insert('company', { id: String(id), company_name: `Company ${id}` });
		const run = await keap.run(
			{
				resource: 'company',
				operation: 'get',
				companyId: byId('={{ $json.id }}'),
				simplify: false,
			},
			goOn(ids),
		);
		expect(output(run).map(({ id }) => Number(id))).toEqual(ids);
		return sent(keap)
			.map(({ call, query: { filter, page_size: size } }) =>
				filter === undefined ? call : `${filter} ${size}`,
			)
			.sort();
	}
	const upFrom = (id: number, count = 5) => Array.from({ length: count }, (_, i) => id + i);
	const alone = (ids: number[]) => ids.map((id) => `GET /v2/companies/${id}`);

	it('are read together within a thousand, whatever their order', async () => {
		expect(await read([5_003, 6_000, 5_001, 5_002, 5_004])).toEqual([
			'company_id>=5001;company_id<=6000 1000',
		]);
	});

	it('are read in several calls where they lie further apart, and alone where they are few', async () => {
		expect(await read([...upFrom(5_001), ...upFrom(6_001), ...upFrom(8_001, 4)])).toEqual([
			...alone(upFrom(8_001, 4)),
			'company_id>=5001;company_id<=5005 5',
			'company_id>=6001;company_id<=6005 5',
		]);
	});
});

it('reads what is no number by itself', async () => {
	const ids = keap.sandbox.store
		.list('task')
		.slice(0, 2)
		.map(({ id }) => id);
	const run = await keap.run(
		{ resource: 'task', operation: 'get', taskId: byId('={{ $json.id }}') },
		goOn([...ids, 'x7', '7x']),
	);
	expect(failedItems(run.items)).toEqual([2, 3]);
	const calls = sent(keap).map(({ call, query }) => `${call} ${query.filter ?? ''}`.trim());
	expect(calls).toContain(`GET /v2/tasks task_ids==${ids.join(',')}`);
	for (const id of ['x7', '7x']) expect(calls).toContain(`GET /v2/tasks/${id}`);
});

describe('a list that is not as it should be', () => {
	it.each([
		['no records', { contacts: null }],
		['another property', { people: [] }],
		['an object of records', { contacts: {} }],
		['null', null],
		['a text', 'contacts'],
		['records without ID', { contacts: [{ given_name: 'Ada' }, { given_name: 'Bea' }] }],
		['nothing among the records', { contacts: [null] }],
		['other records than were asked for', { contacts: [{ id: '424242' }] }],
	])('with %s has its records read one by one', async (_, body) => {
		const ids = addContacts(keap, 2);
		keap.sandbox.setFaults(on(LIST, returned(body)));
		const run = await keap.run(get(), goOn([...ids, '999999']));
		expect(run.items.map(({ json }) => json.id)).toEqual([...ids, undefined]);
		expect(failedItems(run.items)).toEqual([2]);
		expectKeapError(run, 2, 'notFound', "'Contact' 999999");
		expect(pairs(run.items)).toEqual([0, 1, 2]);
	});

	it('has the records that its first page leaves out read one by one', async () => {
		const ids = addContacts(keap, 4);
		keap.sandbox.setFaults(
			on(LIST, {
				kind: 'changedBody',
				change: (body) => ({
					contacts: (body as { contacts: JsonObject[] }).contacts.slice(0, 2),
					next_page_token: 'more',
				}),
			}),
		);
		const run = await keap.run(get(), goOn([...ids, '999999']));
		expect(run.items.map(({ json }) => json.id)).toEqual([...ids, undefined]);
		expectKeapError(run, 4, 'notFound', "'Contact' 999999");
		expect(counted(keap, ONE)).toBe(3);
	});

	it.each([[400], [404], [409], [422]])(
		'because of one of its IDs (%i) fails only that record',
		async (status) => {
			const ids = addContacts(keap, 3);
			keap.sandbox.setFaults(on(LIST, rejected(status, 'Unknown contact')));
			const run = await keap.run(get(), goOn([...ids, '999999']));
			expect(run.items.map(({ json }) => json.id)).toEqual([...ids, undefined]);
			expectKeapError(run, 3, 'notFound', "'Contact' 999999");
		},
	);

	it('for a reason of its own is the end of it: single reads would fail, too', async () => {
		const ids = addContacts(keap, 2);
		keap.sandbox.setFaults(on(LIST, rejected(403, 'No contacts for you')));
		const run = await keap.run(get(), goOn(ids));
		for (const i of [0, 1]) expectKeapError(run, i, 'forbidden', 'No contacts for you');
		expect(counted(keap, ONE)).toBe(0);
	});

	it('does not make updates lose what they would keep', async () => {
		const ids = ['a', 'b'].map((name) =>
			addContact(keap, { email_addresses: emails(`${name}@example.com`) }),
		);
		keap.sandbox.setFaults(on(LIST, returned({ contacts: [{ email_addresses: [] }, null] })));
		await keap.run(
			{
				resource: 'contact',
				operation: 'update',
				contactId: byId('={{ $json.id }}'),
				updateFields: { emailAddresses: list({ field: 'EMAIL2', email: 'new@example.com' }) },
			},
			goOn(ids),
		);
		for (const id of ids) expect(stored(keap, 'contact', id).email_addresses).toHaveLength(2);
	});
});

it("asks for a note by itself where the list doesn't say whose it is", async () => {
	const contact = addContact(keap);
	const ids = ['A', 'B'].map(
		(title) => keap.sandbox.store.insert('note', { contact_id: contact, title, user_id: '1' }).id,
	);
	keap.sandbox.setFaults(
		on(/^GET \/v2\/notes$/, {
			kind: 'changedBody',
			change: (body) => ({
				notes: (body as { notes: JsonObject[] }).notes.map((note) => ({
					...note,
					contact_id: null,
				})),
			}),
		}),
	);
	const run = await keap.run(
		{
			resource: 'note',
			operation: 'get',
			contactId: byId(contact),
			noteId: byId('={{ $json.id }}'),
		},
		goOn(ids),
	);
	expect(run.items.map(({ json }) => json.title)).toEqual(['A', 'B']);
});
