import { useClock } from '../../nodes/Keap/api/clock';
import { rateLimited, timedOut } from '../../nodes/Keap/messages/editorErrors';
import { RESTRICTED_KEY } from '../../sandbox';
import { VirtualClock } from '../support/virtualClock';
import { refusal, useEditor, type Editor } from './support';

const keap: Editor = useEditor();

/** One method of every kind. */
const METHODS: Array<[string, (key: string) => Promise<unknown>]> = [
	['a search', async (key) => await keap.search('searchContacts', 'jane', { key })],
	[
		'a search of custom fields',
		async (key) => await keap.search('searchContactCustomFields', '', { key }),
	],
];

describe.each(METHODS)('%s', (_, call) => {
	it('names a wrong key as the reason', async () => {
		const error = await refusal(call('KeapAK-wrong'));
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '401',
			context: { kind: 'unauthorized' },
			description: expect.stringMatching(/API key in the Keap credential/),
		});
		expect(JSON.stringify(error)).not.toContain('KeapAK-wrong');
	});

	it('names a missing permission as the reason', async () => {
		const error = await refusal(call(RESTRICTED_KEY));
		expect(error).toMatchObject({
			name: 'NodeApiError',
			httpCode: '403',
			context: { kind: 'forbidden' },
			description: expect.stringContaining('You do not have permission'),
		});
	});
});

describe('when Keap is hard to reach', () => {
	let clock: VirtualClock;
	beforeEach(() => {
		clock = new VirtualClock(() => keap.sandbox.inFlight > 0);
		useClock(clock);
	});

	it('says that Keap is down', async () => {
		keap.sandbox.setFaults(() => ({ kind: 'html' }));
		const error = await refusal(keap.search('searchCompanies'));
		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: expect.stringContaining('HTTP 502'),
			httpCode: '502',
			context: { kind: 'unavailable' },
		});
	});

	it('waits twenty seconds for the rate limit, and says so', async () => {
		keap.sandbox.setFaults(() => ({
			kind: 'status',
			status: 429,
			headers: { 'x-keap-product-throttle-available': '0' },
			body: { code: '429', message: 'Quota Exceeded' },
		}));
		const begun = clock.now();
		const error = await refusal(keap.search('searchCompanies'));
		expect(error).toMatchObject({
			message: rateLimited().message,
			description: expect.stringMatching(/in a minute.*ID/),
			context: { kind: 'rateLimited' },
		});
		expect(clock.now() - begun).toBeLessThanOrEqual(22_000);
	});

	it('gives up its other requests when Keap refuses one', async () => {
		keap.sandbox.setFaults(({ query }) => ({
			kind: 'status',
			status: query.get('filter')?.startsWith('email') ? 403 : 503,
		}));
		const error = await refusal(keap.search('searchContacts', 'jane'));
		expect(error).toMatchObject({ context: { kind: 'forbidden' } });
		await clock.sleep(60_000);
		expect(keap.calls()).toHaveLength(3);
	});

	it('gives up when a person would have', async () => {
		const timeout = jest.spyOn(AbortSignal, 'timeout').mockReturnValue(AbortSignal.abort());
		const error = await refusal(keap.search('searchCompanies'));
		expect(error).toMatchObject({
			message: timedOut().message,
			description: expect.stringMatching(/again.*ID/),
			context: { kind: 'cancelled' },
		});
		expect(timeout).toHaveBeenCalledWith(45_000);
		timeout.mockRestore();
	});
});

it('takes turns with the runs that use the key', async () => {
	const { rateLimiterCount } = await import('../../nodes/Keap/api/rateLimiter');
	await keap.run({ resource: 'tag', operation: 'getMany', returnAll: true });
	await keap.search('searchTags');
	expect(rateLimiterCount()).toBe(1);
});
