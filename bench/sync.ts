import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { createSandbox, DEFAULT_KEY, type Sandbox } from '../sandbox';
import { redirectKeapTo } from '../sandbox/redirect.cjs';
import { prepareRun } from './engine';
import { fromBuild } from './paths';
import { ours } from './subjects';
import { number, type Row, type Theme } from './table';

const ROWS = 1_000;

const SYNC: INodeParameters = {
	resource: 'contact',
	operation: 'upsert',
	email: '={{ $json.email }}',
	matchBy: 'Email',
	givenName: '={{ $json.name }}',
};

const TAG: INodeParameters = {
	resource: 'contact',
	operation: 'addTags',
	contactId: { __rl: true, mode: 'email', value: '={{ $json.email }}' },
	tags: { values: [{ tagId: { __rl: true, mode: 'id', value: '1' } }] },
};

const person = (i: number, name = `Given${i}`): IDataObject => ({
	email: `person${i}@example.com`,
	name,
});

const people = (count: number, from = 0) =>
	Array.from({ length: count }, (_, i) => person(from + i));

/** 800 people as they are, 100 with another name, 100 that are new. */
const nightly = (accountSize: number) => [
	...people(800),
	...people(100, 800).map((_, i) => person(800 + i, 'Changed')),
	...people(100, accountSize),
];

function seed({ store }: Sandbox, count: number): void {
	const batch = 10_000;
	for (let from = 0; from < count; from += batch)
		store.insertMany(
			'contact',
			people(Math.min(batch, count - from), from).map(({ email, name }) => ({
				given_name: String(name),
				email_addresses: [{ email: String(email), field: 'EMAIL1' }],
			})),
		);
}

/** Calls that each of some runs takes, one after the other in the same account. */
async function count(
	contacts: number,
	runs: Array<{ parameters: INodeParameters; items: IDataObject[] }>,
): Promise<number[]> {
	const sandbox = await createSandbox({ limits: false, seed: false });
	sandbox.store.insert('tag', { name: 'Synced' });
	seed(sandbox, contacts);
	const undo = redirectKeapTo((await sandbox.listen(0)).url);
	try {
		const calls: number[] = [];
		for (const { parameters, items } of runs) {
			sandbox.clearLog();
			fromBuild('api/rateLimiter').forgetRateLimiters();
			await prepareRun(ours(DEFAULT_KEY), parameters)(items);
			calls.push(sandbox.log.length);
		}
		return calls;
	} finally {
		undo();
		await sandbox.close();
	}
}

/** Calls of whole lists through Create or Update. */
export async function sync(quick: boolean): Promise<Theme> {
	const row = (what: string, calls: number, naive: number): Row => ({
		what,
		ours: number(calls),
		against: 'look-up and write for each row (computed)',
		theirs: number(naive),
		ratio: calls / naive,
	});
	const night = { parameters: SYNC, items: nightly(20_000) };
	const [first = NaN, second = NaN] = await count(20_000, [night, night]);
	const [empty = NaN] = await count(0, [{ parameters: SYNC, items: people(ROWS) }]);
	const [tags = NaN] = await count(20_000, [{ parameters: TAG, items: people(ROWS) }]);
	const rows = [
		row('800 unchanged, 100 changed, 100 new, into 20,000 contacts', first, 2 * ROWS),
		row('the same once more', second, 2 * ROWS),
		row('1,000 new, into an empty account', empty, 2 * ROWS),
		row('1,000 tagged by email, of 20,000 contacts', tags, ROWS + 5),
	];
	if (!quick) {
		const large = 500_000;
		const [import1000 = NaN] = await count(large, [
			{ parameters: SYNC, items: people(ROWS, large) },
		]);
		rows.splice(3, 0, row('1,000 new, into 500,000 contacts', import1000, 2 * ROWS));
	}
	return { title: 'Calls to sync a list', about: '1,000 rows', rows };
}
