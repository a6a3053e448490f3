import { affiliates } from '../routes/affiliates/affiliates';
import { programs } from '../routes/affiliates/programs';
import type { Store } from '../store';
import type { JsonObject } from '../types';
import { SEED_TIME } from './account';

const PARTNERS: Array<[code: string, contact: string, more?: JsonObject]> = [
	['DESERT', '1', { status: 'ACTIVE', notify_on_sale: true, track_leads_days: 30 }],
	['MESA2025', '2', { status: 'ACTIVE', parent_affiliate_id: '1' }],
	['CANYON', '3'],
];

/** Who refers contacts to the account, by which programs, and what that has earned them. */
export function seedAffiliates(store: Store): void {
	seedPrograms(store);
	const times = { date_created: SEED_TIME };
	const known = PARTNERS.filter(([, contact]) => store.get('contact', contact) !== undefined);
	const partners = store.insertMany(
		'affiliate',
		known.map(([code, contact, more]) => ({
			...affiliates.defaults,
			code,
			name: nameOf(store, contact),
			contact_id: contact,
			...times,
			...more,
		})),
	);
	if (partners.length < PARTNERS.length) return;
	store.insertMany('affiliateLink', [
		{
			name: 'Coaching Club',
			code: 'club',
			website_address: 'https://keap-sandbox.example/club',
			affiliate_id: '1',
			program_ids: ['1'],
			...times,
		},
		{
			name: 'Home page',
			code: 'home',
			website_address: 'https://keap-sandbox.example',
			program_ids: ['1', '2'],
			...times,
		},
	]);
	seedEarnings(store);
}

function nameOf(store: Store, contact: string): string {
	const { given_name: given, family_name: family }: JsonObject =
		store.get('contact', contact) ?? {};
	return [given, family].filter(Boolean).join(' ');
}

function seedPrograms(store: Store): void {
	const times = { create_time: SEED_TIME };
	const seeded = store.get('contact', '3') === undefined ? [] : ['1', '2'];
	store.insertMany('commissionProgram', [
		{
			...programs.defaults,
			name: 'Partner Program',
			notes: 'For everybody who recommends us',
			priority: 2,
			affiliate_ids: seeded,
			default_commission: {
				payout_type: 'UPFRONT',
				level_1: { sale_percent: 10 },
				level_2: { sale_percent: 2.5 },
			},
			...times,
		},
		{
			...programs.defaults,
			name: 'Club Program',
			priority: 1,
			affiliate_ids: seeded.slice(0, 1),
			product_commissions: [
				{ product_id: '1', payout_type: 'UPFRONT', level_1: { sale_amount: 15, lead_amount: 2 } },
			],
			subscription_commissions: [
				{ subscription_id: '1', payout_type: 'PAYMENT_RECEIVED', level_1: { sale_percent: 20 } },
			],
			...times,
		},
	]);
	store.insertMany('programResource', [
		{
			title: 'Summer banner',
			type: 'BANNER',
			url: 'https://keap-sandbox.example/banners/summer.png',
			order: 1,
			page_width: 0,
			page_height: 0,
			commission_program_ids: ['1'],
		},
		{
			title: 'Invitation',
			type: 'EMAIL',
			content_html: '<p>Come and see our workshops.</p>',
			order: 2,
			page_width: 0,
			page_height: 0,
			commission_program_ids: ['1', '2'],
		},
	]);
}

function seedEarnings(store: Store): void {
	const sale = (affiliate: string, invoice: string, amount: number, month: string) => ({
		affiliate_id: affiliate,
		contact_id: '3',
		invoice_id: invoice,
		product_name: 'Starter Workshop',
		description: 'Commission for Starter Workshop',
		time_earned: `2025-${month}-10T12:00:00.000Z`,
		amount_earned: amount,
	});
	store.insertMany('affiliateCommission', [
		sale('1', '1001', 14.9, '09'),
		sale('1', '1002', 25, '11'),
		sale('2', '1003', 14.9, '11'),
	]);
	store.insertMany('affiliateClawback', [
		{
			affiliate_id: '1',
			contact_id: '3',
			invoice_id: '1002',
			product_name: 'Strategy Session',
			description: 'Refund',
			date_earned: '2025-12-01T12:00:00.000Z',
			amount: 5,
		},
	]);
	store.insertMany('affiliatePayment', [
		{
			affiliate_id: '1',
			pay_amount: 14.9,
			pay_type: 'CHECK',
			pay_notes: 'September',
			pay_date: '2025-10-01T12:00:00.000Z',
			create_time: '2025-10-01T12:05:00.000Z',
		},
	]);
	store.insertMany('referral', [
		{
			contact_id: '3',
			referral_partner_id: '1',
			source: 'Email Marketing',
			description: 'Followed the link in a newsletter',
			referral_type: 'COOKIE',
			referral_time: '2025-09-01T12:00:00.000Z',
			expiration_time: '2025-12-01T12:00:00.000Z',
			ip_address: '203.0.113.7',
		},
		{
			contact_id: '2',
			referral_partner_id: '1',
			source: 'Trade Show',
			description: 'Met at our booth',
			referral_type: 'MANUAL',
			referral_time: '2025-10-01T12:00:00.000Z',
		},
	]);
}
