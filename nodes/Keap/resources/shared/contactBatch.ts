/**
 * Contacts that go out in one call. Keap states no limit for these calls; REST v1 took a hundred tags in one. Two hundred
 * contacts make a small body and keep a refused call cheap.
 */
export const contactsTogether = {
	kind: 'batchWrite',
	collect: 'contactId',
	into: 'contact_ids',
	max: 200,
} as const;
