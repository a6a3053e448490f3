import { useReceiver, type Receiver } from './receiver';
import { start, type Harness } from './support';

describe('controls of hooks', () => {
	let keap: Harness;
	let receiver: Receiver;
	useReceiver((started) => (receiver = started));
	beforeEach(async () => {
		keap = await start({ seed: false });
		await keap.call('POST', '/v1/hooks', { eventKey: 'contact.edit', hookUrl: receiver.url });
	});
	afterEach(async () => await keap.sandbox.close());

	const control = async (method: string, path = '', body?: object) => {
		const response = await fetch(`${keap.url}/__sandbox/hooks${path}`, {
			method,
			...(body && {
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		return { status: response.status, body: (await response.json()) as unknown };
	};

	it('show hooks with what waits and what was delivered', async () => {
		keap.sandbox.hooks.cause('contact.edit', [1]);
		await keap.sandbox.hooks.flush();
		keap.sandbox.hooks.cause('contact.edit', [2]);
		expect(await control('GET')).toMatchObject({
			status: 200,
			body: [
				{
					key: '1',
					eventKey: 'contact.edit',
					hookUrl: receiver.url,
					status: 'Verified',
					waiting: [{ eventKey: 'contact.edit', id: '2' }],
					deliveries: [{ body: { object_keys: [{ id: 1 }] }, attempts: [{ status: 200 }] }],
				},
			],
		});
	});

	it('cause events, which are delivered at once', async () => {
		const event = { eventKey: 'contact.edit', ids: [4, 5] };
		expect(await control('POST', '/events', event)).toMatchObject({
			status: 200,
			body: [{ hookKey: '1', attempts: [{ status: 200 }] }],
		});
		expect(receiver.deliveries).toMatchObject([{ object_keys: [{ id: 4 }, { id: 5 }] }]);
	});

	it('cause events of tags and contacts', async () => {
		await keap.call('POST', '/v1/hooks', {
			eventKey: 'contactGroup.removed',
			hookUrl: receiver.url,
		});
		await control('POST', '/events', {
			eventKey: 'contactGroup.removed',
			ids: [7],
			contactIds: [1, 2],
		});
		expect(receiver.deliveries).toMatchObject([
			{ object_keys: [{ id: 7, contact_details: [{ id: 1 }, { id: 2 }] }] },
		]);
	});

	it.each([{}, { eventKey: 'contact.burn', ids: [1] }, { eventKey: 'contact.edit' }])(
		'refuse the event %j',
		async (event) => {
			expect((await control('POST', '/events', event)).status).toBe(400);
		},
	);

	it('deliver what waits, and the last again', async () => {
		keap.sandbox.hooks.cause('contact.edit', [1]);
		expect(await control('POST', '/deliver')).toMatchObject({ body: [{ hookKey: '1' }] });
		expect(await control('POST', '/1/repeat')).toMatchObject({
			body: { attempts: [{ status: 200 }, { status: 200 }] },
		});
		expect(receiver.deliveries).toHaveLength(2);
	});

	it('deliver any body', async () => {
		await control('POST', '/1/send', { event_key: 'contact.edit', object_keys: [] });
		expect(receiver.deliveries).toEqual([{ event_key: 'contact.edit', object_keys: [] }]);
	});

	it('make hooks inactive', async () => {
		expect(await control('POST', '/1/deactivate')).toMatchObject({ body: { status: 'Inactive' } });
		expect((await keap.get('/v1/hooks/1')).body.status).toBe('Inactive');
	});

	it('are 404 for an unknown hook', async () => {
		for (const path of ['/9/repeat', '/9/send', '/9/deactivate'])
			expect((await control('POST', path, {})).status).toBe(404);
	});
});
