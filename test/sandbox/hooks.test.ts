import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { present } from '../support/present';
import { FakeClock, start, type Harness } from './support';

interface Received {
	headers: IncomingHttpHeaders;
	body: unknown;
}

/** Receives what hooks are told. */
class Receiver {
	readonly received: Received[] = [];
	/** Of deliveries; secrets are sent back with 200. */
	status = 200;
	url = '';
	/** Whether secrets are sent back. */
	agrees = true;
	private server: Server | undefined;

	async listen(): Promise<void> {
		this.server = createServer((request, response) => {
			const chunks: Buffer[] = [];
			request.on('data', (chunk: Buffer) => chunks.push(chunk));
			request.on('end', () => {
				const text = Buffer.concat(chunks).toString();
				const { headers } = request;
				this.received.push({ headers, body: text === '' ? undefined : JSON.parse(text) });
				const secret = headers['x-hook-secret'];
				if (secret !== undefined && this.agrees) response.setHeader('X-Hook-Secret', secret);
				response.writeHead(secret === undefined ? this.status : 200).end();
			});
		}).listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/hook`;
	}

	async close(): Promise<void> {
		this.server?.closeAllConnections();
		this.server?.close();
	}
}

describe('hooks', () => {
	let keap: Harness;
	let receiver: Receiver;
	const clock = new FakeClock();
	beforeEach(async () => {
		keap = await start({ contacts: 5, clock });
		receiver = new Receiver();
		await receiver.listen();
	});
	afterEach(async () => {
		await keap.sandbox.close();
		await receiver.close();
	});

	const subscribe = async (eventKey: string) =>
		(await keap.call('POST', '/v1/hooks', { eventKey, hookUrl: receiver.url })).body;
	const deliveries = () => receiver.received.slice(1).map(({ body }) => body);

	it('deliver', async () => {
		expect(await subscribe('contact.edit')).toEqual({
			key: '1',
			eventKey: 'contact.edit',
			hookUrl: receiver.url,
			status: 'Verified',
		});
		await keap.call('PATCH', '/v2/contacts/3?update_mask=given_name', { given_name: 'Ada' });
		await keap.sandbox.hooks.deliverDue();
		expect(deliveries()).toEqual([]);
		clock.advance(60_000);
		await keap.sandbox.hooks.deliverDue();
		expect(deliveries()).toEqual([
			{
				event_key: 'contact.edit',
				object_type: 'contact',
				object_keys: [
					{
						id: 3,
						apiUrl: 'https://api.infusionsoft.com/crm/rest/v1/contacts/3',
						timestamp: expect.any(String),
					},
				],
			},
		]);
		expect(present(keap.sandbox.hooks.deliveries('1')[0]).attempts).toEqual([
			{ time: expect.any(String), status: 200 },
		]);
	});
});
