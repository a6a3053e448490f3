/** The kinds of record that can have custom fields, with the path segment of their model and of their resource. */
export const CUSTOM_FIELD_RECORDS = {
	affiliate: { label: 'Affiliate (Referral Partner)', path: 'affiliates' },
	company: { label: 'Company', path: 'companies' },
	contact: { label: 'Contact', path: 'contacts' },
	note: { label: 'Note', path: 'notes' },
	opportunity: { label: 'Opportunity', path: 'opportunities' },
	order: { label: 'Order', path: 'orders' },
	subscription: { label: 'Subscription', path: 'subscriptions' },
	task: { label: 'Task', path: 'tasks' },
} as const;

export type CustomFieldRecord = keyof typeof CUSTOM_FIELD_RECORDS;
