import { KeapClient } from '../../nodes/Keap/api';
import { errorOf, expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { addContacts, byId, output, pairs, tagNamed, tagRows } from '../operations/support';
import { first, present, several } from '../support/present';
import { counted, failedItems, idsIn, on, rejected, returned } from './support';

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());
afterEach(() => jest.restoreAllMocks());

const APPLY = /applyTags/;

const addTags = (tags: string) => ({
	resource: 'contact',
	operation: 'addTags',
	contactId: byId('={{ $json.id }}'),
	tags: tagRows(tags),
});

const goOn = (ids: readonly string[]) => ({
	items: ids.map((id) => ({ id })),
	onError: 'continueRegularOutput' as const,
});

const tagged = (tag: string) => keap.sandbox.store.carriersOf('contact', tag).length;

/** Keap turns down each call that names one of these contacts. */
const rejecting = (bad: readonly string[], status: number, message: string) =>
	keap.sandbox.setFaults(
		on(APPLY, (request) =>
			idsIn(keap, request, 'contact_ids').some((id) => bad.includes(id))
				? rejected(status, message)
				: undefined,
		),
	);

describe('a batch that Keap rejects because of some of its contacts', () => {
	it.each([
		[404, 'Not Found', 1],
		[400, 'Contact is locked', 2],
		[403, 'Not yours', 0],
		[409, 'Being merged', 0],
		[422, 'Unprocessable', 2],
	])('with %i is carried out for the others', async (status, message, lookedFor) => {
		const tag = tagNamed(keap, 'VIP');
		const ids = addContacts(keap, 200);
		rejecting([present(ids[77])], status, message);
		const run = await keap.run(addTags(tag), goOn(ids));
		expect(failedItems(run.items)).toEqual([77]);
		expect(pairs(run.items)).toEqual(ids.map((_, i) => i));
		expect(tagged(tag)).toBe(199);
		expect(counted(keap, APPLY)).toBeLessThanOrEqual(20);
		expect(counted(keap, /^GET/)).toBe(lookedFor);
	});

	it('with 404 blames the contact by name, not the tag', async () => {
		const tag = tagNamed(keap, 'VIP');
		const ids = addContacts(keap, 30);
		rejecting([present(ids[4])], 404, 'Not Found');
		const run = await keap.run(addTags(tag), goOn(ids));
		expectInputError(run, 4, 'notFound', 'Contact', present(ids[4]));
		expect(failedItems(run.items)).toEqual([4]);
	});

	it.each([
		['the first and the last', (i: number) => i === 0 || i === 199],
		['every second one', (i: number) => i % 2 === 0],
		['the first hundred', (i: number) => i < 100],
		['all but one', (i: number) => i !== 150],
		['all', () => true],
	])('finds %s', async (_, isBad) => {
		const tag = tagNamed(keap, 'VIP');
		const ids = addContacts(keap, 200);
		const bad = ids.filter((_, i) => isBad(i));
		rejecting(bad, 404, 'Not Found');
		const run = await keap.run(addTags(tag), goOn(ids));
		expect(failedItems(run.items)).toEqual(ids.flatMap((_, i) => (isBad(i) ? [i] : [])));
		expect(tagged(tag)).toBe(200 - bad.length);
		for (const [i, id] of ids.entries())
			if (isBad(i)) expectInputError(run, i, 'notFound', 'Contact', id);
	});

	it('goes on one by one where each reason names its own contact', async () => {
		const tag = tagNamed(keap, 'VIP');
		const ids = addContacts(keap, 40);
		const good = ids[39];
		keap.sandbox.setFaults(
			on(APPLY, (request) => {
				const bad = idsIn(keap, request, 'contact_ids').find((id) => id !== good);
				return bad === undefined ? undefined : rejected(400, `Contact ${bad} is locked`);
			}),
		);
		const run = await keap.run(addTags(tag), goOn(ids));
		expect(failedItems(run.items)).toEqual(ids.slice(0, 39).map((_, i) => i));
		expectKeapError(run, 20, 'badRequest', `Contact ${ids[20]} is locked`);
		expect(tagged(tag)).toBe(1);
	});

	it('takes the other tags of the same contacts for what they are', async () => {
		const ids = addContacts(keap, 20);
		const [vip, trial] = [tagNamed(keap, 'VIP'), tagNamed(keap, 'Trial')];
		keap.sandbox.setFaults(
			on(APPLY, (request) =>
				request.path.includes(`/${vip}/`) &&
				idsIn(keap, request, 'contact_ids').includes(present(ids[3]))
					? rejected(404, 'Not Found')
					: undefined,
			),
		);
		const run = await keap.run(addTags(`${vip},${trial}`), goOn(ids));
		expect(failedItems(run.items)).toEqual([3]);
		expect(tagged(vip)).toBe(19);
		expect(tagged(trial)).toBe(20);
	});
});

describe('a rejection that is about the whole call', () => {
	it('of an unknown tag costs two calls, however many contacts there are', async () => {
		const ids = addContacts(keap, 200);
		const run = await keap.run(addTags('999'), goOn(ids));
		expect(failedItems(run.items)).toHaveLength(200);
		expectInputError(run, 120, 'notFound', 'Tags', '999');
		expect(keap.calls()).toEqual(['POST /v2/tags/999/contacts:applyTags', 'GET /v2/tags/999']);
	});

	it('of an unknown tag is told to a single contact, too', async () => {
		const id = first(addContacts(keap, 1));
		const run = await keap.run(addTags('999'), goOn([id]));
		expectInputError(run, 0, 'notFound', 'Tags', '999');
	});

	it('names both where nobody can tell which is unknown', async () => {
		const ids = addContacts(keap, 50);
		const tag = tagNamed(keap, 'VIP');
		keap.sandbox.setFaults((request) =>
			APPLY.test(request.path) ? rejected(404, 'Not Found') : rejected(403, 'No access to tags'),
		);
		const run = await keap.run(addTags(tag), goOn(ids));
		expect(failedItems(run.items)).toHaveLength(50);
		expectInputError(run, 0, 'notFound', 'Contact', first(ids), tag);
		expectKeapError(run, 49, 'notFound', 'batch');
		expect(counted(keap, APPLY)).toBe(11);
	});

	it('is told to all, and what was not sent by itself says so', async () => {
		const tag = tagNamed(keap, 'VIP');
		const ids = addContacts(keap, 200);
		keap.sandbox.setFaults(on(APPLY, rejected(400, 'Tagging is switched off')));
		const run = await keap.run(addTags(tag), goOn(ids));
		expect(failedItems(run.items)).toHaveLength(200);
		for (const i of ids.keys()) expectKeapError(run, i, 'badRequest', 'Tagging is switched off');
		const alone = run.items.filter(({ error }) => !String(error?.message).includes('batch'));
		expect(alone).toHaveLength(10);
		expect(counted(keap, APPLY)).toBe(11);
	});

	it('of the key is not tried any further', async () => {
		const tag = tagNamed(keap, 'VIP');
		keap.sandbox.setFaults(on(APPLY, rejected(401, 'Who are you?')));
		const run = await keap.run(addTags(tag), goOn(addContacts(keap, 200)));
		expect(failedItems(run.items)).toHaveLength(200);
		expectKeapError(run, 199, 'unauthorized');
		expect(counted(keap, APPLY)).toBe(1);
	});
});

describe('a success', () => {
	const someoneElse = (body: unknown) =>
		Object.fromEntries(
			Object.entries((body as { results: Record<string, string> }).results).slice(1),
		);

	it('that reports no result for one contact leaves this one unknown', async () => {
		const tag = tagNamed(keap, 'VIP');
		const ids = addContacts(keap, 3);
		keap.sandbox.setFaults(
			on(APPLY, {
				kind: 'changedBody',
				change: (body) => ({ results: someoneElse(body) }),
			}),
		);
		const run = await keap.run(addTags(tag), goOn(ids));
		expect(failedItems(run.items)).toEqual([0]);
		expectKeapError(run, 0, 'unknownOutcome', 'contact');
	});

	it.each([
		['no body', undefined],
		['null', null],
		['an empty object', {}],
		['results that are null', { results: null }],
		['results in a list', { results: ['SUCCESS', 'SUCCESS'] }],
		['a list', []],
		['a text', 'OK'],
	])('with %s leaves all unknown', async (_, body) => {
		const tag = tagNamed(keap, 'VIP');
		const ids = addContacts(keap, 2);
		keap.sandbox.setFaults(on(APPLY, returned(body)));
		const run = await keap.run(addTags(tag), goOn(ids));
		expect(failedItems(run.items)).toEqual([0, 1]);
		for (const i of [0, 1]) {
			expectKeapError(run, i, 'unknownOutcome', 'contact');
			expect(errorOf(run, i).message).not.toContain('REPORTED');
		}
	});

	it.each([[null], [1], [{ code: 'SUCCESS' }], ['']])(
		'with %j in place of a word leaves the contact unknown',
		async (word) => {
			const tag = tagNamed(keap, 'VIP');
			const [one, other] = several(addContacts(keap, 2), 2);
			keap.sandbox.setFaults(on(APPLY, returned({ results: { [one]: 'SUCCESS', [other]: word } })));
			const run = await keap.run(addTags(tag), goOn([one, other]));
			expect(failedItems(run.items)).toEqual([1]);
			expectKeapError(run, 1, 'unknownOutcome', 'contact');
		},
	);

	it('needs no results where Keap documents none', async () => {
		const tag = tagNamed(keap, 'VIP');
		const ids = addContacts(keap, 2);
		const run = await keap.run({ ...addTags(tag), operation: 'removeTags' }, goOn(ids));
		expect(output(run).map(({ result }) => result)).toEqual(['removed', 'removed']);
	});
});

describe('deleting', () => {
	const deleteBatch = {
		resource: 'email',
		operation: 'deleteBatch',
		emailId: byId('={{ $json.id }}'),
	};
	const addEmails = (count: number) =>
		Array.from({ length: count }, () => keap.sandbox.store.insert('email', { contact_id: '1' }).id);

	/** What the client says of a response that came at the second attempt, after the first one's was lost. */
	const retriedAfterLoss = () => {
		const send = Reflect.get(KeapClient.prototype, 'send');
		jest.spyOn(KeapClient.prototype, 'send').mockImplementation(async function (
			this: KeapClient,
			request,
		) {
			const before = this.stats.retried;
			const response = await send.call(this, request);
			return { ...response, retriedAfterLoss: this.stats.retried > before };
		});
	};

	it('again after a lost response takes what is gone for done', async () => {
		retriedAfterLoss();
		const ids = addEmails(3);
		let left = 1;
		keap.sandbox.setFaults(
			on(/batchRemove/, () => (left-- > 0 ? { kind: 'resetAfter' } : undefined)),
		);
		const run = await keap.run(deleteBatch, goOn(ids));
		expect(counted(keap, /batchRemove/)).toBe(2);
		expect(output(run)).toEqual(ids.map((email_id) => ({ email_id, result: 'deleted' })));
	});

	it('at the first attempt tells what is gone', async () => {
		retriedAfterLoss();
		const id = first(addEmails(1));
		const run = await keap.run(deleteBatch, goOn([id, '999999']));
		expect(failedItems(run.items)).toEqual([1]);
		expectInputError(run, 1, 'rejected', undefined, 'Email Record');
	});

	it('finds the one record because of which Keap rejects the batch', async () => {
		const ids = addEmails(50);
		keap.sandbox.setFaults(
			on(/batchRemove/, (request) =>
				idsIn(keap, request, 'email_ids').includes(present(ids[31]))
					? rejected(404, 'Not Found')
					: undefined,
			),
		);
		const run = await keap.run(deleteBatch, goOn(ids));
		expect(failedItems(run.items)).toEqual([31]);
		expectInputError(run, 31, 'notFound', 'Email Record', present(ids[31]));
		expect(ids.filter((id) => keap.sandbox.store.get('email', id))).toEqual([ids[31]]);
	});
});

describe('a run that stops at the first item that fails', () => {
	it('says which contact it was, and sends nothing more', async () => {
		const tag = tagNamed(keap, 'VIP');
		const ids = addContacts(keap, 200);
		rejecting([first(ids)], 400, 'Contact is locked');
		const run = await keap.run(addTags(tag), { items: ids.map((id) => ({ id })) });
		expectKeapError(run, 0, 'badRequest', 'Contact is locked');
		expect(counted(keap, APPLY)).toBe(2);
		expect(tagged(tag)).toBe(0);
	});

	it('says how many others are tagged', async () => {
		const tag = tagNamed(keap, 'VIP');
		const ids = addContacts(keap, 4);
		rejecting([present(ids[3])], 400, 'Contact is locked');
		const run = await keap.run(addTags(tag), { items: ids.map((id) => ({ id })) });
		const done = tagged(tag);
		expect(done).toBeGreaterThan(0);
		expectKeapError(run, 3, 'badRequest', `${done} other item`, 'before the run stopped');
	});
});

it('tells company tags from companies that do not exist', async () => {
	const { id } = keap.sandbox.store.insert('company', { company_name: 'Acme' });
	const company = (companyId: string, tags: string) =>
		keap.run(
			{
				resource: 'company',
				operation: 'addTags',
				companyId: byId(companyId),
				tags: tagRows(tags),
			},
			{ onError: 'continueRegularOutput' },
		);
	expectInputError(await company(id, '999'), 0, 'notFound', 'Tags', '999');
	expectKeapError(await company('999', tagNamed(keap, 'VIP')), 0, 'notFound', "'Company' 999");
});
