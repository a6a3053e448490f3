import type { IAllExecuteFunctions } from 'n8n-workflow';

import { KeapClient, type ClientOptions } from './client';
import { keyId } from './key';
import { rateLimiterFor } from './rateLimiter';
import { CREDENTIAL, n8nTransport } from './transport';

export { KeapClient, type ClientOptions } from './client';

/** A client and the account it talks to. */
export interface Connection {
	client: KeapClient;
	/** Identifies the API key without revealing it. */
	keyId: string;
}

/**
 * A client with the API key of the node's credential, in any of n8n's contexts: a run, the editor, a webhook, a poll. All
 * clients of one key share its rate limiter.
 */
export async function connect(
	context: IAllExecuteFunctions,
	options: ClientOptions,
): Promise<Connection> {
	const { apiKey } = await context.getCredentials<{ apiKey: string }>(CREDENTIAL);
	const id = keyId(apiKey);
	return { client: new KeapClient(n8nTransport(context), rateLimiterFor(id), options), keyId: id };
}
