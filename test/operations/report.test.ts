import type { INodeParameters } from 'n8n-workflow';

import { on } from '../flows/support';
import { expectInputError, expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import {
	addContact,
	addContacts,
	byId,
	emails,
	fromList,
	group,
	lastSent,
	output,
	rows,
	sent,
} from './support';

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const report = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'report',
	operation,
	...parameters,
});

it('lists, filtered and sorted, with the columns of a single one', async () => {
	const many = output(
		await keap.run(
			report('getMany', {
				returnAll: true,
				filters: { name: 'Names Only', untilCreatedTime: '2026-01-01' },
				sort: group({ field: 'created_time', direction: 'asc' }),
			}),
		),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/reporting/reports',
		query: {
			filter: 'name==Names Only;until_created_time==2026-01-01T00:00:00.000Z',
			order_by: 'created_time asc',
			page_size: '1000',
		},
	});
	expect(many).toMatchObject([{ id: '2', name: 'Names Only', user_ids: ['1', '2'] }]);
	const one = output(await keap.run(report('get', { reportId: fromList(2) })));
	expect(keap.calls()).toEqual(['GET /v2/reporting/reports/2']);
	expect(one).toEqual(many);
});

it('tells what fields a report has', async () => {
	const fields = output(await keap.run(report('getFields', { reportId: byId(2) })));
	expect(lastSent(keap)).toMatchObject({ call: 'GET /v2/reporting/reports/2/model', query: {} });
	expect(fields).toEqual([
		{ name: 'FirstName', label: 'First Name' },
		{ name: 'LastName', label: 'Last Name' },
	]);
});

describe('running', () => {
	const run = (parameters: INodeParameters = {}) =>
		report('run', { reportId: byId(1), returnAll: true, ...parameters });

	it('returns rows under the names of their fields, by the name of the report', async () => {
		const id = addContact(keap, { email_addresses: emails('ada@example.com') });
		const byName = run({ reportId: { __rl: true, mode: 'name', value: 'all contacts' } });
		const result = output(await keap.run(byName));
		expect(lastSent(keap)).toEqual({
			call: 'POST /v2/reporting/reports/1:run',
			query: { page_size: '1000' },
			body: undefined,
		});
		expect(result).toEqual([
			{ Id: id, FirstName: 'Ada', LastName: 'Abbott', Email: 'ada@example.com' },
		]);
	});

	it('returns what Keap does where that is wanted', async () => {
		addContact(keap);
		const [row] = output(await keap.run(run({ simplify: false })));
		expect(row).toEqual({
			columns: expect.arrayContaining([
				{ field_name: 'FirstName', value: 'Ada' },
				{ field_name: 'Email', value: null },
			]),
		});
	});

	it('asks for fields and an order', async () => {
		addContact(keap, { given_name: 'Zoe' });
		addContact(keap);
		const options = {
			reportFields: rows('fieldName', 'FirstName', 'Id'),
			orderBy: 'FirstName asc',
		};
		const result = output(await keap.run(run({ options })));
		expect(lastSent(keap).query).toEqual({
			fields: 'FirstName,Id',
			order_by: 'FirstName asc',
			page_size: '1000',
		});
		expect(result).toEqual([
			{ FirstName: 'Ada', Id: '2' },
			{ FirstName: 'Zoe', Id: '1' },
		]);
	});

	it('reads page after page, alike as their rows may be', async () => {
		addContacts(keap, 2_100);
		const options = { reportFields: rows('fieldName', 'FirstName') };
		const all = output(await keap.run(run({ options })));
		expect(all).toHaveLength(2_100);
		const tokens = sent(keap).map(({ query }) => query.page_token !== undefined);
		expect(tokens).toEqual([false, true, true]);
		const some = output(await keap.run(run({ returnAll: false, limit: 7 })));
		expect(some).toHaveLength(7);
		expect(lastSent(keap).query).toEqual({ page_size: '7' });
	});

	it('is repeated after a lost response, since it only reads', async () => {
		addContact(keap);
		let attempts = 0;
		keap.sandbox.setFaults(
			on(/:run$/, () => (attempts++ === 0 ? { kind: 'resetAfter' } : undefined)),
		);
		expect(output(await keap.run(run()))).toHaveLength(1);
		expect(keap.calls()).toHaveLength(2);
	});

	it('hands on what Keap says of an unknown field, and refuses an unknown report', async () => {
		const options = { reportFields: rows('fieldName', 'Shoe Size') };
		expectKeapError(await keap.run(run({ options })), 0, 'badRequest', 'Shoe Size');
		const named = { __rl: true, mode: 'name', value: 'Nonsense' };
		expectInputError(await keap.run(run({ reportId: named })), 0, 'notFound', 'Report', 'Nonsense');
	});
});
