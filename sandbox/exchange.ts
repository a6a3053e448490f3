import type { Response } from 'express';
import type { RouteResponse, Fault, LogEntry, SandboxKey } from './types';

/** A request and what is known about it on the way to its response. */
export interface Exchange {
	entry: LogEntry;
	key?: SandboxKey;
	fault?: Fault | undefined;
	/** Why the body could not be read. */
	unreadable?: unknown;
}

export const exchanges = new WeakMap<Response, Exchange>();

export function exchangeOf(response: Response): Exchange {
	const exchange = exchanges.get(response);
	if (exchange === undefined) throw new Error('Not a call of the API');
	return exchange;
}

/** Carries out a fault that replaces the handling of the request. Whether there was one. */
export function preempt(response: Response, { entry, fault }: Exchange): boolean {
	switch (fault?.kind) {
		case 'status':
			send(response, entry, { status: fault.status, body: fault.body }, fault.headers);
			return true;
		case 'html': {
			const status = fault.status ?? 502;
			entry.status = status;
			response.status(status).type('html');
			response.send(
				`<html><head><title>${status}</title></head><body><h1>${status} Bad Gateway</h1></body></html>`,
			);
			return true;
		}
		case 'resetBefore':
			response.socket?.destroy();
			return true;
		case 'silence':
			return true;
		default:
			return false;
	}
}

/** Sends the response, unless a fault keeps it from arriving. */
export function deliver(
	response: Response,
	{ entry, fault }: Exchange,
	reply: RouteResponse,
): void {
	switch (fault?.kind) {
		case 'resetAfter':
			response.socket?.destroy();
			return;
		case 'silenceAfter':
			return;
		case 'halfBody': {
			entry.status = reply.status;
			const body = Buffer.from(JSON.stringify(reply.body ?? {}));
			response.writeHead(reply.status, {
				'content-type': 'application/json',
				'content-length': body.length,
			});
			response.write(body.subarray(0, Math.floor(body.length / 2)), () =>
				response.socket?.destroy(),
			);
			return;
		}
		case 'changedBody': {
			const { status, body } = reply;
			send(response, entry, status < 300 ? { status, body: fault.change(body) } : reply);
			return;
		}
		default:
			send(response, entry, reply);
	}
}

function send(
	response: Response,
	entry: LogEntry,
	{ status, type, body }: RouteResponse,
	headers: Record<string, string> = {},
): void {
	entry.status = status;
	response.status(status).set(headers);
	if (type !== undefined) response.type(type).send(body);
	else if (body === undefined) response.end();
	else if (typeof body === 'string' && headers['content-type'] !== undefined) response.send(body);
	else response.json(body);
}
