import type { Lookups } from '../api/lookups';
import type { Field } from '../descriptor/field';
import { RECORDS, type RecordType } from '../descriptor/records';
import { Deferred } from './deferred';
import { InputError } from './inputError';
import { isEmpty, toEmail, toId } from './scalars';

/** The ID of the record that a resource locator, or a bare value in its place, names. Contacts may be named by e-mail. */
export function toReference(field: Field & { kind: 'record' }, value: unknown): unknown {
	const locator = value as { mode?: string; value?: unknown } | string | number | null | undefined;
	const isLocator = typeof locator === 'object' && locator !== null && 'value' in locator;
	const given = isLocator ? locator.value : value;
	const { byEmail }: RecordType = RECORDS[field.record];
	if (byEmail && ((isLocator && locator.mode === 'email') || String(given).includes('@'))) {
		if (isEmpty(given))
			throw new InputError(
				`'${field.label}' is empty`,
				'Enter an email address, or choose another way to name it',
			);
		const address = toEmail(given, field.label);
		return new Deferred(async (lookups) => {
			const [id] = await contactByEmail(lookups, address, field.label);
			return id;
		});
	}
	return toId(given, field.label);
}

async function contactByEmail(lookups: Lookups, address: string, label: string): Promise<string[]> {
	const ids = await lookups.contactIdsByEmail(address);
	if (ids.length === 0) {
		throw new InputError(
			`'${label}': no contact at Keap has the email address ${address}`,
			'Check the address, or create the contact first',
		);
	}
	if (ids.length > 1) {
		throw new InputError(
			`'${label}': ${ids.length} contacts at Keap have the email address ${address}`,
			`Name the one you mean by its ID: ${ids.slice(0, 5).join(', ')}`,
		);
	}
	return ids;
}
