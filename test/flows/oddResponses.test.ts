import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { resources } from '../../nodes/Keap/resources';
import { listOf, variantOf, type Operation } from '../../nodes/Keap/descriptor/operation';
import { FILE, sampleOf } from '../contract/samples';
import { expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { addContact, byId, emails, list, output, stored } from '../operations/support';
import { present } from '../support/present';
import { on, returned } from './support';

/** Whatever Keap returns, each item ends with output or with an error that a person understands. */

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const operations: Array<[string, Operation]> = resources
	.flatMap((resource) => resource.operations)
	.map((operation) => [`${operation.resource} ${operation.value}`, operation]);

const binary = {
	data: {
		data: Buffer.from(FILE.content).toString('base64'),
		mimeType: 'application/pdf',
		fileName: FILE.name,
	},
};

/** An operation's required inputs and all of its optional ones, each with a value that is fine. */
function fillIn(operation: Operation): INodeParameters {
	const { variants } = operation;
	const [chosen] = Object.keys(variants?.of ?? {});
	const { resource, value, inputs, optional, constraints } = variantOf(operation, chosen);
	const parameters: Record<string, unknown> = { resource, operation: value };
	const wanted = inputs.map(({ onlyIf }) => Object.entries(onlyIf ?? {})[0]);
	for (const field of inputs) {
		const choice = wanted.find((condition) => condition?.[0] === field.name)?.[1].is[0];
		parameters[field.name] = choice ?? sampleOf(field).given;
	}
	if (variants) parameters[variants.by] = chosen;
	const tooMany = (constraints ?? [])
		.filter(({ exactly }) => exactly)
		.flatMap(({ oneOf }) => oneOf.slice(1));
	// Regions are looked up before anything else, and not found in odd responses.
	const fields = (optional?.fields ?? []).filter(
		(field) => !tooMany.includes(field.key) && !JSON.stringify(field).includes('"region"'),
	);
	if (optional) {
		parameters[optional.collection] = Object.fromEntries(
			fields.map((field) => [field.name, sampleOf(field).given]),
		);
	}
	return parameters as INodeParameters;
}

const PROGRAMS_TALK: unknown = expect.stringMatching(
	/Cannot |is not (a function|iterable|defined)|undefined|\[object/,
);

const indexOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;

/** Of lists and of records, with everything in them that should not be there. */
const BODIES: Array<[string, (operation: Operation) => unknown]> = [
	['null', () => null],
	['a list', () => []],
	['an empty object', () => ({})],
	['a text', () => 'OK'],
	['a number', () => 7],
	[
		'nulls in place of lists',
		(operation) => ({
			[listOf(operation)?.items ?? 'items']: null,
			results: null,
			emails: null,
			errors: null,
			contacts: null,
			tags: null,
			custom_fields: null,
			provinces: null,
		}),
	],
	[
		'lists of nothing',
		(operation) => ({
			[listOf(operation)?.items ?? 'items']: [null],
			results: [null],
			emails: [null],
			errors: [null],
			contacts: [null],
			tags: [null],
			custom_fields: [null],
			provinces: [null],
			email_addresses: [null],
		}),
	],
	[
		'objects in place of lists',
		(operation) => ({
			[listOf(operation)?.items ?? 'items']: {},
			results: {},
			emails: {},
			errors: {},
			contacts: {},
			tags: {},
			custom_fields: {},
			provinces: {},
		}),
	],
];

it.each(operations)('%s', async (_, operation) => {
	for (const [name, body] of BODIES) {
		keap.sandbox.setFaults(() => returned(body(operation)));
		for (const simplify of operation.columns ? [true, false] : [false]) {
			const run = await keap.run(
				{ ...fillIn(operation), simplify },
				{
					items: [
						{ json: {}, binary },
						{ json: {}, binary },
					],
					onError: 'continueRegularOutput',
				},
			);
			expect([name, run.error]).toEqual([name, undefined]);
			const messages = run.items.map(({ json, error }) => (error ? String(json.error) : ''));
			for (const message of messages) expect([name, message]).not.toEqual([name, PROGRAMS_TALK]);
			// A list may have no records, which makes no items.
			if (!listOf(operation)) expect([name, ...run.items.map(indexOf)]).toEqual([name, 0, 1]);
		}
	}
});

it('gives no empty columns for a record that is not there', async () => {
	const id = addContact(keap);
	keap.sandbox.setFaults(on(/^GET \/v2\/contacts\/\d/, returned(null)));
	const parameters = { resource: 'contact', operation: 'get', contactId: byId(id) };
	for (const simplify of [true, false]) {
		const run = await keap.run({ ...parameters, simplify }, { onError: 'continueRegularOutput' });
		expectKeapError(run, 0, 'unavailable', 'no record');
	}
});

it.each([{}, { message: 'Internal error', code: 13 }, { contacts: [] }])(
	'gives no empty columns for %j in place of a record',
	async (body) => {
		const id = addContact(keap);
		keap.sandbox.setFaults(on(/^GET \/v2\/contacts\/\d/, returned(body)));
		const parameters = { resource: 'contact', operation: 'get', contactId: byId(id) };
		const run = await keap.run(parameters, { onError: 'continueRegularOutput' });
		expectKeapError(run, 0, 'unavailable', 'no record');
	},
);

it('makes no file of what is none', async () => {
	const { id } = present(keap.sandbox.store.list('file')[0]);
	for (const body of [{ data: 'SGVsbG8=' }, null, 'not <base64>!', 7]) {
		keap.sandbox.setFaults(on(/:data$/, returned(body)));
		const run = await keap.run(
			{ resource: 'file', operation: 'download', fileId: byId(id) },
			{ onError: 'continueRegularOutput' },
		);
		expectKeapError(run, 0, 'badResponse', 'file');
	}
});

it('takes a write without a body for done', async () => {
	const id = addContact(keap);
	keap.sandbox.setFaults(on(/^PATCH/, returned(undefined)));
	const run = await keap.run({
		resource: 'contact',
		operation: 'update',
		contactId: byId(id),
		updateFields: { jobTitle: 'Engineer' },
	});
	expect(output(run)).toEqual([{ success: true, outcome: 'updated' }]);
});

it.each([[null], [[]], ['text'], [{}], [{ message: 'Internal error', code: 13 }]])(
	'writes nothing over a record that is read as %j',
	async (body) => {
		const id = addContact(keap, { email_addresses: emails('ada@example.com') });
		keap.sandbox.setFaults(on(/^GET \/v2\/contacts\/\d/, returned(body)));
		const run = await keap.run(
			{
				resource: 'contact',
				operation: 'update',
				contactId: byId(id),
				updateFields: { emailAddresses: list({ field: 'EMAIL2', email: 'new@example.com' }) },
			},
			{ onError: 'continueRegularOutput' },
		);
		expectKeapError(run, 0, 'unavailable', 'no record');
		expect(stored(keap, 'contact', id).email_addresses).toHaveLength(1);
	},
);

it('keeps what is there now after an update that failed, not what was read before', async () => {
	const id = addContact(keap, { email_addresses: emails('ada@example.com') });
	const { sandbox } = keap;
	let first = true;
	sandbox.setFaults(({ method }) => {
		if (method !== 'PATCH' || !first) return undefined;
		first = false;
		const contact = stored(keap, 'contact', id);
		sandbox.store.put('contact', {
			...contact,
			email_addresses: emails('ada@example.com', 'second@example.com'),
		});
		return { kind: 'status', status: 400, body: { message: 'Changed by another program' } };
	});
	const run = await keap.run(
		{
			resource: 'contact',
			operation: 'update',
			contactId: byId(id),
			updateFields: {
				emailAddresses: list({ field: '={{ $json.field }}', email: '={{ $json.email }}' }),
			},
		},
		{
			items: [
				{ field: 'EMAIL2', email: 'refused@example.com' },
				{ field: 'EMAIL3', email: 'third@example.com' },
			],
			onError: 'continueRegularOutput',
		},
	);
	expect(run.items.map(({ error }) => error !== undefined)).toEqual([true, false]);
	expect(stored(keap, 'contact', id).email_addresses).toMatchObject(
		emails('ada@example.com', 'second@example.com', 'third@example.com'),
	);
});
