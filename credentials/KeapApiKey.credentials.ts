import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

import { keyIn } from '../nodes/Keap/api/key';

const KEAP = ['https://api.infusionsoft.com', 'https://api.keap.com'];

/** Older n8n requests hold their address in `uri`. */
type AnyRequest = IHttpRequestOptions & { uri?: string; followRedirect?: boolean };

/** Scheme and host that a request goes to. What can't be read as an address is returned as it is. */
function originOf({ url, uri, baseURL }: AnyRequest): string {
	const address = url || uri || '';
	return URL.canParse(address, baseURL) ? new URL(address, baseURL).origin : address;
}

/**
 * A Personal Access Token or Service Account Key. The key tells Keap the account, too.
 * Source: https://developer.infusionsoft.com/pat-and-sak/
 */
export class KeapApiKey implements ICredentialType {
	name = 'keapApiKey';

	displayName = 'Keap API Key';

	icon = { light: 'file:../icons/keap.svg', dark: 'file:../icons/keap.dark.svg' } as const;

	documentationUrl = 'https://github.com/n8n-nodes-keap/n8n-nodes-keap#credentials';

	/** n8n's choice of allowed domains would say nothing: the key goes to Keap only, see `authenticate`. */
	hideDomainRestrictionFields = true;

	properties: INodeProperties[] = [
		{
			displayName: 'API Key (PAT or SAK)',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. KeapAK-…',
			description:
				'A Personal Access Token or a Service Account Key, made in Keap under Settings > API Settings',
		},
	];

	/** Adds the key, and only ever to requests that go to Keap: the HTTP Request node may be pointed anywhere. */
	authenticate = async (
		credentials: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => {
		const origin = originOf(request);
		if (!KEAP.includes(origin)) {
			throw new Error(
				`The Keap API key is sent to Keap only (${KEAP.join(', ')}), not to ${origin}`,
			);
		}
		const keyed: AnyRequest = {
			...request,
			headers: { ...request.headers, 'X-Keap-API-Key': keyIn(credentials.apiKey) },
			// A redirect would take the header along. The second name is the one of older n8n requests.
			disableFollowRedirect: true,
			followRedirect: false,
		};
		return keyed;
	};

	/**
	 * Whether the app is enabled is a fact about the account, not about its users or records: a Service Account Key and the
	 * token of a user without any permission both may ask. What is known of the other candidates is worse: `userinfo` needs
	 * a user, which a Service Account Key has not, and lists of records need permissions.
	 */
	test: ICredentialTestRequest = {
		request: {
			baseURL: 'https://api.infusionsoft.com/crm/rest',
			url: '/v2/settings/applications:isEnabled',
		},
		rules: [
			{
				type: 'responseCode',
				properties: {
					value: 401,
					message:
						'Keap does not accept this key. It may be mistyped, revoked, or too new to be known yet.',
				},
			},
			{
				type: 'responseCode',
				properties: {
					value: 429,
					message: 'Keap is limiting the calls of this key. Try again in a minute.',
				},
			},
		],
	};
}
