import { NodeHelpers, type INodeParameters, type INodeProperties } from 'n8n-workflow';

import { hookTriggerProperties, pollTriggerProperties } from '../../nodes/Keap/compiled';

/** What n8n shows of some inputs. */
const shown = (inputs: readonly INodeProperties[], values: INodeParameters, root = values) =>
	inputs
		.filter((input) => NodeHelpers.displayParameter(values, input, null, null, root))
		.map(({ name }) => name);

/** What it offers in the options. */
const offered = (inputs: readonly INodeProperties[], values: INodeParameters) => {
	const options = inputs.find(({ name }) => name === 'options')?.options;
	return shown((options ?? []) as INodeProperties[], {}, values);
};

describe('the Keap Trigger shows', () => {
	it.each([
		[{ events: ['contact.edit'], output: 'simplified' }, ['events', 'output']],
		[{ events: ['contact.edit'], output: 'ids' }, ['events', 'output']],
		[{ events: ['contact.edit'], output: 'raw' }, ['events', 'output', 'options']],
		[
			{ events: ['contact.edit', 'contactGroup.applied'], output: 'ids' },
			['events', 'tags', 'output'],
		],
		[{ events: ['opportunity.stage_move'], output: 'ids' }, ['events', 'stages', 'output']],
	])('for %j %j', (values, names) => {
		expect(shown(hookTriggerProperties, values)).toEqual(names);
	});

	it('an option for whole records', () => {
		const values = { events: ['contact.edit'], output: 'raw' };
		expect(offered(hookTriggerProperties, values)).toEqual(['customFieldLabels']);
	});
});

describe('the Keap Polling Trigger shows', () => {
	const POLLS = ['existingRecords', 'maxItems'];

	it.each([
		['contactCreated', 'simplified', ['event', 'output', 'options'], POLLS],
		['contactCreated', 'raw', ['event', 'output', 'options'], ['customFieldLabels', ...POLLS]],
		['tagApplied', 'simplified', ['event', 'tags', 'output', 'options'], POLLS],
		['emailAddressOptedOut', 'simplified', ['event', 'options'], POLLS],
	])('for %s, %s: %j with %j', (event, output, names, options) => {
		const values = { event, output };
		expect(shown(pollTriggerProperties, values)).toEqual(names);
		expect(offered(pollTriggerProperties, values)).toEqual(options);
	});
});
