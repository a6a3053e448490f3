import { createHash } from 'crypto';

/** A key as it is sent: copying may take along invisible characters, and `Bearer` from an example of a header. */
export const keyIn = (entered: unknown): string =>
	String(entered ?? '')
		.replace(/^\s*Bearer\s+/i, '')
		.replace(/[^\x21-\x7e]/g, '');

/** A name for a key under which state may be kept without keeping the key. */
export const keyId = (entered: unknown): string =>
	createHash('sha256').update(keyIn(entered)).digest('hex');
