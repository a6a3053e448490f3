import type { INodeParameters } from 'n8n-workflow';

import { callsSaved } from '../../nodes/Keap/messages/hints';
import {
	errorOf,
	expectInputError,
	expectKeapError,
	inputError,
	outcomes,
} from '../support/errors';
import { useKeap } from '../support/keap';
import { present, several } from '../support/present';
import {
	addContact,
	addContacts,
	byEmail,
	byId,
	emails,
	fromList,
	lastSent,
	output,
	pairs,
	sent,
	tagNamed,
	tagRows,
} from './support';

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const tagging = (
	operation: 'addTags' | 'removeTags',
	contactId: INodeParameters,
	tags: string | string[],
	options: INodeParameters = {},
) => ({ resource: 'contact', operation, contactId, tags: tagRows(...[tags].flat()), options });

const add = (contactId: INodeParameters, tags: string | string[], options: INodeParameters = {}) =>
	tagging('addTags', contactId, tags, options);

const namesOf = (contactId: string) =>
	keap.sandbox.store
		.tagsOf('contact', contactId)
		.map((id) => keap.sandbox.store.get('tag', id)?.name);

describe('adding', () => {
	it('needs no look-up for IDs from the list', async () => {
		const id = addContact(keap);
		const result = await keap.run(add(fromList(id), ['2', '5']));
		expect(sent(keap)).toEqual(
			['2', '5'].map((tag) => ({
				call: `POST /v2/tags/${tag}/contacts:applyTags`,
				query: {},
				body: { contact_ids: [id] },
			})),
		);
		expect(output(result)).toEqual([
			{
				result: 'added',
				contact_id: id,
				tags: [
					{ tag_id: '2', result: 'added' },
					{ tag_id: '5', result: 'added' },
				],
			},
		]);
		const again = await keap.run(add(byId(id), ['5']));
		expect(output(again)).toEqual([
			{
				contact_id: id,
				result: 'already_had_it',
				tags: [{ tag_id: '5', result: 'already_had_it' }],
			},
		]);
	});

	it.each([
		['a name', 'vip', ['VIP']],
		['names with commas between them', 'VIP , newsletter,', ['Newsletter', 'VIP']],
		['names and IDs', 'VIP, 1', ['Newsletter', 'VIP']],
		['an array from an expression', '={{ ["VIP", "Trial"] }}', ['VIP', 'Trial']],
		['a number from an expression', '={{ 1 }}', ['Newsletter']],
		['a name that holds a comma', 'Coffee, Black', ['Coffee, Black']],
		['rows, one with such a name', ['Coffee, Black', 'VIP', 'VIP'], ['VIP', 'Coffee, Black']],
	])('takes %s', async (_, tags, names) => {
		keap.sandbox.store.insert('tag', { name: 'Coffee, Black' });
		const id = addContact(keap);
		output(await keap.run(add(byId(id), tags)));
		expect(namesOf(id)).toEqual(names);
	});

	it.each([' , ', '={{ [] }}'])('refuses no tags at all: %j', async (tags) => {
		const run = await keap.run(add(byId(addContact(keap)), tags));
		expectInputError(run, 0, 'empty', 'Tags');
		expect(keap.calls()).toEqual([]);
	});

	it('names a tag that does not exist', async () => {
		const id = byId(addContact(keap));
		const byName = await keap.run(add(id, 'VIP, Nonsense'));
		const mentions = ["'Nonsense'", "'Create Missing Tags'"];
		expectInputError(byName, 0, 'notFound', 'Tags', ...mentions);
		expect(keap.calls()).toEqual(['GET /v2/tags']);
		const byNumber = await keap.run(add(id, '999'));
		expectInputError(byNumber, 0, 'notFound', 'Tags', 'ID 999');
	});

	it('creates each missing tag once, in the chosen category', async () => {
		const ids = addContacts(keap, 3);
		const result = await keap.run(
			add(byId('={{ $json.id }}'), '={{ $json.tags }}', {
				createMissingTags: true,
				newTagCategoryId: fromList(2),
			}),
			{
				items: [
					{ id: ids[0], tags: 'Brand New' },
					{ id: ids[1], tags: 'brand new, Other New' },
					{ id: ids[2], tags: ['Brand New ', 'VIP'] },
				],
			},
		);
		expect(output(result)).toHaveLength(3);
		const made = sent(keap).filter(({ call }) => call === 'POST /v2/tags');
		expect(made.map(({ body }) => body)).toEqual([
			{ name: 'Brand New', category: { id: '2' } },
			{ name: 'Other New', category: { id: '2' } },
		]);
		expect(ids.map(namesOf)).toEqual([
			['Brand New'],
			['Brand New', 'Other New'],
			['VIP', 'Brand New'],
		]);
	});

	it('batches 450 contacts with two tags into six calls, each result with its item', async () => {
		const ids = addContacts(keap, 450);
		const result = await keap.run(add(byId('={{ $json.id }}'), 'VIP, Newsletter'), {
			items: ids.map((id) => ({ id })),
		});
		expect(keap.calls().filter((call) => call.startsWith('POST'))).toHaveLength(6);
		expect(output(result).map(({ contact_id }) => contact_id)).toEqual(ids);
		expect(pairs(result.items)).toEqual(ids.map((_, i) => i));
		expect(keap.sandbox.store.carriersOf('contact', tagNamed(keap, 'VIP'))).toHaveLength(450);
		expect(present(result.hints[0]).message).toContain(callsSaved(894));
	});

	it('asks for an e-mail address once and names one contact once per call', async () => {
		const id = addContact(keap, { email_addresses: emails('ada@example.com') });
		const result = await keap.run(add(byEmail('ada@example.com'), ['1']), { items: [{}, {}, {}] });
		expect(keap.calls()).toEqual(['GET /v2/contacts', 'POST /v2/tags/1/contacts:applyTags']);
		expect(lastSent(keap).body).toEqual({ contact_ids: [id] });
		expect(output(result)).toHaveLength(3);
	});

	const mixed = () => {
		const [one, other] = several(addContacts(keap, 2), 2);
		return [
			{ id: one, tag: '1' },
			{ id: '999999', tag: '1' },
			{ id: other, tag: 'Nonsense' },
			{ id: 'no-id', tag: '1' },
			{ id: other, tag: '1' },
		];
	};
	const errors = [
		inputError(1, 'rejected', undefined, "'Contact'", '999999', 'tag 1'),
		inputError(2, 'notFound', 'Tags', "'Nonsense'"),
		inputError(3, 'invalid', 'Contact', 'no-id'),
	];
	const parameters = add(byId('={{ $json.id }}'), '={{ $json.tag }}');

	it('tells a refusal inside a success to the very item, and the rest go on', async () => {
		const items = mixed();
		const result = await keap.run(parameters, { items, onError: 'continueRegularOutput' });
		expect(pairs(result.items)).toEqual([0, 1, 2, 3, 4]);
		expect(outcomes(result, 'contact_id')).toEqual([
			present(items[0]).id,
			...errors,
			present(items[4]).id,
		]);
		expect([present(items[0]).id, present(items[4]).id].map(namesOf)).toEqual([
			['Newsletter'],
			['Newsletter'],
		]);
	});

	it('hands what failed to the error output, its input beside the error', async () => {
		const items = mixed();
		const told = await keap.run(parameters, { items, onError: 'continueRegularOutput' });
		const result = await keap.run(parameters, { items, onError: 'continueErrorOutput' });
		expect(pairs(result.items)).toEqual([0, 4]);
		expect(pairs(result.errors)).toEqual([1, 2, 3]);
		expect(result.errors.map(({ json }) => json)).toEqual(
			[1, 2, 3].map((index) => {
				const { message, description } = errorOf(told, index);
				return { ...items[index], error: message, details: description };
			}),
		);
	});

	it('stops at the first bad item and tags nobody, unless told to go on', async () => {
		const items = mixed();
		const { error } = await keap.run(parameters, { items });
		expect(error).toEqual(errors[2]);
		expect(keap.calls()).toEqual([]);
	});

	it('finds the one contact because of which Keap refuses a call', async () => {
		const ids = addContacts(keap, 20);
		const bad = present(ids[13]);
		keap.sandbox.setFaults(({ n, method }) => {
			const { contact_ids: sentIds = [] } = (present(keap.sandbox.log[n - 1]).body ?? {}) as {
				contact_ids?: string[];
			};
			return method === 'POST' && sentIds.includes(bad)
				? { kind: 'status', status: 400, body: { message: 'Bad contact' } }
				: undefined;
		});
		const result = await keap.run(add(byId('={{ $json.id }}'), ['1']), {
			items: ids.map((id) => ({ id })),
			onError: 'continueRegularOutput',
		});
		const failed = result.items.filter(({ json }) => json.error);
		expect(pairs(failed)).toEqual([13]);
		expectKeapError(result, 13, 'badRequest', 'Bad contact');
		expect(ids.filter((id) => namesOf(id).length > 0)).toHaveLength(19);
	});
});

describe('removing', () => {
	it('collects the contacts of a tag', async () => {
		const ids = addContacts(keap, 3);
		await keap.run(add(byId('={{ $json.id }}'), 'VIP, Trial'), {
			items: ids.map((id) => ({ id })),
		});
		const result = await keap.run(tagging('removeTags', byId('={{ $json.id }}'), 'vip'), {
			items: ids.map((id) => ({ id })),
		});
		expect(lastSent(keap)).toEqual({
			call: `POST /v2/tags/${tagNamed(keap, 'VIP')}/contacts:removeTags`,
			query: {},
			body: { contact_ids: ids },
		});
		expect(keap.calls()).toHaveLength(2);
		expect(output(result)[1]).toEqual({
			result: 'removed',
			contact_id: ids[1],
			tags: [{ tag_id: tagNamed(keap, 'VIP'), tag_name: 'VIP', result: 'removed' }],
		});
		expect(ids.map(namesOf)).toEqual([['Trial'], ['Trial'], ['Trial']]);
	});

	it('names a tag that does not exist without offering to create it', async () => {
		const run = await keap.run(tagging('removeTags', byId(addContact(keap)), 'Nonsense'));
		const error = expectInputError(run, 0, 'notFound', 'Tags', "'Nonsense'");
		expect(error.description).not.toContain('Create Missing Tags');
	});
});
