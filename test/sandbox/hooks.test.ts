import axios from 'axios';
import { DEFAULT_KEY, RESTRICTED_KEY } from '../../sandbox';
import { EVENT_KEYS } from '../../sandbox/hooks/event-keys';
import { redirectKeapTo } from '../../sandbox/redirect.cjs';
import { useReceiver, type Receiver } from './receiver';
import { start, type Harness } from './support';

describe('hooks', () => {
	let keap: Harness;
	let receiver: Receiver;
	useReceiver((started) => (receiver = started));
	beforeEach(async () => {
		keap = await start({ seed: false });
	});
	afterEach(async () => await keap.sandbox.close());

	const subscribe = async (body: object = {}) =>
		await keap.call('POST', '/v1/hooks', {
			eventKey: 'contact.add',
			hookUrl: receiver.url,
			...body,
		});
	const status = async () => (await keap.get('/v1/hooks/1')).body.status;
	const disagree = () => (receiver.onSecret = (_, response) => void response.end());

	it('can be created, read, listed and deleted, with any key of the account', async () => {
		const hook = { eventKey: 'contact.add', hookUrl: receiver.url, status: 'Verified' };
		expect(await subscribe()).toMatchObject({ status: 200, body: { key: '1', ...hook } });
		expect(await subscribe()).toMatchObject({ status: 200, body: { key: '2', ...hook } });
		expect((await keap.get('/v1/hooks/2')).body).toEqual({ key: '2', ...hook });
		expect((await keap.get('/v1/hooks')).body).toEqual([
			{ key: '1', ...hook },
			{ key: '2', ...hook },
		]);
		expect((await keap.call('DELETE', '/v1/hooks/1')).status).toBe(204);
		expect((await keap.get('/v1/hooks')).body).toEqual([{ key: '2', ...hook }]);
		expect((await keap.call('GET', '/v1/hooks', undefined, RESTRICTED_KEY)).status).toBe(403);
	});

	it('know what they can be told', async () => {
		const { body } = await keap.get('/v1/hooks/event_keys');
		expect(body).toEqual(EVENT_KEYS);
	});

	it.each([
		['no event', { eventKey: null }],
		['an unknown event', { eventKey: 'recurringOrder.add' }],
		['no address', { hookUrl: null }],
		['an address without a host', { hookUrl: '/webhook' }],
		['an address of something else', { hookUrl: 'ftp://example.com' }],
	])('refuse %s', async (_, body) => {
		expect(await subscribe(body)).toMatchObject({
			status: 400,
			body: { message: expect.any(String) },
		});
		expect((await keap.get('/v1/hooks')).body).toEqual([]);
	});

	it.each([
		['GET', ''],
		['PUT', ''],
		['DELETE', ''],
		['POST', '/verify'],
		['POST', '/delayedVerify'],
	])('%s%s is 404 for an unknown key', async (method, path) => {
		for (const key of ['7', 'abc'])
			expect((await keap.call(method, `/v1/hooks/${key}${path}`)).status).toBe(404);
	});

	describe('verification', () => {
		it('happens while the hook is being created', async () => {
			const seen: unknown[] = [];
			const { onSecret } = receiver;
			receiver.onSecret = (secret, response) => {
				seen.push(keap.sandbox.hooks.subscriptions.get('1')?.status, keap.sandbox.inFlight);
				onSecret(secret, response);
			};
			await subscribe();
			expect(seen).toEqual(['Unverified', 1]);
			expect(receiver.secrets).toEqual([expect.stringMatching(/^\w{16,}$/)]);
		});

		it.each([
			['sends the secret back with a redirect', 302, (secret: string) => secret, 'Verified'],
			['sends another secret back', 200, () => 'another', 'Unverified'],
			['sends none back', 200, () => undefined, 'Unverified'],
			['fails', 404, (secret: string) => secret, 'Unverified'],
		])('of a receiver that %s', async (_, code, answer, expected) => {
			receiver.onSecret = (secret, response) => {
				const sent = answer(secret);
				if (sent !== undefined) response.setHeader('X-Hook-Secret', sent);
				response.writeHead(code, { location: '/elsewhere' }).end();
			};
			expect((await subscribe()).body.status).toBe(expected);
			expect(await status()).toBe(expected);
		});

		it('of an address that nobody is at leaves the hook unverified', async () => {
			receiver.close();
			expect((await subscribe()).body.status).toBe('Unverified');
		});

		it('can be repeated, with a new secret', async () => {
			const { onSecret } = receiver;
			disagree();
			await subscribe();
			expect((await keap.call('POST', '/v1/hooks/1/verify')).body.status).toBe('Unverified');
			receiver.onSecret = onSecret;
			expect(await keap.call('POST', '/v1/hooks/1/verify')).toMatchObject({
				status: 200,
				body: { key: '1', status: 'Verified' },
			});
			expect(new Set(receiver.secrets).size).toBe(3);
		});

		it('can be made up for with the last secret', async () => {
			disagree();
			await subscribe();
			await keap.call('POST', '/v1/hooks/1/verify');
			const late = async (secret?: string) =>
				await fetch(`${keap.url}/crm/rest/v1/hooks/1/delayedVerify`, {
					method: 'POST',
					headers: {
						'X-Keap-API-Key': DEFAULT_KEY,
						...(secret === undefined ? {} : { 'X-Hook-Secret': secret }),
					},
				});
			for (const secret of [undefined, 'another', receiver.secrets[0]]) {
				expect((await late(secret)).status).toBe(400);
				expect(await status()).toBe('Unverified');
			}
			expect(await (await late(receiver.secrets[1])).json()).toMatchObject({ status: 'Verified' });
			expect(await status()).toBe('Verified');
		});

		it('is asked of a new address only', async () => {
			await subscribe();
			const update = async (body: object) => (await keap.call('PUT', '/v1/hooks/1', body)).body;
			expect(await update({ eventKey: 'contact.edit' })).toMatchObject({
				eventKey: 'contact.edit',
				hookUrl: receiver.url,
				status: 'Verified',
			});
			expect(receiver.secrets).toHaveLength(1);
			disagree();
			expect(await update({ hookUrl: `${receiver.url}/2` })).toMatchObject({
				eventKey: 'contact.edit',
				hookUrl: `${receiver.url}/2`,
				status: 'Unverified',
			});
			expect(receiver.secrets).toHaveLength(2);
			expect((await keap.call('PUT', '/v1/hooks/1', { eventKey: 'no.such' })).status).toBe(400);
		});
	});

	it('can be subscribed to at the names of the real hosts', async () => {
		const undo = redirectKeapTo(keap.url);
		try {
			const { data } = await axios.post<{ status: string }>(
				'https://api.infusionsoft.com/crm/rest/v1/hooks',
				{ eventKey: 'contactGroup.add', hookUrl: receiver.url },
				{ headers: { 'X-Keap-API-Key': DEFAULT_KEY } },
			);
			expect(data.status).toBe('Verified');
		} finally {
			undo();
		}
		await keap.call('POST', '/v2/tags', { name: 'New' });
		await keap.sandbox.hooks.flush();
		expect(receiver.deliveries).toMatchObject([{ event_key: 'contactGroup.add' }]);
	});
});
