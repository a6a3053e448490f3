import type { IAllExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';

import type { Headers } from './limits';
import { pathAndQuery, type Transport } from './request';

/**
 * Where Keap's REST API lives; the account follows from the key.
 * Source: https://developer.infusionsoft.com/pat-and-sak/
 */
export const BASE_URL = 'https://api.infusionsoft.com/crm/rest';

export const CREDENTIAL = 'keapApiKey';

interface FullResponse {
	statusCode: number;
	headers: Headers;
	body: unknown;
}

/** Sends requests through n8n's HTTP client, which adds the key and keeps to the user's proxy and SSRF settings. */
export function n8nTransport(context: IAllExecuteFunctions): Transport {
	return async (request, timeoutMs) => {
		const options: IHttpRequestOptions = {
			method: request.method,
			url: BASE_URL + pathAndQuery(request),
			headers: { accept: 'application/json' },
			// Statuses and bodies are judged by the client: n8n would send a refused key twice and lose Keap's words.
			ignoreHttpStatusErrors: true,
			returnFullResponse: true,
			encoding: 'text',
			// A redirect would carry the key to another host.
			disableFollowRedirect: true,
			timeout: timeoutMs,
		};
		if (request.form) options.body = request.form();
		else if (request.body !== undefined) {
			options.body = JSON.stringify(request.body);
			options.headers = { ...options.headers, 'content-type': 'application/json' };
		}
		const response = (await context.helpers.httpRequestWithAuthentication.call(
			context,
			CREDENTIAL,
			options,
		)) as FullResponse;
		const { body } = response;
		return {
			status: response.statusCode,
			headers: response.headers,
			text: typeof body === 'string' ? body : body ? JSON.stringify(body) : '',
		};
	};
}
