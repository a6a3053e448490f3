import type { Lookups } from '../../../api/lookups';
import type { Field } from '../../../descriptor/field';
import {
	emptyReference,
	noContactWithEmail,
	severalContactsWithEmail,
} from '../../../messages/inputErrors';
import { PendingLookup } from '../pendingLookup';
import { isEmpty, toEmail, toId } from './scalars';

/** The ID of the record that a resource locator, or a bare value in its place, names. Contacts may be named by email. */
export function toReference(field: Field & { kind: 'record' }, value: unknown): unknown {
	const locator = value as { mode?: string; value?: unknown } | string | number | null | undefined;
	const isLocator = typeof locator === 'object' && locator !== null && 'value' in locator;
	const given = isLocator ? locator.value : value;
	const { byEmail } = field.of;
	if (byEmail && ((isLocator && locator.mode === 'email') || String(given).includes('@'))) {
		if (isEmpty(given)) throw emptyReference(field.label);
		const address = toEmail(given, field.label);
		return new PendingLookup(async (lookups) => {
			const [id] = await contactByEmail(lookups, address, field.label);
			return id;
		});
	}
	return toId(given, field.label);
}

async function contactByEmail(lookups: Lookups, address: string, label: string): Promise<string[]> {
	const ids = await lookups.contactIdsByEmail(address);
	if (ids.length === 0) {
		throw noContactWithEmail(label, address);
	}
	if (ids.length > 1) {
		throw severalContactsWithEmail(label, address, ids);
	}
	return ids;
}
