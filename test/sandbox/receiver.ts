import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

/** An address that hooks tell things to. */
export class Receiver {
	/** The bodies of deliveries, in their order. */
	readonly deliveries: unknown[] = [];
	/** What it was asked to send back. */
	readonly secrets: string[] = [];
	/** What it responds with to deliveries. */
	status: number | 'broken' | 'silence' = 200;
	/** How it responds to a secret. */
	onSecret = (secret: string, response: ServerResponse): void => {
		response.writeHead(200, { 'X-Hook-Secret': secret }).end();
	};
	/** Is told of every delivery. */
	onDelivery = (): void => undefined;
	url = '';
	private server: Server | undefined;

	async listen(): Promise<void> {
		this.server = createServer((request, response) => void this.receive(request, response));
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		const { port } = this.server.address() as AddressInfo;
		this.url = `http://localhost:${port}/webhook/keap`;
	}

	close(): void {
		this.server?.close();
		this.server?.closeAllConnections();
	}

	private async receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const secret = request.headers['x-hook-secret'];
		if (typeof secret === 'string') {
			this.secrets.push(secret);
			this.onSecret(secret, response);
			return;
		}
		this.deliveries.push(await json(request));
		this.onDelivery();
		if (this.status === 'broken') request.socket.destroy();
		else if (this.status !== 'silence') response.writeHead(this.status).end();
	}
}

/** A receiver for each test. */
export function useReceiver(set: (receiver: Receiver) => void): void {
	let receiver: Receiver;
	beforeEach(async () => {
		receiver = new Receiver();
		await receiver.listen();
		set(receiver);
	});
	afterEach(() => receiver.close());
}
