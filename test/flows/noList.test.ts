import type { INodeParameters } from 'n8n-workflow';

import { listOf } from '../../nodes/Keap/descriptor/operation';
import { sampleOf } from '../contract/samples';
import { chosen } from '../structure/compiled';
import { expectKeapError } from '../support/errors';
import { useKeap } from '../support/keap';
import { addContact, addContacts, byId, customFields, list, tagRows } from '../operations/support';
import { counted, on, returned } from './support';

/** A success that holds no list where there must be one does not pass for an empty list. */

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const goOn = { onError: 'continueRegularOutput' as const };

const BODIES: Array<[unknown]> = [
	[null],
	[[]],
	['Down for maintenance'],
	[7],
	[{ message: 'Internal error', code: 13 }],
	[{ fault: { faultstring: 'Gateway timeout' } }],
];

const lists = chosen.flatMap(({ name, operation, choice }) => {
	const { resource, value, inputs } = operation;
	const spec = listOf(operation);
	const given = Object.fromEntries(inputs.map((field) => [field.name, sampleOf(field).given]));
	const parameters = { resource, operation: value, ...given, ...choice } as INodeParameters;
	return spec ? [[name, parameters, spec.items] as const] : [];
});

const inProperties = lists.filter(([, , items]) => items !== '');

it.each(inProperties)('%s', async (_, parameters, items) => {
	for (const [body] of [...BODIES, [{ [items]: {} }], [{ [items]: 'none' }]]) {
		keap.sandbox.setFaults(() => returned(body));
		const run = await keap.run(parameters, goOn);
		expectKeapError(run, 0, 'unavailable', `no list of ${items.replace(/_/g, ' ')}`);
	}
	for (const body of [{}, { [items]: null }, { [items]: [], next_page_token: '' }]) {
		keap.sandbox.setFaults(() => returned(body));
		expect((await keap.run(parameters, goOn)).items).toEqual([]);
	}
});

it.each(lists.filter(([, , items]) => items === ''))('%s', async (_, parameters) => {
	for (const [body] of [...BODIES.filter(([one]) => !Array.isArray(one)), [{}]]) {
		keap.sandbox.setFaults(() => returned(body));
		expectKeapError(await keap.run(parameters, goOn), 0, 'unavailable', /holds no list(?! of)/);
	}
	keap.sandbox.setFaults(() => returned([]));
	expect((await keap.run(parameters, goOn)).items).toEqual([]);
});

describe.each(BODIES)('%j', (body) => {
	it('as the second page does not pass for the end', async () => {
		addContacts(keap, 3);
		keap.sandbox.setFaults(({ n }) =>
			n === 1
				? {
						kind: 'changedBody',
						change: (page) => ({ ...(page as object), next_page_token: 'more' }),
					}
				: returned(body),
		);
		const getMany = { resource: 'contact', operation: 'getMany', returnAll: true, simplify: false };
		expectKeapError(await keap.run(getMany, goOn), 0, 'unavailable', 'no list of contacts');
		const raw = { resource: 'api', operation: 'request', path: '/v2/contacts' };
		const run = await keap.run({ ...raw, returnAllPages: true }, goOn);
		expectKeapError(run, 0, 'unavailable', 'no list of contacts');
	});

	it('as the second page of REST v1 does not pass for the end', async () => {
		const first = { contacts: [{ id: 1 }], count: 2, next: 'https://api.test/?limit=1&offset=1' };
		keap.sandbox.setFaults(({ n }) => returned(n === 1 ? first : body));
		const raw = { resource: 'api', operation: 'request', path: '/v1/contacts' };
		const run = await keap.run({ ...raw, returnAllPages: true }, goOn);
		expectKeapError(run, 0, 'unavailable', 'no list of contacts');
	});

	it('in place of the tags makes no tag that may exist', async () => {
		keap.sandbox.setFaults(on(/^GET \/v2\/tags$/, returned(body)));
		const contactId = byId(addContact(keap));
		const run = await keap.run(
			{
				resource: 'contact',
				operation: 'addTags',
				contactId,
				tags: tagRows('VIP'),
				options: { createMissingTags: true },
			},
			goOn,
		);
		expectKeapError(run, 0, 'unavailable', 'no list of tags');
		expect(counted(keap, /^POST/)).toBe(0);
	});

	it('in place of custom fields or regions does not blame what was entered', async () => {
		keap.sandbox.setFaults(on(/\/model$|\/provinces$/, returned(body)));
		const contactId = byId(addContact(keap));
		const update = { resource: 'contact', operation: 'update', contactId };
		const field = await keap.run({ ...update, customFields: customFields({ Size: 'L' }) }, goOn);
		expectKeapError(field, 0, 'unavailable', 'no list of custom fields');
		const addresses = list({ field: 'BILLING', countryCode: 'USA', regionCode: 'Arizona' });
		const region = await keap.run({ ...update, updateFields: { addresses } }, goOn);
		expectKeapError(region, 0, 'unavailable', 'no list of provinces');
	});
});
