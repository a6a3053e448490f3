/**
 * Finds out who may listen where.
 */
import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Whether nobody listens on this port of this machine. */
export async function isFree(port) {
	return (
		await Promise.all(['127.0.0.1', '::1'].map(async (host) => await canListen(port, host)))
	).every(Boolean);
}

/** Below those that systems hand out for outgoing connections: none of these can be gone by the time it is used. */
const PORTS = { from: 20_000, count: 10_000 };

/** A port nobody listens on, and another one at each call. */
export async function freePort() {
	for (;;) {
		const port = PORTS.from + randomInt(PORTS.count);
		if (!given.has(port) && (await isFree(port))) {
			given.add(port);
			return port;
		}
	}
}

const given = new Set();

/** `preferred` when it is free, else any other. */
export async function freePortNear(preferred) {
	return (await isFree(preferred)) ? preferred : await freePort();
}

async function canListen(port, host) {
	return await new Promise((resolve) => {
		const server = createServer();
		// A machine without IPv6 cannot have anyone listening there.
		server.once('error', (error) =>
			resolve(error.code !== 'EADDRINUSE' && error.code !== 'EACCES'),
		);
		server.listen(port, host, () => server.close(() => resolve(true)));
	});
}
