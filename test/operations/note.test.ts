import type { JsonObject } from '../../sandbox';
import { expectInputError, expectKeapError, keapError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present, several } from '../support/present';
import {
	byEmail,
	byId,
	contentsOf,
	customFields,
	fieldNamed,
	output,
	pairs,
	sent,
} from './support';

const keap = useKeap({ contacts: 20 });

const values = (content: JsonObject) =>
	Object.entries(content).map(([label, value]) => ({
		id: fieldNamed(keap, label).id,
		content: value,
	}));

const aNote = (note: JsonObject = {}) =>
	keap.sandbox.store.insert('note', {
		contact_id: '3',
		title: 'First call',
		type: 'Call',
		text: 'Wants an offer',
		user_id: '2',
		create_time: '2026-01-02T03:04:05.000Z',
		update_time: '2026-01-03T03:04:05.000Z',
		...note,
	});

const stored = (id: string) => keap.sandbox.store.get('note', id);

describe('create', () => {
	const create = { resource: 'note', operation: 'create', simplify: false, userId: byId(2) };

	it('sends the note with its custom fields under the contact', async () => {
		const run = await keap.run({
			...create,
			contactId: byId(3),
			title: 'Follow-up',
			text: 'Line one\nLine two',
			additionalFields: { isPinned: true, type: 'Call' },
			customFields: customFields({ Outcome: 'reached', 'Minutes Spent': '12', Billable: 'yes' }),
		});
		expect(sent(keap)).toEqual([
			{ call: 'GET /v2/notes/model', query: {}, body: undefined },
			{
				call: 'POST /v2/contacts/3/notes',
				query: {},
				body: {
					user_id: '2',
					title: 'Follow-up',
					text: 'Line one\nLine two',
					is_pinned: true,
					type: 'Call',
					custom_fields: values({ Outcome: 'Reached', 'Minutes Spent': 12, Billable: 1 }),
				},
			},
		]);
		expect(output(run)).toEqual([
			expect.objectContaining({ contact_id: '3', title: 'Follow-up', type: 'Call' }),
		]);
		expect(pairs(run.items)).toEqual([0]);
	});

	it('finds the contact by its e-mail address', async () => {
		const { email } = first(
			keap.sandbox.store.get('contact', '5')?.email_addresses as Array<{
				email: string;
			}>,
		);
		const run = await keap.run({ ...create, contactId: byEmail(` ${email} `), title: 'Hello' });
		expect(first(output(run)).contact_id).toBe('5');
		expect(keap.calls()).toEqual(['GET /v2/contacts', 'POST /v2/contacts/5/notes']);
	});

	it('takes a type in place of a title, and wants one of them', async () => {
		const run = await keap.run(
			{ ...create, contactId: byId(3), additionalFields: { type: '={{ $json.type }}' } },
			{ items: [{ type: 'Fax' }, { type: '' }], onError: 'continueRegularOutput' },
		);
		expect(first(run.items).json).toMatchObject({ type: 'Fax' });
		expectInputError(run, 1, 'missing', undefined, "'Title'", "'Type'");
		expect(keap.calls()).toEqual(['POST /v2/contacts/3/notes']);
	});

	it('returns the custom fields when they are asked for', async () => {
		const run = await keap.run({
			...create,
			contactId: byId(3),
			title: 'Hello',
			options: { fields: ['custom_fields'] },
		});
		expect(first(sent(keap)).query).toEqual({ fields: 'custom_fields' });
		expect(first(output(run)).custom_fields).toHaveLength(6);
	});
});

describe('get', () => {
	const get = { resource: 'note', operation: 'get' };
	const content = { Outcome: 'Reached', Billable: 1, Cost: 12.5, 'Follow-up Date': '2026-03-18' };

	it('reads one note under its contact, with custom fields by name', async () => {
		const { id } = aNote({ custom_fields: values(content) });
		const run = await keap.run({ ...get, contactId: byId(3), noteId: byId(id) });
		expect(sent(keap)[0]).toEqual({
			call: `GET /v2/contacts/3/notes/${id}`,
			query: { fields: 'custom_fields' },
			body: undefined,
		});
		expect(output(run)).toEqual([
			{
				id,
				contact_id: '3',
				title: 'First call',
				type: 'Call',
				text: 'Wants an offer',
				user_id: '2',
				pinned_at: null,
				create_time: '2026-01-02T03:04:05.000Z',
				update_time: '2026-01-03T03:04:05.000Z',
				custom_fields: {
					Outcome: 'Reached',
					'Minutes Spent': null,
					Billable: true,
					'Follow-up Date': '2026-03-18',
					Cost: 12.5,
					Reference: null,
				},
			},
		]);
	});

	it('returns the record as Keap has it when Simplify is off', async () => {
		const { id } = aNote({ custom_fields: values({ Billable: 1 }) });
		const run = await keap.run({
			...get,
			contactId: byId(3),
			noteId: byId(id),
			simplify: false,
		});
		const note = first(output(run));
		expect(note.assigned_to_user).toEqual({ id: '2', given_name: 'Tom', family_name: 'Becker' });
		expect(note.custom_fields).toContainEqual({ id: fieldNamed(keap, 'Billable').id, content: 1 });
		expect(keap.calls()).toHaveLength(1);
	});

	it('reads many in one call, and does not take the note of another contact for this one', async () => {
		const mine = aNote();
		const other = aNote({ contact_id: '4' });
		const run = await keap.run(
			{ ...get, contactId: byId(3), noteId: '={{ $json.id }}' },
			{
				items: [{ id: mine.id }, { id: other.id }, { id: mine.id }, { id: '999999' }],
				onError: 'continueRegularOutput',
			},
		);
		expect(sent(keap).map(({ call, query }) => [call, query.filter])).toEqual([
			['GET /v2/notes', `ids==${mine.id},${other.id},999999`],
			['GET /v2/notes/model', undefined],
		]);
		expect(outcomes(run, 'id')).toEqual([
			mine.id,
			keapError(1, 'notFound', `'Contact' 3, 'Note' ${other.id}`),
			mine.id,
			keapError(3, 'notFound', "'Contact' 3, 'Note' 999999"),
		]);
		expect(pairs(run.items)).toEqual([0, 1, 2, 3]);
	});
});

describe('getMany', () => {
	const getMany = { resource: 'note', operation: 'getMany' };

	it('filters, sorts and limits', async () => {
		const run = await keap.run(
			{
				...getMany,
				limit: 2,
				filters: {
					assignedToUserId: byId(2),
					contactId: byId(3),
					sinceTime: '2026-01-01T00:00:00',
					title: 'First call',
					untilTime: '2026-02-01T00:00:00+01:00',
					customFieldFilters: {
						values: [
							{ field: 'Cost', operator: 'atLeast', value: '10' },
							{ field: 'Outcome', operator: 'equals', value: 'Reached' },
						],
					},
				},
				sort: { value: { field: 'update_time', direction: 'desc' } },
			},
			{ timezone: 'America/Phoenix' },
		);
		expect(sent(keap).at(-1)).toEqual({
			call: 'GET /v2/notes',
			query: {
				fields: 'custom_fields',
				filter:
					'assigned_to_user_id==2;since_time==2026-01-01T07:00:00.000Z;title==First call;' +
					'until_time==2026-01-31T23:00:00.000Z;contact_id==3;Cost>=10;Outcome==Reached',
				order_by: 'update_time desc',
				page_size: '2',
			},
			body: undefined,
		});
		expect(run.error).toBeUndefined();
		for (const note of output(run)) expect(note).toMatchObject({ contact_id: '3', user_id: '2' });
	});

	it('takes ids, above and below, and returns all', async () => {
		const run = await keap.run({ ...getMany, returnAll: true, filters: { noteIds: '3, 1,2' } });
		expect(first(sent(keap)).query).toMatchObject({ filter: 'ids==3,1,2', page_size: '1000' });
		expect(output(run).map(({ id }) => id)).toEqual(['1', '2', '3']);

		const between = await keap.run({ ...getMany, filters: { idAbove: '4', idBelow: 7 } });
		expect(first(sent(keap)).query.filter).toBe('id>4;id<7');
		expect(output(between).map(({ id }) => id)).toEqual(['5', '6']);
	});

	it('lists the notes of one contact, for each item', async () => {
		const of = (id: string) =>
			keap.sandbox.store.list('note').filter(({ contact_id: contact }) => contact === id).length;
		const run = await keap.run(
			{
				resource: 'note',
				operation: 'getManyOfContact',
				contactId: '={{ $json.id }}',
				returnAll: true,
				simplify: false,
			},
			{ items: [{ id: 1 }, { id: 2 }] },
		);
		expect(keap.calls()).toEqual(['GET /v2/contacts/1/notes', 'GET /v2/contacts/2/notes']);
		expect(pairs(run.items)).toEqual([...Array(of('1')).fill(0), ...Array(of('2')).fill(1)]);
	});

	it('lists templates', async () => {
		const run = await keap.run({ resource: 'note', operation: 'getTemplates' });
		expect(sent(keap)).toEqual([
			{ call: 'GET /v2/notes/templates', query: { page_size: '50' }, body: undefined },
		]);
		expect(output(run).map(({ title }) => title)).toEqual(['Discovery call', 'Complaint']);
	});
});

describe('update', () => {
	const update = { resource: 'note', operation: 'update', simplify: false, userId: byId(4) };

	it('sends what changes, and keeps the custom fields that are not mentioned', async () => {
		const { id } = aNote({ custom_fields: values({ Outcome: 'Reached', Reference: 'A-1' }) });
		await keap.run({
			...update,
			contactId: byId(3),
			noteId: byId(id),
			updateFields: { title: 'Second call', isPinned: true },
			customFields: customFields({ Reference: 'B-2', Cost: 9.5 }),
		});
		expect(keap.calls()).toEqual([
			'GET /v2/notes/model',
			`GET /v2/contacts/3/notes/${id}`,
			`PATCH /v2/contacts/3/notes/${id}`,
		]);
		const [, read, write] = several(sent(keap), 3);
		expect(read.query).toEqual({ fields: 'custom_fields' });
		expect(present(write.query.update_mask).split(',').sort()).toEqual([
			'custom_fields',
			'is_pinned',
			'title',
			'user_id',
		]);
		expect(write.body).toMatchObject({
			user_id: '4',
			title: 'Second call',
			is_pinned: true,
		});
		expect(contentsOf(keap, stored(id))).toEqual({
			Outcome: 'Reached',
			Reference: 'B-2',
			Cost: 9.5,
		});
		expect(stored(id)).toMatchObject({ text: 'Wants an offer', user_id: '4' });
	});

	it('reads many in one call', async () => {
		const ids = [1, 2, 3].map(
			(n) => aNote({ contact_id: String(n), custom_fields: values({ Reference: `old ${n}` }) }).id,
		);
		const run = await keap.run(
			{
				...update,
				contactId: '={{ $json.contact }}',
				noteId: '={{ $json.note }}',
				customFields: customFields({ 'Minutes Spent': '={{ $json.contact }}' }),
			},
			{ items: ids.map((note, i) => ({ note, contact: i + 1 })) },
		);
		expect(run.error).toBeUndefined();
		const [model, read, ...writes] = keap.calls();
		expect([model, read]).toEqual(['GET /v2/notes/model', 'GET /v2/notes']);
		// Which of them arrives first is left to the network.
		expect(writes.sort()).toEqual([
			...ids.map((id, i) => `PATCH /v2/contacts/${i + 1}/notes/${id}`),
		]);
		expect(ids.map((id) => contentsOf(keap, stored(id)))).toEqual(
			[1, 2, 3].map((n) => ({ Reference: `old ${n}`, 'Minutes Spent': n })),
		);
	});

	it('reads each note below its own contact where it cannot read them together', async () => {
		const { id } = aNote({ contact_id: '6', custom_fields: values({ Reference: 'kept' }) });
		const run = await keap.run(
			{
				...update,
				contactId: '={{ $json.contact }}',
				noteId: '={{ $json.note }}',
				customFields: customFields({ Cost: 1 }),
			},
			{
				items: [
					{ note: 'none-1', contact: 5 },
					{ note: id, contact: 6 },
				],
				onError: 'continueRegularOutput',
			},
		);
		expectKeapError(run, 0, 'badRequest');
		expect(present(run.items[1]).json).toMatchObject({ id });
		expect(contentsOf(keap, stored(id))).toEqual({ Reference: 'kept', Cost: 1 });
	});

	it('does not overwrite what it could not read', async () => {
		const [hidden, other] = [
			aNote({ custom_fields: values({ Reference: 'kept' }) }).id,
			aNote({ custom_fields: values({ Reference: 'kept, too' }) }).id,
		];
		// A list may leave out what its key can write: here, the first of two notes.
		keap.sandbox.setFaults(({ path }) =>
			path === '/v2/notes'
				? { kind: 'status', status: 200, body: { notes: [], next_page_token: '' } }
				: undefined,
		);
		await keap.run(
			{
				...update,
				contactId: byId(3),
				noteId: '={{ $json.id }}',
				customFields: customFields({ Cost: 1 }),
			},
			{ items: [{ id: hidden }, { id: other }] },
		);
		expect(contentsOf(keap, stored(hidden))).toEqual({ Reference: 'kept', Cost: 1 });
		expect(contentsOf(keap, stored(other))).toEqual({ Reference: 'kept, too', Cost: 1 });
	});

	it('replaces without reading when that is wanted', async () => {
		const { id } = aNote({ custom_fields: values({ Outcome: 'Reached' }) });
		await keap.run({
			...update,
			contactId: byId(3),
			noteId: byId(id),
			customFields: customFields({ Cost: 1 }),
			options: { existingValues: 'replace' },
		});
		expect(keap.calls()).toEqual(['GET /v2/notes/model', `PATCH /v2/contacts/3/notes/${id}`]);
		expect(contentsOf(keap, stored(id))).toEqual({ Cost: 1 });
	});

	it('clears what is empty when that is wanted', async () => {
		const { id } = aNote({ custom_fields: values({ Outcome: 'Reached', Reference: 'A-1' }) });
		await keap.run({
			...update,
			contactId: byId(3),
			noteId: byId(id),
			updateFields: { text: '' },
			customFields: customFields({ Reference: '' }),
			options: { emptyValues: 'clear' },
		});
		expect(stored(id)).not.toHaveProperty('text');
		expect(contentsOf(keap, stored(id))).toEqual({ Outcome: 'Reached' });
	});

	it('moves a note to another contact', async () => {
		const { id } = aNote();
		await keap.run({
			...update,
			contactId: byId(3),
			noteId: byId(id),
			updateFields: { newContactId: byId(8) },
		});
		expect(sent(keap)).toEqual([
			{
				call: `PATCH /v2/contacts/3/notes/${id}`,
				query: { update_mask: 'contact_id,user_id' },
				body: { user_id: '4', contact_id: '8' },
			},
		]);
		expect(stored(id)?.contact_id).toBe('8');
	});
});

it('deletes', async () => {
	const { id } = aNote();
	const run = await keap.run({
		resource: 'note',
		operation: 'delete',
		contactId: byId(3),
		noteId: byId(id),
	});
	expect(keap.calls()).toEqual([`DELETE /v2/contacts/3/notes/${id}`]);
	expect(output(run)).toEqual([{ deleted: true }]);
	expect(stored(id)).toBeUndefined();
});
