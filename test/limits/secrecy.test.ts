import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { Fault } from '../../sandbox';
import { expectKeapError } from '../support/errors';
import { everything } from '../support/everything';
import { DEFAULT_KEY } from '../support/keap';
import { CREATE, people, useTimedKeap } from './support';

/** The key goes to Keap, and nowhere else. */

const status = (code: number, body: unknown, headers?: Record<string, string>): Fault => ({
	kind: 'status',
	status: code,
	body,
	headers,
});

const QUOTING: Record<string, Fault> = {
	'a refusal': status(400, { message: `Bad request with ${DEFAULT_KEY}` }),
	'a refused key': status(401, { fault: { faultstring: `Invalid token ${DEFAULT_KEY}` } }),
	'a missing permission': status(403, { message: `${DEFAULT_KEY} may not` }),
	'a fault': status(503, `Sorry, ${DEFAULT_KEY}`),
	'a page': status(502, `<html><title>${DEFAULT_KEY}</title></html>`, {
		'content-type': 'text/html',
	}),
	'an endless limit': status(429, { message: DEFAULT_KEY }, { 'retry-after': '100000' }),
	'a broken connection': { kind: 'resetBefore' },
};

describe('the key', () => {
	const keap = useTimedKeap();

	it.each(Object.entries(QUOTING))('is in no trace of %s', async (_, fault) => {
		for (const onError of [undefined, 'continueRegularOutput', 'continueErrorOutput'] as const) {
			for (const parameters of [CREATE, { resource: 'contact', operation: 'getMany' }]) {
				keap.sandbox.setFaults(() => fault);
				const result = await keap.run(parameters, { items: people(2), onError });
				expect(result.error ?? result.items[0] ?? result.errors[0]).toBeDefined();
				expect(everything(result)).not.toContain(DEFAULT_KEY);
			}
		}
	});

	it('is in no trace of a run that succeeds', async () => {
		const result = await keap.run(CREATE, { items: people(150) });
		expect(result.hints).toHaveLength(1);
		expect(everything(result)).not.toContain(DEFAULT_KEY);
	});

	it.each([301, 302, 303, 307, 308])('does not follow a redirect (%d)', async (code) => {
		let visits = 0;
		const elsewhere = createServer((_, response) => {
			visits++;
			response.end('{}');
		});
		await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
		const location = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}/`;
		keap.sandbox.setFaults(() => status(code, '', { location }));
		for (const parameters of [CREATE, { resource: 'contact', operation: 'getMany' }]) {
			const result = await keap.run(parameters, { items: people(1) });
			expectKeapError(result, 0, 'unavailable', `HTTP ${code}`, 'redirect');
			expect(keap.calls()).toHaveLength(1);
		}
		expect(visits).toBe(0);
		await new Promise((resolve) => elsewhere.close(resolve));
	});
});
