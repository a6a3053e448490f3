import { text, type Choice } from '../../descriptor/field';
import type { Columns } from '../../descriptor/recordOutput';
import { byPrefix } from './filters';

/** What the referrals of all affiliates and those of one have in common. */

export const referralColumns: Columns = {
	id: 'id',
	contact_id: 'contact_id',
	referral_partner_id: 'referral_partner_id',
	referral_type: 'referral_type',
	source: 'source',
	description: 'description',
	referral_time: 'referral_time',
	expiration_time: 'expiration_time',
	ip_address: 'ip_address',
};

export const source = byPrefix(text('source', 'Source'), 'Email');

export const referralSort: Choice[] = [
	{ name: 'ID', value: 'id' },
	{ name: 'Referral Time', value: 'referral_time' },
];
