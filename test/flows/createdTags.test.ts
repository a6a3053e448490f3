import { expectKeapError, expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import {
	addContact,
	addContacts,
	byEmail,
	byId,
	emails,
	output,
	sent,
	tagRows,
} from '../operations/support';
import { first } from '../support/present';
import { counted, failedItems, on, rejected, returned } from './support';

/** No ID that a response lacks goes into a path. */

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const NEW = 'Brand, New';

const addTags = (tags: string[] = [NEW]) => ({
	resource: 'contact',
	operation: 'addTags',
	contactId: byId('={{ $json.id }}'),
	tags: tagRows(...tags.map((tag) => `"${tag}"`)),
	options: { createMissingTags: true },
});

const goOn = (ids: readonly string[]) => ({
	items: ids.map((id) => ({ id })),
	onError: 'continueRegularOutput' as const,
});

const CREATE = /^POST \/v2\/tags$/;

const paths = () => keap.calls().map((call) => call.split(' ')[1]);

afterEach(() => {
	for (const path of paths()) expect(path).not.toMatch(/\/\/|undefined|null|\/$/);
});

describe('a created tag', () => {
	it.each([
		['no body', undefined],
		['null', null],
		['a record without ID', { name: NEW }],
		['an ID that is null', { id: null, name: NEW }],
		['an empty ID', { id: '' }],
		['a list', [{ id: '7' }]],
	])('whose response holds %s, and that is not there, is told to each item', async (_, body) => {
		keap.sandbox.setFaults(on(CREATE, returned(body)));
		const ids = addContacts(keap, 2);
		const run = await keap.run(addTags(), goOn(ids));
		expect(failedItems(run.items)).toEqual([0, 1]);
		for (const i of [0, 1]) expectKeapError(run, i, 'responseLost', `'${NEW}'`);
		expect(counted(keap, CREATE)).toBe(1);
		expect(counted(keap, /applyTags/)).toBe(0);
	});

	it.each(['Plain', NEW, 'A; B', 'Star*'])(
		'without ID is looked up by its name: %s',
		async (name) => {
			keap.sandbox.setFaults(on(CREATE, { kind: 'changedBody', change: () => ({ name }) }));
			const id = first(addContacts(keap, 1));
			const run = await keap.run(addTags([name]), goOn([id]));
			expect(output(run)[0]).toMatchObject({ result: 'added' });
			const tag = keap.sandbox.store.find('tag', 'name', name);
			expect(keap.sandbox.store.tagsOf('contact', id)).toEqual([tag?.id]);
			expect(counted(keap, CREATE)).toBe(1);
		},
	);

	it.each([
		['whose response is lost', { kind: 'resetAfter' } as const],
		['whose response breaks off', { kind: 'halfBody' } as const],
	])('%s is used if it is there', async (_, fault) => {
		keap.sandbox.setFaults(on(CREATE, fault));
		const id = first(addContacts(keap, 1));
		const run = await keap.run(addTags(), goOn([id]));
		expect(output(run)[0]).toMatchObject({ result: 'added' });
		expect(counted(keap, CREATE)).toBe(1);
	});

	it('that another program has made in between is used', async () => {
		keap.sandbox.setFaults(
			on(CREATE, () => {
				keap.sandbox.store.insert('tag', { name: NEW });
				return undefined;
			}),
		);
		const id = first(addContacts(keap, 1));
		const run = await keap.run(addTags(), goOn([id]));
		expect(output(run)[0]).toMatchObject({ result: 'added' });
	});

	it('that the key may not make is not looked for', async () => {
		keap.sandbox.setFaults(on(CREATE, rejected(403, 'Not yours')));
		const run = await keap.run(addTags(), goOn([addContact(keap)]));
		expectKeapError(run, 0, 'forbidden', 'Not yours');
		expect(keap.calls()).toEqual(['GET /v2/tags', 'POST /v2/tags']);
	});

	it('that Keap turns down keeps the reason', async () => {
		keap.sandbox.setFaults(on(CREATE, rejected(400, 'Too many tags')));
		const run = await keap.run(addTags(), goOn([addContact(keap)]));
		expectKeapError(run, 0, 'badRequest', 'Too many tags');
	});
});

it('does not use a tag that the list gives without its ID', async () => {
	keap.sandbox.setFaults(on(/^GET \/v2\/tags$/, returned({ tags: [{ name: 'VIP' }, null] })));
	const run = await keap.run(addTags(['VIP']), goOn([addContact(keap)]));
	expectKeapError(run, 0, 'unavailable', 'tag');
	expect(keap.calls()).toEqual(['GET /v2/tags']);
});

describe('a contact that is found by its address', () => {
	const found = (contacts: unknown) =>
		keap.sandbox.setFaults(on(/^GET \/v2\/contacts$/, returned({ contacts })));
	const nameless = [{ email_addresses: emails('ada@example.com') }];

	it.each([
		[
			'addTags',
			{ operation: 'addTags', contactId: byEmail('ada@example.com'), tags: tagRows('1') },
		],
		['get', { operation: 'get', contactId: byEmail('ada@example.com') }],
		[
			'upsert',
			{
				operation: 'upsert',
				email: 'ada@example.com',
				matchBy: 'Email',
				additionalFields: { jobTitle: 'x' },
			},
		],
	])('without its ID is not used by %s', async (_, parameters) => {
		found(nameless);
		const run = await keap.run(
			{ resource: 'contact', ...parameters },
			{ onError: 'continueRegularOutput' },
		);
		expectKeapError(run, 0, 'unavailable', 'contact');
		expect(keap.calls()).toEqual(['GET /v2/contacts']);
	});

	it.each([[{}], ['none']])('is not missing because the list is %j', async (contacts) => {
		found(contacts);
		const run = await keap.run(
			{ resource: 'contact', operation: 'upsert', email: 'ada@example.com', matchBy: 'Email' },
			{ onError: 'continueRegularOutput' },
		);
		expectKeapError(run, 0, 'unavailable', 'contacts');
		expect(sent(keap).map(({ call }) => call)).toEqual(['GET /v2/contacts']);
	});

	it('is missing where the list has nothing usable', async () => {
		found([null, { id: '7' }, { id: '8', email_addresses: [null] }]);
		const run = await keap.run(
			{ resource: 'contact', operation: 'get', contactId: byEmail('ada@example.com') },
			{ onError: 'continueRegularOutput' },
		);
		expectInputError(run, 0, 'notFound', 'Contact', 'ada@example.com');
	});
});
