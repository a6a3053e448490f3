import type { IDataObject, INodeParameters } from 'n8n-workflow';

import { createSandbox, DEFAULT_KEY, type Sandbox } from '../sandbox';
import { redirectKeapTo } from '../sandbox/redirect.cjs';
import { Child } from './child';
import { prepareRun, type Subject } from './engine';
import { builtInNodes, fromBuild } from './paths';
import * as server from './server';
import { builtIn, ours } from './subjects';
import { number, type Row, type Theme } from './table';

/** What somebody wants done; a step is one node of the workflow. */
interface JobPlan {
	what: string;
	items: number;
	ours: INodeParameters[];
	/** What n8n's Keap node needs for the same, and what of it that does not do. */
	builtIn: INodeParameters[];
	lacks?: string;
	/** Calls of the HTTP Request node when it is set up as Keap's documents show, one request for each item. */
	naive: number;
}

const CONTACTS = 10_000;

const item = (name: string) => `={{ $json.${name} }}`;

const theirTag = {
	resource: 'contactTag',
	operation: 'create',
	contactId: item('id'),
	tagIds: [91],
};
const theirUpsert = {
	resource: 'contact',
	operation: 'upsert',
	duplicateOption: 'email',
	emailsUi: { emailsValues: [{ field: 'EMAIL1', email: item('email') }] },
	phonesUi: { phonesValues: [{ field: 'PHONE1', number: item('phone') }] },
	additionalFields: { givenName: item('first') },
};
const ourTag = (tag: string) => ({
	resource: 'contact',
	operation: 'addTags',
	contactId: { __rl: true, mode: 'id', value: item('id') },
	tags: { values: [{ tagId: { __rl: true, mode: 'id', value: tag } }] },
});
const phone = { phoneNumbers: { values: [{ field: 'PHONE1', number: item('phone') }] } };

const plans = (tag: string): JobPlan[] => [
	{
		what: 'tag 1,000 contacts',
		items: 1_000,
		ours: [ourTag(tag)],
		builtIn: [theirTag],
		naive: 1_000,
	},
	{
		what: 'change a phone of 500 contacts by ID',
		items: 500,
		ours: [
			{
				resource: 'contact',
				operation: 'update',
				contactId: { __rl: true, mode: 'id', value: item('id') },
				updateFields: phone,
			},
		],
		builtIn: [theirUpsert],
		lacks: 'only by email, and the other phones are lost',
		naive: 1_000,
	},
	{
		what: 'get 500 contacts by ID',
		items: 500,
		ours: [
			{
				resource: 'contact',
				operation: 'get',
				contactId: { __rl: true, mode: 'id', value: item('id') },
			},
		],
		builtIn: [{ resource: 'contact', operation: 'get', contactId: item('id'), options: {} }],
		naive: 500,
	},
	{
		what: 'all of 10,000 contacts',
		items: 1,
		ours: [{ resource: 'contact', operation: 'getMany', returnAll: true, simplify: false }],
		builtIn: [{ resource: 'contact', operation: 'getAll', returnAll: true, options: {} }],
		naive: 10,
	},
	{
		what: 'import 1,000 people and tag them',
		items: 1_000,
		ours: [
			{
				resource: 'contact',
				operation: 'upsert',
				email: item('email'),
				matchBy: 'Email',
				givenName: item('first'),
				additionalFields: phone,
			},
			ourTag(tag),
		],
		builtIn: [theirUpsert, theirTag],
		lacks: 'other phones and addresses of known contacts are lost',
		naive: 2_000,
	},
];

const input = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, i) => ({
		id: i + 1,
		email: `import${i}@example.com`,
		first: `Given${i}`,
		phone: `555-${i}`,
	}));

/** Runs one step after the other, each on what the one before gave. */
async function carryOut(
	subject: Subject,
	steps: readonly INodeParameters[],
	items: number,
): Promise<void> {
	let data = input(items);
	for (const parameters of steps) {
		data = (await prepareRun(subject, parameters)(data)).map(({ json }) => json);
	}
}

/** Our node's calls, counted by a sandbox that behaves like Keap. */
async function countOurs(sandbox: Sandbox, { items, ours: steps }: JobPlan): Promise<number> {
	sandbox.clearLog();
	fromBuild('api/rateLimiter').forgetRateLimiters();
	await carryOut(ours(DEFAULT_KEY), steps, items);
	return sandbox.log.length;
}

async function countBuiltIn(keap: Child, { items, builtIn: steps }: JobPlan): Promise<number> {
	await keap.call(server.begin, CONTACTS);
	await carryOut(builtIn(builtInNodes()), steps, items);
	return await keap.call(server.countCalls);
}

/** Calls per job, of which Keap grants a key 240 a minute. */
export async function calls(): Promise<Theme> {
	const sandbox = await createSandbox({ limits: false });
	const [tag] = sandbox.store.list('tag');
	if (!tag) throw new Error('The sandbox has no tag');
	sandbox.store.insertMany(
		'contact',
		Array.from({ length: CONTACTS }, (_, i) => ({
			given_name: `Given${i}`,
			email_addresses: [{ email: `person${i}@example.com`, field: 'EMAIL1' }],
			phone_numbers: [
				{ number: `1-${i}`, field: 'PHONE1' },
				{ number: `2-${i}`, field: 'PHONE2' },
			],
		})),
	);
	const keap = new Child(require.resolve('./server'));
	const rows: Row[] = [];
	try {
		const { url } = await sandbox.listen(0);
		const address = await keap.call(server.listen);
		for (const plan of plans(tag.id)) {
			const toSandbox = redirectKeapTo(url);
			const mine = await countOurs(sandbox, plan).finally(toSandbox);
			const toServer = redirectKeapTo(address);
			const theirs = await countBuiltIn(keap, plan).finally(toServer);
			const row = (against: string, count: number, note?: string): Row => ({
				what: plan.what,
				ours: number(mine),
				against,
				theirs: number(count),
				ratio: mine / count,
				note,
			});
			rows.push(row("n8n's Keap node", theirs, plan.lacks));
			rows.push(row('HTTP Request (computed)', plan.naive));
		}
	} finally {
		await Promise.all([sandbox.close(), keap.end()]);
	}
	return { title: 'Calls to Keap per job', about: 'a key may make 240 a minute', rows };
}
