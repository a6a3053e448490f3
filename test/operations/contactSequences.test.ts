import type { INodeParameters } from 'n8n-workflow';

import { returned, on } from '../flows/support';
import { expectInputError, expectKeapError, inputError, outcomes } from '../support/errors';
import { useKeap } from '../support/keap';
import { present } from '../support/present';
import { addContact, addContacts, byId, fromList, output, pairs, sent, stored } from './support';

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const byName = (value: string) => ({ __rl: true, mode: 'name', value });

const each = byId('={{ $json.id }}');

const add = (parameters: INodeParameters = {}) => ({
	resource: 'contact',
	operation: 'addToSequence',
	contactId: each,
	sequenceOf: 'automation',
	automationId: fromList(1),
	sequenceId: fromList(2),
	...parameters,
});

const remove = (parameters: INodeParameters = {}) => ({
	resource: 'contact',
	operation: 'removeFromSequence',
	contactId: each,
	campaignId: fromList(1),
	sequenceId: fromList(2),
	...parameters,
});

const items = (ids: readonly string[]) => ({ items: ids.map((id) => ({ id })) });

const contactsIn = (sequenceId: number) => stored(keap, 'sequence', sequenceId).contact_ids;

describe('adding to a sequence', () => {
	it('takes one call for the items of a sequence, each with its own result', async () => {
		const ids = addContacts(keap, 3);
		const run = await keap.run(add(), items(ids));
		expect(sent(keap)).toEqual([
			{
				call: 'POST /v2/automations/1/sequences/2:addContacts',
				query: {},
				body: { contact_ids: ids },
			},
		]);
		expect(output(run)).toEqual(ids.map((id) => ({ contact_id: id, result: 'added' })));
		expect(pairs(run.items)).toEqual([0, 1, 2]);
		expect(contactsIn(2)).toEqual(ids);
		const again = await keap.run(add(), items(ids.slice(0, 1)));
		expect(output(again)).toEqual([{ contact_id: ids[0], result: 'already_in_sequence' }]);
	});

	it('goes to the endpoint of campaigns where a campaign is chosen', async () => {
		const id = addContact(keap);
		const campaign = { sequenceOf: 'campaign', campaignId: fromList(1) };
		const run = await keap.run(add(campaign), items([id]));
		expect(keap.calls()).toEqual(['POST /v2/campaigns/1/sequences/2:addContacts']);
		expect(output(run)).toEqual([{ contact_id: id, result: 'added' }]);
	});

	it('finds automation and sequence by name, the sequence among those of the automation', async () => {
		const id = addContact(keap);
		const named = {
			automationId: byName('Webinar Follow-Up'),
			sequenceId: byName('Thank Attendees'),
		};
		output(await keap.run(add(named), items([id])));
		expect(keap.calls()).toEqual([
			'GET /v2/automations',
			'GET /v2/campaigns/2/sequences',
			'POST /v2/automations/2/sequences/3:addContacts',
		]);
	});

	it('tells a failure inside a success to the very item, and the rest go on', async () => {
		const [one = '', other = ''] = addContacts(keap, 2);
		const run = await keap.run(add(), {
			...items([one, '999999', other]),
			onError: 'continueRegularOutput',
		});
		expect(outcomes(run, 'result')).toEqual([
			'added',
			inputError(1, 'rejected', undefined, "'Contact'", '999999'),
			'added',
		]);
		expect(contactsIn(2)).toEqual([one, other]);
	});

	it('says so where Keap added nobody', async () => {
		const id = addContact(keap);
		const draft = { automationId: fromList(4), sequenceId: fromList(5) };
		const run = await keap.run(add(draft), items([id]));
		expectInputError(run, 0, 'rejected', undefined, `contact ${id}`, "didn't add");
	});

	it('names the records of a path that Keap does not know', async () => {
		const run = await keap.run(add({ sequenceId: byId(77) }), items([addContact(keap)]));
		expectInputError(run, 0, 'notFound', undefined, 'automation 1 or sequence 77');
	});

	it('is not repeated when its outcome is unknown: sequences send emails', async () => {
		keap.sandbox.setFaults(on(/addContacts/, { kind: 'resetAfter' }));
		const run = await keap.run(add(), items([addContact(keap)]));
		expectKeapError(run, 0, 'unknownOutcome');
		expect(keap.calls()).toHaveLength(1);
	});

	it('fails for a contact that Keap says nothing of', async () => {
		keap.sandbox.setFaults(on(/addContacts/, returned({ add_to_automation_sequence_results: {} })));
		const run = await keap.run(add(), items([addContact(keap)]));
		expectKeapError(run, 0, 'unknownOutcome');
	});

	it.each([
		['automation', { automationId: byId('') }, 'Automation'],
		['sequence', { sequenceId: byId('') }, 'Sequence'],
	])('needs an %s', async (_, parameters, label) => {
		const run = await keap.run(add(parameters), items([addContact(keap)]));
		expectInputError(run, 0, 'empty', label);
		expect(keap.calls()).toEqual([]);
	});
});

describe('removing from a sequence', () => {
	it('takes one call for the items of a sequence', async () => {
		const ids = addContacts(keap, 3);
		output(await keap.run(add(), items(ids)));
		const run = await keap.run(remove(), items(ids.slice(0, 2)));
		expect(sent(keap)).toEqual([
			{
				call: 'POST /v2/campaigns/1/sequences/2:removeContacts',
				query: {},
				body: { contact_ids: ids.slice(0, 2) },
			},
		]);
		expect(output(run)).toEqual(
			ids.slice(0, 2).map((id) => ({ contact_id: id, result: 'removed' })),
		);
		expect(contactsIn(2)).toEqual([present(ids[2])]);
	});

	it('tells which contact was not in it', async () => {
		const id = addContact(keap);
		const run = await keap.run(remove(), items([id]));
		expectInputError(run, 0, 'rejected', undefined, `contact ${id}`, "didn't remove");
	});

	it('is repeated when its response is lost', async () => {
		const id = addContact(keap);
		output(await keap.run(add(), items([id])));
		let lost = 0;
		keap.sandbox.setFaults(
			on(/removeContacts/, () => (lost++ === 0 ? { kind: 'resetBefore' } : undefined)),
		);
		const run = await keap.run(remove(), items([id]));
		expect(output(run)).toEqual([{ contact_id: id, result: 'removed' }]);
		expect(keap.calls()).toHaveLength(2);
	});
});
