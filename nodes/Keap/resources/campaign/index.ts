import { get, getMany, resource, subRecord } from '../../descriptor/builders';
import { record, text } from '../../descriptor/field';
import { campaignGoals, campaigns, campaignSequences } from './collections';

const campaignId = record(campaigns, { required: true });

export const campaign = resource('campaign', 'Campaign', [
	get({ of: campaigns }),
	getMany({
		of: campaigns,
		list: {
			filters: [
				text('name', 'Name', { description: 'Finds all campaigns whose names contain this text' }),
			],
			sort: [
				{ name: 'Active Contacts', value: 'activeContacts' },
				{ name: 'Completed Contacts', value: 'completedContactCount' },
				{ name: 'Create Time', value: 'datecreated' },
				{ name: 'ID', value: 'id' },
				{ name: 'Name', value: 'name' },
				{ name: 'Published Date', value: 'publisheddate' },
				{ name: 'Update Time', value: 'lastupdated' },
			],
		},
	}),
	...subRecord('Goal', [
		getMany({
			of: campaignGoals,
			description: 'Retrieve the published goals of a campaign',
			inputs: [campaignId],
		}),
	]),
	...subRecord('Sequence', [
		getMany({
			of: campaignSequences,
			description:
				'Retrieve the published sequences of a campaign; their steps come with Simplify turned off',
			inputs: [campaignId],
		}),
	]),
]);
