import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:net';

import { runNode, type EngineRun } from '../support/engine';
import { makeCertificate } from '../support/certificate';
import { failsWith, proxy, resolvesTo, tlsKeap, useWire } from './wire';

/**
 * What keeps a connection from being made, on real sockets: the reason is named, a request that was certainly not sent is
 * sent again where that can help, and only there.
 */

const KEAP = 'api.infusionsoft.com';
const CREATE = {
	resource: 'contact',
	operation: 'create',
	email: 'new@example.com',
	simplify: false,
};
const READ = { resource: 'contact', operation: 'getMany' };
/** Where nobody listens. */
const CLOSED_PORT = 1;

const trusted = makeCertificate({ commonName: 'Trusted', isAuthority: true });
const good = makeCertificate({ commonName: KEAP, issuer: trusted });
const DAY_MS = 86_400_000;
const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_MS);

const wire = useWire();

async function timed(parameters: typeof READ, requestOptions = {}) {
	const begin = wire.clock.now();
	const run = await runNode({ ...parameters, options: requestOptions });
	return { run, ms: wire.clock.now() - begin };
}

const problemOf = ({ error }: EngineRun) =>
	(error as { context?: { kind?: string; problem?: string } } | undefined)?.context;

describe('a certificate that is refused', () => {
	const CERTIFICATES = {
		'of its own': {
			cert: makeCertificate({ commonName: KEAP }),
			says: 'DEPTH_ZERO_SELF_SIGNED_CERT',
			remedy: 'NODE_EXTRA_CA_CERTS',
		},
		'of an unknown authority': {
			cert: makeCertificate({
				commonName: KEAP,
				issuer: makeCertificate({ commonName: 'Inspection', isAuthority: true }),
			}),
			says: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			remedy: 'NODE_EXTRA_CA_CERTS',
		},
		'that has expired': {
			cert: makeCertificate({
				commonName: KEAP,
				issuer: trusted,
				validFrom: daysFromNow(-9),
				validTo: daysFromNow(-2),
			}),
			says: 'CERT_HAS_EXPIRED',
			remedy: 'date and time',
		},
		'from the future': {
			cert: makeCertificate({ commonName: KEAP, issuer: trusted, validFrom: daysFromNow(0.5) }),
			says: 'CERT_NOT_YET_VALID',
			remedy: 'date and time',
		},
		'for another host': {
			cert: makeCertificate({ commonName: 'portal.example', issuer: trusted }),
			says: 'ERR_TLS_CERT_ALTNAME_INVALID',
			remedy: 'DNS',
		},
	};

	describe.each(Object.entries(CERTIFICATES))('%s', (_, { cert, says, remedy }) => {
		it.each([CREATE, READ])('ends $operation at once', async (parameters) => {
			const { server, created } = tlsKeap(cert);
			const port = await wire.listen(server);
			wire.redirect(`https://127.0.0.1:${port}`, { ca: trusted.cert });
			const { run, ms } = await timed(parameters);
			expect(problemOf(run)).toMatchObject({ kind: 'notConnected', problem: 'certificate' });
			expect(run.error?.message).toContain(says);
			expect(run.error?.description).toContain(remedy);
			expect(run.error).toMatchObject({ failure: { cause: 'configuration-invalid' } });
			expect(ms).toBe(0);
			expect(created()).toBe(0);
		});
	});

	it('is refused behind a proxy that inspects HTTPS, too', async () => {
		const { server } = tlsKeap(CERTIFICATES['of an unknown authority'].cert);
		const inspecting = proxy([], await wire.listen(server));
		wire.setEnv('HTTPS_PROXY', `http://127.0.0.1:${await wire.listen(inspecting.server)}`);
		const { run, ms } = await timed(CREATE);
		expect(problemOf(run)).toMatchObject({ problem: 'certificate' });
		expect(ms).toBe(0);
		expect(inspecting.asked()).toBe(1);
	});

	it('that is trusted is not refused', async () => {
		const { server, created } = tlsKeap(good);
		wire.redirect(`https://127.0.0.1:${await wire.listen(server)}`, { ca: trusted.cert });
		const { run } = await timed(CREATE);
		expect(run.error).toBeUndefined();
		expect(created()).toBe(1);
	});
});

describe('no connection', () => {
	it('where nobody listens: tried for a minute, then named', async () => {
		wire.redirect(`https://${KEAP}:${CLOSED_PORT}`, { lookup: resolvesTo('127.0.0.1') });
		const { run, ms } = await timed(CREATE);
		expect(problemOf(run)).toMatchObject({ kind: 'notConnected', problem: 'refused' });
		expect(run.error?.message).toContain(`127.0.0.1:${CLOSED_PORT}`);
		expect(run.error?.description).toMatch(/HTTPS_PROXY.*Nothing was changed/);
		expect(ms).toBeGreaterThan(40_000);
		expect(ms).toBeLessThan(100_000);
	});

	// Where packets to the first address get lost, or come back: either way none of them could be connected to.
	it.each([
		['192.0.2.1', '127.0.0.1'],
		['2001:db8::1', '127.0.0.1'],
		['127.0.0.1', '127.0.0.2'],
	])('to any of several addresses: %s, %s', async (...addresses) => {
		wire.redirect(`https://${KEAP}:${CLOSED_PORT}`, { lookup: resolvesTo(...addresses) });
		const { run } = await timed(CREATE);
		expect(problemOf(run)).toMatchObject({ kind: 'notConnected', problem: 'refused' });
	});

	it.each([
		['ENOTFOUND', 'hostUnknown', 0, 2_000],
		['EAI_AGAIN', 'dnsUnavailable', 40_000, 100_000],
	])('without an address: %s', async (code, problem, least, most) => {
		wire.redirect(`https://${KEAP}`, { lookup: failsWith(code) });
		const { run, ms } = await timed(CREATE);
		expect(problemOf(run)).toMatchObject({ kind: 'notConnected', problem });
		expect(run.error?.message).toContain(KEAP);
		expect(run.error?.description).toContain('DNS');
		expect(ms).toBeGreaterThan(least);
		expect(ms).toBeLessThan(most);
	});

	it('in time: what never became secure was not sent, and is tried again', async () => {
		let connections = 0;
		const silent = createServer(() => connections++);
		wire.redirect(`https://127.0.0.1:${await wire.listen(silent)}`);
		const { run } = await timed(CREATE, { timeout: 0.2 });
		expect(problemOf(run)).toMatchObject({ kind: 'notConnected', problem: 'timedOut' });
		expect(run.error?.description).toContain('firewall');
		expect(connections).toBe(3);
	});

	it.each(['at once', 'after the greeting'])('when the other side hangs up %s', async (when) => {
		const { server, created } = tlsKeap(good);
		let connections = 0;
		const moody = createServer((socket) => {
			if (++connections > 2) server.emit('connection', socket);
			else if (when === 'at once') socket.destroy();
			else socket.once('data', () => socket.end());
		});
		wire.redirect(`https://127.0.0.1:${await wire.listen(moody)}`, { ca: trusted.cert });
		const { run } = await timed(CREATE);
		expect(run.error).toBeUndefined();
		expect(created()).toBe(1);
		expect(connections).toBe(3);
	});

	it('when the other side speaks no TLS', async () => {
		const plain = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
		wire.redirect(`https://127.0.0.1:${await wire.listen(plain)}`);
		const { run, ms } = await timed(CREATE);
		expect(problemOf(run)).toMatchObject({ kind: 'notConnected', problem: 'tls' });
		expect(ms).toBe(0);
	});
});

describe('a connection that was made', () => {
	it.each(['silence', 'a reset'])('and ends with %s may have carried a create out', async (how) => {
		const { server } = tlsKeap(good);
		let requests = 0;
		server.removeAllListeners('request').on('request', ({ socket }: IncomingMessage) => {
			requests++;
			if (how === 'a reset') socket.destroy();
		});
		wire.redirect(`https://127.0.0.1:${await wire.listen(server)}`, { ca: trusted.cert });
		const { run } = await timed(CREATE, { timeout: 0.3 });
		expect(problemOf(run)).toEqual({ itemIndex: 0, kind: 'unknownOutcome' });
		expect(requests).toBe(1);
	});
});

describe('a proxy', () => {
	const use = async (port: number) => wire.setEnv('HTTPS_PROXY', `http://127.0.0.1:${port}`);

	it.each([
		[407, 'proxyAuthentication', 'user:password'],
		[403, 'proxyRefused', 'NO_PROXY'],
		[405, 'proxyRefused', 'NO_PROXY'],
		[511, 'proxyRefused', 'NO_PROXY'],
	])('that answers %d is asked once', async (status, problem, remedy) => {
		for (const parameters of [CREATE, READ]) {
			const { server, asked } = proxy(Array.from({ length: 20 }, () => status));
			await use(await wire.listen(server));
			const { run, ms } = await timed(parameters);
			expect(problemOf(run)).toMatchObject({ kind: 'notConnected', problem });
			expect(run.error?.message).toContain('Policy 17');
			expect(run.error?.description).toContain(remedy);
			expect(asked()).toBe(1);
			expect(ms).toBeLessThan(200);
		}
	});

	it.each([502, 503, 504])('that answers %d did not send a create', async (status) => {
		const { server, asked } = proxy(Array.from({ length: 20 }, () => status));
		await use(await wire.listen(server));
		const { run } = await timed(CREATE);
		expect(problemOf(run)).toMatchObject({ kind: 'notConnected', problem: 'proxyUnavailable' });
		expect(asked()).toBe(9);
	});

	it('that gets through after all lets a create be made once', async () => {
		const { server, created } = tlsKeap(good);
		const tunnel = proxy([502, 504], await wire.listen(server));
		await use(await wire.listen(tunnel.server));
		wire.trust(trusted.cert);
		const { run } = await timed(CREATE);
		expect(run.error).toBeUndefined();
		expect(tunnel.asked()).toBe(3);
		expect(created()).toBe(1);
	});

	it('whose port is closed is named', async () => {
		await use(CLOSED_PORT);
		const { run } = await timed(CREATE);
		expect(problemOf(run)).toMatchObject({ kind: 'notConnected', problem: 'refused' });
		expect(run.error?.message).toContain(`127.0.0.1:${CLOSED_PORT}`);
		expect(run.error?.description).toContain('probably the proxy');
	});

	it.each([
		['says nothing', 'timedOut', 3],
		['hangs up', 'proxyUnavailable', 9],
	])('that %s did not send anything', async (how, problem, times) => {
		let connections = 0;
		const server = createServer((socket) => {
			connections++;
			// Not before the time limit of the request has passed, but some time: nothing else frees the connection.
			if (how === 'says nothing') setTimeout(() => socket.destroy(), 300);
			else socket.destroy();
		});
		await use(await wire.listen(server));
		const { run } = await timed(CREATE, { timeout: 0.2 });
		expect(problemOf(run)).toMatchObject({ kind: 'notConnected', problem });
		expect(connections).toBe(times);
	});
});
