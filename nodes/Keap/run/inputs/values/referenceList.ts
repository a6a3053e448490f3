import type { Lookups } from '../../../api/lookups';
import { LIST_ENTRY } from '../../../descriptor/names';
import { announcePending, hasPending, PendingLookup, resolvePending } from '../pendingLookup';
import { Named, type Reference } from './named';
import { entered, toReference } from './references';
import { isEmpty, withoutLeadingZeros } from './scalars';

/** Several records in one input: rows, texts with commas, lists that an expression gives, IDs and names in any mixture. */

/** What becomes of a name that no record has. */
export interface Missing {
	/** Makes a record of that name. */
	create?: (lookups: Lookups, name: string) => Promise<string>;
	/** What else the user may do. */
	remedy?: string;
}

/** A part of a text with commas; one in quotation marks is a name, commas and digits in it included. */
interface Part {
	text: string;
	quoted: boolean;
	/** Where it stands in the whole text. */
	from: number;
	to: number;
}

const NUMBER = /^\d+$/;
const PART = /\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)/y;

/** The parts of a text that commas separate; quotation marks within quotation marks are doubled, as in CSV. */
export function partsOf(text: string): Part[] {
	const parts: Part[] = [];
	PART.lastIndex = 0;
	while (PART.lastIndex < text.length) {
		const from = PART.lastIndex;
		const [all = '', quoted, plain = ''] = PART.exec(text) ?? [];
		const part = (quoted?.replaceAll('""', '"') ?? plain).trim();
		const to = from + all.replace(/,$/, '').length;
		if (part !== '') parts.push({ text: part, quoted: quoted !== undefined, from, to });
	}
	return parts;
}

const nameOnly = (text: string): Part => ({ text, quoted: true, from: 0, to: text.length });

type Resolve = (lookups: Lookups, inputs: Readonly<Record<string, unknown>>) => Promise<string[]>;

/** The IDs of a text in which names may hold commas themselves: of the parts from the left, the longest run that is a name. */
const listed =
	(reference: Reference, whole: string, parts: readonly Part[], missing: Missing): Resolve =>
	async (lookups, inputs) => {
		const named = new Named(reference, lookups, inputs);
		const ids: string[] = [];
		for (let from = 0; from < parts.length;) {
			const [first] = parts.slice(from);
			if (!first) break;
			const { text, quoted } = first;
			const isId = NUMBER.test(text) && !quoted;
			// A list that is read whole tells at no cost which runs are names.
			const most = reference.of.byName?.typed || quoted ? 1 : parts.length - from;
			let length = most;
			let id: string | undefined;
			for (; length > 0; length--) {
				const run = parts.slice(from, from + length);
				const { to } = run.at(-1) ?? first;
				const isOne = length === 1 || run.every((part) => !part.quoted);
				if (!isOne || (length === 1 && isId)) continue;
				id = await named.find(length === 1 ? text : whole.slice(first.from, to));
				if (id !== undefined) break;
			}
			if (id === undefined && isId) id = withoutLeadingZeros(text);
			id ??= await missing.create?.(lookups, text);
			if (id === undefined) throw await named.missing(text, missing.remedy);
			ids.push(id);
			from += Math.max(1, length);
		}
		return ids;
	};

/** Whether the texts of a list are names to be looked up in a list that is read whole, or each by itself. */
function ofText(reference: Reference, text: string, missing: Missing): unknown[] {
	const parts = partsOf(text);
	const { byName, byEmail } = reference.of;
	const areIds = parts.every((part) => NUMBER.test(part.text) && !part.quoted);
	if (!byName || byEmail || areIds) return parts.map((part) => toReference(reference, part.text));
	return [new PendingLookup(listed(reference, text, parts, missing))];
}

/** An entry of a list that an expression gives: each is one record, commas in it included. */
function ofEntry(reference: Reference, entry: unknown, missing: Missing): unknown[] {
	const { id } = (typeof entry === 'object' ? (entry ?? {}) : {}) as { id?: unknown };
	const value = id ?? entry;
	const text = typeof value === 'string' ? value.trim() : value;
	if (isEmpty(text)) return [];
	const { byName, byEmail } = reference.of;
	if (typeof text !== 'string' || NUMBER.test(text) || !byName || byEmail)
		return [toReference(reference, text)];
	return [new PendingLookup(listed(reference, text, [nameOnly(text)], missing))];
}

function ofRow(reference: Reference, row: unknown, missing: Missing): unknown[] {
	const { mode, given } = entered(row);
	if (isEmpty(given)) return [];
	if (mode === 'list' && typeof given === 'string') return [toReference(reference, row)];
	if (Array.isArray(given)) return given.flatMap((entry) => ofEntry(reference, entry, missing));
	return typeof given === 'string'
		? ofText(reference, given, missing)
		: ofEntry(reference, given, missing);
}

/** The values of a list of rows; anything else is the value of its only one. */
function rowsOf({ of }: Reference, value: unknown): unknown[] {
	const rows = (value as Record<string, unknown> | null)?.[LIST_ENTRY];
	if (!Array.isArray(rows)) return [value];
	return rows.map((row) => (row as Record<string, unknown> | null)?.[of.id]);
}

/**
 * The IDs of all records that an input names, each once; undefined where it names none.
 * @throws InputError for what can't name a record
 */
export function toReferences(
	reference: Reference,
	value: unknown,
	missing: Missing = {},
): string[] | PendingLookup | undefined {
	const rows = rowsOf(reference, value).filter((row) => !isBareObject(row));
	const found = rows.flatMap((row) => ofRow(reference, row, missing));
	if (found.length === 0) return undefined;
	const unique = (ids: unknown) => [...new Set((ids as unknown[]).flat() as string[])];
	if (!hasPending(found)) return unique(found);
	return new PendingLookup(
		async (lookups, inputs) => unique(await resolvePending(found, lookups, inputs)),
		(lookups) => announcePending(found, lookups),
	);
}

/** What n8n makes of a list of rows without any. */
const isBareObject = (value: unknown): boolean =>
	typeof value === 'object' && value !== null && Object.keys(value).length === 0;
