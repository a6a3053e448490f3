import { create, get, getMany, operation, remove, resource, update } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { enumeration } from '../descriptor/enumeration';
import {
	boolean,
	choice,
	dateTime,
	ids,
	number,
	record,
	required,
	text,
	type Field,
} from '../descriptor/field';
import { named, words } from '../descriptor/labels';
import type { Filter } from '../descriptor/operation';
import { startsWith } from '../descriptor/search';
import { commissionPrograms } from './commissionProgram/collections';
import { contacts } from './contact/collection';
import { byPrefix, idRange, v1Period } from './shared/filters';
import { referralColumns, referralSort, source } from './shared/referrals';

/** Keap's API and its newer editions say affiliate, Max Classic says referral partner. */
export const affiliates = collection({
	noun: 'Affiliate',
	id: 'affiliateId',
	example: '5',
	path: '/v2/affiliates',
	items: 'affiliates',
	pageSize: 1000,
	// The list can't be filtered by several IDs, but by those between two.
	byId: { filter: 'id', range: true, max: 100 },
	record: {
		columns: {
			id: 'id',
			name: 'name',
			code: 'code',
			status: 'status',
			contact_id: 'contact_id',
			parent_affiliate_id: 'parent_affiliate_id',
			notify_on_lead: 'notify_on_lead',
			notify_on_sale: 'notify_on_sale',
			track_leads_days: 'track_leads_days',
			unique_site_id: 'unique_site_id',
			date_created: 'date_created',
		},
		customFieldsIn: 'affiliate',
	},
	byName: calledBy('Name or Code', 'Ada Abbott', 'name', 'code'),
	picker: {
		query: { order_by: 'name asc' },
		pageSize: 100,
		typed: startsWith('name'),
		id: 'id',
		label: ({ name, code }) => named(name, words(code)),
	},
});

const affiliateId = record(affiliates, { required: true });
const contact = record(contacts);
const name = text('name', 'Name', {
	placeholder: 'e.g. Ada Abbott',
	description: "Without one, a new affiliate gets the contact's",
});
const status = choice('status', 'Status', enumeration(['ACTIVE', 'INACTIVE']));
const code = text('code', 'Code', {
	placeholder: 'e.g. ADA2026',
	description:
		'What the tracking links of the affiliate hold: at least four characters without spaces, beginning with a letter',
});

const fields: Field[] = [
	name,
	boolean(
		'notifyOnLead',
		'Notify on Lead',
		'Whether the affiliate is told when a visitor they referred becomes a lead',
	),
	boolean(
		'notifyOnSale',
		'Notify on Sale',
		'Whether the affiliate is told when a contact they referred buys something',
	),
	record(affiliates, {
		name: 'parentAffiliateId',
		label: 'Parent Affiliate',
		description: 'The affiliate who recruited this one',
	}),
	text('password', 'Password', {
		secret: true,
		description: 'For the portal in which affiliates find their links and earnings',
	}),
	{ ...status, description: 'Keap makes new affiliates inactive unless this says otherwise' },
	number('trackLeadsDays', 'Track Leads (Days)', {
		integer: true,
		min: 0,
		description: 'For how many days a sale counts for the affiliate who referred the buyer',
	}),
];

const program = record(commissionPrograms, { key: 'affiliate_program_id', required: true });

/** The two ends of a period. */
const period: Filter[] = [dateTime('sinceTime', 'Since'), dateTime('untilTime', 'Until')];

export const affiliate = resource(
	'affiliate',
	'Affiliate (Referral Partner)',
	[
		create({
			of: affiliates,
			inputs: [required(contact), required(code)],
			fields,
			customFields: 'affiliate',
		}),
		get({ of: affiliates }),
		getMany({
			of: affiliates,
			list: {
				filters: [
					text('code', 'Code'),
					contact,
					...idRange('id'),
					byPrefix(text('name', 'Name'), 'Ada'),
					record(contacts, {
						name: 'referralContactId',
						label: 'Referral Contact',
						description: "Keap doesn't document which contact it compares",
					}),
					status,
				],
				filterCustomFields: 'affiliate',
				sort: [
					{ name: 'Code', value: 'code' },
					{ name: 'Create Time', value: 'date_created' },
					{ name: 'ID', value: 'id' },
					{ name: 'Name', value: 'name' },
					{ name: 'Status', value: 'status' },
				],
			},
		}),
		update({
			of: affiliates,
			fields: [...fields, code, contact],
			customFields: 'affiliate',
		}),
		remove({ of: affiliates }),
		operation({
			value: 'addToProgram',
			name: 'Add to Program',
			action: 'Add an affiliate to a commission program',
			description: 'Let an affiliate earn what a commission program pays',
			method: 'POST',
			path: '/v2/affiliates/{affiliateId}:assignToProgram',
			inputs: [affiliateId, program],
			output: { kind: 'done' },
			idempotent: true,
			alreadyDoneOn: 409,
		}),
		operation({
			value: 'removeFromProgram',
			name: 'Remove From Program',
			action: 'Remove an affiliate from a commission program',
			description: 'Let an affiliate no longer earn what a commission program pays',
			method: 'POST',
			path: '/v2/affiliates/{affiliateId}:removeFromProgram',
			inputs: [affiliateId, program],
			output: { kind: 'done' },
			idempotent: true,
			alreadyDoneOn: 404,
		}),
		getMany({
			value: 'getCommissions',
			name: 'Get Commissions',
			action: 'Get commissions of an affiliate',
			description: 'Retrieve what an affiliate has earned, sale by sale',
			path: '/v2/affiliates/{affiliateId}:commissions',
			inputs: [affiliateId],
			columns: {
				time_earned: 'time_earned',
				amount_earned: 'amount_earned',
				description: 'description',
				product_name: 'product_name',
				invoice_id: 'invoice_id',
				contact_id: 'contact_id',
				contact_first_name: 'contact_first_name',
				contact_last_name: 'contact_last_name',
				sales_affiliate_id: 'sales_affiliate_id',
				sales_affiliate_name: 'sales_affiliate_name',
			},
			list: {
				items: 'affiliate_commissions',
				pageSize: 1000,
				filters: period,
				sort: [
					{ name: 'Invoice', value: 'invoice_id' },
					{ name: 'Time Earned', value: 'time_earned' },
				],
			},
		}),
		get({
			value: 'getCommissionTotal',
			name: 'Get Commission Total',
			action: 'Get the commission total of an affiliate',
			description: 'Retrieve the sum that an affiliate has earned, and the address of their ledger',
			path: '/v2/affiliates/{affiliateId}/commissionTotal',
			inputs: [affiliateId],
		}),
		getMany({
			value: 'getPayments',
			name: 'Get Payments',
			action: 'Get payments of an affiliate',
			description: 'Retrieve what an affiliate has been paid',
			path: '/v2/affiliates/{affiliateId}/payments',
			inputs: [affiliateId],
			columns: {
				id: 'id',
				pay_date: 'pay_date',
				pay_amount: 'pay_amount',
				pay_type: 'pay_type',
				pay_notes: 'pay_notes',
				create_time: 'create_time',
			},
			list: {
				items: 'affiliate_payments',
				pageSize: 1000,
				filters: period,
				sort: [
					{ name: 'Create Time', value: 'create_time' },
					{ name: 'Pay Amount', value: 'pay_amount' },
					{ name: 'Pay Date', value: 'pay_date' },
				],
			},
		}),
		getMany({
			value: 'getClawbacks',
			name: 'Get Clawbacks',
			action: 'Get clawbacks of an affiliate',
			description: 'Retrieve the commissions that an affiliate has lost again, as by a refund',
			path: '/v1/affiliates/{affiliateId}/clawbacks',
			inputs: [affiliateId],
			columns: {
				date_earned: 'date_earned',
				amount: 'amount',
				description: 'description',
				product_name: 'product_name',
				subscription_plan_name: 'subscription_plan_name',
				invoice_id: 'invoice_id',
				contact_id: 'contact_id',
				contact_first_name: 'given_name',
				contact_last_name: 'family_name',
				sales_affiliate_id: 'sale_affiliate_id',
				sales_affiliate_first_name: 'sold_by_given_name',
				sales_affiliate_last_name: 'sold_by_family_name',
			},
			list: {
				items: 'clawbacks',
				offsets: true,
				filters: v1Period(),
				sort: [{ name: 'Date Earned', value: 'DATE_EARNED' }],
			},
		}),
		getMany({
			value: 'getReferrals',
			name: 'Get Referrals',
			action: 'Get referrals of an affiliate',
			description: 'Retrieve the contacts that an affiliate has referred, with time and source',
			path: '/v2/affiliates/{affiliateId}/referrals',
			inputs: [affiliateId],
			columns: referralColumns,
			list: { items: 'referrals', pageSize: 1000, filters: [source], sort: referralSort },
		}),
		getMany({
			value: 'getSummaries',
			name: 'Get Summaries',
			action: 'Get summaries of affiliates',
			description: 'Retrieve what each affiliate has earned, had to give back, and is owed',
			path: '/v2/affiliates/summaries',
			columns: {
				affiliate_id: 'affiliateId',
				amount_earned: 'amountEarned',
				clawbacks: 'clawbacks',
				balance: 'balance',
			},
			list: {
				items: 'affiliate_summaries',
				pageSize: 1000,
				filters: [ids(affiliates, 'affiliateIds', 'Affiliates'), ...period],
				sort: [
					{ name: 'Affiliate', value: 'affiliate_id' },
					{ name: 'Amount Earned', value: 'amount_earned' },
					{ name: 'Balance', value: 'balance' },
					{ name: 'Clawbacks', value: 'clawbacks' },
				],
			},
		}),
	],
	'Affiliates (Referral Partners)',
);
