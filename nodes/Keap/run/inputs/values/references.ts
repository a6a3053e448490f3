import type { Lookups } from '../../../api/lookups';
import { isKeyed, type Collection, type KeyedCollection } from '../../../descriptor/collection';
import {
	emptyId,
	emptyReference,
	noContactWithEmail,
	notAKey,
	notAnId,
	severalContactsWithEmail,
} from '../../../messages/inputErrors';
import { PendingLookup } from '../pendingLookup';
import { Named, type Reference } from './named';
import { isEmpty, toEmail, toId, toText, withoutLeadingZeros } from './scalars';

/** What a person chose or entered, and in which of the locator's ways; a bare value has no way. */
interface Entered {
	mode?: string;
	given: unknown;
}

/** What a resource locator, or a bare value in its place, holds. */
export function entered(value: unknown): Entered {
	const locator = value as { mode?: string; value?: unknown } | string | number | null | undefined;
	const isLocator = typeof locator === 'object' && locator !== null && 'value' in locator;
	return isLocator ? { mode: locator.mode, given: locator.value } : { given: value };
}

const NUMBER = /^\d+$/;
/** Words that may stand in a path; those without a digit are no ID of Keap's. */
const WORD_WITH_DIGIT = /^(?=.*\d)[\w-]+$/;

/** Whether a text is an ID rather than a name. */
const isId = ({ byName }: Collection, text: string): boolean =>
	(byName ? NUMBER : WORD_WITH_DIGIT).test(text);

/** An ID that people have made up. */
function toKey(text: string, ids: RegExp, label: string): string {
	if (!ids.test(text)) throw notAKey(label, text);
	return text;
}

/** Whether a text may be what a record is called. */
const isName = ({ byName }: Collection, text: string): boolean =>
	byName !== undefined && (byName.like?.test(text) ?? true);

/** What a record goes by besides its ID. */
function namesOf({ byName, byEmail }: Collection): string[] {
	// As within a sentence; SKU stays as it is.
	const kind = (byName?.as ?? 'name').replace(/\b[A-Z](?=[a-z])/g, (letter) =>
		letter.toLowerCase(),
	);
	return [
		...(byName ? [`${kind} such as ${byName.example}`] : []),
		...(byEmail ? ['email address'] : []),
	];
}

/** The ID of the contact with an email address. */
const contactWith = (of: KeyedCollection, address: string, label: string): PendingLookup =>
	new PendingLookup(
		async (lookups) => await idByEmail(lookups, of, address, label),
		(lookups) => lookups.expect(of, address),
	);

async function idByEmail(
	lookups: Lookups,
	of: KeyedCollection,
	address: string,
	label: string,
): Promise<string> {
	const [id, ...others] = await lookups.idsByKey(of, address);
	if (id === undefined) throw noContactWithEmail(label, address);
	if (others.length > 0) throw severalContactsWithEmail(label, address, [id, ...others]);
	return id;
}

/**
 * The ID of the record that one value names: by its ID, where the collection allows it also by email address or name.
 * A number is an ID, unless the value was entered as a name and there is one like it.
 * @throws InputError for what can't name a record
 */
export function toReference(reference: Reference, value: unknown): string | PendingLookup {
	const { label, of } = reference;
	const { mode, given } = entered(value);
	const text = isEmpty(given) ? '' : toText(given).trim();
	if (text === '') throw mode === 'email' ? emptyReference(label) : emptyId(label, namesOf(of));
	if (of.ids) return toKey(text, of.ids, label);
	if (mode === 'list') return toId(text, label);
	if (of.byEmail && isKeyed(of) && (mode === 'email' || text.includes('@')))
		return contactWith(of, toEmail(text, label), label);
	if (isId(of, text)) return mode === 'name' ? byNameOrId(reference, text) : toId(text, label);
	if (!isName(of, text)) throw notAnId(label, given, namesOf(of));
	return new PendingLookup(async (lookups, inputs) => {
		const named = new Named(reference, lookups, inputs);
		return (await named.find(text)) ?? (await rejected(named.missing(text)));
	});
}

const rejected = async (error: Promise<Error>): Promise<never> => {
	throw await error;
};

const byNameOrId = (reference: Reference, text: string) =>
	new PendingLookup(
		async (lookups, inputs) =>
			(await new Named(reference, lookups, inputs).find(text)) ?? withoutLeadingZeros(text),
	);
