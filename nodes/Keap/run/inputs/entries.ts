import type { Json } from '../../api/json';
import type { Field, MergeByKey } from '../../descriptor/field';
import { fieldFor, mergeRules } from '../../descriptor/merging';
import type { Operation } from '../../descriptor/operation';
import { sameIdentityTwice } from '../../messages/inputErrors';
import { isEmpty } from './values/scalars';

/**
 * What identifies an entry among the others of its list, such as EMAIL1; undefined for one without a slot or type of its
 * own, which Keap's document calls `EMAIL_FIELD_UNSPECIFIED` and the like.
 */
export function identityOf(entry: Json, by: string): string | undefined {
	const value = entry[by];
	if (isEmpty(value)) return undefined;
	const identity = String(value).trim().toUpperCase();
	return identity === '' || identity.endsWith('_UNSPECIFIED') ? undefined : identity;
}

/** The lists of a body whose entries have identities. */
function listsOf(operation: Operation, body: Json): Array<[key: string, MergeByKey, Json[]]> {
	return [...mergeRules(operation)].flatMap(([key, rule]) => {
		const list = body[key];
		if (typeof rule === 'string' || !Array.isArray(list)) return [];
		return [[key, rule, list as Json[]] as [string, MergeByKey, Json[]]];
	});
}

/**
 * The body with the parts of one entry put together that came from different inputs, such as an opt-in reason beside the
 * list that has the address it is for.
 */
export function joinEntries(operation: Operation, body: Json): Json {
	const joined: Json = { ...body };
	for (const [key, { by }, list] of listsOf(operation, body)) {
		const field = fieldFor(operation, key);
		const required = field?.kind === 'objects' ? field.requiredKey : undefined;
		if (required === undefined) continue;
		const whole = list.filter((entry) => required in entry);
		const parts = list.filter((entry) => !(required in entry));
		const isPartOf = (part: Json, entry: Json) =>
			identityOf(part, by) !== undefined && identityOf(part, by) === identityOf(entry, by);
		joined[key] = [
			...whole.map(
				(entry) =>
					Object.assign({}, ...parts.filter((part) => isPartOf(part, entry)), entry) as Json,
			),
			...parts.filter((part) => !whole.some((entry) => isPartOf(part, entry))),
		];
	}
	return joined;
}

/** The first slot that no entry is in; undefined for entries whose slots mean something, and where all are taken. */
export function freeSlot(
	field: Field | undefined,
	{ by, movable }: MergeByKey,
	taken: ReadonlySet<string | undefined>,
): string | undefined {
	if (movable === undefined || field?.kind !== 'objects') return undefined;
	const slots = field.fields.find(({ key }) => key === by);
	if (slots?.kind !== 'choice') return undefined;
	return slots.options.map(({ value }) => String(value)).find((slot) => !taken.has(slot));
}

/**
 * The body with a slot for each email address or number that was given without one, by an expression that gives nothing:
 * which one Keap would choose, and overwrite, isn't documented.
 */
export function fillSlots(operation: Operation, body: Json): Json {
	const filled: Json = { ...body };
	for (const [key, rule, list] of listsOf(operation, body)) {
		const field = fieldFor(operation, key);
		const taken = new Set(list.map((entry) => identityOf(entry, rule.by)));
		filled[key] = list.map((entry) => {
			if (identityOf(entry, rule.by) !== undefined || isEmpty(entry[rule.movable ?? '']))
				return entry;
			const slot = freeSlot(field, rule, taken);
			if (slot === undefined) return entry;
			taken.add(slot);
			return { ...entry, [rule.by]: slot };
		});
	}
	return filled;
}

/**
 * Two entries of one identity (two first email addresses, two Facebook accounts) would silently lose one.
 * @throws InputError naming the list and what is there twice
 */
export function checkSlots(operation: Operation, body: Json): void {
	for (const [key, { by }, list] of listsOf(operation, body)) {
		const field = fieldFor(operation, key);
		if (field?.kind !== 'objects') continue;
		const identities = list.map((entry) => identityOf(entry, by));
		const twice = identities.find(
			(identity, i) => identity !== undefined && identities.indexOf(identity) < i,
		);
		if (twice === undefined) continue;
		// Such as the first email address, which has an input of its own.
		const own = operation.inputs.find((input) => input.key.startsWith(`${key}[${by}=${twice}]`));
		throw sameIdentityTwice(
			field.label,
			own ? [own.label, field.label] : [field.label],
			field.fields.find((part) => part.key === by)?.label ?? by,
			twice,
		);
	}
}
