import { useKeap } from '../support/keap';
import { addContact, byId, emails, group, list, output, stored } from '../operations/support';
import { counted, on, rejected } from './support';

/** Updates read what they keep when its turn comes, not long before. */

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const users = (count: number) =>
	Array.from({ length: count }, (_, i) => ({
		id: keap.sandbox.store.insert('user', { given_name: `User ${i}` }).id,
	}));

/** Companies whose IDs lie too far apart to be read together. */
const companies = (count: number) =>
	Array.from({ length: count }, (_, i) => ({
		id: keap.sandbox.store.insert('company', {
			id: String(5_000 * (i + 1)),
			company_name: `Company ${i}`,
		}).id,
	}));

it.each([
	[
		'users',
		users,
		{
			resource: 'user',
			operation: 'update',
			userId: byId('={{ $json.id }}'),
			updateFields: { phoneNumbers: list({ field: 'PHONE1', number: '555-0100' }) },
		},
	],
	[
		'companies',
		companies,
		{
			resource: 'company',
			operation: 'update',
			companyId: byId('={{ $json.id }}'),
			updateFields: { address: group({ line1: '1 Main Street' }) },
		},
	],
])('reads no more %s than it has begun with when the run stops', async (_, add, parameters) => {
	const items = add(90);
	keap.sandbox.setFaults(on(/^PATCH/, rejected(400, 'Locked')));
	const run = await keap.run(parameters, { items });
	expect(run.error?.message).toContain('Locked');
	expect(counted(keap, /^PATCH/)).toBeGreaterThan(0);
	expect(counted(keap, /^GET/)).toBeLessThanOrEqual(40);
});

it('writes nothing to a record that was still being read when the run stopped', async () => {
	const [one, other] = [1, 2].map(() =>
		addContact(keap, { email_addresses: emails('old@example.com') }),
	);
	keap.sandbox.setFaults(on(/^PATCH/, rejected(400, 'Locked')));
	const latencies = [0, 300];
	keap.sandbox.setLatency(() => latencies.shift() ?? 0);
	const run = await keap.run(
		{
			resource: 'contact',
			operation: 'update',
			contactId: byId('={{ $json.id }}'),
			updateFields: { emailAddresses: list({ field: 'EMAIL1', email: 'new@example.com' }) },
			options: { existingValues: '={{ $json.existing }}' },
		},
		{
			items: [
				{ id: one, existing: 'replace' },
				{ id: other, existing: 'keep' },
			],
		},
	);
	keap.sandbox.setLatency(0);
	expect(run.error?.message).toContain('Locked');
	expect(keap.calls().sort()).toEqual([`GET /v2/contacts/${other}`, `PATCH /v2/contacts/${one}`]);
});

it('merges with what another item of the run has replaced in the meantime', async () => {
	const [one, other] = [1, 2].map(() =>
		addContact(keap, { email_addresses: emails('old@example.com') }),
	);
	const run = await keap.run(
		{
			resource: 'contact',
			operation: 'update',
			contactId: byId('={{ $json.id }}'),
			updateFields: {
				emailAddresses: list({ field: '={{ $json.field }}', email: '={{ $json.email }}' }),
			},
			options: { existingValues: '={{ $json.existing }}' },
		},
		{
			items: [
				{ id: other, field: 'EMAIL2', email: 'b2@example.com', existing: 'keep' },
				{ id: one, field: 'EMAIL1', email: 'a1@example.com', existing: 'replace' },
				{ id: one, field: 'EMAIL2', email: 'a2@example.com', existing: 'keep' },
			],
		},
	);
	expect(output(run)).toHaveLength(3);
	expect(stored(keap, 'contact', one).email_addresses).toMatchObject(
		emails('a1@example.com', 'a2@example.com'),
	);
	expect(stored(keap, 'contact', other).email_addresses).toMatchObject(
		emails('old@example.com', 'b2@example.com'),
	);
});
