import { fieldName } from '../custom-fields';
import type { Store } from '../store';
import type { JsonObject } from '../types';

/** The moment the seeded account stands still at. */
export const SEED_TIME = '2026-01-15T09:00:00.000Z';
const OPENED = '2021-03-01T08:00:00.000Z';

const USERS: Array<[given: string, family: string, title: string, extra?: JsonObject]> = [
	['Maria', 'Alvarez', 'Owner', { admin: true }],
	['Tom', 'Becker', 'Sales Manager', { admin: true }],
	['Priya', 'Nair', 'Sales Representative'],
	['James', 'Okafor', 'Sales Representative'],
	['Sofia', 'Rossi', 'Marketing Manager'],
	['Liam', 'Walsh', 'Customer Support'],
	['Hannah', 'Schmidt', 'Consultant', { partner: true }],
	['Noah', 'Dubois', 'Intern'],
	['Grace', 'Kim', 'Customer Support', { status: 'INACTIVE' }],
];

const CATEGORIES = ['Lifecycle', 'Interests', 'Events', 'Sources', 'Products', 'Internal'];

const TAGS: Array<[name: string, category?: string]> = [
	['Newsletter'],
	['Customer', 'Lifecycle'],
	['Lead', 'Lifecycle'],
	['Prospect', 'Lifecycle'],
	['VIP', 'Lifecycle'],
	['Former Customer', 'Lifecycle'],
	['Trial', 'Lifecycle'],
	['Churn Risk', 'Lifecycle'],
	['Email Marketing', 'Interests'],
	['Automation', 'Interests'],
	['Sales Pipeline', 'Interests'],
	['Coaching', 'Interests'],
	['E-commerce', 'Interests'],
	['Appointments', 'Interests'],
	['Invoicing', 'Interests'],
	['Webinar Spring', 'Events'],
	['Webinar Autumn', 'Events'],
	['Trade Show', 'Events'],
	['Open House', 'Events'],
	['Workshop', 'Events'],
	['No-show', 'Events'],
	['Website', 'Sources'],
	['Referral', 'Sources'],
	['Google Ads', 'Sources'],
	['Facebook', 'Sources'],
	['LinkedIn', 'Sources'],
	['Cold Call', 'Sources'],
	['Podcast', 'Sources'],
	['Starter Plan', 'Products'],
	['Pro Plan', 'Products'],
	['Enterprise Plan', 'Products'],
	['Add-on Support', 'Products'],
	['Annual Billing', 'Products'],
	['Do Not Call', 'Internal'],
	['Needs Follow-up', 'Internal'],
	['Duplicate', 'Internal'],
	['Test Record', 'Internal'],
	['Holiday Card'],
	['Survey Completed'],
	['Birthday Club'],
];

const FIELDS: Record<string, Array<[label: string, type: string, options?: string[]]>> = {
	CONTACT: [
		['Favorite Color', 'TEXT'],
		['Membership Level', 'DROPDOWN', ['Bronze', 'Silver', 'Gold']],
		['Interests', 'LIST_BOX', ['Email Marketing', 'Sales', 'Automation', 'Events']],
		['Lifetime Value', 'CURRENCY'],
		['Team Size', 'WHOLE_NUMBER'],
		['Satisfaction', 'DECIMAL_NUMBER'],
		['Renewal Date', 'DATE'],
		['Last Webinar', 'DATE_TIME'],
		['Speaks at Events', 'YES_NO'],
		['Preferred Channel', 'RADIO', ['Email', 'Phone', 'Text Message']],
		['Background', 'TEXT_AREA'],
		['Portfolio', 'WEBSITE'],
		['Account Manager', 'USER'],
	],
	COMPANY: [
		['Industry', 'DROPDOWN', ['Retail', 'Software', 'Health', 'Construction', 'Education']],
		['Annual Revenue', 'CURRENCY'],
		['Employees', 'WHOLE_NUMBER'],
		['Customer Since', 'DATE'],
		['Markets', 'LIST_BOX', ['Local', 'National', 'International']],
		['Partner', 'YES_NO'],
		['Slogan', 'TEXT'],
	],
	OPPORTUNITY: [
		['Competitor', 'TEXT'],
		['Budget', 'CURRENCY'],
		['Decision Date', 'DATE'],
		['Temperature', 'DROPDOWN', ['Cold', 'Warm', 'Hot']],
	],
	ORDER: [
		['Delivery Notes', 'TEXT_AREA'],
		['Gift', 'YES_NO'],
	],
	SUBSCRIPTION: [['Reason to Subscribe', 'DROPDOWN', ['Price', 'Features', 'Recommendation']]],
	REFERRAL_PARTNER: [
		['Territory', 'TEXT'],
		['Contract Until', 'DATE'],
	],
	TASK_NOTE_APPOINTMENT: [
		['Outcome', 'DROPDOWN', ['Reached', 'Left Message', 'No Answer']],
		['Minutes Spent', 'WHOLE_NUMBER'],
		['Billable', 'YES_NO'],
		['Follow-up Date', 'DATE'],
		['Cost', 'CURRENCY'],
		['Reference', 'TEXT'],
	],
};

const STAGES: Array<[name: string, probability: number, checklist?: string[]]> = [
	['New Opportunity', 10],
	['Contacting', 25, ['Call', 'Send information']],
	['Proposal', 50, ['Send proposal']],
	['Negotiation', 75],
	['Won', 100],
	['Lost', 0],
];

/** What an account has before it has any records. */
export function seedAccount(store: Store): void {
	const times = { create_time: OPENED, update_time: OPENED };
	store.insertMany(
		'user',
		USERS.map(([given, family, title, extra], index) => ({
			given_name: given,
			family_name: family,
			title,
			admin: false,
			partner: false,
			status: 'ACTIVE',
			global_user_id: String(4000 + index + 1),
			keap_id: `${given}.${family}@keap-sandbox.example`.toLowerCase(),
			email_addresses: [
				{ email: `${given}.${family}@keap-sandbox.example`.toLowerCase(), field: 'EMAIL1' },
			],
			phone_numbers: [
				{ number: `602555${String(100 + index).padStart(4, '0')}`, field: 'PHONE1', type: 'Work' },
			],
			fax_numbers: [],
			social_accounts: [],
			address: {
				line1: '480 Saguaro Lane',
				locality: 'Sedona',
				region_code: 'US-AZ',
				country_code: 'USA',
				postal_code: '86336',
				field: 'BILLING',
			},
			company_name: 'Desert Bloom Consulting',
			time_zone: 'America/Phoenix',
			website: 'https://keap-sandbox.example',
			signature: `<p>${given} ${family}<br>${title}</p>`,
			created_by: 1,
			updated_by: 1,
			...times,
			...extra,
		})),
	);
	store.insertMany(
		'userGroup',
		['Sales', 'Marketing', 'Support', 'Accounting'].map((name) => ({ name })),
	);
	store.insert('businessProfile', {
		name: 'Desert Bloom Consulting',
		email: 'hello@keap-sandbox.example',
		website: 'https://keap-sandbox.example',
		phone: '6025550100',
		address: {
			line1: '480 Saguaro Lane',
			line2: '',
			locality: 'Sedona',
			region: 'Arizona',
			country_code: 'USA',
			postal_code: '86336',
		},
		time_zone: 'America/Phoenix',
		logo_url: '',
		currency_code: 'USD',
		language_tag: 'en-US',
		business_type: 'Consulting',
		business_goals: ['Grow Business', 'Convert more leads'],
		business_primary_color: '#0b7d6f',
		business_secondary_color: '#f4b400',
	});
	const categories = new Map(
		store
			.insertMany(
				'tagCategory',
				CATEGORIES.map((name) => ({
					name,
					description: `Tags about ${name.toLowerCase()}`,
					...times,
				})),
			)
			.map((category) => [String(category.name), category.id]),
	);
	store.insertMany(
		'tag',
		TAGS.map(([name, category]) => ({
			name,
			...(category === undefined
				? {}
				: {
						category: { id: categories.get(category) ?? '' },
						description: `${category}: ${name}`,
					}),
			...times,
		})),
	);
	for (const [type, fields] of Object.entries(FIELDS)) {
		const tab = store.insert('customFieldTab', {
			name: 'Custom Fields',
			order: 1,
			record_type: type,
		});
		const group = store.insert('customFieldGroup', {
			name: 'General',
			order: 1,
			tab_id: tab.id,
			record_type: type,
		});
		for (const [label, fieldType, options] of fields) {
			store.insert('customField', {
				label,
				field_type: fieldType,
				record_type: type,
				field_name: fieldName(store, type, label),
				group_id: group.id,
				options: (options ?? []).map((option, index) => ({ id: String(index + 1), label: option })),
			});
		}
	}
	for (const [index, [name, probability, checklist = []]] of STAGES.entries()) {
		store.insert('stage', {
			name,
			order: index + 1,
			target_number_days: 14,
			probability,
			checklist_items: checklist.map((description, item) => ({
				id: store.issueId('checklistItem'),
				description,
				required: item === 0,
				order: item + 1,
			})),
			created_time: OPENED,
			updated_time: OPENED,
		});
	}
}
