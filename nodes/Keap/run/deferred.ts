import type { Lookups } from '../api/lookups';

/** A value that has to be asked of Keap: a contact's ID by e-mail, a province's code. */
export class Deferred {
	constructor(readonly resolve: (lookups: Lookups) => Promise<unknown>) {}
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
	typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** A value with everything deferred in it resolved; values without any come back as they are. */
export async function settle(value: unknown, lookups: Lookups): Promise<unknown> {
	if (value instanceof Deferred) return await value.resolve(lookups);
	if (Array.isArray(value)) {
		return hasDeferred(value)
			? await Promise.all(value.map(async (entry) => await settle(entry, lookups)))
			: value;
	}
	if (!isPlain(value) || !hasDeferred(value)) return value;
	const entries = await Promise.all(
		Object.entries(value).map(async ([key, entry]) => [key, await settle(entry, lookups)] as const),
	);
	return Object.fromEntries(entries.filter(([, entry]) => entry !== undefined));
}

export function hasDeferred(value: unknown): boolean {
	if (value instanceof Deferred) return true;
	if (Array.isArray(value)) return value.some(hasDeferred);
	return isPlain(value) && Object.values(value).some(hasDeferred);
}
