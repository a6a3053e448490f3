import { present } from '../support/present';
import { useReceiver, type Receiver } from './receiver';
import { FakeClock, start, type Harness } from './support';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

describe('deliveries of hooks', () => {
	let keap: Harness;
	let receiver: Receiver;
	useReceiver((started) => (receiver = started));
	let clock: FakeClock;
	beforeEach(async () => {
		clock = new FakeClock();
		keap = await start({ contacts: 3, seed: false, clock });
	});
	afterEach(async () => await keap.sandbox.close());

	const subscribe = async (eventKey: string) =>
		await keap.call('POST', '/v1/hooks', { eventKey, hookUrl: receiver.url });
	const edit = async (id: number) =>
		await keap.call('PATCH', `/v2/contacts/${id}?update_mask=given_name`, { given_name: 'Ada' });
	const applyTag = async () =>
		await keap.call('POST', '/v2/tags/7/contacts:applyTags', { contact_ids: ['1', '2'] });
	/** What is delivered after this time. */
	const after = async (ms: number) => {
		clock.advance(ms);
		await keap.sandbox.hooks.deliverDue();
		return receiver.deliveries.splice(0);
	};
	const status = () => keap.sandbox.hooks.subscriptions.get('1')?.status;

	it('hold what was changed, and when', async () => {
		await subscribe('contact.edit');
		clock.advance(1_234);
		await edit(2);
		expect(await after(MINUTE)).toEqual([
			{
				event_key: 'contact.edit',
				object_type: 'contact',
				object_keys: [
					{
						id: 2,
						apiUrl: 'https://api.infusionsoft.com/crm/rest/v1/contacts/2',
						timestamp: '2026-03-02T10:00:01.234Z',
					},
				],
			},
		]);
	});

	it('have no address of records that REST v1 lacks', async () => {
		await subscribe('user.activate');
		keap.sandbox.hooks.cause('user.activate', [3]);
		expect(await after(MINUTE)).toMatchObject([{ object_keys: [{ id: 3, apiUrl: '' }] }]);
	});

	it('are made between 30 and 60 seconds after the change, of all changes at once', async () => {
		await subscribe('contact.edit');
		clock.advance(SECOND);
		await edit(1);
		clock.advance(28 * SECOND);
		await edit(2);
		clock.advance(2 * SECOND);
		await edit(3);
		expect(await after(28 * SECOND)).toEqual([]);
		expect(await after(SECOND)).toMatchObject([{ object_keys: [{ id: 1 }, { id: 2 }] }]);
		expect(await after(29 * SECOND)).toEqual([]);
		expect(await after(SECOND)).toMatchObject([{ object_keys: [{ id: 3 }] }]);
		expect(await after(MINUTE)).toEqual([]);
	});

	it('of tags that were applied take five to ten minutes', async () => {
		await subscribe('contactGroup.applied');
		clock.advance(SECOND);
		await applyTag();
		expect(await after(10 * MINUTE - 2 * SECOND)).toEqual([]);
		expect(await after(SECOND)).toEqual([
			{
				event_key: 'contactGroup.applied',
				object_type: 'contactGroup',
				object_keys: [
					{
						id: 7,
						apiUrl: 'https://api.infusionsoft.com/crm/rest/v1/tags/7',
						timestamp: '2026-03-02T10:00:01.000Z',
						contact_details: [
							{ id: 1, timestamp: '2026-03-02T10:00:01.000Z' },
							{ id: 2, timestamp: '2026-03-02T10:00:01.000Z' },
						],
					},
				],
			},
		]);
	});

	it('hold a thousand changes at most', async () => {
		await subscribe('contact.edit');
		keap.sandbox.hooks.cause(
			'contact.edit',
			Array.from({ length: 2_100 }, (_, i) => i),
		);
		const sizes = (await after(MINUTE)).map(
			(body) => (body as { object_keys: unknown[] }).object_keys.length,
		);
		expect(sizes.toSorted((a, b) => a - b)).toEqual([100, 1_000, 1_000]);
	});

	it('are repeated after failures, until the hook is inactive', async () => {
		await subscribe('contact.edit');
		receiver.status = 500;
		await edit(1);
		const [first] = await after(MINUTE);
		expect(await after(29 * SECOND)).toEqual([]);
		expect(await after(31 * SECOND)).toEqual([first]);
		expect(await after(5 * MINUTE - 1)).toEqual([]);
		expect(await after(1)).toEqual([first]);
		expect(await after(30 * MINUTE - 1)).toEqual([]);
		expect(status()).toBe('Verified');
		expect(await after(1)).toEqual([first]);
		expect(status()).toBe('Inactive');
		receiver.status = 200;
		await edit(2);
		expect(await after(60 * MINUTE)).toEqual([]);
		await keap.call('POST', '/v1/hooks/1/verify');
		expect(status()).toBe('Verified');
		await edit(3);
		expect(await after(MINUTE)).toMatchObject([{ object_keys: [{ id: 3 }] }]);
	});

	it.each([
		[302, 0],
		[404, 1],
		['a broken connection', 1],
	])('that are responded to with %s fail %i times', async (code, failures) => {
		await subscribe('contact.edit');
		receiver.status = typeof code === 'number' ? code : 'broken';
		await edit(1);
		expect(await after(MINUTE)).toHaveLength(1);
		receiver.status = 200;
		expect(await after(60 * MINUTE)).toHaveLength(failures);
		expect(await after(60 * MINUTE)).toEqual([]);
		expect(status()).toBe('Verified');
	});

	it('fail if there is no response in time', async () => {
		await keap.sandbox.close();
		keap = await start({ contacts: 3, seed: false, clock, hooks: { timeoutMs: 20 } });
		keap.sandbox.hooks.subscriptions.add('contact.edit', receiver.url);
		receiver.status = 'silence';
		const { attempts, due } = await keap.sandbox.hooks.deliver('1', {});
		expect(attempts).toEqual([{ time: expect.any(String), error: expect.stringMatching(/time/) }]);
		expect(due).toBeGreaterThan(clock.now());
	});

	it('end at once when the receiver is gone for good', async () => {
		await subscribe('contact.edit');
		receiver.status = 410;
		await edit(1);
		expect(await after(MINUTE)).toHaveLength(1);
		expect(status()).toBe('Inactive');
		expect(await after(60 * MINUTE)).toEqual([]);
	});

	it('go to verified hooks only', async () => {
		receiver.onSecret = (_, response) => void response.end();
		await subscribe('contact.edit');
		await edit(1);
		await keap.sandbox.hooks.flush();
		expect(receiver.deliveries).toEqual([]);
	});

	it('go to everyone who has subscribed, and no longer to who has not', async () => {
		await subscribe('contact.edit');
		await subscribe('contact.edit');
		await subscribe('contact.add');
		await edit(1);
		expect(await after(MINUTE)).toHaveLength(2);
		await edit(1);
		await keap.call('DELETE', '/v1/hooks/1');
		expect(await after(MINUTE)).toHaveLength(1);
	});

	it('happen when they are told to, and again', async () => {
		await subscribe('contact.edit');
		expect(await keap.sandbox.hooks.repeat('1')).toBeUndefined();
		await edit(1);
		await keap.sandbox.hooks.flush();
		await keap.sandbox.hooks.repeat('1');
		const [first, second] = receiver.deliveries;
		expect(receiver.deliveries).toHaveLength(2);
		expect(second).toEqual(first);
		expect(present(keap.sandbox.hooks.deliveries('1')[0]).attempts).toMatchObject([
			{ status: 200 },
			{ status: 200 },
		]);
		expect(await after(60 * MINUTE)).toHaveLength(2);
	});

	it('can have any body', async () => {
		await subscribe('contactGroup.applied');
		const body = {
			event_key: 'contactGroup.applied',
			object_key: [{ tagId: 7, applied: [1, 2] }],
		};
		await keap.sandbox.hooks.deliver('1', body);
		expect(receiver.deliveries).toEqual([body]);
	});

	it('are told of nothing that was undone', async () => {
		await subscribe('contact.edit');
		const { store } = keap.sandbox;
		expect(() =>
			store.transaction(() => {
				store.put('contact', present(store.get('contact', 1)));
				throw new Error('No');
			}),
		).toThrow('No');
		await edit(2);
		expect(await after(MINUTE)).toMatchObject([{ object_keys: [{ id: 2 }] }]);
	});

	it('are forgotten with a reset, and cut off with the end', async () => {
		await subscribe('contact.edit');
		await edit(1);
		keap.sandbox.reset();
		expect((await keap.get('/v1/hooks')).body).toEqual([]);
		await subscribe('contact.edit');
		expect(await after(MINUTE)).toEqual([]);
		await edit(1);
		receiver.status = 'silence';
		const delivering = keap.sandbox.hooks.flush();
		await keap.sandbox.close();
		await delivering;
		keap = await start({ seed: false });
	});

	it('happen by themselves, if so wished', async () => {
		await keap.sandbox.close();
		keap = await start({ contacts: 3, seed: false, hooks: { automatic: true, delayMs: 1 } });
		const arrived = new Promise<void>((resolve) => (receiver.onDelivery = resolve));
		await subscribe('contact.edit');
		await edit(1);
		await arrived;
		expect(receiver.deliveries).toMatchObject([{ object_keys: [{ id: 1 }] }]);
	});
});
