import { CREATE, jitter, people, seedContacts, useTimedKeap } from './support';

/** What a run tells about its cost. */

describe('hints', () => {
	const keap = useTimedKeap({ latencyMs: jitter() });
	const REMOVE_TAG = {
		resource: 'contact',
		operation: 'removeTags',
		contactId: '={{ $json.id }}',
		tags: '1',
	};

	it('tell calls, waiting and what is left today', async () => {
		const { hints } = await keap.run(CREATE, { items: people(300) });
		expect(hints).toHaveLength(1);
		const [, waited] =
			/^300 calls to Keap, (\d+) seconds waited for Keap's rate limits, 29,700 calls left today\.$/.exec(
				hints[0].message,
			) ?? [];
		expect(Number(waited)).toBeGreaterThan(30);
		expect(Number(waited)).toBeLessThan(40);
		expect(hints[0].type).toBe('info');
	});

	it('tell what gathering saved', async () => {
		const items = seedContacts(keap, 400).map((id) => ({ id }));
		const { hints } = await keap.run(REMOVE_TAG, { items });
		expect(hints[0].message).toBe(
			'2 calls to Keap, 398 calls saved by sending items together, 29,998 calls left today.',
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
		expect(hints[0].message).toMatch(
			/^123 calls to Keap, .*1 call refused for rate and sent again, 2 calls repeated after faults, 29,877 calls left today\.$/,
		);
	});

	it('warn when few calls are left', async () => {
		keap.sandbox.setLimits({ perDay: 100 });
		const { hints } = await keap.run(CREATE, { items: people(1) });
		expect(hints).toEqual([
			{ message: '1 call to Keap, 99 calls left today.', type: 'warning', location: 'outputPane' },
		]);
		keap.sandbox.setLimits({});
	});

	it('are silent about small runs', async () => {
		const { hints } = await keap.run(CREATE, { items: people(10) });
		expect(hints).toEqual([]);
	});
});
