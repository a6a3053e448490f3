import type { Lookups } from '../../api/lookups';

type Inputs = Readonly<Record<string, unknown>>;

/** A value that has to be asked of Keap: a contact's ID by email, a province's code. */
export class PendingLookup {
	/**
	 * @param resolve `inputs` are those at the top of the operation that come before the value, by name: the product of a plan
	 * @param expects announces what will be asked, so that many questions can be answered together
	 */
	constructor(
		readonly resolve: (lookups: Lookups, inputs: Inputs) => Promise<unknown>,
		readonly expects?: (lookups: Lookups) => void,
	) {}
}

/** Announces everything that a value has pending. */
export function announcePending(value: unknown, lookups: Lookups): void {
	if (value instanceof PendingLookup) value.expects?.(lookups);
	else if (Array.isArray(value)) for (const entry of value) announcePending(entry, lookups);
	else if (isPlain(value))
		for (const entry of Object.values(value)) announcePending(entry, lookups);
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A value with everything deferred in it resolved; values without any come back as they are. */
export async function resolvePending(
	value: unknown,
	lookups: Lookups,
	inputs: Inputs = {},
): Promise<unknown> {
	if (value instanceof PendingLookup) return await value.resolve(lookups, inputs);
	if (Array.isArray(value)) {
		return hasPending(value)
			? await Promise.all(value.map(async (entry) => await resolvePending(entry, lookups, inputs)))
			: value;
	}
	if (!isPlain(value) || !hasPending(value)) return value;
	const entries = await Promise.all(
		Object.entries(value).map(
			async ([key, entry]) => [key, await resolvePending(entry, lookups, inputs)] as const,
		),
	);
	return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined));
}

export function hasPending(value: unknown): boolean {
	if (value instanceof PendingLookup) return true;
	if (Array.isArray(value)) return value.some(hasPending);
	return isPlain(value) && Object.values(value).some(hasPending);
}
