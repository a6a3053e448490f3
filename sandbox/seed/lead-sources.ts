import type { Store } from '../store';
import type { JsonObject } from '../types';
import { SEED_TIME } from './account';

const CATEGORIES: Array<[name: string, description: string]> = [
	['Paid Advertising', 'What is paid for by click or by month'],
	['Word of Mouth', 'People who know us'],
	['Events', 'Fairs, workshops, open days'],
];

const SOURCES: Array<[name: string, category?: string, more?: JsonObject]> = [
	['Google Ads', '1', { vendor: 'Google', medium: 'cpc', message: 'Spring promotion' }],
	['Referral', '2'],
	['Website', undefined, { description: 'The form on the front page', medium: 'organic' }],
	[
		'Trade Show',
		'3',
		{
			vendor: 'Phoenix Convention Center',
			end_time: '2025-10-31T00:00:00.000Z',
			status: 'INACTIVE',
		},
	],
];

/** Where contacts come from, and what that costs. */
export function seedLeadSources(store: Store): void {
	const times = { create_time: SEED_TIME, update_time: SEED_TIME };
	store.insertMany(
		'leadSourceCategory',
		CATEGORIES.map(([name, description]) => ({ name, description, ...times })),
	);
	store.insertMany(
		'leadSource',
		SOURCES.map(([name, category, more]) => ({
			name,
			...(category !== undefined && { lead_source_category_id: category }),
			status: 'ACTIVE',
			start_time: '2025-01-01T00:00:00.000Z',
			...times,
			...more,
		})),
	);
	store.insert('leadSourceRecurringExpense', {
		lead_source_id: '1',
		title: 'Google Ads subscription',
		amount: 22_550,
		start_time: '2025-12-01T00:00:00.000Z',
		next_expense_time: '2026-02-01T00:00:00.000Z',
		...times,
	});
	store.insertMany('leadSourceExpense', [
		...['2025-12-01', '2026-01-01'].map((day) => ({
			lead_source_id: '1',
			lead_source_recurring_expense_id: '1',
			title: 'Google Ads subscription',
			amount: 22_550,
			incurred_time: `${day}T00:00:00.000Z`,
			...times,
		})),
		{
			lead_source_id: '4',
			title: 'Booth',
			notes: 'Paid in advance',
			amount: 180_000,
			incurred_time: '2025-09-15T00:00:00.000Z',
			...times,
		},
	]);
}
