import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';
import { output, pairs, sent } from './support';

const keap = useKeap({ contacts: 10 });

const emailAddress = (operation: string) => ({ resource: 'emailAddress', operation });
const known = (email: string, status: string) =>
	keap.sandbox.store.insert('emailAddress', { email, status, create_time: '2026-01-01T00:00:00Z' });

it('gets the status of an address', async () => {
	known("o'neil+news@example.com", 'SINGLE_OPT_IN');
	const run = await keap.run({
		...emailAddress('get'),
		emailAddress: " o'neil+news@example.com ",
	});
	expect(keap.calls()).toEqual(["GET /v2/emailAddresses/o'neil%2Bnews%40example.com/status"]);
	expect(output(run)).toEqual([
		expect.objectContaining({ opted_in: true, status: 'SINGLE_OPT_IN' }),
	]);
	expect(pairs(run.items)).toEqual([0]);
});

it('says which address Keap does not know', async () => {
	const run = await keap.run({
		...emailAddress('get'),
		emailAddress: 'nobody@nowhere.example',
	});
	expectKeapError(run, 0, 'notFound', 'nobody@nowhere.example');
});

it('lists addresses', async () => {
	known('a@list.example', 'BOUNCE');
	known('b@list.example', 'SPAM');
	const run = await keap.run({
		...emailAddress('getMany'),
		returnAll: true,
		filters: {
			emails: 'a@list.example, b@list.example',
			optedIn: false,
			statuses: ['BOUNCE', 'SPAM'],
		},
		sort: { value: { field: 'email', direction: 'desc' } },
	});
	expect(sent(keap)).toEqual([
		{
			call: 'GET /v2/emailAddresses',
			query: {
				filter: 'emails==a@list.example,b@list.example;opted_in==false;statuses==BOUNCE,SPAM',
				order_by: 'email desc',
				page_size: '1000',
			},
			body: undefined,
		},
	]);
	expect(output(run).map(({ email }) => email)).toEqual(['b@list.example', 'a@list.example']);
});

it.each([true, false])('opts in or out: %p', async (optedIn) => {
	known(`${optedIn}@update.example`, 'NON_MARKETABLE');
	const run = await keap.run({
		...emailAddress('update'),
		emailAddress: `${optedIn}@update.example`,
		optedIn,
		reason: 'Asked for it on the phone',
	});
	expect(sent(keap)).toEqual([
		{
			call: `PATCH /v2/emailAddresses/${optedIn}%40update.example/status`,
			query: {},
			body: { opted_in: optedIn, reason: 'Asked for it on the phone' },
		},
	]);
	expect(first(output(run)).opted_in).toBe(optedIn);
});

it('wants a reason', async () => {
	const run = await keap.run({
		...emailAddress('update'),
		emailAddress: 'a@list.example',
		optedIn: true,
		reason: '={{ $json.reason }}',
	});
	expectInputError(run, 0, 'empty', 'Reason');
	expect(keap.calls()).toEqual([]);
});
