import { get, getMany, operation, resource } from '../descriptor/builders';
import { boolean, choices, email, list as listOf, text, type Choice } from '../descriptor/field';

const address = email('emailAddress', 'Email', { required: true });

/** Source: https://developer.infusionsoft.com/docs/restv2/ (Email Address). */
const STATUSES: Choice[] = [
	{ name: 'Admin Opt-Out', value: 'ADMIN' },
	{ name: 'Bounce', value: 'BOUNCE' },
	{ name: 'Confirmed', value: 'CONFIRMED' },
	{ name: 'Deactivated', value: 'DEACTIVATED' },
	{ name: 'Double Opt-In', value: 'DOUBLE_OPT_IN' },
	{ name: 'Feedback Complaint', value: 'FEEDBACK' },
	{ name: 'Hard Bounce', value: 'HARD_BOUNCE' },
	{ name: 'Invalid', value: 'INVALID' },
	{ name: 'List Unsubscribe', value: 'LIST_UNSUBSCRIBE' },
	{ name: 'Lockdown', value: 'LOCKDOWN' },
	{ name: 'Manual Opt-Out', value: 'MANUAL' },
	{ name: 'Non-Marketable', value: 'NON_MARKETABLE' },
	{ name: 'Single Opt-In', value: 'SINGLE_OPT_IN' },
	{ name: 'Spam Complaint', value: 'SPAM' },
	{ name: 'System Opt-Out', value: 'SYSTEM' },
	{ name: 'Unengaged Marketable', value: 'UNENGAGED_MARKETABLE' },
	{ name: 'Unengaged Non-Marketable', value: 'UNENGAGED_NON_MARKETABLE' },
];

export const emailAddress = resource(
	'emailAddress',
	'Email Address',
	[
		get({
			name: 'Get Status',
			action: 'Get the status of an email address',
			description:
				'Retrieve whether marketing may be sent to an address, and its last opens and clicks',
			path: '/v2/emailAddresses/{emailAddress}/status',
			inputs: [address],
		}),
		getMany({
			name: 'Get Many',
			action: 'Get many email addresses',
			description: 'Retrieve a list of email addresses with their status',
			path: '/v2/emailAddresses',
			list: {
				items: 'email_addresses',
				pageSize: 1000,
				filters: [
					listOf('emails', 'Email Addresses', {
						of: 'email',
						placeholder: 'e.g. a@example.com, b@example.com',
					}),
					boolean(
						'optedIn',
						'Opted In',
						'Whether to return addresses that are opted in, or those that are not',
					),
					choices('statuses', 'Statuses', STATUSES),
				],
				sort: [
					{ name: 'Create Time', value: 'create_time' },
					{ name: 'Email', value: 'email' },
					{ name: 'Last Click Time', value: 'last_click_time' },
					{ name: 'Last Open Time', value: 'last_open_time' },
					{ name: 'Last Sent Time', value: 'last_sent_time' },
					{ name: 'Status', value: 'status' },
				],
			},
		}),
		operation({
			value: 'update',
			name: 'Update Status',
			action: 'Update the status of an email address',
			description:
				'Opt an address in or out of marketing; Keap ignores it for addresses that bounced, complained or confirmed',
			method: 'PATCH',
			path: '/v2/emailAddresses/{emailAddress}/status',
			inputs: [
				address,
				boolean('optedIn', 'Opted In', 'Whether marketing may be sent to the address', {
					default: true,
					required: true,
				}),
				text('reason', 'Reason', {
					required: true,
					placeholder: 'e.g. Asked for the newsletter on our website',
				}),
			],
			output: { kind: 'record' },
		}),
	],
	'Email Addresses',
);
