import { DEFAULT_KEY, RESTRICTED_KEY } from '../../sandbox';
import { present } from '../support/present';
import { FakeClock, start, type Harness } from './support';

describe('the gateway', () => {
	describe('keys', () => {
		let keap: Harness;
		beforeAll(async () => {
			keap = await start({
				keys: [
					{ key: DEFAULT_KEY, kind: 'SAK' },
					{ key: 'pat', kind: 'PAT', userId: '2', deny: ['POST /v2/contacts', '* /v2/tags/{id}'] },
					{
						key: RESTRICTED_KEY,
						kind: 'PAT',
						userId: '8',
						deny: ['* *', '!GET /v2/settings/applications:isEnabled'],
					},
				],
			});
		});
		afterAll(async () => await keap.sandbox.close());

		it('asks for one before anything else', async () => {
			const { status, body, headers } = await keap.call('GET', '/v2/nowhere', undefined, '');
			expect(status).toBe(401);
			expect(present(present(body.fault).detail).errorcode).toBe('oauth.v2.InvalidAccessToken');
			expect(headers.get('x-keap-product-quota-limit')).toBe('');
			expect(headers.get('x-sandbox')).toBe('1');
		});

		it('refuses a wrong one', async () => {
			const { status, body } = await keap.call('GET', '/v2/contacts', undefined, 'KeapAK-wrong');
			expect(status).toBe(401);
			expect(present(present(body.fault).detail).errorcode).toBe(
				'keymanagement.service.invalid_access_token',
			);
		});

		it('takes it as a bearer token, too', async () => {
			const response = await fetch(`${keap.url}/crm/rest/v2/contacts`, {
				headers: { authorization: `Bearer ${DEFAULT_KEY}` },
			});
			expect(response.status).toBe(200);
		});

		it('keeps to what the key may do', async () => {
			expect((await keap.call('POST', '/v2/contacts', {}, 'pat')).body).toMatchObject({
				code: 403,
				status: 'FORBIDDEN',
			});
			expect((await keap.call('GET', '/v2/tags/1', undefined, 'pat')).status).toBe(403);
			expect((await keap.call('GET', '/v2/tags', undefined, 'pat')).status).toBe(200);
			expect((await keap.call('GET', '/v2/contacts', undefined, RESTRICTED_KEY)).status).toBe(403);
			const enabled = await keap.call(
				'GET',
				'/v2/settings/applications:isEnabled',
				undefined,
				RESTRICTED_KEY,
			);
			expect(enabled).toMatchObject({ status: 200, body: { isEnabled: true } });
		});

		it('knows who stands behind a personal token only', async () => {
			const { body } = await keap.call('GET', '/v2/oauth/connect/userinfo', undefined, 'pat');
			expect(body).toMatchObject({ given_name: 'Tom', is_admin: true });
			expect((await keap.get('/v2/oauth/connect/userinfo')).status).toBe(403);
		});

		it('words errors as each version does', async () => {
			expect((await keap.get('/v2/nowhere')).body).toMatchObject({
				code: 404,
				status: 'NOT_FOUND',
			});
			expect((await keap.call('PUT', '/v2/contacts/1', {})).body).toMatchObject({
				code: 405,
				message: expect.stringContaining('/v2/contacts/{contactId}, only'),
			});
			expect((await keap.call('POST', '/v2/tasks/1:archive', {})).body).toMatchObject({
				code: 404,
				message: expect.stringContaining('/v2/tasks/1:archive'),
			});
			expect((await keap.get('/v1/nowhere')).body).toEqual({ message: expect.any(String) });
			const broken = await fetch(`${keap.url}/crm/rest/v2/contacts`, {
				method: 'POST',
				headers: { 'x-keap-api-key': DEFAULT_KEY, 'content-type': 'application/json' },
				body: '{"given',
			});
			expect(broken.status).toBe(400);
		});
	});

	describe('limits', () => {
		let clock: FakeClock;
		let keap: Harness;
		const begin = async (options: Parameters<typeof start>[0]) => {
			clock = new FakeClock();
			keap = await start({ clock, seed: false, ...options });
		};
		const call = async () => await keap.get('/v2/settings/applications:isEnabled');
		afterEach(async () => await keap.sandbox.close());

		it('announces them with the true counts', async () => {
			await begin({ limits: {} });
			await call();
			const { headers } = await call();
			expect(Object.fromEntries(headers)).toMatchObject({
				'x-keap-product-quota-limit': '30000',
				'x-keap-product-quota-used': '2',
				'x-keap-product-quota-expiry-time': String(Date.parse('2026-03-03T00:00:00Z')),
				'x-keap-product-throttle-limit': '240',
				'x-keap-product-throttle-available': '238',
				'x-keap-product-spike-limit': '10ps',
				'x-keap-tenant-throttle-limit': '10000|250000',
				'x-keap-tenant-throttle-used': '2|2',
			});
			expect(headers.get('retry-after')).toBeNull();
		});

		it('allows ten in any second', async () => {
			await begin({ limits: {} });
			for (let n = 0; n < 10; n++) expect((await call()).status).toBe(200);
			clock.advance(999);
			const { status, body } = await call();
			expect(status).toBe(429);
			expect(present(present(body.fault).detail).errorcode).toBe(
				'policies.ratelimit.SpikeArrestViolation',
			);
			clock.advance(1);
			expect((await call()).status).toBe(200);
		});

		it('can smooth', async () => {
			await begin({ limits: {}, spike: 'smoothed' });
			expect((await call()).status).toBe(200);
			clock.advance(84);
			expect((await call()).status).toBe(429);
			clock.advance(1);
			expect((await call()).status).toBe(200);
		});

		it('allows so many in any minute, not counting refusals', async () => {
			await begin({ limits: { perMinute: 3 } });
			for (let n = 0; n < 3; n++) expect((await call()).status).toBe(200);
			clock.advance(59_999);
			const { status, body, headers } = await call();
			expect(status).toBe(429);
			expect(body).toEqual({
				code: '429',
				message: 'Quota Exceeded',
				status: 'Request Throttled',
				details: null,
			});
			expect(headers.get('x-keap-product-throttle-available')).toBe('0');
			clock.advance(1);
			expect((await call()).status).toBe(200);
		});

		it('can count by the clock', async () => {
			await begin({ limits: { perMinute: 1, window: 'calendar' } });
			clock.advance(59_000);
			expect((await call()).status).toBe(200);
			expect((await call()).status).toBe(429);
			clock.advance(1_000);
			expect((await call()).status).toBe(200);
		});

		it('starts a new day at midnight UTC', async () => {
			await begin({ limits: { perDay: 1 } });
			expect((await call()).status).toBe(200);
			const { status, headers } = await call();
			expect(status).toBe(429);
			expect(headers.get('x-keap-product-quota-available')).toBe('0');
			clock.advance(14 * 3_600_000);
			expect((await call()).status).toBe(200);
		});

		it('counts every key by itself, and can be switched off', async () => {
			await begin({ limits: { perMinute: 1 } });
			expect((await call()).status).toBe(200);
			expect(
				(await keap.call('GET', '/v2/settings/applications:isEnabled', undefined, RESTRICTED_KEY))
					.status,
			).toBe(200);
			expect((await call()).status).toBe(429);
			keap.sandbox.setLimits(false);
			const { status, headers } = await call();
			expect(status).toBe(200);
			expect(Number(headers.get('x-keap-product-throttle-limit'))).toBeGreaterThan(100_000);
		});

		it('takes its time', async () => {
			await begin({ latencyMs: 700 });
			const before = clock.now();
			await call();
			expect(clock.now() - before).toBe(700);
		});
	});
});
