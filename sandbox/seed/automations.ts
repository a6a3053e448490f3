import type { Store } from '../store';
import type { JsonObject } from '../types';
import { SEED_TIME } from './account';

const AUTOMATIONS: Array<[title: string, categories: string[], more?: JsonObject]> = [
	['Welcome New Leads', ['1']],
	['Webinar Follow-Up', ['1', '2'], { locked: true, locked_by: '5' }],
	['Order Thank You', ['3']],
	['Win Back', ['2'], { status: 'DRAFT' }],
];

const step = (id: number, type: string, name: string): JsonObject => ({
	id: String(id),
	name,
	type,
});

/** What the account does by itself, and the forms and reports that go with it. */
export function seedAutomations(store: Store): void {
	store.insertMany(
		'automationCategory',
		['Onboarding', 'Events', 'Sales'].map((name) => ({ name })),
	);
	store.insertMany(
		'automation',
		AUTOMATIONS.map(([title, categories, more]) => ({
			title,
			categories,
			status: 'PUBLISHED',
			locked: false,
			...(more?.status === 'DRAFT'
				? {}
				: {
						published_date: SEED_TIME,
						published_by: '5',
						published_timezone: 'America/Phoenix',
					}),
			create_date: SEED_TIME,
			update_date: SEED_TIME,
			...more,
		})),
	);
	const sequence = (automation: number, name: string, ...items: JsonObject[]) => ({
		automation_id: String(automation),
		name,
		paths: [{ id: store.issueId('sequencePath'), items }],
		contact_ids: [],
	});
	store.insertMany('sequence', [
		sequence(1, 'Welcome Emails', step(1, 'Start', 'Start'), step(2, 'Email', 'Welcome')),
		sequence(1, 'Call the Lead', step(3, 'Start', 'Start'), step(4, 'Task', 'Call')),
		sequence(2, 'Thank Attendees', step(5, 'Start', 'Start'), step(6, 'Email', 'Recording')),
		sequence(3, 'Say Thank You', step(7, 'Start', 'Start'), step(8, 'Email', 'Thank you')),
		sequence(4, 'We Miss You', step(9, 'Start', 'Start'), step(10, 'Email', 'Come back')),
	]);
	const goal = (
		automation: number,
		name: string,
		type: string,
		before: string[],
		after: string[],
	) => ({
		automation_id: String(automation),
		name,
		type,
		previous_sequence_ids: before,
		next_sequence_ids: after,
	});
	store.insertMany('goal', [
		goal(1, 'Form Submitted', 'WebForm', [], ['1']),
		goal(1, 'Asked for a Call', 'Tag', ['1'], ['2']),
		{
			...goal(3, 'Order Paid', 'API', [], ['4']),
			integration: 'myShop',
			call_name: 'orderPaid',
		},
		goal(4, 'Was Away', 'Tag', [], ['5']),
		{ ...goal(1, 'Opted In on the Blog', 'WordPress', [], ['1']), option_key: 'NewsletterOptIn' },
	]);
	store.insertMany('easyAutomation', [{ key: 'HWv0fbDNDbWg6cFKY027', name: 'Birthday Wishes' }]);
	seedForms(store);
	seedReports(store);
}

function seedForms(store: Store): void {
	store.insertMany(
		'webform',
		[
			['Newsletter Signup', 'FUNNEL', 'newsletter-signup'],
			['Contact Us', 'LEGACY', 'contact-us'],
		].map(([name = '', type = '', slug = ''], index) => ({
			name,
			xid: `a1b2c3d4e${index}`,
			...(type === 'FUNNEL' ? { funnel_id: '1' } : {}),
			custom_slug: slug,
			webform_url: `https://keap-sandbox.example/app/form/a1b2c3d4e${index}`,
			pretty_webform_url: `https://keap-sandbox.example/app/form/${slug}`,
			thank_you_page_url: 'https://keap-sandbox.example/thank-you',
			duplicate_check_option: 'EMAIL',
			exit_option: 'REDIRECT',
			webform_type: type,
			create_time: SEED_TIME,
			update_time: SEED_TIME,
			html: `<!DOCTYPE html>\n<html><head><title>${name}</title></head><body><form action="https://keap-sandbox.example/app/form/process" method="POST"><input name="inf_field_Email" type="text"></form></body></html>\n`,
		})),
	);
	store.insertMany('wordPressOption', [
		{ key: 'NewsletterOptIn', name: 'Newsletter Opt-In' },
		{ key: 'Blog2026', name: 'Blog Updates' },
	]);
}

function seedReports(store: Store): void {
	const fields: JsonObject[] = [
		{ name: 'Id', label: 'ID', property: 'id' },
		{ name: 'FirstName', label: 'First Name', property: 'given_name' },
		{ name: 'LastName', label: 'Last Name', property: 'family_name' },
		{ name: 'Email', label: 'Email', property: 'email_addresses[0].email' },
	];
	store.insertMany('report', [
		{
			name: 'All Contacts',
			user_ids: ['ALL_USERS'],
			fields,
			created_time: SEED_TIME,
			updated_time: SEED_TIME,
		},
		{
			name: 'Names Only',
			user_ids: ['1', '2'],
			fields: fields.slice(1, 3),
			created_time: '2025-06-01T09:00:00.000Z',
			updated_time: SEED_TIME,
		},
	]);
}
