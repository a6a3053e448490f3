import { CUSTOM_FIELD_RECORDS } from '../../nodes/Keap/descriptor/customFieldRecords';
import { fanOutOf, inputsOf, listOf, type List } from '../../nodes/Keap/descriptor/operation';
import { first, present } from '../support/present';
import { coverageOf, offeredBy } from './coverage';
import { keapDocument as document } from './document';
import { Exceptions, UNUSED_PARAMETERS } from './exceptions';
import { callsOf, operations, pathsOf, placeOf } from './operations';
import { expectSame, rule, subjectsOf, unpublished, without } from './rule';

/** The sections of REST v2 that the node covers whole. */
const COVERED = [
	'Business Profile',
	'Affiliate',
	'Automation',
	'AutomationCategory',
	'Campaign',
	'Category Discounts',
	'Company',
	'Contact',
	'Email',
	'Email Address',
	'Files',
	'Free Trial Discounts',
	'Integrations',
	'Lead Source Categories',
	'Lead Source Expenses',
	'Lead Source Recurring Expenses',
	'Lead Sources',
	'LeadScore',
	'Merchants',
	'Locale',
	'Note',
	'Opportunity',
	'Order Total Discounts',
	'Orders',
	'Payment Method Configs',
	'Payment Methods',
	'Product Categories',
	'Product Discounts',
	'Product Interest Bundles',
	'Products',
	'Referral',
	'Reporting',
	'Sales',
	'Shipping',
	'Settings',
	'Shipping Discounts',
	'Subscription Plans',
	'Subscriptions',
	'Tags',
	'Task',
	'User Groups',
	'Users',
	'Webforms',
];

/** Parameters of paths that Keap calls otherwise than the records that they are of. */
const OTHER_WORDS: Record<string, string> = { redirect_id: 'affiliate_link_id' };

const words = (name: string) =>
	name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).split('_');

/** The names in a path; a dash for all records has none. */
const parametersOf = (path: string) =>
	[...path.matchAll(/\{(\w+)\}|(?<=\/)-(?=\/)/g)].map(([, name]) => name);

/** Where the filters of a list go: in REST v1, each has a parameter of its own. */
function filterParameters({ filters, filterCustomFields, offsets }: Partial<List> = {}): string[] {
	if (offsets) return (filters ?? []).map(({ key }) => key);
	return filters || filterCustomFields ? ['filter'] : [];
}

describe('endpoints', () => {
	const calledIds = [...offeredBy(document).keys()];

	it('are only those that Keap has published (else: newer facts, see CONTRIBUTING)', () => {
		expect(unpublished(document, callsOf(operations))).toEqual([]);
	});

	it('are named with resource and operation where Keap has not published them', () => {
		const invented = { ...first(operations), path: '/v2/{contactId}/horoscope' };
		const { resource, value, method } = invented;
		expect(unpublished(document, callsOf([invented]))).toContain(
			`${resource} ${value}: ${method} /v2/{contactId}/horoscope`,
		);
		// The others are judged all the same.
		expect(subjectsOf(document, pathsOf(invented))).toEqual([]);
	});

	it('make up no section that the node does not say to cover (else: COVERED)', () => {
		const complete = coverageOf(document).filter(({ missing }) => missing.length === 0);
		const { endpoints } = document;
		const ofV2 = complete.filter(({ section }) =>
			endpoints.some(({ path, tags: [tag] }) => path.startsWith('/v2/') && tag === section),
		);
		expect(
			without(
				ofV2.map(({ section }) => section),
				COVERED,
			),
		).toEqual([]);
	});

	it('are all of REST v2', () => {
		const wanted = document.endpoints.filter(({ path }) => path.startsWith('/v2/'));
		expectSame('sections', new Set(wanted.flatMap(({ tags }) => tags)), COVERED);
		expect(
			without(
				wanted.map(({ id }) => id),
				calledIds,
			),
		).toEqual([]);
	});

	it('are all that administer custom fields, of every kind of record', () => {
		const models = document.endpoints.filter(({ path }) => /^\/v2\/\w+\/model(\/|$)/.test(path));
		expectSame(
			'kinds of record',
			Object.values(CUSTOM_FIELD_RECORDS).map(({ path }) => path),
			models.map(({ path }) => path.split('/')[2]),
		);
		expect(
			without(
				models.map(({ id }) => id),
				calledIds,
			),
		).toEqual([]);
	});

	rule(
		document,
		'get their path from inputs that are always given',
		(subject) => {
			const { operation, path, endpoint } = subject;
			const given = parametersOf(path);
			const documented = parametersOf(endpoint.path);
			expect(given.length).toBe(documented.length);
			for (const [i, name] of given.entries()) {
				const keaps = present(documented[i]);
				if (name === undefined) continue;
				expect(words(name)).toEqual(expect.arrayContaining(words(OTHER_WORDS[keaps] ?? keaps)));
				const fanOut = fanOutOf(operation);
				const input = fanOut && fanOut.of.id === name ? fanOut.input : name;
				const field = operation.inputs.find((entry) => entry.name === input);
				expect([input, field?.required]).toEqual([input, true]);
			}
		},
		{ in: 'task delete', change: () => ({ inputs: [] }) },
	);

	const exceptions = new Exceptions(UNUSED_PARAMETERS);

	rule(
		document,
		'get all their query parameters, and no others',
		({ name, operation, endpoint }) => {
			const { selectable, mask, queryOptions = [] } = operation;
			const list = listOf(operation);
			const documented = endpoint.parameters.filter((entry) => entry.in === 'query');
			const used = [
				...(selectable ? ['fields'] : []),
				...filterParameters(list),
				...(list?.sort ? (list.offsets ? ['order', 'order_direction'] : ['order_by']) : []),
				...(list?.pageSize ? ['page_size', 'page_token'] : []),
				...(list?.offsets ? ['limit', 'offset'] : []),
				...(mask ? ['update_mask'] : []),
				...queryOptions.map(({ key }) => key),
				...inputsOf(operation)
					.map((field) => placeOf(operation, field))
					.filter((place) => place.in === 'query')
					.map((place) => place.at),
			];
			expectSame(
				'query parameters',
				used,
				documented.map((entry) => entry.name).filter((key) => !exceptions.has(name, key)),
			);
		},
		{ in: 'task create', change: () => ({ mask: true }) },
	);

	it('leave out no parameter without need', () => {
		expect(exceptions.unused).toEqual([]);
	});
});
