import type { INodeParameters } from 'n8n-workflow';

import { useKeap } from '../support/keap';
import { fromList, group, lastSent, output } from './support';

const keap = useKeap();

const campaign = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'campaign',
	operation,
	...parameters,
});

it('gets one, under the columns of the list', async () => {
	const one = output(await keap.run(campaign('get', { campaignId: fromList(1) })));
	expect(keap.calls()).toEqual(['GET /v2/campaigns/1']);
	expect(one).toMatchObject([{ id: '1', name: 'Welcome New Leads', published: true }]);
	const many = output(
		await keap.run(
			campaign('getMany', {
				returnAll: true,
				filters: { name: 'new' },
				sort: group({ field: 'publisheddate', direction: 'desc' }),
			}),
		),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/campaigns',
		query: { filter: 'name==new', order_by: 'publisheddate desc', page_size: '1000' },
	});
	expect(many).toEqual(one);
});

it('gets its sequences and goals, whole where that is wanted', async () => {
	const of = { campaignId: { __rl: true, mode: 'name', value: 'Welcome New Leads' } };
	const sequences = output(await keap.run(campaign('getSequences', of)));
	expect(lastSent(keap)).toMatchObject({ call: 'GET /v2/campaigns/1/sequences', query: {} });
	expect(sequences).toEqual([
		expect.objectContaining({ id: '1', name: 'Welcome Emails', active_contacts: 0 }),
		expect.objectContaining({ id: '2', name: 'Call the Lead', contacts_30_days: 0 }),
	]);
	const [whole] = output(await keap.run(campaign('getSequences', { ...of, simplify: false })));
	expect(whole).toMatchObject({ paths: [{ items: [{ type: 'Start' }, { type: 'Email' }] }] });
	const goals = output(await keap.run(campaign('getGoals', of)));
	expect(lastSent(keap)).toMatchObject({ call: 'GET /v2/campaigns/1/goals', query: {} });
	expect(goals).toMatchObject([
		{ name: 'Form Submitted', type: 'WebForm', next_sequence_ids: ['1'] },
		{ name: 'Asked for a Call', previous_sequence_ids: ['1'] },
		{ name: 'Opted In on the Blog', type: 'WordPress' },
	]);
});
