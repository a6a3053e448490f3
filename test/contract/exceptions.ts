import type { Schema } from './facts';

/**
 * What the document has and the node leaves out on purpose. An entry that no longer applies to anything fails the tests.
 */
export interface Exception {
	/** The operations it holds for, as in `contact create`; all, if left out. */
	of?: RegExp;
	/** The property of the body, the key of the filter, the parameter: the whole of it. */
	what: RegExp;
	why: string;
}

/** Properties of request bodies without an input. */
export const UNOFFERED_PROPERTIES: Exception[] = [
	{
		what: /^(address|addresses\[\])\.country$/,
		why: 'deprecated by Keap for writing: country_code is sent',
	},
	{
		what: /^(address|addresses\[\])\.region$/,
		why: 'deprecated by Keap for writing: region_code is sent',
	},
	{
		of: /^(company|user) /,
		what: /^(address|email_address|fax_number|phone_number)\.field$/,
		why: 'tells the entries of a list apart; a company has one, and a user one address and email address',
	},
	{
		of: /^commissionProgram (add|update)Commission/,
		what: /^(percentage|dollar_amount)$/,
		why: 'deprecated by Keap: level_1 is sent',
	},
	{
		of: /^product upsert$/,
		what: /^inventory\.inventory_count$/,
		why: 'an update takes none; Create and Adjust Inventory set it',
	},
	{
		of: /^subscription /,
		what: /^shipping_address\.field$/,
		why: 'tells the entries of a list apart; a subscription has one',
	},
	{
		of: /^company /,
		what: /^email_address\.(is_opt_in|email_opt_status)$/,
		why: "Keap's own finding about an address, which its Email Address endpoints change",
	},
];

/** Keys of filters without an input. */
export const UNOFFERED_FILTERS: Exception[] = [
	{ of: /^contact getMany$/, what: /^contact_ids$/, why: 'the same as ids' },
	{
		of: /^note getManyOfContact$/,
		what: /^contact_id$/,
		why: 'the path names the contact already',
	},
];

/** Properties that Keap requires, without an input that always has a value. */
export const GIVEN_OTHERWISE: Exception[] = [
	{
		of: /^file upload$/,
		what: /^file_name$/,
		why: 'the file brings its own name, which the input only replaces',
	},
	{
		of: /^appointment update$/,
		what: /^(title|start_date|end_date)$/,
		why: 'an update holds what changes; the document has one schema for all writes',
	},
];

/** Properties of records that the node uses, although the document doesn't have them. */
export const UNDOCUMENTED_PROPERTIES: Array<Exception & { schema: Schema }> = [
	{
		of: /^(Appointments$|appointment |task getManyOfCurrentUser$)/,
		what: /^id$/,
		schema: { type: 'integer', format: 'int64' },
		why: "the document of REST v1 leaves out its records' IDs, which its endpoints and hooks go by",
	},
];

/** Query parameters that an operation makes no use of. */
export const UNUSED_PARAMETERS: Exception[] = [
	{
		of: /^task getManyOfCurrentUser$/,
		what: /^order$/,
		why: 'the document names no property for it',
	},
	{
		of: /^contact create$/,
		what: /^duplicate_option$/,
		why: 'what Create or Update sends',
	},
	{
		of: /^(note|email) getTemplates$/,
		what: /^filter$/,
		why: 'the document names no key for it',
	},
	{
		of: /^note getTemplates$/,
		what: /^order_by$/,
		why: 'the document names no property for it',
	},
	{
		of: /^merchant getDefault$/,
		what: /^(filter|order_by|page_size|page_token)$/,
		why: 'every page names the default, whichever accounts it lists',
	},
];

const applies = ({ of, what }: Exception, operation: string, found: string) =>
	what.test(found) && (of?.test(operation) ?? true);

/** What a property is that the document doesn't have. */
export const undocumentedSchema = (operation: string, path: string): Schema | undefined =>
	UNDOCUMENTED_PROPERTIES.find((entry) => applies(entry, operation, path))?.schema;

/** Applies exceptions, and remembers which of them did. */
export class Exceptions {
	private readonly used = new Set<Exception>();

	constructor(private readonly entries: Exception[]) {}

	has(operation: string, what: string): boolean {
		const found = this.entries.filter((entry) => applies(entry, operation, what));
		for (const entry of found) this.used.add(entry);
		return found.length > 0;
	}

	get unused(): string[] {
		return this.entries
			.filter((entry) => !this.used.has(entry))
			.map(({ of, what }) => `${of?.source ?? 'all'}: ${what.source}`);
	}
}
