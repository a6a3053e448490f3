import { Logger } from '@n8n/backend-common';
import { Container } from '@n8n/di';

import * as texts from '../../nodes/Keap/messages/progress';
import { expectKeapError } from '../support/errors';
import { CREATE, jitter, people, seedContacts, useTimedKeap } from './support';

/** What runs that take long say while they do, and before they begin. */

const keap = useTimedKeap({ latencyMs: jitter() });

const UPSERT = {
	resource: 'contact',
	operation: 'upsert',
	email: '={{ $json.email }}',
	matchBy: 'Email',
};

const goOn = { options: { dailyQuotaTooLow: 'goOn' } };

describe('the log', () => {
	let lines: string[];
	beforeEach(() => {
		lines = [];
		jest
			.spyOn(Container.get(Logger), 'info')
			.mockImplementation((line: string) => void lines.push(line));
	});
	afterEach(() => {
		jest.restoreAllMocks();
		keap.sandbox.setLatency(jitter());
	});
	const ours = () => lines.filter((line) => line.startsWith('Keap'));

	it('gets a line about every minute, with the rate and what is left', async () => {
		const { ms } = await keap.timed(async () => await keap.run(CREATE, { items: people(1_000) }));
		const minutes = Math.floor(ms / 60_000);
		expect(ours().length).toBeGreaterThanOrEqual(minutes - 1);
		expect(ours().length).toBeLessThanOrEqual(minutes);
		const shape = texts.itemsDone(1, 1_000, 2, 3 * 60_000).replace(/\b[123]\b/g, '[\\d,]+');
		for (const line of ours()) expect(line).toMatch(new RegExp(`^${shape}$`));
	});

	it('gets one while a list is read', async () => {
		seedContacts(keap, 30_000);
		keap.sandbox.setLatency(15_000);
		await keap.run(UPSERT, { items: people(100) });
		const lines = ours();
		expect([3_000, 4_000, 5_000].map((n) => texts.recordsRead(n, 100))).toContain(lines[0]);
		expect(lines.length).toBeGreaterThan(5);
	});

	it('gets none about short runs', async () => {
		await keap.run(CREATE, { items: people(20) });
		expect(ours()).toEqual([]);
	});
});

describe('a day whose calls are too few', () => {
	afterEach(() => keap.sandbox.setLimits({}));

	it('stops an upsert before its first write, unless it is to go on', async () => {
		seedContacts(keap, 2_000);
		keap.sandbox.setLimits({ perDay: 100 });
		const items = people(200);
		const stopped = await keap.run(UPSERT, { items });
		expectKeapError(stopped, 0, 'dayExhausted', '200 calls', '96 left', 'Daily Quota Too Low');
		expect(keap.sandbox.store.count('contact')).toBe(2_000);

		const went = await keap.run(
			{ ...UPSERT, ...goOn },
			{ items, onError: 'continueRegularOutput' },
		);
		const done = went.items.filter(({ error }) => !error).length;
		expect(done).toBeGreaterThan(85);
		expect(keap.sandbox.store.count('contact')).toBe(2_000 + done);
	});

	it('does not stop one that has little to write', async () => {
		seedContacts(keap, 200);
		keap.sandbox.setLimits({ perDay: 100 });
		const items = Array.from({ length: 200 }, (_, i) => ({ email: `seeded${i}@example.com` }));
		expect((await keap.run(UPSERT, { items })).error).toBeUndefined();
	});

	it('does not stop one whose rows are about a few contacts', async () => {
		seedContacts(keap, 30);
		keap.sandbox.setLimits({ perDay: 100 });
		const items = Array.from({ length: 300 }, (_, i) => ({
			email: i % 2 ? `seeded${i % 30}@example.com` : `person${i % 30}@example.com`,
			name: `Name${i % 30}`,
		}));
		const parameters = { ...UPSERT, givenName: '={{ $json.name }}' };
		expect((await keap.run(parameters, { items })).error).toBeUndefined();
		expect(keap.sandbox.store.count('contact')).toBe(45);
	});

	it('stops other runs as soon as the number of their calls is known, and not on the next day', async () => {
		keap.sandbox.setLimits({ perDay: 100 });
		await keap.run(CREATE, { items: people(1) });
		const items = people(200, 1);
		expectKeapError(await keap.run(CREATE, { items }), 0, 'dayExhausted');
		expect(keap.calls()).toEqual([]);
		keap.sandbox.setLimits({});
		keap.clock.skip(24 * 3_600_000);
		expect((await keap.run(CREATE, { items })).error).toBeUndefined();
	});
});
