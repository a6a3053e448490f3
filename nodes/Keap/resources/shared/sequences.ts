import { operation, type Draft } from '../../descriptor/builders';
import { choice, record } from '../../descriptor/field';
import { variants, type BatchWrite } from '../../descriptor/operation';
import { automations, automationSequences } from '../automation/collections';
import { campaigns, campaignSequences } from '../campaign/collections';
import { contacts } from '../contact/collection';
import { contactsTogether } from './contactBatch';

/** Keap has the same endpoint for automations and for campaigns. */
const sequenceOf = choice(
	'sequenceOf',
	'Sequence Of',
	[
		{ name: 'Automation', value: 'automation' },
		{ name: 'Campaign', value: 'campaign', description: 'What Keap called automations before' },
	],
	{ required: true, in: 'nowhere' },
);

const contactId = record(contacts, { required: true });
const ofAutomation = [
	record(automations, { required: true }),
	record(automationSequences, { required: true }),
];
const ofCampaign = [
	record(campaigns, { required: true }),
	record(campaignSequences, { required: true }),
];

const NO_CONTACT = "'Contact': Keap has no contact with the ID {id}";

const adding = (property: string): BatchWrite => ({
	...contactsTogether,
	results: {
		property,
		good: { SUCCESS: 'added', ALREADY_IN_SEQUENCE: 'already_in_sequence' },
		words: {
			CONTACT_DOES_NOT_EXIST: NO_CONTACT,
			FAILED: "Keap didn't add contact {id} to the sequence",
		},
	},
});

/** What puts contacts into the sequences of automations, and takes them out. */
export const sequenceOperations: readonly Draft[] = [
	operation({
		value: 'addToSequence',
		name: 'Add to Sequence',
		action: 'Add a contact to a sequence',
		description:
			'Add contacts to a sequence of an automation, which starts its steps; contacts with the same sequence go out in one call',
		method: 'POST',
		inputs: [contactId, sequenceOf],
		variants: variants(sequenceOf, {
			automation: {
				path: '/v2/automations/{automationId}/sequences/{sequenceId}:addContacts',
				inputs: ofAutomation,
				flow: adding('add_to_automation_sequence_results'),
			},
			campaign: {
				path: '/v2/campaigns/{campaignId}/sequences/{sequenceId}:addContacts',
				inputs: ofCampaign,
				flow: adding('add_to_sequence_results'),
			},
		}),
		output: { kind: 'done' },
	}),
	operation({
		value: 'removeFromSequence',
		name: 'Remove From Sequence',
		action: 'Remove a contact from a sequence',
		description:
			'Remove contacts from a sequence, which ends its steps for them; contacts with the same sequence go out in one call',
		method: 'POST',
		path: '/v2/campaigns/{campaignId}/sequences/{sequenceId}:removeContacts',
		inputs: [contactId, ...ofCampaign],
		flow: {
			...contactsTogether,
			results: {
				property: 'remove_from_sequence_results',
				good: { SUCCESS: 'removed' },
				words: {
					CONTACT_DOES_NOT_EXIST: NO_CONTACT,
					FAILED: "Keap didn't remove contact {id} from the sequence",
				},
			},
		},
		output: { kind: 'done' },
		idempotent: true,
	}),
];
