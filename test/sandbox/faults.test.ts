import type { Fault } from '../../sandbox';
import { start, type Harness } from './support';

describe('faults', () => {
	let keap: Harness;
	beforeEach(async () => (keap = await start({ seed: false })));
	afterEach(async () => await keap.sandbox.close());

	const create = async () => await keap.call('POST', '/v2/tags', { name: 'New' });
	const once = (fault: Fault) => keap.sandbox.setFaults(({ n }) => (n === 1 ? fault : undefined));
	const made = () => keap.sandbox.store.find('tag', 'name', 'New') !== undefined;

	it.each<[Fault, boolean]>([
		[{ kind: 'resetBefore' }, false],
		[{ kind: 'resetAfter' }, true],
		[{ kind: 'halfBody' }, true],
	])('%j breaks the connection', async (fault, handled) => {
		once(fault);
		await expect(create()).rejects.toThrow();
		expect(made()).toBe(handled);
		expect(keap.sandbox.inFlight).toBe(0);
		expect((await keap.get('/v2/tags')).status).toBe(200);
	});

	it.each<[Fault, boolean]>([
		[{ kind: 'silence' }, false],
		[{ kind: 'silenceAfter' }, true],
	])('%j keeps the caller waiting, until the sandbox closes', async (fault, handled) => {
		once(fault);
		const waiting = create().catch(() => 'cut off');
		const arrived = () => keap.sandbox.inFlight === 1 && made() === handled;
		while (!arrived()) await new Promise((resolve) => setImmediate(resolve));
		await expect(
			Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 100, 'waits'))]),
		).resolves.toBe('waits');
		expect(arrived()).toBe(true);
		await keap.sandbox.close();
		await expect(waiting).resolves.toBe('cut off');
		keap = await start({ seed: false });
	});

	it('answers something else', async () => {
		once({
			kind: 'status',
			status: 503,
			headers: { 'x-request-id': 'abc' },
			body: { message: 'later' },
		});
		const { status, headers, body } = await create();
		expect({ status, body, id: headers.get('x-request-id') }).toEqual({
			status: 503,
			body: { message: 'later' },
			id: 'abc',
		});
		expect(made()).toBe(false);
	});

	it('answers a page', async () => {
		once({ kind: 'html' });
		const { status, body } = await create();
		expect(status).toBe(502);
		expect(body).toContain('<html>');
	});

	it('logs every call', async () => {
		once({ kind: 'resetBefore' });
		await create().catch(() => undefined);
		await create();
		expect(keap.sandbox.log).toMatchObject([
			{ n: 1, method: 'POST', path: '/v2/tags', status: 0, body: { name: 'New' } },
			{ n: 2, method: 'POST', path: '/v2/tags', status: 201 },
		]);
		keap.sandbox.clearLog();
		expect(keap.sandbox.log).toEqual([]);
	});

	it('can be ordered from outside', async () => {
		const admin = async (path: string, body?: object | false) =>
			await fetch(`${keap.url}/__sandbox/${path}`, {
				method: body === undefined ? 'GET' : 'POST',
				...(body === undefined
					? {}
					: { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
			});
		await admin('faults', { count: 2, fault: { kind: 'status', status: 429 } });
		expect([(await create()).status, (await create()).status, (await create()).status]).toEqual([
			429, 429, 201,
		]);
		expect(await (await admin('state')).json()).toMatchObject({ records: { tag: 41 } });
		expect(await (await admin('log')).json()).toHaveLength(3);
		await admin('limits', { perMinute: 1 });
		expect((await create()).status).toBe(429);
		await admin('limits', false);
		expect((await create()).status).not.toBe(429);
		await admin('reset', {});
		expect(made()).toBe(false);
		expect(await (await fetch(keap.url)).text()).toContain('not Keap');
	});
});
