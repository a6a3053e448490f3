import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import type { Doc, JsonObject } from '../../sandbox';
import type { EngineRun } from '../support/engine';
import type { TestKeap } from '../support/keap';
import { first } from '../support/present';

/** A record as the editor stores it when a person enters its ID. */
export const byId = (value: string | number) => ({ __rl: true, mode: 'id', value: String(value) });

export const byEmail = (value: string) => ({ __rl: true, mode: 'email', value });

/** What is filled in for a new contact: some inputs stand at the top, the others in their collection. */
export const contactInputs = (inputs: INodeParameters): INodeParameters => {
	const top = ['givenName', 'familyName', 'companyId'];
	const pick = (isTop: boolean) =>
		Object.fromEntries(Object.entries(inputs).filter(([name]) => top.includes(name) === isTop));
	return { ...pick(true), additionalFields: pick(false) };
};

/** The Custom Fields input, filled in by hand. */
export const customFields = (value: JsonObject) =>
	({ mappingMode: 'defineBelow', value }) as INodeParameters;

/** One request as it reached the sandbox, its query decoded. */
export interface Sent {
	call: string;
	query: Record<string, string>;
	body: unknown;
}

export const sent = ({ sandbox }: TestKeap): Sent[] =>
	sandbox.log.map(({ method, path, query, body }) => ({
		call: `${method} ${path}`,
		query: Object.fromEntries(new URLSearchParams(query)),
		body,
	}));

/** The JSON of a run's items; the test fails when the run did. */
export function output(run: EngineRun): JsonObject[] {
	if (run.error) throw run.error;
	return run.items.map(({ json }) => json as JsonObject);
}

/** Which input item each output item belongs to. */
export const pairs = (items: INodeExecutionData[]) =>
	items.map(({ pairedItem }) => (pairedItem as { item: number }).item);

/** A custom field of the seeded account, by its label. */
export function fieldNamed({ sandbox }: TestKeap, label: string): Doc {
	const field = sandbox.store.find('customField', 'label', label);
	if (!field) throw new Error(`The sandbox has no custom field ${label}`);
	return field;
}

/** The contents of a record's custom fields in the sandbox, by label. */
export function contentsOf({ sandbox }: TestKeap, record: Doc | undefined): JsonObject {
	const values = (record?.custom_fields ?? []) as Array<{ id: string; content: never }>;
	return Object.fromEntries(
		values.map(({ id, content }) => [
			String(sandbox.store.get('customField', id)?.label ?? id),
			content,
		]),
	);
}

export const fromList = (value: string | number, cachedResultName = 'Its name') => ({
	...byId(value),
	mode: 'list',
	cachedResultName,
});

/** Records in rows of their own; an expression or a text with commas may give several in one row. */
export const rows = (name: string, ...values: Array<string | number>): INodeParameters => ({
	values: values.map((value) => ({ [name]: byId(value) })),
});

export const tagRows = (...tags: Array<string | number>) => rows('tagId', ...tags);

/** A fixedCollection of several entries, and of one object. */
export const list = (...values: INodeParameters[]): INodeParameters => ({ values });
export const group = (value: INodeParameters) => ({ value }) as INodeParameters;

/** The Custom Fields input that takes the columns of the incoming items. */
export const mappedAutomatically = (): INodeParameters => ({
	mappingMode: 'autoMapInputData',
	value: null,
	matchingColumns: [],
	schema: [],
});

/** The last request of the last run. */
export const lastSent = (keap: TestKeap): Sent => first(sent(keap).slice(-1));

/** The bodies of a run's requests, in the order in which they arrived. */
export const bodies = (keap: TestKeap, method: string): JsonObject[] =>
	sent(keap)
		.filter(({ call }) => call.startsWith(`${method} `))
		.map(({ body }) => body as JsonObject);

export const TIME = '2026-01-02T03:04:05.000Z';

/** Puts a contact into the sandbox and returns its ID. */
export const addContact = ({ sandbox }: TestKeap, contact: JsonObject = {}): string =>
	sandbox.store.insert('contact', {
		given_name: 'Ada',
		family_name: 'Abbott',
		create_time: TIME,
		update_time: TIME,
		...contact,
	}).id;

export const addContacts = (keap: TestKeap, count: number): string[] =>
	Array.from({ length: count }, () => addContact(keap));

/** E-mail addresses in the first places of a contact. */
export const emails = (...addresses: string[]) =>
	addresses.map((email, i) => ({ email, field: `EMAIL${i + 1}` }));

/** A record as the sandbox keeps it. */
export function stored({ sandbox }: TestKeap, kind: string, id: unknown): Doc {
	const doc = sandbox.store.get(kind, String(id));
	if (!doc) throw new Error(`The sandbox has no ${kind} ${String(id)}`);
	return doc;
}

export const tagNamed = ({ sandbox }: TestKeap, name: string): string => {
	const tag = sandbox.store.find('tag', 'name', name);
	if (!tag) throw new Error(`The sandbox has no tag ${name}`);
	return tag.id;
};

/** The account of a sandbox sells in this currency. */
export function sellIn({ sandbox: { store } }: TestKeap, currency_code: string): void {
	const [profile] = store.list('businessProfile');
	if (profile) store.put('businessProfile', { ...profile, currency_code });
}
