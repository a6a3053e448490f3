import type { RequestOptions } from 'node:https';

/**
 * Sends the calls that this process makes to Keap's hosts to `url` instead, until the returned function is called.
 * `connection`: further options, such as `lookup`, or the `ca` that an `https:` address needs.
 */
export function redirectKeapTo(url: string, connection?: RequestOptions): () => void;
