/** The records that an input can refer to, and the ways in which a person may name one. */
export interface RecordType {
	/** As Keap's users call it. */
	label: string;
	/** The list search of the editor that finds one; absent where Keap has no list of them. */
	search?: string;
	/** Whether one can also be named by its e-mail address. */
	byEmail?: boolean;
	/** The input that decides which of them there are to choose from. */
	within?: string;
	/** A believable ID, for placeholders. */
	example: string;
}

export const RECORDS = {
	contact: { label: 'Contact', search: 'searchContacts', byEmail: true, example: '1042' },
	company: { label: 'Company', search: 'searchCompanies', example: '204' },
	tag: { label: 'Tag', search: 'searchTags', example: '93' },
	tagCategory: { label: 'Tag Category', search: 'searchTagCategories', example: '7' },
	contactLinkType: { label: 'Link Type', search: 'searchContactLinkTypes', example: '3' },
	note: { label: 'Note', search: 'searchNotes', within: 'contactId.value', example: '5120' },
	task: { label: 'Task', search: 'searchTasks', example: '611' },
	user: { label: 'User', search: 'searchUsers', example: '4' },
	userGroup: { label: 'User Group', search: 'searchUserGroups', example: '2' },
	email: { label: 'Email Record', search: 'searchEmails', example: '8871' },
	emailTemplate: { label: 'Email Template', search: 'searchEmailTemplates', example: '31' },
	file: { label: 'File', search: 'searchFiles', example: '402' },
	opportunity: { label: 'Opportunity', search: 'searchOpportunities', example: '77' },
	leadSource: { label: 'Lead Source', search: 'searchLeadSources', example: '12' },
	customField: {
		label: 'Custom Field',
		search: 'searchCustomFields',
		within: 'recordType',
		example: '15',
	},
	customFieldGroup: {
		label: 'Custom Field Group',
		search: 'searchCustomFieldGroups',
		within: 'recordType',
		example: '6',
	},
	customFieldTab: {
		label: 'Custom Field Tab',
		search: 'searchCustomFieldTabs',
		within: 'recordType',
		example: '3',
	},
} satisfies Record<string, RecordType>;

export type RecordName = keyof typeof RECORDS;

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
