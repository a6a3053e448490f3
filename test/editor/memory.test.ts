import { useClock } from '../../nodes/Keap/api/clock';
import { cached, cachedCount } from '../../nodes/Keap/editor/cache';
import { RESTRICTED_KEY, DEFAULT_KEY } from '../../sandbox';
import { VirtualClock } from '../support/virtualClock';
import { useEditor } from './support';

const OTHER_KEY = 'KeapAK-other';
const keap = useEditor({
	keys: [
		{ key: DEFAULT_KEY, kind: 'SAK' },
		{ key: OTHER_KEY, kind: 'SAK' },
		{ key: RESTRICTED_KEY, kind: 'PAT', userId: '8', deny: ['* *'] },
	],
});

let clock: VirtualClock;
beforeEach(() => {
	clock = new VirtualClock(() => keap.sandbox.inFlight > 0);
	useClock(clock);
});

it.each<[string, number, (key?: string) => Promise<unknown>]>([
	['tags and their categories', 2, async (key) => await keap.search('searchTags', '', { key })],
	['users', 1, async (key) => await keap.search('searchUsers', '', { key })],
	['categories', 1, async (key) => await keap.search('searchTagCategories', '', { key })],
	['models and users', 2, async (key) => await keap.mapping('getContactCustomFields', { key })],
	[
		'models for filters',
		1,
		async (key) => await keap.search('searchTaskCustomFields', '', { key }),
	],
])('remembers %s for half a minute, for each key', async (_, calls, ask) => {
	const asked = await ask();
	expect(keap.calls()).toHaveLength(calls);
	clock.skip(29_999);
	expect(await ask()).toEqual(asked);
	expect(keap.calls()).toHaveLength(calls);
	await ask(OTHER_KEY);
	expect(keap.calls()).toHaveLength(2 * calls);
	clock.skip(1);
	expect(await ask()).toEqual(asked);
	expect(keap.calls()).toHaveLength(3 * calls);
});

it('shares one model between mapping, filters and search', async () => {
	await keap.mapping('getCompanyCustomFields');
	await keap.search('searchCompanyCustomFields');
	await keap.search('searchCustomFields', 'slo', { parameters: { recordType: 'companies' } });
	expect(keap.calls()).toEqual(['GET /v2/companies/model']);
});

it('asks once when two inputs ask at the same time', async () => {
	await Promise.all([keap.search('searchUsers'), keap.search('searchUsers', 'maria')]);
	expect(keap.calls()).toEqual(['GET /v2/users']);
});

it('does not remember contacts', async () => {
	await keap.search('searchContacts');
	await keap.search('searchContacts');
	expect(keap.calls()).toHaveLength(2);
});

it('does not remember a refusal, but what was asked before it', async () => {
	await keap.search('searchUsers');
	keap.sandbox.clearLog();
	await expect(keap.search('searchUsers', '', { key: RESTRICTED_KEY })).rejects.toThrow();
	await expect(keap.search('searchUsers', '', { key: RESTRICTED_KEY })).rejects.toThrow();
	expect(keap.calls()).toHaveLength(2);
	expect(cachedCount()).toBe(1);
});

it('holds fifty answers at the most', async () => {
	const ask = jest.fn(async () => await Promise.resolve(1));
	for (let i = 0; i < 60; i++) await cached(`question ${i}`, ask);
	expect(cachedCount()).toBe(50);
	await cached('question 59', ask);
	expect(ask).toHaveBeenCalledTimes(60);
	await cached('question 0', ask);
	expect(ask).toHaveBeenCalledTimes(61);
});

it('lets go of what is old, and of what a clock set back makes look new', async () => {
	await cached('a', async () => await Promise.resolve('old'));
	clock.skip(30_000);
	await cached('b', async () => await Promise.resolve('other'));
	expect(cachedCount()).toBe(1);
	clock.skip(-60_000);
	expect(await cached('b', async () => await Promise.resolve('new'))).toBe('new');
});
