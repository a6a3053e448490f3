import type { INodeParameters } from 'n8n-workflow';

import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { byId, group, lastSent, output } from './support';

const keap = useKeap({ contacts: 5 });

const referral = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'referral',
	operation,
	...parameters,
});

it('creates', async () => {
	const result = await keap.run(
		referral('create', {
			contactId: byId(4),
			affiliateId: { __rl: true, mode: 'name', value: 'DESERT' },
			additionalFields: {
				referralType: 'PERMANENT',
				source: 'Trade Show',
				ipAddress: '203.0.113.9',
				referralTime: '2026-01-10',
			},
		}),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'POST /v2/referrals',
		body: {
			contact_id: '4',
			referral_partner_id: '1',
			referral_type: 'PERMANENT',
			source: 'Trade Show',
			ip_address: '203.0.113.9',
			referral_time: '2026-01-10T00:00:00.000Z',
		},
	});
	expect(output(result)).toEqual([
		expect.objectContaining({ contact_id: '4', referral_partner_id: '1', source: 'Trade Show' }),
	]);
});

it.each([
	['contactId', 'Contact'],
	['affiliateId', 'Affiliate'],
])('creates nothing without %s', async (name, label) => {
	const given = { contactId: byId(4), affiliateId: byId(1), [name]: byId('={{ "" }}') };
	expectInputError(await keap.run(referral('create', given)), 0, 'empty', label);
	expect(keap.calls()).toEqual([]);
});

it('lists, filtered and sorted', async () => {
	const result = await keap.run(
		referral('getMany', {
			filters: {
				affiliateId: byId(1),
				contactId: byId(2),
				description: 'Met*',
				source: 'Trade Show',
				type: 'MANUAL',
			},
			sort: group({ field: 'referral_time', direction: 'desc' }),
		}),
	);
	expect(lastSent(keap)).toMatchObject({
		call: 'GET /v2/referrals',
		query: {
			filter:
				'referral_partner_id==1;contact_id==2;description==Met*;source==Trade Show;type==MANUAL',
			order_by: 'referral_time desc',
		},
	});
	expect(output(result)).toEqual([
		expect.objectContaining({ contact_id: '2', referral_type: 'MANUAL' }),
	]);
});
