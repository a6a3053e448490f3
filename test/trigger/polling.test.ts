import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { pollCatalog } from '../../nodes/Keap/resources/polls';
import { forgetPolls } from '../../nodes/Keap/trigger/polling/poll';
import { without } from '../../sandbox/body';
import { useClock } from '../../nodes/Keap/api/clock';
import { forgetRateLimiters } from '../../nodes/Keap/api/rateLimiter';
import { VirtualClock } from '../support/virtualClock';
import { DEFAULT_KEY, useKeap } from '../support/keap';
import { first, present } from '../support/present';
import { PollHost } from '../support/pollTrigger';

/** Keap's clock, which n8n's has nothing to do with. */
const BEFORE = Date.UTC(2026, 11, 31, 23, 59);
let now = BEFORE;

const keap = useKeap({ contacts: 50, clock: { now: () => now, sleep: async () => undefined } });

let host: PollHost;

beforeEach(() => {
	now = BEFORE;
	keap.sandbox.reset();
});

async function active(parameters: INodeParameters): Promise<void> {
	host = new PollHost(parameters, DEFAULT_KEY);
	expect(await host.activate()).toEqual([]);
	keap.sandbox.clearLog();
}

const idsOf = (found: IDataObject[]) => found.map(({ id }) => String(id));

/** Has something happen to a record at a time, as Keap writes it. */
function touch(kind: string, id: number | string, time: string, more: object = {}): void {
	const doc = present(keap.sandbox.store.get(kind, id));
	keap.sandbox.store.put(kind, { ...doc, ...more, [TIMES[kind] ?? 'update_time']: time });
}

const TIMES: Record<string, string> = {
	order: 'modification_time',
	task: 'modification_time',
	subscription: 'modification_time',
	opportunity: 'last_updated_time',
};

/** The kinds of records of which the trigger tells what is new, or what has changed, too. */
function kindsOf(change: 'created' | 'updated'): string[] {
	const suffix = change === 'created' ? 'Created' : 'CreatedOrUpdated';
	return pollCatalog.events
		.filter(({ kind }) => kind === change)
		.map(({ value }) => value.slice(0, -suffix.length));
}

/** Later than anything in the sandbox, by so many seconds. */
const at = (seconds: number) => new Date(Date.UTC(2027, 0, 1) + seconds * 1000).toISOString();

describe('a poll for what has changed', () => {
	const contacts = { event: 'contactCreatedOrUpdated' };

	it('brings nothing of what was there when the workflow was activated', async () => {
		await active(contacts);
		expect(await host.poll()).toEqual([]);
		expect(keap.calls()).toHaveLength(1);
	});

	it('brings each change once, simplified, with custom fields by name', async () => {
		await active(contacts);
		touch('contact', 7, at(1));
		const json = first(await host.poll());
		expect(json).toMatchObject({ id: '7', email: expect.any(String) });
		expect(json.custom_fields).not.toHaveProperty('0');
		expect(await host.poll()).toEqual([]);
		touch('contact', 7, at(2));
		expect(idsOf(await host.poll())).toEqual(['7']);
	});

	it('brings whole records', async () => {
		await active({ ...contacts, output: 'raw' });
		touch('contact', 7, at(1));
		expect(first(await host.poll())).toHaveProperty('email_addresses.0.field', 'EMAIL1');
	});

	it('tells two changes within a second apart', async () => {
		await active(contacts);
		touch('contact', 7, at(1), { given_name: 'Ann' });
		expect(first(await host.poll())).toMatchObject({ given_name: 'Ann' });
		touch('contact', 7, at(1), { given_name: 'Anne' });
		expect(first(await host.poll())).toMatchObject({ given_name: 'Anne' });
		expect(await host.poll()).toEqual([]);
	});

	it('takes a custom field that is new in the account for no change of its records', async () => {
		await active(contacts);
		touch('contact', 7, at(1));
		expect(await host.poll()).toHaveLength(1);
		const { items } = await keap.run({
			resource: 'customField',
			operation: 'create',
			fieldFor: 'contact',
			label: 'Shoe Size',
			fieldType: 'Text',
		});
		const id = String(first(items).json.id);
		expect(await host.poll()).toEqual([]);
		touch('contact', 7, at(1), { custom_fields: [{ id, content: '42' }] });
		expect(await host.poll()).toMatchObject([{ custom_fields: { 'Shoe Size': '42' } }]);
	});

	it('takes a list in another order for no change', async () => {
		await active({ ...contacts, output: 'raw' });
		const phones = ['PHONE1', 'PHONE2'].map((field) => ({ field, number: '555-0100' }));
		const changes = [phones, phones.toReversed(), phones.slice(1)];
		const counts: number[] = [];
		for (const phone_numbers of changes) {
			touch('contact', 7, at(1), { phone_numbers });
			counts.push((await host.poll()).length);
		}
		expect(counts).toEqual([1, 0, 1]);
	});

	it('reads a list that can only be sorted from its end, no further than it has to', async () => {
		keap.sandbox.store.insertMany(
			'note',
			Array.from({ length: 2500 }, (_, i) => ({ title: 'Old', update_time: at(-1000 - i) })),
		);
		await active({ event: 'noteCreatedOrUpdated' });
		touch('note', 2, at(1));
		expect(idsOf(await host.poll())).toEqual(['2']);
		expect(keap.calls().filter((call) => call === 'GET /v2/notes')).toHaveLength(1);
	});

	it('brings what appears late', async () => {
		await active(contacts);
		touch('contact', 7, at(100));
		expect(idsOf(await host.poll())).toEqual(['7']);
		touch('contact', 8, at(50));
		expect(idsOf(await host.poll())).toEqual(['8']);
		expect(await host.poll()).toEqual([]);
	});

	it('goes on where it was after n8n was started again', async () => {
		await active(contacts);
		touch('contact', 7, at(1));
		expect(await host.poll()).toHaveLength(1);
		touch('contact', 8, at(2));
		host.restart();
		expect(idsOf(await host.poll())).toEqual(['8']);
		host.restart();
		expect(await host.poll()).toEqual([]);
	});

	it('leaves to the next poll what is beyond the most items', async () => {
		await active({ ...contacts, options: { maxItems: 3 } });
		for (let id = 1; id <= 8; id++) touch('contact', id, at(id < 6 ? 1 : 2));
		const polls = [await host.poll(), await host.poll(), await host.poll()];
		expect(polls.map((found) => found.length)).toEqual([3, 3, 2]);
		expect(idsOf(polls.flat()).sort()).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
		expect(await host.poll()).toEqual([]);
	});

	it('begins with what is there if it is asked to', async () => {
		host = new PollHost(
			{ ...contacts, options: { existingRecords: true, maxItems: 20 } },
			DEFAULT_KEY,
		);
		const found = [...(await host.activate()), ...(await host.drain())];
		expect(idsOf(found).sort()).toEqual(Array.from({ length: 50 }, (_, i) => String(i + 1)).sort());
	});

	it.each([
		['contacts', { ...contacts }],
		['opt-outs', { event: 'emailAddressOptedOut' }],
	])('leaves the rest of what is there alone once it is told to: %s', async (_, event) => {
		const options = (existingRecords: boolean) => ({ options: { existingRecords, maxItems: 1 } });
		host = new PollHost({ ...event, ...options(true) }, DEFAULT_KEY);
		expect(await host.activate()).toHaveLength(1);
		host.parameters = { ...event, ...options(false) };
		host.restart();
		expect(await host.drain()).toEqual([]);
	});

	// Fifty contacts, in polls that end with the last one, and with less than they may bring.
	it.each([25, 30])(
		'loses nothing when it is told so after all of it has come, %i at once',
		async (maxItems) => {
			const options = (existingRecords: boolean) => ({ options: { existingRecords, maxItems } });
			host = new PollHost({ ...contacts, ...options(true) }, DEFAULT_KEY);
			expect([...(await host.activate()), ...(await host.poll())]).toHaveLength(50);
			touch('contact', 7, at(1));
			host.parameters = { ...contacts, ...options(false) };
			host.restart();
			expect(idsOf(await host.poll())).toEqual(['7']);
		},
	);

	it('changes nothing when Keap has trouble: the next poll makes up for it', async () => {
		await active(contacts);
		touch('contact', 7, at(1));
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 403, body: { message: 'No' } }));
		await expect(host.poll()).rejects.toMatchObject({ name: 'NodeApiError' });
		keap.sandbox.setFaults();
		expect(idsOf(await host.poll())).toEqual(['7']);
	});

	it('is made up for by the next one where n8n starts while Keap is down', async () => {
		await active(contacts);
		touch('contact', 7, at(1));
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 403, body: { message: 'No' } }));
		host.restart();
		await expect(host.poll('trigger', 'init')).rejects.toMatchObject({ name: 'NodeApiError' });
		forgetPolls();
		forgetRateLimiters();
		useClock(new VirtualClock(() => keap.sandbox.inFlight > 0));
		keap.sandbox.setFaults(() => ({ kind: 'html', status: 503 }));
		expect(await host.poll('trigger', 'init')).toEqual([]);
		await expect(host.poll('trigger', 'init')).rejects.toMatchObject({ name: 'NodeApiError' });
		keap.sandbox.setFaults();
		forgetRateLimiters();
		expect(idsOf(await host.poll('trigger', 'init'))).toEqual(['7']);
	});

	it('does not begin while another one is under way', async () => {
		await active(contacts);
		touch('contact', 7, at(1));
		const [one, other] = await Promise.all([host.poll(), host.poll()]);
		expect([...one, ...other]).toHaveLength(1);
	});

	it('begins where the workflow is published again while another one is under way', async () => {
		await active(contacts);
		const before = host;
		const running = before.poll();
		host = new PollHost({ event: 'noteCreated' }, DEFAULT_KEY);
		host.stored = before.stored;
		expect(await host.activate()).toEqual([]);
		await running;
		const { id } = keap.sandbox.store.insert('note', { title: 'New', contact_id: '1' });
		expect(idsOf(await host.poll())).toEqual([id]);
	});

	it('takes another output for the same records', async () => {
		await active(contacts);
		touch('contact', 7, at(1));
		await host.poll();
		host.parameters = { ...contacts, output: 'raw' };
		host.restart();
		touch('contact', 8, at(2));
		expect(idsOf(await host.poll())).toEqual(['8']);
		expect(await host.poll()).toEqual([]);
	});

	it('begins anew for another event', async () => {
		await active(contacts);
		host.parameters = { event: 'orderCreatedOrUpdated' };
		expect(await host.activate()).toEqual([]);
		touch('order', 2, at(1));
		expect(idsOf(await host.poll())).toEqual(['2']);
	});

	it('begins anew for another account', async () => {
		await active({ event: 'contactCreated' });
		const ids = [1, 2, 3];
		keap.sandbox.setFaults(({ query }) => {
			const [, after = '0'] = /contact_id>(\d+)/.exec(query.get('filter') ?? '') ?? [];
			const page = ids.filter((id) => id > Number(after)).map((id) => ({ id: String(id) }));
			if (query.get('order_by') === 'id desc') page.reverse();
			const body = { contacts: page.slice(0, Number(query.get('page_size'))) };
			return { kind: 'status', status: 200, headers: { 'x-keap-tenant-id': 'other' }, body };
		});
		expect(await host.poll()).toEqual([]);
		ids.push(4);
		expect(idsOf(await host.poll())).toEqual(['4']);
		expect(await host.poll()).toEqual([]);
	});

	it.each(kindsOf('updated'))('works for records of %s', async (kind) => {
		await active({ event: `${kind}CreatedOrUpdated` });
		touch(kind, 2, at(1));
		touch(kind, 1, at(2));
		expect(idsOf(await host.poll())).toEqual(['2', '1']);
		expect(await host.poll()).toEqual([]);
		touch(kind, 2, at(2));
		expect(idsOf(await host.poll())).toEqual(['2']);
	});

	it('brings five thousand changes once each, over restarts, many with the same time', async () => {
		const all = Array.from({ length: 5000 }, (_, i) => i + 1);
		keap.sandbox.store.insertMany(
			'contact',
			all.slice(50).map((i) => ({
				given_name: `N${i}`,
				update_time: '2026-01-01T00:00:00.000Z',
				create_time: '2026-01-01T00:00:00.000Z',
			})),
		);
		await active({ ...contacts, options: { maxItems: 700 } });
		const found: string[] = [];
		for (let round = 0; round < 5; round++) {
			// Two seconds hold 1,000 changes: half of them to one, half to the other.
			for (const id of all.slice(round * 1000, (round + 1) * 1000))
				touch('contact', id, at(round * 600 + (id % 2)));
			for (let polls = 0; polls < 2; polls++) {
				found.push(...idsOf(await host.poll()));
				if (polls === 0) host.restart();
			}
		}
		found.push(...idsOf(await host.drain()));
		expect(found).toHaveLength(5000);
		expect(new Set(found).size).toBe(5000);
	});

	it.each(['task', 'company'])(
		'skips no change of %s because something is deleted while pages are read',
		async (kind) => {
			const doc = { title: 'T', company_name: 'C', [TIMES[kind] ?? 'update_time']: at(-9000) };
			const made = keap.sandbox.store.insertMany(
				kind,
				Array.from({ length: 2100 }, () => doc),
			);
			await active({ event: `${kind}CreatedOrUpdated`, options: { maxItems: 5000 } });
			for (const [i, { id }] of made.entries()) touch(kind, id, at(i));
			now = Date.parse(at(3000));
			let isOver = false;
			keap.sandbox.setFaults(({ query }) => {
				if (!isOver && query.has('page_token')) {
					isOver = true;
					keap.sandbox.store.remove(kind, present(made[1]).id);
					keap.sandbox.store.remove(kind, present(made.at(-1)).id);
				}
				return undefined;
			});
			const found = idsOf([...(await host.poll()), ...(await host.drain())]);
			expect(isOver).toBe(true);
			const left = made.slice(2, -1).map(({ id }) => id);
			expect(left.filter((id) => !found.includes(id))).toEqual([]);
			expect(new Set(found).size).toBe(found.length);
		},
	);

	it('skips no change where a time to begin at does not belong to the filter', async () => {
		const made = keap.sandbox.store.insertMany(
			'contact',
			Array.from({ length: 2500 }, () => ({ given_name: 'N', update_time: at(-9000) })),
		);
		await active({ ...contacts, options: { maxItems: 5000 } });
		// The pages end within a second.
		for (const [i, { id }] of made.entries()) touch('contact', id, at(Math.floor(i / 300)));
		touch('contact', 1, at(3000));
		keap.sandbox.setFaults(({ query }) => {
			const [, begin = ''] = /start_update_time==(.*)$/.exec(query.get('filter') ?? '') ?? [];
			return {
				kind: 'changedBody',
				change: (body) => {
					const { contacts: page, ...rest } = body as { contacts?: IDataObject[] };
					const after = page?.filter(({ update_time: time }) => time !== begin);
					return { ...rest, contacts: after };
				},
			};
		});
		const found = idsOf([...(await host.poll()), ...(await host.drain())]);
		expect(new Set(found).size).toBe(2501);
	});

	it('does not read everything because something was never changed', async () => {
		const notes = { event: 'noteCreatedOrUpdated' };
		touch('note', 1, at(1));
		// Keap doesn't say where what has no time stands in an order.
		keap.sandbox.setFaults(() => ({
			kind: 'changedBody',
			change: (body) => {
				const { notes: page = [], ...rest } = body as { notes?: IDataObject[] };
				return {
					...rest,
					notes: [{ id: '99999', update_time: null }, ...page].slice(0, page.length),
				};
			},
		}));
		await active(notes);
		expect(JSON.stringify(host.stored).length).toBeLessThan(300);
		touch('note', 2, at(2));
		expect(idsOf(await host.poll())).toEqual(['2']);
		expect(await host.example()).toMatchObject([{ id: '2' }]);
	});

	it('does not read a great change again and again', async () => {
		keap.sandbox.store.insertMany(
			'contact',
			Array.from({ length: 2500 }, () => ({ given_name: 'N', update_time: at(-1000) })),
		);
		await active(contacts);
		now = Date.parse(at(3600));
		for (let id = 1; id <= 2500; id++) touch('contact', id, at(3000));
		const found = idsOf(await host.drain());
		expect(new Set(found).size).toBe(found.length);
		keap.sandbox.clearLog();
		await host.poll();
		await host.poll();
		expect(keap.calls().length).toBeLessThan(5);
	});
});

describe('a poll for what is new', () => {
	it.each(kindsOf('created'))('brings each new record of %s once', async (kind) => {
		await active({ event: `${kind}Created` });
		const doc = without(present(keap.sandbox.store.get(kind, 1)), 'id');
		const made = [keap.sandbox.store.insert(kind, doc), keap.sandbox.store.insert(kind, doc)];
		touch(kind, 1, at(1));
		expect(idsOf(await host.poll())).toEqual(made.map(({ id }) => String(id)));
		expect(await host.poll()).toEqual([]);
		const another = keap.sandbox.store.insert(kind, doc);
		expect(idsOf(await host.poll())).toEqual([String(another.id)]);
	});
});

describe('a poll for tags', () => {
	const tag = (...ids: string[]) => ({
		event: 'tagApplied',
		tags: { values: ids.map((value) => ({ tagId: { mode: 'id', value } })) },
	});

	const apply = async (tagId: string, contactId: string) =>
		await keap.run({
			resource: 'contact',
			operation: 'addTags',
			contactId: { mode: 'id', value: contactId },
			tags: { values: [{ tagId: { mode: 'id', value: tagId } }] },
		});

	it('brings the contacts that got one', async () => {
		await active(tag('1', '2'));
		await apply('2', '41');
		await apply('3', '42');
		const found = await host.poll();
		const { name } = present(keap.sandbox.store.get('tag', '2'));
		expect(found).toMatchObject([
			{ tag_id: '2', tag_name: name, id: '41', applied_time: expect.any(String) },
		]);
		expect(found[0]).toMatchObject({ email: expect.any(String) });
		expect(await host.poll()).toEqual([]);
	});

	it('brings none again because it has changed', async () => {
		await active(tag('2'));
		await apply('2', '41');
		expect(await host.poll()).toHaveLength(1);
		touch('contact', 41, at(1), { given_name: 'Renamed' });
		expect(await host.poll()).toEqual([]);
	});

	it('goes on with one tag when what is left of another is not wanted any more', async () => {
		const options = (existingRecords: boolean) => ({ options: { existingRecords, maxItems: 1 } });
		for (const id of ['11', '12', '13']) await apply('3', id);
		host = new PollHost({ ...tag('2'), ...options(false) }, DEFAULT_KEY);
		await host.activate();
		host.parameters = { ...tag('2', '3'), ...options(true) };
		host.restart();
		expect(await host.poll()).toHaveLength(1);
		await apply('2', '41');
		await apply('3', '42');
		host.parameters = { ...tag('2', '3'), ...options(false) };
		host.restart();
		expect(idsOf(await host.drain())).toEqual(['41']);
	});

	it('says which one there is not', async () => {
		host = new PollHost(tag('2', '99999'), DEFAULT_KEY);
		await expect(host.activate()).rejects.toThrow(/'Tags'.*tag.*'?99999.*Choose the tag/s);
		await active(tag('2', '4'));
		keap.sandbox.store.remove('tag', 4);
		await expect(host.poll()).rejects.toThrow(/'Tags'.*tag.*'?4.*Choose the tag/s);
	});

	it('has to know which', async () => {
		host = new PollHost({ event: 'tagApplied', tags: {} }, DEFAULT_KEY);
		await expect(host.activate()).rejects.toThrow(/'Tags'.*Choose at least one tag/s);
	});
});

describe('a poll for opted-out addresses', () => {
	function emailOf(contactId: number): string {
		const { email_addresses: addresses } = present(keap.sandbox.store.get('contact', contactId));
		const [{ email }] = addresses as [{ email: string }];
		return email;
	}

	const opt = async (emailAddress: string, optedIn: boolean) =>
		await keap.run({
			resource: 'emailAddress',
			operation: 'update',
			emailAddress,
			optedIn,
			reason: 'Asked for it',
		});

	it('brings one again that was opted in for one poll', async () => {
		await active({ event: 'emailAddressOptedOut' });
		const email = emailOf(5);
		const counts: number[] = [];
		for (const optedIn of [false, true, false]) {
			await opt(email, optedIn);
			counts.push((await host.poll()).length);
		}
		expect(counts).toEqual([1, 0, 1]);
	});

	it('takes none for new that one reading of the list has skipped', async () => {
		await active({ event: 'emailAddressOptedOut' });
		await opt(emailOf(5), false);
		expect(await host.poll()).toHaveLength(1);
		let isFirst = true;
		keap.sandbox.setFaults(() => {
			if (!isFirst) return undefined;
			isFirst = false;
			return { kind: 'status', status: 200, body: { email_addresses: [] } };
		});
		expect([...(await host.poll()), ...(await host.poll())]).toEqual([]);
		expect(isFirst).toBe(false);
	});

	it('takes none for new that was skipped between two pages of the first poll', async () => {
		let readings = 0;
		keap.sandbox.setFaults(({ query }) => {
			const isSecond = query.get('page_token') === '2';
			if (!isSecond) readings++;
			const names = isSecond ? (readings === 1 ? ['d'] : ['c', 'd']) : ['a', 'b'];
			const addresses = names.map((name) => ({ email: `${name}@example.com`, status: 'MANUAL' }));
			const body = { email_addresses: addresses, next_page_token: isSecond ? '' : '2' };
			return { kind: 'status', status: 200, body };
		});
		await active({ event: 'emailAddressOptedOut' });
		expect(await host.poll()).toEqual([]);
	});

	it('brings those that were not opted out before', async () => {
		await active({ event: 'emailAddressOptedOut' });
		const email = emailOf(5);
		await opt(email, false);
		expect(await host.poll()).toMatchObject([{ email, opted_in: false }]);
		expect(await host.poll()).toEqual([]);
		host.restart();
		expect(await host.poll()).toEqual([]);
	});
});

describe('a test event', () => {
	it.each([
		'contactCreatedOrUpdated',
		'contactCreated',
		'companyCreatedOrUpdated',
		'productCreated',
		'emailAddressOptedOut',
	])('is the latest that there is for %s, and counts for nothing', async (event) => {
		host = new PollHost({ event }, DEFAULT_KEY);
		expect(await host.example()).toHaveLength(1);
		expect(host.stored).toEqual({});
	});

	it('says so if there is none', async () => {
		const { id } = keap.sandbox.store.insert('tag', { name: 'Nobody' });
		host = new PollHost(
			{ event: 'tagApplied', tags: { values: [{ tagId: { mode: 'id', value: id } }] } },
			DEFAULT_KEY,
		);
		await expect(host.example()).rejects.toThrow(/nothing yet to show for 'Tag Applied/);
	});
});
