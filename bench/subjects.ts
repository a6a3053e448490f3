import { createRequire } from 'node:module';
import { join } from 'node:path';

import type {
	ICredentialType,
	IDataObject,
	INodeParameters,
	INodeType,
	IVersionedNodeType,
} from 'n8n-workflow';

import type { Subject } from './engine';
import { BUILD, OUR_NODE } from './paths';

/** The nodes that are compared. */
export type SubjectName = 'ours' | 'builtIn' | 'httpRequest';

const load = createRequire(__filename);

const KEY = 'KeapAK-bench';

export function ours(apiKey = KEY): Subject {
	const { Keap } = load(OUR_NODE) as { Keap: new () => INodeType };
	const { KeapApiKey } = load(join(BUILD, 'credentials', 'KeapApiKey.credentials.js')) as {
		KeapApiKey: new () => ICredentialType;
	};
	return {
		type: 'n8n-nodes-keap.keap',
		version: 1,
		nodeType: new Keap(),
		credential: { name: 'keapApiKey', data: { apiKey }, type: new KeapApiKey() },
	};
}

export function builtIn(folder: string): Subject {
	const { Keap } = load(join(folder, 'dist/nodes/Keap/Keap.node.js')) as {
		Keap: new () => INodeType;
	};
	const token = { access_token: KEY, refresh_token: KEY, token_type: 'Bearer', expires_in: 86_400 };
	return {
		type: 'n8n-nodes-base.keap',
		version: 1,
		nodeType: new Keap(),
		credential: {
			name: 'keapOAuth2Api',
			data: {
				grantType: 'authorizationCode',
				accessTokenUrl: 'https://api.infusionsoft.com/token',
				authUrl: 'https://signin.infusionsoft.com/app/oauth/authorize',
				authentication: 'body',
				clientId: 'bench',
				clientSecret: 'bench',
				scope: 'full',
				oauthTokenData: token,
			},
		},
	};
}

export function httpRequest(folder: string): Subject {
	const { HttpRequest } = load(join(folder, 'dist/nodes/HttpRequest/HttpRequest.node.js')) as {
		HttpRequest: new () => IVersionedNodeType;
	};
	const node = new HttpRequest();
	return {
		type: 'n8n-nodes-base.httpRequest',
		version: node.currentVersion,
		nodeType: node.getNodeType(),
		credential: { name: 'httpHeaderAuth', data: { name: 'X-Keap-API-Key', value: KEY } },
	};
}

/** A node by name; `folder` is where n8n's own nodes are. */
export const subjectOf = (name: SubjectName, folder: string): Subject =>
	name === 'ours' ? ours() : name === 'builtIn' ? builtIn(folder) : httpRequest(folder);

/** People to make contacts of. */
export const people = (count: number): IDataObject[] =>
	Array.from({ length: count }, (_, i) => ({
		email: `person${i}@example.com`,
		first: `Given${i}`,
		last: `Family${i}`,
		title: 'Buyer',
		phone: `(555) 0100-${i}`,
	}));

const json = (name: string) => `={{ $json.${name} }}`;

/** One contact with five values from each item, as a person would set it up in each of the nodes. */
const OURS: INodeParameters = {
	resource: 'contact',
	operation: 'create',
	email: json('email'),
	givenName: json('first'),
	familyName: json('last'),
	additionalFields: {
		jobTitle: json('title'),
		phoneNumbers: { values: [{ field: 'PHONE1', number: json('phone') }] },
	},
};

const BUILT_IN: INodeParameters = {
	resource: 'contact',
	operation: 'upsert',
	duplicateOption: 'email',
	emailsUi: { emailsValues: [{ field: 'EMAIL1', email: json('email') }] },
	phonesUi: { phonesValues: [{ field: 'PHONE1', number: json('phone') }] },
	additionalFields: {
		givenName: json('first'),
		familyName: json('last'),
		jobTitle: json('title'),
	},
};

const POST: INodeParameters = {
	method: 'POST',
	url: 'https://api.infusionsoft.com/crm/rest/v2/contacts',
	authentication: 'genericCredentialType',
	genericAuthType: 'httpHeaderAuth',
	sendBody: true,
	contentType: 'json',
	options: {},
};

const BODY_FIELDS: INodeParameters = {
	...POST,
	specifyBody: 'keypair',
	bodyParameters: {
		parameters: [
			{ name: 'given_name', value: json('first') },
			{ name: 'family_name', value: json('last') },
			{ name: 'job_title', value: json('title') },
			{
				name: 'email_addresses',
				value: "={{ [{ email: $json.email, field: 'EMAIL1' }] }}",
			},
			{
				name: 'phone_numbers',
				value: "={{ [{ number: $json.phone, field: 'PHONE1' }] }}",
			},
		],
	},
};

const BODY_TEXT: INodeParameters = {
	...POST,
	specifyBody: 'json',
	jsonBody: `={
	"given_name": "{{ $json.first }}",
	"family_name": "{{ $json.last }}",
	"job_title": "{{ $json.title }}",
	"email_addresses": [{ "email": "{{ $json.email }}", "field": "EMAIL1" }],
	"phone_numbers": [{ "number": "{{ $json.phone }}", "field": "PHONE1" }]
}`,
};

/** The parameters with fixed values in place of expressions. */
function fixed(value: unknown): unknown {
	if (typeof value === 'string' && value.startsWith('=')) {
		return value.includes('{\n')
			? value.slice(1).replace(/\{\{.*?\}\}/g, 'fixed')
			: value.includes('email')
				? 'fixed@example.com'
				: 'fixed';
	}
	if (Array.isArray(value)) return value.map(fixed);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, fixed(entry)]));
}

/** A node with its parameters. */
export interface Setup {
	label: string;
	subject: SubjectName;
	parameters: INodeParameters;
}

/** The parameters with expressions that do something with the value. */
function computed(value: unknown): unknown {
	if (typeof value === 'string') return value.replace(/\$json\.(\w+)/g, '$json.$1.trim()');
	if (Array.isArray(value)) return value.map(computed);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, computed(entry)]));
}

const changed =
	(change: (value: unknown) => unknown) =>
	(setup: Setup): Setup => ({
		...setup,
		parameters: change(setup.parameters) as INodeParameters,
	});

const OUR_SETUP: Setup = { label: 'this node', subject: 'ours', parameters: OURS };
const BUILT_IN_SETUP: Setup = {
	label: "n8n's Keap node",
	subject: 'builtIn',
	parameters: BUILT_IN,
};
const HTTP_TEXT: Setup = {
	label: 'HTTP Request, body as one text',
	subject: 'httpRequest',
	parameters: BODY_TEXT,
};

const HTTP_FIELDS: Setup = {
	label: 'HTTP Request, body as fields',
	subject: 'httpRequest',
	parameters: BODY_FIELDS,
};

const ALL = [OUR_SETUP, BUILT_IN_SETUP, HTTP_FIELDS, HTTP_TEXT];

/** This node, with values that n8n's engine for expressions has to compute. */
export const OURS_COMPUTED: Setup = changed(computed)(OUR_SETUP);

/** Creating contacts, by what the five values are; the first of each list is this node. */
export const CREATES = {
	'{{ $json.x }}': ALL,
	'{{ $json.x.trim() }}': ALL.map(changed(computed)),
	'fixed values': [OUR_SETUP, BUILT_IN_SETUP, HTTP_TEXT].map(changed(fixed)),
} satisfies Record<string, Setup[]>;
