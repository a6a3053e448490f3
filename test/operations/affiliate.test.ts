import type { INodeParameters } from 'n8n-workflow';

import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first } from '../support/present';
import {
	bodies,
	byId,
	contentsOf,
	customFields,
	fromList,
	group,
	lastSent,
	output,
	sent,
	stored,
} from './support';

const keap = useKeap({ contacts: 5 });

const affiliate = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'affiliate',
	operation,
	...parameters,
});

const add = (properties = {}) =>
	keap.sandbox.store.insert('affiliate', {
		code: `CODE${keap.sandbox.store.count('affiliate')}`,
		name: 'Ada Abbott',
		contact_id: '4',
		status: 'ACTIVE',
		...properties,
	}).id;

const byName = (value: string) => ({ __rl: true, mode: 'name', value });

it('creates, with custom fields and a parent by its code', async () => {
	const result = await keap.run(
		affiliate('create', {
			contactId: byId(4),
			code: 'ADA2026',
			additionalFields: {
				name: 'Ada',
				status: 'ACTIVE',
				parentAffiliateId: byName('desert'),
				notifyOnLead: true,
				trackLeadsDays: 30,
				password: 's3cret',
			},
			customFields: customFields({ Territory: 'Arizona' }),
		}),
	);
	const [body] = bodies(keap, 'POST');
	expect(body).toEqual({
		contact_id: '4',
		code: 'ADA2026',
		name: 'Ada',
		status: 'ACTIVE',
		parent_affiliate_id: '1',
		notify_on_lead: true,
		track_leads_days: 30,
		password: 's3cret',
		custom_fields: [{ id: expect.any(String), content: 'Arizona' }],
	});
	expect(output(result)).toEqual([
		expect.objectContaining({
			code: 'ADA2026',
			status: 'ACTIVE',
			custom_fields: expect.objectContaining({ Territory: 'Arizona' }),
		}),
	]);
});

it.each([
	['contactId', 'Contact'],
	['code', 'Code'],
])('creates nothing without %s', async (name, label) => {
	const given = { contactId: byId(4), code: 'ADA2026', [name]: '={{ "" }}' };
	const run = await keap.run(affiliate('create', given));
	expectInputError(run, 0, 'empty', label);
	expect(keap.calls()).toEqual([]);
});

it('reads close ones together, and lists by filters', async () => {
	const ids = Array.from({ length: 5 }, () => add());
	const result = await keap.run(affiliate('get', { affiliateId: byId('={{ $json.id }}') }), {
		items: ids.map((id) => ({ id })),
	});
	expect(output(result).map(({ id }) => id)).toEqual(ids);
	expect(keap.calls()).toEqual(['GET /v2/affiliates', 'GET /v2/affiliates/model']);
	expect(first(sent(keap)).query.filter).toBe(`id>=${ids[0]};id<=${ids.at(-1)}`);
	const listed = await keap.run(
		affiliate('getMany', {
			filters: { name: 'Ada*', status: 'ACTIVE', contactId: byId(4), idAbove: Number(ids[3]) },
			sort: group({ field: 'date_created', direction: 'desc' }),
		}),
	);
	expect(first(sent(keap)).query).toMatchObject({
		filter: `contact_id==4;id>${ids[3]};name==Ada*;status==ACTIVE`,
		order_by: 'date_created desc',
	});
	expect(output(listed).map(({ id }) => id)).toEqual([ids[4]]);
});

it('filters by custom fields, and by a contact who was referred', async () => {
	const field = { field: 'Territory', operator: 'startsWith', value: 'Ari' };
	await keap.run(
		affiliate('getMany', {
			filters: { referralContactId: byId(2), customFieldFilters: { values: [field] } },
		}),
	);
	const listing = sent(keap).find(({ call }) => call === 'GET /v2/affiliates');
	expect(listing?.query.filter).toBe('referral_contact_id==2;Territory==Ari*');
});

it('updates what is given, and keeps other custom fields', async () => {
	const { id: territory } = first(
		keap.sandbox.store.list('customField').filter(({ label }) => label === 'Territory'),
	);
	const id = add({ custom_fields: [{ id: territory, content: 'Arizona' }] });
	const result = await keap.run(
		affiliate('update', {
			affiliateId: byId(id),
			updateFields: { status: 'INACTIVE' },
			customFields: customFields({ 'Contract Until': '2027-01-31' }),
		}),
	);
	expect(lastSent(keap)).toMatchObject({
		call: `PATCH /v2/affiliates/${id}`,
		query: { update_mask: 'status,custom_fields' },
	});
	expect(contentsOf(keap, stored(keap, 'affiliate', id))).toEqual({
		Territory: 'Arizona',
		'Contract Until': '2027-01-31',
	});
	expect(output(result)).toEqual([
		expect.objectContaining({ id, status: 'INACTIVE', outcome: 'updated' }),
	]);
});

it('deletes', async () => {
	const id = add();
	const result = await keap.run(affiliate('delete', { affiliateId: byId(id) }));
	expect(lastSent(keap).call).toBe(`DELETE /v2/affiliates/${id}`);
	expect(output(result)).toEqual([{ deleted: true }]);
});

describe('in a commission program', () => {
	const program = { commissionProgramId: byName('Partner Program') };

	it('is added and removed', async () => {
		const id = add();
		const one = { affiliateId: byId(id), ...program };
		expect(output(await keap.run(affiliate('addToProgram', one)))).toEqual([{ success: true }]);
		expect(lastSent(keap)).toMatchObject({
			call: `POST /v2/affiliates/${id}:assignToProgram`,
			body: { affiliate_program_id: '1' },
		});
		expect(stored(keap, 'commissionProgram', 1).affiliate_ids).toContain(id);
		await keap.run(affiliate('removeFromProgram', one));
		expect(lastSent(keap).call).toBe(`POST /v2/affiliates/${id}:removeFromProgram`);
		expect(stored(keap, 'commissionProgram', 1).affiliate_ids).not.toContain(id);
	});

	it.each(['addToProgram', 'removeFromProgram'])(
		'%s succeeds when the response of the first attempt is lost',
		async (operation) => {
			const id = add();
			const one = { affiliateId: byId(id), ...program };
			if (operation === 'removeFromProgram') await keap.run(affiliate('addToProgram', one));
			let lost = false;
			keap.sandbox.setFaults(({ method }) => {
				if (method !== 'POST' || lost) return undefined;
				lost = true;
				return { kind: 'resetAfter' };
			});
			const run = await keap.run(affiliate(operation, one));
			expect(output(run)).toEqual([{ success: true }]);
			expect(keap.calls().filter((call) => call.startsWith('POST'))).toHaveLength(2);
		},
	);

	it('needs a program', async () => {
		const run = await keap.run(
			affiliate('addToProgram', { affiliateId: byId(1), commissionProgramId: byId('={{ "" }}') }),
		);
		expectInputError(run, 0, 'empty', 'Commission Program');
		expect(keap.calls()).toEqual([]);
	});
});

describe('earnings', () => {
	const DESERT = { affiliateId: fromList(1) };
	const autumn = { sinceTime: '2025-11-01', untilTime: '2025-12-31' };
	const filter = 'since_time==2025-11-01T00:00:00.000Z;until_time==2025-12-31T00:00:00.000Z';

	it('are listed sale by sale', async () => {
		const run = await keap.run(
			affiliate('getCommissions', {
				...DESERT,
				filters: autumn,
				sort: group({ field: 'time_earned', direction: 'asc' }),
			}),
		);
		expect(lastSent(keap)).toMatchObject({
			call: 'GET /v2/affiliates/1:commissions',
			query: { filter, order_by: 'time_earned asc' },
		});
		expect(output(run)).toEqual([
			expect.objectContaining({ amount_earned: 25, invoice_id: '1002', contact_id: '3' }),
		]);
	});

	it('are summed up', async () => {
		const run = await keap.run(affiliate('getCommissionTotal', DESERT));
		expect(output(run)).toEqual([
			{
				affiliate_commission_total: 39.9,
				view_ledger_url: expect.stringContaining('affiliateId=1'),
			},
		]);
	});

	it('are summed up for each affiliate', async () => {
		const run = await keap.run(
			affiliate('getSummaries', {
				filters: { affiliateIds: '1, MESA2025' },
				sort: group({ field: 'balance', direction: 'desc' }),
			}),
		);
		expect(lastSent(keap).query).toMatchObject({
			filter: 'affiliate_ids==1,2',
			order_by: 'balance desc',
		});
		expect(output(run)).toEqual([
			{ affiliate_id: 1, amount_earned: 39.9, clawbacks: 5, balance: 20 },
			{ affiliate_id: 2, amount_earned: 14.9, clawbacks: 0, balance: 14.9 },
		]);
	});

	it('are paid', async () => {
		const run = await keap.run(
			affiliate('getPayments', {
				...DESERT,
				filters: { untilTime: '2025-10-31' },
				sort: group({ field: 'pay_date', direction: 'desc' }),
			}),
		);
		expect(lastSent(keap)).toMatchObject({
			call: 'GET /v2/affiliates/1/payments',
			query: { filter: 'until_time==2025-10-31T00:00:00.000Z', order_by: 'pay_date desc' },
		});
		expect(output(run)).toEqual([expect.objectContaining({ pay_amount: 14.9, pay_type: 'CHECK' })]);
	});

	describe('that are lost again', () => {
		const clawback = (day: number) => ({
			affiliate_id: '1',
			contact_id: '2',
			invoice_id: '1004',
			date_earned: `2026-01-0${day}T12:00:00.000Z`,
			amount: day,
		});

		it('are read with their own order and period', async () => {
			const run = await keap.run(
				affiliate('getClawbacks', {
					...DESERT,
					sort: group({ field: 'DATE_EARNED', direction: 'desc' }),
					filters: { sinceTime: '2025-11-30', untilTime: '2025-12-31' },
				}),
			);
			expect(first(sent(keap))).toEqual({
				call: 'GET /v1/affiliates/1/clawbacks',
				query: {
					limit: '50',
					offset: '0',
					order: 'DATE_EARNED',
					order_direction: 'DESCENDING',
					since: '2025-11-30T00:00:00.000Z',
					until: '2025-12-31T00:00:00.000Z',
				},
				body: undefined,
			});
			expect(output(run)).toEqual([
				expect.objectContaining({ amount: 5, contact_id: 3, date_earned: expect.any(String) }),
			]);
		});

		it('are read to the end, or up to a limit', async () => {
			const rows = Array.from({ length: 1200 }, (_, i) => clawback((i % 9) + 1));
			keap.sandbox.store.insertMany('affiliateClawback', rows);
			const all = await keap.run(affiliate('getClawbacks', { ...DESERT, returnAll: true }));
			expect(output(all)).toHaveLength(1201);
			// Keap names a next page after the last, too.
			expect(sent(keap).map(({ query }) => query.offset)).toEqual(['0', '1000', '2000']);
			const some = await keap.run(affiliate('getClawbacks', { ...DESERT, limit: 3 }));
			expect(output(some)).toHaveLength(3);
			expect(sent(keap).map(({ query }) => query.limit)).toEqual(['3']);
		});
	});
});

it('lists the contacts that one has referred', async () => {
	const run = await keap.run(
		affiliate('getReferrals', {
			affiliateId: byId(1),
			filters: { source: 'Email*' },
			sort: group({ field: 'referral_time', direction: 'asc' }),
		}),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/affiliates/1/referrals',
		query: { filter: 'source==Email*', order_by: 'referral_time asc' },
	});
	expect(output(run)).toEqual([
		expect.objectContaining({ contact_id: '3', referral_partner_id: '1', referral_type: 'COOKIE' }),
	]);
});
