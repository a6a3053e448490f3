import * as connectionErrors from '../../nodes/Keap/messages/connectionErrors';
import * as editorErrors from '../../nodes/Keap/messages/editorErrors';
import * as hints from '../../nodes/Keap/messages/hints';
import * as inputErrors from '../../nodes/Keap/messages/inputErrors';
import * as keapErrors from '../../nodes/Keap/messages/keapErrors';
import * as progress from '../../nodes/Keap/messages/progress';
import * as runErrors from '../../nodes/Keap/messages/runErrors';
import * as sentences from '../../nodes/Keap/messages/sentences';
import * as triggerErrors from '../../nodes/Keap/messages/triggerErrors';

/** A value that comes from outside, which a message has to shorten. */
export interface Given {
	readonly sample: unknown;
}
const given = (sample: unknown): Given => ({ sample });
export const isGiven = (arg: unknown): arg is Given =>
	typeof arg === 'object' && arg !== null && 'sample' in arg;

/**
 * Representative arguments of every function, one list for each variant of its text. What others have named is in small
 * letters here, so that the capitals of a text are its own.
 */
type Samples<Module> = {
	[
		Name in keyof Module as Module[Name] extends (...args: never[]) => unknown ? Name : never
	]: unknown[][];
};

const CHOICES = ['bronze', 'silver', 'gold'];

const INPUT_ERRORS: Samples<Omit<typeof inputErrors, 'InputError'>> = {
	emptyInput: [['Name']],
	emptyId: [['Note'], ['Tag', ['name such as newsletter']]],
	emptyReference: [['Contact']],
	emptyRecords: [['Tags', 'tag']],
	inapplicableInput: [['Code', 'Type', 'Order Total']],
	unknownInput: [['Filters', 'emial', ['email', 'familyName']]],
	emptyInGroup: [['Number']],
	notAnEmail: [['Email', given('nobody')]],
	notANumber: [['Order', given({ a: 1 })]],
	inexactNumber: [['Order', given('9007199254740993')]],
	tooManyDigits: [['Order', given('12345678901234567890')]],
	filtersExclude: [['Assigned To', 'Unassigned Only']],
	namelessParameter: [['Query Parameters', given('12')]],
	noCustomFieldChosen: [[]],
	emptyParameter: [
		['Path', 'filter', ' '],
		['Path', 'filter', given('email==')],
	],
	tooManyDecimals: [
		['Price', given('1.23456'), 4],
		['Price', given('500.5'), 0, 'jpy'],
	],
	notAWholeNumber: [['Limit', given('1.5')]],
	notABoolean: [['Completed', given('maybe')]],
	notAnId: [
		['Note', given('1/notes')],
		['Contact', given('ann'), ['name such as jane doe', 'email address']],
	],
	notAKey: [['Opt-In Option', given('news letter')]],
	standsForAll: [['Automation', given('0')]],
	notADate: [['Due Time', given('soon')]],
	notACountry: [['Country', given('atlantis')]],
	regionWithoutCountry: [['State or Region', given('arizona')]],
	regionCodeWithoutCountry: [['State or Region', given('az')]],
	unknownRegion: [['State or Region', given('bavaria'), 'USA']],
	notJson: [['Body (JSON)', given('{name: 1}')]],
	belowMinimum: [['Max Links', 1, 0]],
	aboveMaximum: [['Limit', 10, 11]],
	limitBelowOne: [[0]],
	unknownChoice: [
		['Priority', given('high'), CHOICES],
		['Priority', given('high'), Array.from({ length: 33 }, (_, i) => `choice ${i + 1}`)],
	],
	unknownCustomFieldChoice: [['Membership Level', given('platinum'), CHOICES]],
	ambiguousCustomFieldChoice: [['Membership Level', given('gold'), ['3', '7']]],
	ambiguousCustomField: [['Twin', ['twin', 'twin0']]],
	sameCustomFieldTwice: [['Favorite Color', ['favorite color', 'FavoriteColor']]],
	unknownCustomField: [
		[given('Shoe Size'), ['favorite color']],
		[given('Shoe Size'), []],
	],
	unknownName: [
		['Tags', 'tag', given('Nonsense'), CHOICES],
		['Tags', 'tag', given('Nonsense'), CHOICES, 'Or enter another one'],
		['Company', 'company', given('Nonsense'), []],
	],
	canCreateTags: [[]],
	ambiguousName: [
		[
			'Owner',
			'users',
			given('jane'),
			[
				{ id: '4', label: 'jane (jane@example.com)' },
				{ id: '9', label: 'jane (doe@example.com)' },
			],
		],
	],
	parentNeeded: [['Item', ['Product', 'Option']]],
	notATimeZone: [['Time Zone', given('phoenix'), CHOICES]],
	notALocale: [['Preferred Locale', given('english')]],
	oneOfTwoUnknown: [['Contact', 'contact 5', 'tag 93']],
	unknownInPath: [['automation 5 or sequence 7']],
	unknownRecord: [['Tags', 'tag', given('999'), 'Check the ID']],
	noContactWithEmail: [['Contact', given('nobody@example.com')]],
	severalContactsWithEmail: [['Contact', given('twin@example.com'), ['7', '9']]],
	emptyFilter: [['Last Name']],
	emptyCustomFieldFilter: [[given('shoe size')]],
	noFilterLeft: [[['Last Name', 'First Name']]],
	filterNeedsAnother: [['Phone', 'Phone Fields']],
	filterNotText: [['Last Name', given({ a: 1 })]],
	separatorInFilter: [['Last Name', given('a;b'), ';']],
	wildcardNotSupported: [['Email', given('nobody*')]],
	wildcardNotAtEnd: [['Last Name', given('*mith')]],
	unsupportedComparison: [['Membership Level', 'startsWith', ['equals']]],
	customFieldHiddenByFilter: [['Title', 'title']],
	unsatisfiedConstraint: [
		["A note needs a 'Title' or a 'Type'", ['Title', 'Type']],
		['A note needs a title', ['Title']],
	],
	tooManyGiven: [["Choose either 'From User' or 'From Address'", ['From User', 'From Address']]],
	sameIdentityTwice: [
		['email addresses', ['Email', 'Email Addresses'], 'Slot', given('EMAIL1')],
		['social accounts', ['Social Accounts'], 'Network', given('EMAIL1')],
	],
	noFreeEmailSlot: [[given('ada@example.com'), ['EMAIL1', 'EMAIL2', 'EMAIL3']]],
	nothingToUpdate: [[[]], [['First Name']], [['First Name', 'Last Name']]],
	noFile: [
		['Attachments', given('missing'), ['data', 'notes']],
		['Attachments', given('missing'), []],
	],
	tooManyAttachments: [['Attachments', 11, 10]],
	attachmentTooLarge: [['Attachments', given('big'), 1.26]],
	notAKeapUrl: [['Path', given('https://example.com/v2/contacts'), 'api.infusionsoft.com']],
	notAKeapPath: [['Path', given('contacts')]],
	notEncoded: [['Path', given('/v2/contacts/a b'), 'a space']],
	nothingDone: [
		['Keap achieved no goal for this contact', ''],
		['Keap achieved no goal for this contact', 'the automation is not published'],
	],
	notCreated: [['the contact was not found']],
	unexplained: [[given('locked')]],
	rejectedInBatch: [
		['Keap has no contact with the ID {id}', { id: '7' }],
		['Keap has no tag {value} for contact {id}', { id: '7', value: '999' }],
	],
};

/** What comes in place of a usable response. */
const RECEIVED: keapErrors.Received[] = [
	{ what: 'nothing' },
	{ what: 'nothingInTime' },
	{ what: 'status', status: 503 },
	{ what: 'page', status: 200, title: 'maintenance' },
	{ what: 'page', status: 200, title: '' },
	{ what: 'unreadable', status: 200 },
];

const HOST = 'api.keap.example';
const PROXY = { target: 'proxy.example:3128', isProxy: true };

/** For every way in which no connection was made: what is known of it. */
const PROBLEMS: Record<
	Parameters<typeof connectionErrors.notConnected>[0],
	connectionErrors.Connecting[]
> = {
	certificate: [
		{ code: 'CERT_HAS_EXPIRED' },
		{ code: 'CERT_NOT_YET_VALID' },
		{ code: 'HOSTNAME_MISMATCH' },
		{ code: 'SELF_SIGNED_CERT_IN_CHAIN' },
	],
	tls: [{ code: 'EPROTO' }, {}],
	hostUnknown: [PROXY, {}],
	dnsUnavailable: [{ code: 'EAI_AGAIN' }],
	refused: [PROXY, { target: '192.0.2.1:443' }],
	timedOut: [PROXY, { target: '192.0.2.1:443' }],
	unreachable: [{ code: 'EHOSTUNREACH', target: '192.0.2.1:443' }],
	interrupted: [{}],
	proxyAuthentication: [{ status: 407 }],
	proxyRefused: [{ status: 403, reason: 'forbidden' }],
	proxyUnavailable: [{ status: 502 }, {}],
	blocked: [{ reason: 'the address is private' }],
	invalid: [{ reason: 'the header is malformed' }],
};

const NOT_CONNECTED = Object.entries(PROBLEMS).flatMap(([problem, all]) =>
	all.map((known, i) => [
		problem,
		{ host: HOST, attempts: i + 1, changed: i === 0 ? 'no' : 'unknown', ...known },
	]),
);

export const KEAP_ERRORS: Samples<typeof keapErrors> & Record<'BY_KIND', unknown> = {
	BY_KIND: {
		unauthorized: [[]],
		forbidden: [[]],
		notFound: [[]],
		conflict: [['a tag with this name exists']],
		badRequest: [['the method is not supported']],
	} satisfies Samples<typeof keapErrors.BY_KIND>,
	alreadySo: [['The contacts are linked already']],
	noSuchValue: [['Email', given('jane@example.com')]],
	tooLarge: [[413]],
	redirected: [[302]],
	intercepted: [
		[403, 'access denied'],
		[403, ''],
	],
	dayExhausted: [
		[Date.UTC(2026, 0, 6), 'key'],
		[Date.UTC(2026, 0, 6), 'app'],
	],
	rateLimited: [[20_000]],
	unreadableAfterWrite: [[]],
	notAFile: [['report.pdf']],
	unknownOutcome: RECEIVED.map((received) => [received]),
	stillFailing: [...RECEIVED.map((received) => [received, 9]), [RECEIVED[0], 1]],
	incompleteResponse: [['no record']],
	tagWithoutId: [['Nonsense']],
	recordWithoutId: [['contact']],
	outOfOrder: [['contact']],
	customFieldWithoutId: [['shoe size']],
	beyondDay: [[40_000, 1_200]],
	notReported: [['record']],
	rejectedWithBatch: [
		[keapErrors.BY_KIND.badRequest('the batch is too large'), 3],
		[keapErrors.BY_KIND.conflict('the batch is too large'), 1],
		[keapErrors.BY_KIND.conflict('the batch is too large'), 0],
	],
	withoutOutcome: [[]],
	cancelled: [[]],
	keapSays: [['service unavailable']],
	webPage: [[]],
};

export const CATALOGUE: Record<string, { texts: object; samples: object }> = {
	connectionErrors: {
		texts: connectionErrors,
		samples: {
			notConnected: [
				...NOT_CONNECTED,
				['interrupted', { host: HOST, attempts: 1, changed: 'nothingToChange' }],
			],
		} satisfies Samples<typeof connectionErrors>,
	},
	editorErrors: {
		texts: editorErrors,
		samples: {
			rateLimited: [[]],
			noCustomFields: [['Order']],
			noCredential: [[]],
			severalByExpression: [['Interests']],
			timedOut: [[]],
			parentNotChosen: [[['Record Type']]],
		} satisfies Samples<typeof editorErrors>,
	},
	hints: {
		texts: hints,
		samples: {
			created: [[1], [1_200]],
			updated: [[1], [1_200]],
			unchanged: [[1], [1_200]],
			createdFields: [[[{ label: 'shoe size', type: 'DECIMAL_NUMBER' }]]],
			calls: [[1], [1_234]],
			callsSaved: [[398]],
			secondsWaited: [[35]],
			rateLimitedCalls: [[1]],
			failedCalls: [[2]],
			unknownCurrency: [[]],
			notChosen: [
				[1, 'Stages'],
				[2, 'Stages'],
			],
			unmatchedColumns: [
				[['shoe size']],
				[Array.from({ length: 12 }, (_, i) => `column ${i + 1}`)],
			],
			callsLeftToday: [[29_700]],
		} satisfies Samples<typeof hints>,
	},
	inputErrors: { texts: inputErrors, samples: INPUT_ERRORS },
	keapErrors: { texts: keapErrors, samples: KEAP_ERRORS },
	progress: {
		texts: progress,
		samples: {
			itemsDone: [
				[1_250, 50_000, 238.4, 12_270_000],
				[990, 1_000, 240, 2_000],
			],
			recordsRead: [[120_000, 50_000]],
		} satisfies Samples<typeof progress>,
	},
	runErrors: {
		texts: runErrors,
		samples: {
			unknownOperation: [['contact', 'merge']],
			carriedOut: [[1], [12]],
			nothingFound: [
				[[], false],
				[[], true],
				[['Last Name'], true],
				[['First Name', 'Last Name'], true],
			],
		} satisfies Samples<typeof runErrors>,
	},
	sentences: {
		texts: sentences,
		samples: {
			inSequence: [['Check the ID', undefined, 'It may have been deleted.', 'Or merged']],
			show: [[{ a: 1 }], [given('short')], [given('short'), 3]],
		} satisfies Samples<typeof sentences>,
	},
	triggerErrors: {
		texts: triggerErrors,
		samples: {
			notVerified: [
				['https://n8n.example.com/webhook/1/webhook', undefined],
				['https://n8n.example.com/webhook/1/webhook', undefined, 'hook url not allowed'],
				['http://localhost:5678/webhook/1/webhook', 'private'],
				['http://n8n.example.com/webhook/1/webhook', 'notSecure'],
			],
			subscriptionWithoutKey: [[]],
			noEvents: [[]],
			unknownEvents: [[['contact.married'], ['contact.add', 'contact.edit']]],
			unknownEvent: [[given('married')]],
			noExample: [['Tag Applied to Contact']],
			chooseFromList: [['tag']],
		} satisfies Samples<typeof triggerErrors>,
	},
};
