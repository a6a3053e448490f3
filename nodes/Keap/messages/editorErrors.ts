import type { ErrorText } from './keapErrors';

/** What n8n's editor says in place of the client's words, which are about runs. */

export const rateLimited = (): ErrorText => ({
	message: "Running workflows use up Keap's rate limit",
	remedy: 'Try again in a minute, or enter an ID instead of choosing from the list',
});

export const timedOut = (): ErrorText => ({
	message: "Keap didn't respond in time",
	remedy: 'Try again, or enter an ID instead of choosing from the list',
});

export const parentNotChosen = (labels: readonly string[]): ErrorText => ({
	message: `Choose ${labels.map((label) => `'${label}'`).join(' and ')} first`,
	remedy: 'If an expression sets it, enter an ID instead of choosing from the list',
});

export const noCredential = () =>
	"Choose a credential above, then retry to see the account's custom fields; if it is chosen already, just retry";

export const noCustomFields = (record: string) =>
	`Keap has no custom fields for records of the type '${record}' yet. Make one in Keap, or with this node's resource 'Custom Field', then refresh the list.`;

/** What a custom field is called of which n8n's mapper lets a person choose one option only. */
export const severalByExpression = (name: string) =>
	`${name} (several: an expression, with commas)`;
