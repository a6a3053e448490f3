/**
 * Finds out who may listen where.
 */
import { createServer } from 'node:net';

/** Whether nobody listens on this port of this machine. */
export async function isFree(port) {
	return (
		await Promise.all(['127.0.0.1', '::1'].map(async (host) => await canListen(port, host)))
	).every(Boolean);
}

/** A port nobody listens on. */
export async function freePort() {
	return await new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const { port } = server.address();
			server.close(() => resolve(port));
		});
	});
}

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
