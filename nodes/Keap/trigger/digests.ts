import { createHash } from 'crypto';

/** Short stand-ins for what was seen, which n8n keeps with the workflow: one after the other they are one text. */

/** In characters of Base64: 48 bits tell millions of things apart. */
const LENGTH = 8;

export const digestOf = (text: string): string =>
	createHash('sha256').update(text).digest('base64').slice(0, LENGTH);

/** The digests that stand one after the other in a text. */
export const split = (digests: string): string[] => digests.match(/.{8}/g) ?? [];

/** How many digests a text holds. */
export const countOf = (digests: string): number => digests.length / LENGTH;
