import * as texts from '../../nodes/Keap/messages/hints';
import { first } from '../support/present';
import { CREATE, jitter, people, seedContacts, useTimedKeap } from './support';
import { tagRows } from '../operations/support';

/** What a run tells about its cost. */

const sentence = (...parts: string[]) => parts.join(', ');

describe('hints', () => {
	const keap = useTimedKeap({ latencyMs: jitter() });
	const REMOVE_TAG = {
		resource: 'contact',
		operation: 'removeTags',
		contactId: '={{ $json.id }}',
		tags: tagRows('1'),
	};

	it('tell calls, waiting and what is left today', async () => {
		const { hints } = await keap.run(CREATE, { items: people(300) });
		expect(hints).toHaveLength(1);
		const waited = Array.from({ length: 9 }, (_, i) =>
			sentence(texts.calls(300), texts.secondsWaited(31 + i), texts.callsLeftToday(29_700)),
		);
		expect(waited).toContain(first(hints).message);
		expect(first(hints).type).toBe('info');
	});

	it('tell what batching saved', async () => {
		const items = seedContacts(keap, 400).map((id) => ({ id }));
		const { hints } = await keap.run(REMOVE_TAG, { items });
		expect(first(hints).message).toBe(
			sentence(texts.calls(2), texts.callsSaved(398), texts.callsLeftToday(29_998)),
		);
	});

	it('tell what was refused and what was repeated', async () => {
		const ids = seedContacts(keap, 120);
		keap.sandbox.setFaults(({ n }) => {
			if (n === 5) return { kind: 'status', status: 429 };
			return n === 10 || n === 11 ? { kind: 'status', status: 503 } : undefined;
		});
		const { hints } = await keap.run(
			{ resource: 'contact', operation: 'delete', contactId: '={{ $json.id }}' },
			{ items: ids.map((id) => ({ id })) },
		);
		const told = [texts.rateLimitedCalls(1), texts.failedCalls(2), texts.callsLeftToday(29_877)];
		expect(first(hints).message.startsWith(texts.calls(123))).toBe(true);
		expect(first(hints).message.endsWith(sentence(...told))).toBe(true);
	});

	it('warn when few calls are left', async () => {
		keap.sandbox.setLimits({ perDay: 100 });
		const { hints } = await keap.run(CREATE, { items: people(1) });
		expect(hints).toEqual([
			{
				message: sentence(texts.calls(1), texts.callsLeftToday(99)),
				type: 'warning',
				location: 'outputPane',
			},
		]);
		keap.sandbox.setLimits({});
	});

	it.each([
		[{ 'x-keap-product-quota-limit': '1000000000' }, '999997989'],
		[{}, '10000001'],
	])('do not count down a quota that is none: %p, %s', async (headers, available) => {
		const unlimited = { ...headers, 'x-keap-product-quota-available': available };
		keap.sandbox.setFaults(() => ({
			kind: 'status',
			status: 201,
			body: { id: '1' },
			headers: unlimited,
		}));
		const { hints } = await keap.run(CREATE, { items: people(120) });
		expect(hints).toHaveLength(1);
		expect(first(hints).message).not.toContain('left today');
		expect(first(hints).type).toBe('info');
	});

	it('are silent about small runs', async () => {
		const { hints } = await keap.run(CREATE, { items: people(10) });
		expect(hints).toEqual([]);
	});
});
