import { once } from 'node:events';
import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import {
	connect,
	createServer,
	type AddressInfo,
	type LookupFunction,
	type Server,
	type Socket,
} from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { useClock } from '../../nodes/Keap/api/clock';
import { forgetRateLimiters } from '../../nodes/Keap/api/rateLimiter';
import { redirectKeapTo } from '../../sandbox/redirect.cjs';
import { first } from '../support/present';
import { VirtualClock, watchTraffic, type Traffic } from '../support/virtualClock';

/** Servers, proxies and addresses on real sockets, for tests of what stands between n8n and Keap. */

export interface Wire {
	readonly clock: VirtualClock;
	/** Starts a server on a free port of this machine; it ends with the test. */
	listen(server: Server): Promise<number>;
	/** Leads requests to Keap elsewhere until the end of the test. */
	redirect: (...to: Parameters<typeof redirectKeapTo>) => void;
	/** Makes this process trust an authority, beside those that Node trusts, until the end of the test. */
	trust(cert: string): void;
	/** Sets an environment variable until the end of the test. */
	setEnv(name: string, value: string): void;
}

export function useWire(): Wire {
	let traffic: Traffic | undefined;
	let undo: Array<() => void> = [];
	const clock = new VirtualClock(() => (traffic?.underWay ?? 0) > 0);
	beforeEach(() => {
		forgetRateLimiters();
		useClock(clock);
		traffic = watchTraffic();
		undo = [traffic.stop, () => useClock()];
	});
	afterEach(() => {
		for (const step of undo.reverse()) step();
	});
	return {
		clock,
		async listen(server) {
			const sockets = new Set<Socket>();
			server.on('connection', (socket: Socket) => {
				sockets.add(socket.on('error', () => undefined));
			});
			server.listen(0, '127.0.0.1');
			await once(server, 'listening');
			undo.push(() => {
				server.close();
				for (const socket of sockets) socket.destroy();
			});
			return (server.address() as AddressInfo).port;
		},
		redirect(...to) {
			traffic?.stop();
			undo.push(redirectKeapTo(...to));
			// Whoever counts requests has to be the first to see them.
			traffic = watchTraffic();
			undo.push(traffic.stop);
		},
		trust(cert) {
			const before = getCACertificates('default');
			setDefaultCACertificates([...before, cert]);
			undo.push(() => setDefaultCACertificates(before));
		},
		setEnv(name, value) {
			const before = process.env[name];
			process.env[name] = value;
			undo.push(() => {
				if (before === undefined) delete process.env[name];
				else process.env[name] = before;
			});
		},
	};
}

/** A Keap that creates contacts, over TLS; `created` says how many. */
export function tlsKeap(options: ServerOptions): { server: Server; created: () => number } {
	let count = 0;
	const server = createHttpsServer(options, (request, response) => {
		request.resume().once('end', () => {
			count++;
			response.writeHead(201, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ id: String(count) }));
		});
	});
	return { server, created: () => count };
}

/** A proxy that answers CONNECT with these statuses in turn, and then makes tunnels to a port of this machine. */
export function proxy(statuses: readonly number[], tunnelTo?: number) {
	let asked = 0;
	const server = createServer((client) => {
		client.once('data', () => {
			const status = statuses[asked++];
			if (status !== undefined || tunnelTo === undefined) {
				const body = '<html><title>Policy 17</title></html>';
				client.end(
					`HTTP/1.1 ${status ?? 502} No\r\nContent-Type: text/html\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
				);
				return;
			}
			const keap = connect(tunnelTo, '127.0.0.1').on('error', () => client.destroy());
			client.write('HTTP/1.1 200 OK\r\n\r\n');
			client.pipe(keap).pipe(client);
		});
	});
	return { server, asked: () => asked };
}

/** A resolver that gives these addresses for every name. */
export const resolvesTo =
	(...addresses: string[]): LookupFunction =>
	(_, { all }, callback) => {
		const found = addresses.map((address) => ({
			address,
			family: address.includes(':') ? 6 : 4,
		}));
		if (all) callback(null, found);
		else callback(null, first(found).address, first(found).family);
	};

/** A resolver that fails in this way, as Node's own does. */
export const failsWith =
	(code: string): LookupFunction =>
	(hostname, _, callback) => {
		const error = new Error(`getaddrinfo ${code} ${hostname}`);
		callback(Object.assign(error, { code, syscall: 'getaddrinfo', hostname }), '');
	};
