/**
 * The facts that Keap's documents state in sentences. Nothing else reads prose: the committed facts and their comparison
 * with a newer document both come from here.
 */
import type { FilterFacts, FilterKeyFacts, Schema, SelectableFacts, SortFacts } from './facts';

const sorted = (words: Iterable<string>) => [...new Set(words)].sort();

/** What the first group of a pattern finds, wherever it does. */
const found = (text: string, pattern: RegExp): string[] =>
	[...text.matchAll(pattern)].flatMap(([, word]) => word ?? []);

const quoted = (text: string) => found(text, /`([^`]+)`/g);

/** A copy without what is undefined, false or an empty list. */
function stated<T extends object>(facts: T): T {
	const entries = Object.entries(facts).filter(
		([, value]) =>
			value !== undefined && value !== false && !(Array.isArray(value) && !value.length),
	);
	return Object.fromEntries(entries) as T;
}

/** The beginning of an entry: "- (String) `email` …", "- (String) email" or "- `name` (String): …". */
const ENTRIES = [
	/^- \((?<type>[^)]+)\)\s+`?(?<key>\w+)`?(?<rest>.*)$/,
	/^- `(?<key>\w+)` \((?<type>[^)]+)\)(?<rest>.*)$/,
];

/** An entry goes on in lines that are indented or in parentheses. */
const isContinued = (line: string) => /^(\s+\S|\()/.test(line);

interface Entry {
	type: string;
	key: string;
	text: string;
}

function entriesOf(text: string): Entry[] {
	const entries: Entry[] = [];
	let open: Entry | undefined;
	for (const line of text.split('\n')) {
		const {
			type = '',
			key,
			rest = '',
		} = ENTRIES.map((pattern) => pattern.exec(line)?.groups).find(Boolean) ?? {};
		if (key !== undefined) entries.push((open = { type, key, text: rest }));
		else if (open && isContinued(line)) open.text += `\n${line}`;
		else open = undefined;
	}
	return entries;
}

/** "one of `A`, `B`", "(Allowed values: `A`, `B`)", ": A or B". */
function valuesOf(text: string): string[] {
	const [, listed] =
		/(?:one of|(?:allowed|accepted) values):?\s+(`\w+`(?:, *`\w+`)*)/i.exec(text) ?? [];
	if (listed) return quoted(listed);
	const [, bare = ''] = /^: ([A-Z_]+(?:(?:, | or )[A-Z_]+)+)/.exec(text) ?? [];
	return bare.match(/[A-Z_]+/g) ?? [];
}

function keyFacts({ type, text }: Entry): FilterKeyFacts {
	const [, most] = /maximum (\d+)/.exec(text) ?? [];
	return stated({
		type,
		operators: sorted(found(text, /[`"]([=!<>]{1,2})[`"]/g)),
		wildcard: /wildcard/i.test(text),
		needs: sorted(found(text, /Requires `(\w+)`/g)),
		values: sorted(valuesOf(text)),
		maxItems: most === undefined ? undefined : Number(most),
	});
}

/** What the description of a `filter` parameter says about its keys. */
export function filterFacts(description: string): FilterFacts | undefined {
	// "(Custom) Custom field names" stands for keys of all kinds.
	const entries = entriesOf(description).filter(({ type }) => type !== 'Custom');
	const customFields = /custom field/i.test(description);
	if (!entries.length && !customFields) return undefined;
	return stated({
		keys: Object.fromEntries(
			entries
				.sort((a, b) => (a.key < b.key ? -1 : 1))
				.map((entry) => [entry.key, keyFacts(entry)] as const),
		),
		customFields,
	});
}

/** The properties that the description of an `order_by` parameter lists. */
export function sortFacts(description: string): SortFacts | undefined {
	const [, listed] =
		/One of the following fields:([\s\S]*?)One of the following directions:/.exec(description) ??
		[];
	if (listed === undefined) return inlineSortFacts(description);
	const keys = found(listed, /^- `(\w+)`/gm);
	return stated({ keys: sorted(keys), open: /^- \.\.\./m.test(listed) });
}

/** Properties in a sentence: "Supported fields: `move_date`, `id`". */
function inlineSortFacts(description: string): SortFacts | undefined {
	const [, listed] = /Supported fields:([\s\S]*?)Directions:/.exec(description) ?? [];
	if (listed === undefined) return undefined;
	const keys = found(listed, /`(\w+)`/g);
	return stated({ keys: sorted(keys), open: false });
}

/** The properties that the description of a `fields` parameter lists; "such as" only gives some of them. */
export function selectableFacts(description: string): SelectableFacts | undefined {
	const [, kind = '', listed] =
		/(Available fields are:|Allowed values:|fields such as)([^)]*)/i.exec(description) ?? [];
	if (listed === undefined) return undefined;
	const [before = ''] = listed.split(" aren't");
	const words = found(before, /\b([a-z]+(?:_[a-z0-9]+)*)\b/g);
	return stated({
		values: sorted(words.filter((word) => word !== 'and')),
		open: /such as/i.test(kind),
	});
}

/** What the description of a property says about its form. */
export function propertyFacts({
	type,
	description = '',
}: {
	type?: string;
	description?: string;
}): Schema {
	if (type === 'string' && /base64/i.test(description)) return { contentEncoding: 'base64' };
	const [, most] = /maximum (?:of )?(\d+)/.exec(description) ?? [];
	return type === 'array' && most !== undefined ? { maxItems: Number(most) } : {};
}
