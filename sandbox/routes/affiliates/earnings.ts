import { without } from '../../body';
import { find, recordPathOf } from '../../collection';
import { badRequest } from '../../errors';
import { filters, instant, recordIds, special } from '../../filter';
import { rounded } from '../../money';
import { byId, byValue, listPage } from '../../paging';
import { listPageV1 } from '../../paging-v1';
import { equals, field, type Condition } from '../../store';
import type { Call, Doc, Route, RouteResponse } from '../../types';
import { isTime } from '../../values';
import { affiliates } from './affiliates';

/** What affiliates have earned, lost again, and been paid. */

/** The first and the last moment that count, by `since_time` and `until_time` of a filter. */
const period = (property: string) => ({
	since_time: special((_, value) => between(property, instant(value), undefined)),
	until_time: special((_, value) => between(property, undefined, instant(value))),
});

const between = (property: string, since?: string, until?: string): Condition => {
	const bounds = [...(since ? [['>=', since]] : []), ...(until ? [['<=', until]] : [])] as Array<
		[string, string]
	>;
	return {
		sql: bounds.map(([operator]) => `${field(property)} ${operator} ?`).join(' AND ') || '1',
		params: bounds.map(([, moment]) => moment),
	};
};

const sum = (docs: readonly Doc[], property: string, call: Call): number =>
	rounded(
		docs.reduce((total, doc) => total + Number(doc[property] ?? 0), 0),
		call,
	);

const contactOf = ({ contact_id: id }: Doc, { store }: Call) => store.get('contact', String(id));

function listCommissions(call: Call): RouteResponse {
	const { id } = find(affiliates, call);
	const own = equals('affiliate_id', id);
	const page = listPage(call, {
		kind: 'affiliateCommission',
		items: 'affiliate_commissions',
		filters: filters(period('time_earned')),
		order: { invoice_id: byId('invoice_id'), time_earned: byValue('time_earned') },
		where: [own],
		show: ({ affiliate_id: affiliate, ...commission }) => ({
			description: commission.description,
			amount_earned: commission.amount_earned,
			contact_first_name: contactOf(commission, call)?.given_name ?? '',
			contact_last_name: contactOf(commission, call)?.family_name ?? '',
			invoice_id: commission.invoice_id,
			time_earned: commission.time_earned,
			contact_id: commission.contact_id,
			sales_affiliate_id: affiliate,
			sales_affiliate_name: call.store.get('affiliate', String(affiliate))?.name ?? '',
			product_name: commission.product_name,
		}),
	});
	const { affiliate_commissions: rows } = page.body as { affiliate_commissions: Doc[] };
	const earned = sum(rows, 'amount_earned', call);
	const lost = sum(call.store.query('affiliateClawback', { where: [own] }), 'amount', call);
	const totals = { amount_earned: earned, clawbacks: lost, commission_total: earned - lost };
	return { ...page, body: { ...(page.body as object), ...totals } };
}

function commissionTotal(call: Call): RouteResponse {
	const { id } = find(affiliates, call);
	const where = [equals('affiliate_id', id)];
	return {
		status: 200,
		body: {
			affiliate_commission_total: sum(
				call.store.query('affiliateCommission', { where }),
				'amount_earned',
				call,
			),
			view_ledger_url: `https://keap-sandbox.example/affiliate/ledger?affiliateId=${id}`,
		},
	};
}

function listPayments(call: Call): RouteResponse {
	const { id } = find(affiliates, call);
	return listPage(call, {
		kind: 'affiliatePayment',
		items: 'affiliate_payments',
		filters: filters(period('pay_date')),
		order: {
			create_time: byValue('create_time'),
			pay_date: byValue('pay_date'),
			pay_amount: byValue('pay_amount'),
		},
		where: [equals('affiliate_id', id)],
		show: (payment) => without(payment, 'affiliate_id'),
	});
}

/** SQL for the sum of what records of a kind hold for the affiliate of a row. */
const sumOf = (kind: string, property: string) =>
	`(SELECT coalesce(sum(json_extract(other.data, '$.${property}')), 0) FROM doc_${kind} AS other
		WHERE json_extract(other.data, '$.affiliate_id') = CAST(doc_affiliate.id AS TEXT))`;

const EARNED = sumOf('affiliateCommission', 'amount_earned');
const LOST = sumOf('affiliateClawback', 'amount');
const PAID = sumOf('affiliatePayment', 'pay_amount');

/** Sums of all affiliates, of a period where the filter names one; their order is by all of the time. */
function listSummaries(call: Call): RouteResponse {
	const text = call.query.get('filter') ?? '';
	const moment = (key: string) => new RegExp(`(?:^|;)${key}==([^;]*)`).exec(text)?.[1];
	const [since, until] = [moment('since_time'), moment('until_time')];
	const within = (kind: string, amount: string, time: string, affiliate: string) =>
		sum(
			call.store.query(kind, {
				where: [equals('affiliate_id', affiliate), between(time, since, until)],
			}),
			amount,
			call,
		);
	const checked = special((_, value) => {
		instant(value);
		return undefined;
	});
	return listPage(call, {
		kind: 'affiliate',
		items: 'affiliate_summaries',
		filters: filters({ affiliate_ids: recordIds(), since_time: checked, until_time: checked }),
		order: {
			affiliate_id: 'id',
			amount_earned: EARNED,
			clawbacks: LOST,
			balance: `${EARNED} - ${LOST} - ${PAID}`,
		},
		show: ({ id }) => {
			const amountEarned = within('affiliateCommission', 'amount_earned', 'time_earned', id);
			const clawbacks = within('affiliateClawback', 'amount', 'date_earned', id);
			const paid = within('affiliatePayment', 'pay_amount', 'pay_date', id);
			const balance = rounded(amountEarned - clawbacks - paid, call);
			return { affiliateId: Number(id), amountEarned, clawbacks, balance };
		},
	});
}

/** REST v1, which has numbers for ids. */
function listClawbacks(call: Call): RouteResponse {
	const { id } = find(affiliates, call);
	const order = call.query.get('order');
	if (order !== null && order !== 'DATE_EARNED') throw badRequest('order is invalid');
	const moment = (name: string): string | undefined => {
		const value = call.query.get(name);
		if (value !== null && !isTime(value)) throw badRequest(`${name} is invalid`);
		return value === null ? undefined : new Date(value).toISOString();
	};
	return listPageV1(call, {
		kind: 'affiliateClawback',
		items: 'clawbacks',
		where: [equals('affiliate_id', id), between('date_earned', moment('since'), moment('until'))],
		orderBy: {
			sql: byValue('date_earned'),
			descending: call.query.get('order_direction') === 'DESCENDING',
		},
		show: (clawback) => ({
			amount: clawback.amount ?? 0,
			contact_id: Number(clawback.contact_id),
			date_earned: clawback.date_earned ?? null,
			description: clawback.description ?? null,
			family_name: contactOf(clawback, call)?.family_name ?? null,
			given_name: contactOf(clawback, call)?.given_name ?? null,
			invoice_id: Number(clawback.invoice_id),
			product_name: clawback.product_name ?? null,
			sale_affiliate_id: Number(clawback.affiliate_id),
			sold_by_family_name: null,
			sold_by_given_name: null,
			subscription_plan_name: null,
		}),
	});
}

const affiliate = recordPathOf(affiliates);

export const earningRoutes: Route[] = [
	{ method: 'GET', path: `${affiliate}:commissions`, handle: listCommissions },
	{ method: 'GET', path: `${affiliate}/commissionTotal`, handle: commissionTotal },
	{ method: 'GET', path: `${affiliate}/payments`, handle: listPayments },
	{ method: 'GET', path: '/v2/affiliates/summaries', handle: listSummaries },
	{ method: 'GET', path: `/v1/affiliates/{affiliateId}/clawbacks`, handle: listClawbacks },
];
