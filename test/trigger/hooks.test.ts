import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { KeapTrigger } from '../../nodes/Keap/KeapTrigger.node';
import { forgetDeliveries } from '../../nodes/Keap/trigger/hooks/state';
import { useClock } from '../../nodes/Keap/api/clock';
import { VirtualClock } from '../support/virtualClock';
import { DEFAULT_KEY, useKeap } from '../support/keap';
import { first, present } from '../support/present';
import { TriggerHost } from '../support/hookTrigger';

const keap = useKeap({ contacts: 1200 });

let host: TriggerHost;

async function start(parameters: INodeParameters): Promise<void> {
	host = new TriggerHost(parameters, DEFAULT_KEY);
	await host.listen();
}

async function active(parameters: INodeParameters): Promise<void> {
	await start(parameters);
	await host.activate();
	keap.sandbox.clearLog();
}

afterEach(async () => {
	forgetDeliveries();
	await host.close();
	for (const { key } of subscriptions()) keap.sandbox.hooks.remove(key);
});

const subscriptions = () => keap.sandbox.hooks.subscriptions.list();

const hooks = () =>
	subscriptions()
		.map(({ eventKey, status }) => `${eventKey} ${status}`)
		.sort();

const hookFor = (event: string) =>
	present(subscriptions().find(({ eventKey }) => eventKey === event));

/** Has Keap tell of something at once. */
async function happen(event: string, ids: number[], contactIds: number[] = []): Promise<void> {
	keap.sandbox.hooks.cause(event, ids, contactIds);
	await keap.sandbox.hooks.flush();
}

const jsons = async (): Promise<IDataObject[]> => (await host.items()).map(({ json }) => json);

const post = async (body: unknown, url = hookFor('contact.edit').hookUrl) =>
	await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: typeof body === 'string' ? body : JSON.stringify(body),
	});

const objects = (...ids: unknown[]) => ids.map((id) => ({ id, apiUrl: '', timestamp: TIME }));
const FORBIDDEN = { kind: 'status', status: 403, body: { message: 'No' } } as const;
const TIME = '2026-01-05T12:00:00Z';

describe('the subscriptions of a trigger', () => {
	it('are made when the workflow is activated, one for each event, with a token in the address', async () => {
		await start({ events: ['contact.add', 'note.add'] });
		await host.activate();
		expect(hooks()).toEqual(['contact.add Verified', 'note.add Verified']);
		expect(hookFor('note.add').hookUrl).toMatch(/\/webhook\?token=[0-9a-f]{48}$/);
	});

	it('are left alone when n8n starts again and they still work', async () => {
		await active({ events: ['contact.add', 'note.add'] });
		await host.activate();
		expect(keap.calls()).toEqual(['GET /v1/hooks']);
	});

	it('are looked after when n8n starts, since the node counts as one that runs in its memory', async () => {
		const { trigger } = new KeapTrigger();
		await expect(trigger()).resolves.toEqual({});
	});

	it('stay as they are where n8n starts while Keap is down', async () => {
		await start({ events: ['contact.add'] });
		useClock(new VirtualClock(() => keap.sandbox.inFlight > 0));
		const down = { kind: 'html', status: 503 } as const;
		keap.sandbox.setFaults(() => down);
		await expect(host.activate('init')).rejects.toMatchObject({ name: 'NodeApiError' });
		keap.sandbox.setFaults();
		await host.activate();
		keap.sandbox.setFaults(() => down);
		await host.activate('init');
		await expect(host.activate()).rejects.toMatchObject({ name: 'NodeApiError' });
		keap.sandbox.setFaults(() => FORBIDDEN);
		await expect(host.activate('init')).rejects.toMatchObject({ name: 'NodeApiError' });
		expect(hooks()).toEqual(['contact.add Verified']);
	});

	it('are verified again where Keap has switched one off', async () => {
		await active({ events: ['contact.add', 'note.add'] });
		const before = subscriptions().map(({ key }) => key);
		keap.sandbox.hooks.deactivate(hookFor('note.add').key);
		await host.activate();
		expect(hooks()).toEqual(['contact.add Verified', 'note.add Verified']);
		expect(subscriptions().map(({ key }) => key)).toEqual(before);
	});

	it('follow the events of the node', async () => {
		await active({ events: ['contact.add', 'note.add'] });
		const kept = hookFor('note.add').key;
		host.set({ events: ['note.add', 'order.add'] });
		await host.activate();
		expect(hooks()).toEqual(['note.add Verified', 'order.add Verified']);
		expect(hookFor('note.add').key).toBe(kept);
	});

	it('are made anew where an address has a token that the workflow has lost, or come twice', async () => {
		await active({ events: ['contact.edit'] });
		const lost = hookFor('contact.edit').hookUrl;
		host.stored = {};
		await host.activate();
		expect(hooks()).toEqual(['contact.edit Verified']);
		const { hookUrl } = hookFor('contact.edit');
		expect(hookUrl).not.toBe(lost);
		keap.sandbox.hooks.subscriptions.add('contact.edit', hookUrl);
		await host.activate();
		expect(hooks()).toEqual(['contact.edit Verified']);
	});

	it('go when the workflow is deactivated, and those of others stay', async () => {
		await active({ events: ['contact.add'] });
		const other = `${host.address}-of-another`;
		keap.sandbox.hooks.subscriptions.add('contact.add', other);
		await host.deactivate();
		expect(subscriptions().map(({ hookUrl }) => hookUrl)).toEqual([other]);
	});

	it.each(['deactivated', 'refused'])(
		'go as far as they can when the workflow is %s',
		async (end) => {
			const events = ['contact.add', 'note.add', 'order.add'];
			await start({ events: end === 'refused' ? [...events, 'task.add'] : events });
			let [made, removed] = [0, 0];
			keap.sandbox.setFaults(({ method, path }) => {
				const isRefused =
					(method === 'POST' && path === '/v1/hooks' && ++made === 4) ||
					(method === 'DELETE' && ++removed === 1);
				return isRefused ? FORBIDDEN : undefined;
			});
			const over =
				end === 'refused' ? host.activate() : host.activate().then(() => host.deactivate());
			await expect(over).rejects.toMatchObject({ name: 'NodeApiError' });
			expect(hooks()).toEqual(['contact.add Verified']);
		},
	);

	it('go where n8n had another host before, once Keap has switched them off', async () => {
		await active({ events: ['contact.add'] });
		const { hookUrl } = hookFor('contact.add');
		const [former, elsewhere] = ['tunnel-1', 'tunnel-2'].map((host) => {
			const url = new URL(hookUrl);
			url.host = `${host}.example.com`;
			return keap.sandbox.hooks.subscriptions.add('contact.add', url.href);
		});
		const others = keap.sandbox.hooks.subscriptions.add(
			'contact.add',
			'https://tunnel-1.example.com/webhook/other?token=0',
		);
		for (const hook of [former, others]) keap.sandbox.hooks.deactivate(present(hook).key);
		keap.sandbox.hooks.subscriptions.change(present(elsewhere).key, { status: 'Verified' });
		await host.activate();
		const left = [hookUrl, present(elsewhere).hookUrl, others.hookUrl];
		expect(subscriptions().map(({ hookUrl: url }) => url)).toEqual(left);
	});

	it('work also where one of an earlier host cannot be removed', async () => {
		await active({ events: ['contact.add'] });
		const url = new URL(hookFor('contact.add').hookUrl);
		url.host = 'tunnel.example.com';
		const former = keap.sandbox.hooks.subscriptions.add('contact.add', url.href);
		keap.sandbox.hooks.deactivate(former.key);
		keap.sandbox.setFaults(({ method }) => (method === 'DELETE' ? FORBIDDEN : undefined));
		await host.activate();
		keap.sandbox.setFaults();
		expect(hooks()).toEqual(['contact.add Inactive', 'contact.add Verified']);
	});

	it('stay when n8n cleans up after a copy of the workflow, whose address was taken', async () => {
		await active({ events: ['contact.add'] });
		const { stored } = host;
		host.stored = {};
		await host.deactivate();
		expect(hooks()).toEqual(['contact.add Verified']);
		host.stored = stored;
		await host.deactivate();
		expect(hooks()).toEqual([]);
	});

	it('are not left behind by an activation that fails half-way', async () => {
		await start({ events: ['contact.add', 'note.add'] });
		let made = 0;
		keap.sandbox.setFaults(({ method, path }) =>
			method === 'POST' && path === '/v1/hooks' && ++made === 2 ? FORBIDDEN : undefined,
		);
		await expect(host.activate()).rejects.toMatchObject({ name: 'NodeApiError' });
		expect(made).toBe(2);
		// n8n cleans up without what the failed activation would have stored.
		host.stored = {};
		await host.deactivate();
		expect(hooks()).toEqual([]);
	});

	it.each(['={{ "contact.add" }}', '={{ "note.add, contact.add" }}'])(
		'follow an expression that gives a text: %s',
		async (events) => {
			await active({ events, output: 'ids' });
			await happen('contact.add', [3]);
			expect(await jsons()).toMatchObject([{ event_key: 'contact.add', id: '3' }]);
		},
	);

	it("can't be made for events that the account doesn't have, or for none", async () => {
		await start({ events: ['contact.add', 'contact.married'] });
		await expect(host.activate()).rejects.toThrow(/no event 'contact\.married'.*contact\.add/s);
		host.set({ events: [] });
		await expect(host.activate()).rejects.toThrow(/'Event Names or IDs' is empty.*at least one/s);
		expect(hooks()).toEqual([]);
	});

	it('say what to do where Keap gets no answer from the address', async () => {
		await start({ events: ['contact.add'] });
		await host.close();
		const refused = host.activate();
		await expect(refused).rejects.toThrow(
			/Keap can't reach this workflow at http:\/\/127\.0\.0\.1.*WEBHOOK_URL.*'Keap Polling Trigger'/s,
		);
		await expect(refused).rejects.toMatchObject({ name: 'NodeOperationError' });
	});

	it("say so where Keap's response holds none", async () => {
		await start({ events: ['contact.add'] });
		keap.sandbox.setFaults(({ method }) =>
			method === 'POST' ? { kind: 'status', status: 200, body: [] } : undefined,
		);
		await expect(host.activate()).rejects.toMatchObject({ name: 'NodeApiError' });
		keap.sandbox.setFaults();
	});

	it('offer the events of the account by name', async () => {
		await start({ events: [] });
		const options = await host.loadOptions('getEvents');
		expect(options).toContainEqual({
			name: 'Tag Applied to Contact',
			value: 'contactGroup.applied',
			description: 'contactGroup.applied',
		});
		expect(options.map(({ value }) => value)).not.toContain(undefined);
	});

	it('offer events without a name by their keys, behind the others', async () => {
		await start({ events: [] });
		const body = ['zebra.add', 'contact.add', 'ape.add', 7];
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 200, body }));
		expect(await host.loadOptions('getEvents')).toEqual([
			{ name: 'Contact Added', value: 'contact.add', description: 'contact.add' },
			{ name: 'ape.add', value: 'ape.add' },
			{ name: 'zebra.add', value: 'zebra.add' },
		]);
		keap.sandbox.setFaults();
	});
});

describe('a delivery', () => {
	it('starts the workflow with the record, simplified', async () => {
		await active({ events: ['contact.edit'] });
		await happen('contact.edit', [3]);
		const json = first(await jsons());
		expect(json).toMatchObject({ event_key: 'contact.edit', id: '3' });
		expect(json).toHaveProperty('email');
		expect(json).toHaveProperty('custom_fields');
		expect(json).not.toHaveProperty('apiUrl');
	});

	it('starts it with the whole record, custom fields by label if wanted', async () => {
		await active({ events: ['contact.edit'], output: 'raw' });
		await happen('contact.edit', [3]);
		const json = first(await jsons());
		expect(json).toMatchObject({ event_key: 'contact.edit', object_type: 'contact', id: '3' });
		expect(json).toHaveProperty('email_addresses.0.field', 'EMAIL1');
		expect(json).toHaveProperty('custom_fields.0.content');
		host.set({ events: ['contact.edit'], output: 'raw', options: { customFieldLabels: true } });
		await happen('contact.edit', [4]);
		expect((await jsons())[1]).not.toHaveProperty('custom_fields.0');
	});

	it('starts it with nothing but IDs, and no call to Keap', async () => {
		await active({ events: ['contact.edit'], output: 'ids' });
		await post({
			event_key: 'contact.edit',
			object_type: 'contact',
			object_keys: [{ id: 3, apiUrl: 'https://x', timestamp: TIME, origin: 'new' }],
		});
		expect(await jsons()).toEqual([
			{
				event_key: 'contact.edit',
				object_type: 'contact',
				id: '3',
				apiUrl: 'https://x',
				timestamp: TIME,
				origin: 'new',
			},
		]);
		expect(keap.calls()).toEqual([]);
	});

	it('of a deleted record has its ID', async () => {
		await active({ events: ['contact.delete'] });
		await happen('contact.delete', [3]);
		expect(await jsons()).toEqual([
			{ event_key: 'contact.delete', id: '3', timestamp: expect.any(String) },
		]);
		expect(keap.calls()).toEqual([]);
	});

	it('says which records are gone by now', async () => {
		await active({ events: ['contact.edit'] });
		await happen('contact.edit', [3, 999_999]);
		const [there, gone] = await jsons();
		expect(there).not.toHaveProperty('found');
		expect(gone).toEqual({
			event_key: 'contact.edit',
			id: '999999',
			timestamp: expect.any(String),
			found: false,
		});
	});

	it.each([
		['note.add', 'title'],
		['task.add', 'title'],
		['company.edit', 'company_name'],
		['order.add', 'title'],
		['product.edit', 'sku'],
		['opportunity.add', 'opportunity_title'],
		['subscription.add', 'billing_cycle'],
		['leadsource.edit', 'name'],
		['user.edit', 'email'],
		['contactGroup.add', 'name'],
		['appointment.add', 'title'],
	])('of %s brings the record', async (event, property) => {
		await active({ events: [event] });
		await happen(event, [1, 2]);
		const found = await jsons();
		expect(found.map(({ id }) => id)).toEqual(['1', '2']);
		for (const json of found) expect(json).toHaveProperty(property);
	});

	it('of a thousand records takes some ten calls, and is answered before the workflow ends', async () => {
		await active({ events: ['contact.edit'] });
		const ids = Array.from({ length: 1000 }, (_, i) => i + 1);
		keap.sandbox.hooks.cause('contact.edit', ids);
		const [delivery] = await keap.sandbox.hooks.flush();
		expect(delivery?.attempts).toMatchObject([{ status: 200 }]);
		expect(keap.calls().length).toBeLessThan(10);
		const found = await jsons();
		expect(found.map(({ id }) => id)).toEqual(ids.map(String));
		expect(found.every((json) => 'email' in json)).toBe(true);
		expect(keap.calls().length).toBeLessThanOrEqual(12);
	});

	it('that comes again is dropped, also after a restart', async () => {
		await active({ events: ['contact.edit'] });
		await happen('contact.edit', [3, 4]);
		await keap.sandbox.hooks.repeat(hookFor('contact.edit').key);
		forgetDeliveries();
		await keap.sandbox.hooks.repeat(hookFor('contact.edit').key);
		expect(await jsons()).toHaveLength(2);
		expect(host.executions).toHaveLength(1);
	});

	it('that comes again with something new in it brings that', async () => {
		await active({ events: ['contact.edit'], output: 'ids' });
		await post({ event_key: 'contact.edit', object_keys: objects(3) });
		await post({ event_key: 'contact.edit', object_keys: objects(3, 4) });
		expect((await jsons()).map(({ id }) => id)).toEqual(['3', '4']);
	});

	it.each([
		['an entry', 'contact.edit', [...objects(3), { id: null }, 'x', ...objects(4)]],
		['a contact of a tag', 'contactGroup.applied', [{ id: 2, applied: [3, null, 'x', 4] }]],
		[
			'a tag',
			'contactGroup.applied',
			[
				{ id: 'x', applied: [5] },
				{ id: 2, applied: [3, 4] },
			],
		],
	])('is not lost because of %s that makes no sense', async (_, event, entries) => {
		await active({ events: [event], output: 'ids' });
		const { status } = await post(
			{ event_key: event, object_keys: entries },
			hookFor(event).hookUrl,
		);
		expect(status).toBe(200);
		expect((await jsons()).map(({ id }) => id)).toEqual(['3', '4']);
	});

	it('without a time is never taken for another', async () => {
		await active({ events: ['contact.edit'], output: 'ids' });
		for (let i = 0; i < 2; i++) await post({ event_key: 'contact.edit', object_keys: [{ id: 3 }] });
		expect(await jsons()).toHaveLength(2);
	});

	it('is recognized while another one is under way', async () => {
		await active({ events: ['contact.edit'], output: 'ids' });
		const stored = structuredClone(host.stored);
		await post({ event_key: 'contact.edit', object_keys: objects(3) });
		// Another request of this process has read the workflow before that one was stored.
		host.stored = stored;
		await post({ event_key: 'contact.edit', object_keys: objects(3, 4) });
		expect((await jsons()).map(({ id }) => id)).toEqual(['3', '4']);
	});

	it('fails the execution when Keap has trouble, which can be run again', async () => {
		await active({ events: ['contact.edit'] });
		keap.sandbox.setFaults(({ path }) => (path.includes('/v2/contacts') ? FORBIDDEN : undefined));
		await happen('contact.edit', [3]);
		const run = await present(host.executions[0]);
		expect(run.data.resultData.error).toMatchObject({ name: 'NodeApiError' });
		keap.sandbox.setFaults();
		const again = await host.runAgain(run);
		expect(again).toMatchObject([{ json: { id: '3', email: expect.anything() } }]);
	});
});

describe('tags', () => {
	const applied = { events: ['contactGroup.applied'] };
	const nameOf = (id: number) => String(present(keap.sandbox.store.get('tag', id)).name);

	it('bring the contact and the tag', async () => {
		await active(applied);
		await happen('contactGroup.applied', [2, 3], [5]);
		const common = { event_key: 'contactGroup.applied', id: '5', email: expect.anything() };
		expect(await jsons()).toMatchObject([
			{ ...common, tag_id: '2', tag_name: nameOf(2) },
			{ ...common, tag_id: '3', tag_name: nameOf(3) },
		]);
	});

	it('come without the name of one that is gone by then', async () => {
		await active(applied);
		keap.sandbox.store.remove('tag', 9);
		await happen('contactGroup.applied', [2, 9], [5]);
		expect((await jsons()).map(({ tag_name }) => tag_name)).toEqual([nameOf(2), undefined]);
	});

	it('come without names for a key that may not read them', async () => {
		await active(applied);
		keap.sandbox.setFaults(({ path }) => (path.startsWith('/v2/tags') ? FORBIDDEN : undefined));
		await happen('contactGroup.applied', [2], [5]);
		const [item] = await jsons();
		expect(item).toMatchObject({ tag_id: '2', id: '5', email: expect.anything() });
		expect(item).not.toHaveProperty('tag_name');
	});

	it('are read once for all of the contacts that got them', async () => {
		await active(applied);
		keap.sandbox.clearLog();
		await happen('contactGroup.applied', [2], [5, 6, 7]);
		expect(await jsons()).toHaveLength(3);
		expect(keap.calls().filter((call) => call.includes('/v2/tags'))).toHaveLength(1);
	});

	it('start the workflow for those that are chosen, also by name', async () => {
		const name = String(present(keap.sandbox.store.get('tag', '3')).name);
		await active({
			...applied,
			tags: { values: [{ tagId: { mode: 'id', value: `1, ${name}` } }] },
		});
		await happen('contactGroup.applied', [1, 2, 3], [5]);
		expect((await jsons()).map(({ tag_id }) => tag_id)).toEqual(['1', '3']);
		await happen('contactGroup.applied', [2], [6]);
		expect(host.executions).toHaveLength(1);
	});

	it('are those that were chosen last, also when that was while n8n was off', async () => {
		const chosen = (value: string) => ({
			...applied,
			tags: { values: [{ tagId: { mode: 'id', value } }] },
		});
		await active(chosen('2'));
		host.set(chosen('5'));
		await host.activate('init');
		await happen('contactGroup.applied', [2, 5], [5]);
		expect((await jsons()).map(({ tag_id }) => tag_id)).toEqual(['5']);
		host.set(applied);
		await host.activate('init');
		await happen('contactGroup.applied', [2], [6]);
		expect(await jsons()).toHaveLength(2);
	});

	it('are looked up again where n8n starts with a key for another account', async () => {
		const tag = present(keap.sandbox.store.get('tag', 3));
		const other = present(keap.sandbox.store.get('tag', 5));
		const name = String(tag.name);
		await active({ ...applied, tags: { values: [{ tagId: { mode: 'id', value: name } }] } });
		keap.sandbox.store.put('tag', { ...tag, name: 'Renamed' });
		keap.sandbox.store.put('tag', { ...other, name });
		await host.activate('init');
		await happen('contactGroup.applied', [3, 5], [5]);
		expect((await jsons()).map(({ tag_id }) => tag_id)).toEqual(['3']);
		const headers = { 'x-keap-tenant-id': 'other' };
		keap.sandbox.setFaults(({ method, path }) =>
			method === 'GET' && path === '/v1/hooks'
				? { kind: 'status', status: 200, headers, body: [] }
				: undefined,
		);
		await host.activate('init');
		const { hookUrl } = hookFor('contactGroup.applied');
		await post(
			{
				event_key: 'contactGroup.applied',
				object_keys: [3, 5].map((id) => ({ id, applied: [6] })),
			},
			hookUrl,
		);
		expect((await jsons()).map(({ tag_id }) => tag_id)).toEqual(['3', '5']);
		keap.sandbox.store.put('tag', tag);
		keap.sandbox.store.put('tag', other);
	});

	it.each([
		['a list of IDs', [{ tagId: 2, applied: [5, 6], timestamp: TIME }]],
		['a list of texts', [{ tagId: '2', applied: ['5', '6'], timestamp: TIME }]],
		['objects', [{ id: 2, contact_details: objects(5, 6) }]],
		['an entry for each', objects(5, 6).map((entry) => ({ ...entry, tagId: 2 }))],
	])('are read from %s', async (_, entries) => {
		await active({ ...applied, output: 'ids' });
		const { hookUrl } = hookFor('contactGroup.applied');
		await post({ event_key: 'contactGroup.applied', object_keys: entries }, hookUrl);
		expect(await jsons()).toMatchObject([
			{ tag_id: '2', id: '5', timestamp: TIME },
			{ tag_id: '2', id: '6', timestamp: TIME },
		]);
	});

	it('that are removed bring those who lost them', async () => {
		await active({ events: ['contactGroup.removed'], output: 'ids' });
		const { hookUrl } = hookFor('contactGroup.removed');
		const entries = [
			{ tagId: 2, applied: [5], removed: [6] },
			{ tagId: 3, applied: [7] },
		];
		await post({ event_key: 'contactGroup.removed', object_keys: entries }, hookUrl);
		expect((await jsons()).map(({ id, tag_id }) => [tag_id, id])).toEqual([
			['2', '6'],
			['3', '7'],
		]);
	});

	it.each(['ids', 'raw'])('bring items that share nothing (%s)', async (output) => {
		await active({ ...applied, output });
		const { hookUrl } = hookFor('contactGroup.applied');
		const entries = [{ id: 2, applied: [5, 6], extra: { by: 'someone' } }];
		await post({ event_key: 'contactGroup.applied', object_keys: entries }, hookUrl);
		const [one, other] = await jsons();
		expect(one?.extra).toEqual({ by: 'someone' });
		expect(one?.extra).not.toBe(other?.extra);
	});

	it('are what the delivery says, whatever else its entries hold', async () => {
		await active({ ...applied, output: 'ids' });
		const { hookUrl } = hookFor('contactGroup.applied');
		const applied_ = [{ id: 5, event_key: 'contact.delete', tag_id: '3' }];
		const entries = [{ id: 2, contact_details: applied_, event_key: 'contact.add' }];
		await post({ event_key: 'contactGroup.applied', object_keys: entries }, hookUrl);
		expect(await jsons()).toEqual([{ event_key: 'contactGroup.applied', id: '5', tag_id: '2' }]);
	});

	it('pass on what nobody has seen yet', async () => {
		await active(applied);
		const { hookUrl } = hookFor('contactGroup.applied');
		const entries = [5, 6, 6].map((id) => ({ id: 2, people: [id], timestamp: TIME }));
		await post({ event_key: 'contactGroup.applied', object_keys: entries }, hookUrl);
		const common = { event_key: 'contactGroup.applied', tag_id: '2', timestamp: TIME };
		const tagged = { ...common, tag_name: nameOf(2) };
		expect(await jsons()).toEqual([
			{ ...tagged, people: [5] },
			{ ...tagged, people: [6] },
		]);
	});
});

describe('tags that there are not', () => {
	const nameOf = (id: number) => String(keap.sandbox.store.get('tag', id)?.name);

	const missing = (...ids: string[]) => ({
		events: ['contactGroup.applied'],
		tags: { values: ids.map((value) => ({ tagId: { mode: 'id', value } })) },
	});

	it('are refused when the workflow is activated', async () => {
		await start(missing('2', '99999'));
		await expect(host.activate()).rejects.toThrow(
			/'Tags'.*tag.*'?99999.*Choose the tag from the list/s,
		);
		expect(hooks()).toEqual([]);
	});

	it.each([
		['by ID', 3, (id: number) => String(id)],
		['by name', 4, nameOf],
	])('do not stop the others when n8n starts, chosen %s', async (_, deleted, called) => {
		await active(missing(called(2), called(deleted)));
		keap.sandbox.store.remove('tag', deleted);
		await host.activate('init');
		expect(hooks()).toEqual(['contactGroup.applied Verified']);
		await happen('contactGroup.applied', [2], [5]);
		expect(await jsons()).toMatchObject([{ tag_id: '2', id: '5' }]);
	});

	it('cannot be told from others by a key that may not read tags', async () => {
		await start(missing('2'));
		keap.sandbox.setFaults(({ path }) => (path.startsWith('/v2/tags') ? FORBIDDEN : undefined));
		await host.activate();
		expect(hooks()).toEqual(['contactGroup.applied Verified']);
	});
});

describe('stages', () => {
	it.each(['99999', 'No Such Stage'])('that there are not are refused: %s', async (value) => {
		await start({
			events: ['opportunity.stage_move'],
			stages: { values: [{ stageId: { mode: 'id', value } }] },
		});
		await expect(host.activate()).rejects.toThrow(new RegExp(`'Stages'.*stage.*${value}`, 's'));
		expect(hooks()).toEqual([]);
	});

	it('start the workflow for those that are chosen', async () => {
		const moved = ['1', '2', '3', '4'].map((id) => {
			const { stage_id: stage } = present(keap.sandbox.store.get('opportunity', id));
			return { id, stage: String(stage) };
		});
		const { stage } = first(moved);
		await active({
			events: ['opportunity.stage_move'],
			stages: { values: [{ stageId: { mode: 'id', value: stage } }] },
			output: 'ids',
		});
		await happen('opportunity.stage_move', [1, 2, 3, 4]);
		const items = await host.items();
		expect(items.map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual(
			moved.flatMap((one, item) => (one.stage === stage ? [[one.id, { item }]] : [])),
		);
		const [run] = await Promise.all(host.executions);
		const left = moved.length - items.length;
		expect(present(run).data.resultData.runData['Keap Trigger']?.[0]?.hints).toMatchObject([
			{ message: `${left} event${left === 1 ? '' : 's'} left out: not in the chosen stages` },
		]);
	});
});

describe('posts that are not from Keap, or make no sense', () => {
	const FIT = { event_key: 'contact.edit', object_keys: objects(3) };

	/** A value of any type, deep and wide in places. */
	function* anything(): Generator<unknown> {
		yield* [null, true, false, 0, -1, 1.5, 1e30, Number.MAX_SAFE_INTEGER + 1];
		yield* [
			'',
			' ',
			'\n',
			'null',
			'undefined',
			'NaN',
			'true',
			'[object Object]',
			'3; DROP',
			'../../x',
		];
		yield* ['=3', '{{ 3 }}', '={{ $env }}', '%33', '3\u0000', '\u202e3', '😀', 'x'.repeat(100_000)];
		yield* [[], [[]], [{}], {}, { id: null }, { id: { id: 3 } }, { length: 3 }, { toString: 3 }];
		yield Array.from({ length: 100 }, () => null);
		yield { __proto__: { id: 3 }, constructor: { prototype: {} } };
		let deep: unknown = 3;
		for (let i = 0; i < 500; i++) deep = { deep };
		yield deep;
	}

	function* malformed(): Generator<unknown> {
		for (const value of anything()) {
			yield value;
			yield { ...FIT, event_key: value };
			yield { ...FIT, object_keys: value };
			yield { ...FIT, object_keys: [value] };
			yield { ...FIT, object_keys: [{ id: value, timestamp: TIME }] };
			yield { object_keys: FIT.object_keys, event_key: [value] };
		}
		yield { ...FIT, event_key: 'contact.married' };
		yield { ...FIT, event_key: 'note.add' };
		yield { ...FIT, object_keys: Array.from({ length: 10_001 }, (_, i) => ({ id: i + 1 })) };
		for (const id of ['3e1', '٣', '3 ', '0x3', '9'.repeat(30), '-3', '3.0', '3,4'])
			yield { ...FIT, object_keys: objects(id) };
	}

	it('start nothing, whatever they hold', async () => {
		await active({ events: ['contact.edit', 'contactGroup.applied'] });
		let posts = 0;
		for (const body of malformed()) {
			const { status } = await post(body);
			expect([200, 400]).toContain(status);
			posts++;
		}
		for (const value of anything()) {
			for (const entry of [value, { id: value }, { id: 2, applied: [value] }, { tagId: value }]) {
				await post({ event_key: 'contactGroup.applied', object_keys: [entry] });
				posts++;
			}
		}
		expect(posts).toBeGreaterThan(370);
		expect(host.executions).toHaveLength(0);
		expect(keap.calls()).toEqual([]);
		await happen('contact.edit', [3]);
		expect(await jsons()).toHaveLength(1);
	});

	it('start nothing, whatever they are made of', async () => {
		await active({ events: ['contact.edit'] });
		const { hookUrl } = hookFor('contact.edit');
		const types = [
			'text/plain',
			'application/x-www-form-urlencoded',
			'application/xml',
			'image/png',
		];
		const big = { ...FIT, padding: 'x'.repeat(10_000_000), event_key: 'x' };
		for (const type of types)
			for (const body of [JSON.stringify(FIT), 'event_key=contact.edit&object_keys=3', '', '{'])
				await fetch(hookUrl, { method: 'POST', headers: { 'content-type': type }, body });
		await post(big);
		const nested = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		await post(`{"event_key":"contact.edit","object_keys":[{"id":3,"x":${nested}}]}`);
		await post({
			...FIT,
			object_keys: [{ id: 3, x: JSON.parse('[['.repeat(40) + ']]'.repeat(40)) as unknown }],
		});
		for (const body of ['', '{', '[', 'null', '"contact.edit"', '\u0000']) await post(body);
		expect(host.executions).toHaveLength(0);
	});

	it('start nothing without the token, or with another one', async () => {
		await active({ events: ['contact.edit'] });
		const { hookUrl } = hookFor('contact.edit');
		const token = present(new URL(hookUrl).searchParams.get('token') ?? undefined);
		const wrong = ['', '?', '?token=', '?token', `?token=${token}0`, `?token=${token.slice(1)}`];
		wrong.push(
			`?token=${token.toUpperCase()}`,
			`?token[]=${token}`,
			`?token=${token}&token=${token}`,
		);
		for (const query of wrong) {
			const { status } = await post(FIT, host.address + query);
			expect([query, status]).toEqual([query, 403]);
		}
		expect(host.executions).toHaveLength(0);
	});

	it('get the secret back when they ask for it, and start nothing', async () => {
		await active({ events: ['contact.edit'] });
		const response = await fetch(hookFor('contact.edit').hookUrl, {
			method: 'POST',
			headers: { 'x-hook-secret': 'abc', 'content-type': 'application/json' },
			body: JSON.stringify(FIT),
		});
		expect(response.headers.get('x-hook-secret')).toBe('abc');
		expect(host.executions).toHaveLength(0);
	});

	it('stay replays, however often they come', async () => {
		await active({ events: ['contact.edit'], output: 'ids' });
		for (let i = 0; i < 150; i++) expect((await post(FIT)).status).toBe(200);
		expect(await jsons()).toHaveLength(1);
	});
});
