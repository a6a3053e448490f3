import type { INodeParameters } from 'n8n-workflow';

import { resources } from '../../nodes/Keap/resources';
import { first } from '../support/present';
import { on, rejected } from '../flows/support';
import type { JsonObject } from '../../sandbox';
import { useKeap } from '../support/keap';
import { addContact, byEmail, byId, fieldNamed, output, sent } from './support';

const keap = useKeap({ contacts: 5 });

const names = (record: object) => Object.keys(record).sort();

/** What the operations of a resource need, beside the ID of the record. */
interface Inputs {
	id: string;
	create: INodeParameters;
	update: INodeParameters;
	upsert?: INodeParameters;
	/** What a single record can't be asked for. */
	onlyElsewhere?: string[];
	/** What only a record by itself has. */
	onlyByItself?: string[];
	/** Whether writes return what Keap will, without the columns that it leaves out. */
	writesMayLack?: boolean;
}

const RESOURCES: Record<string, Inputs> = {
	affiliate: {
		id: 'affiliateId',
		create: { contactId: byId(4), code: 'ADA2026' },
		update: { name: 'Ada' },
	},
	affiliateLink: {
		id: 'affiliateLinkId',
		create: { name: 'Summer', code: 'summer', websiteAddress: 'https://example.com' },
		update: { name: 'Autumn' },
	},
	appointment: {
		id: 'appointmentId',
		create: { title: 'Demo', startDate: '2026-02-01T09:00:00Z', endDate: '2026-02-01T10:00:00Z' },
		update: { title: 'Long Demo' },
	},
	commissionProgram: {
		id: 'commissionProgramId',
		create: { name: 'Summer Program', priority: 3 },
		update: { notes: 'New' },
		onlyByItself: ['default_commission', 'product_commissions', 'subscription_commissions'],
		writesMayLack: true,
	},
	company: {
		id: 'companyId',
		create: { companyName: 'Example Corp' },
		update: { notes: 'New' },
		onlyElsewhere: ['create_time', 'update_time'],
		writesMayLack: true,
	},
	contact: {
		id: 'contactId',
		create: { email: 'new@example.com' },
		update: { jobTitle: 'Author' },
		upsert: { email: 'new@example.com', matchBy: 'Email' },
	},
	leadSource: { id: 'leadSourceId', create: { name: 'Radio' }, update: { name: 'Podcast' } },
	leadSourceCategory: {
		id: 'leadSourceCategoryId',
		create: { name: 'Print' },
		update: { name: 'Papers' },
	},
	note: {
		id: 'noteId',
		create: { contactId: byId(1), userId: byId(1), title: 'Call' },
		update: { title: 'Another call' },
	},
	opportunity: {
		id: 'opportunityId',
		create: { opportunityTitle: 'Relaunch', contactId: byId(1), stageId: byId(1) },
		update: { opportunityTitle: 'Rebuild' },
	},
	order: {
		id: 'orderId',
		create: {
			contactId: byId(1),
			orderTitle: 'Webshop 1',
			orderTime: '2026-03-18T09:30:00Z',
			orderType: 'ONLINE',
		},
		update: { notes: 'New' },
	},
	product: {
		id: 'productId',
		create: { name: 'Mug', price: 12, shortDescription: 'Blue' },
		update: { name: 'Cup' },
	},
	productCategory: {
		id: 'productCategoryId',
		create: { name: 'Maps' },
		update: { name: 'Charts' },
	},
	productInterestBundle: {
		id: 'productInterestBundleId',
		create: { name: 'Office', description: 'For desks' },
		update: { name: 'Desk' },
	},
	subscription: {
		id: 'subscriptionId',
		create: { contactId: byId(1), subscriptionPlanId: byId(2) },
		update: { quantity: 2 },
	},
	tag: { id: 'tagId', create: { name: 'Brand New' }, update: { name: 'Newer' } },
	task: {
		id: 'taskId',
		create: { title: 'Call', assignedToUserId: byId(1) },
		update: { title: 'Write' },
	},
	user: {
		id: 'userId',
		create: { email: 'new.user@example.com', givenName: 'Ada' },
		update: { title: 'Author' },
		writesMayLack: true,
	},
};

it('covers the resources whose records are simplified after writes, and can be read alone (else: a line in RESOURCES)', () => {
	const creating = resources.filter(({ operations }) =>
		['create', 'get', 'update'].every((verb) =>
			operations.some(({ value, columns }) => value === verb && columns),
		),
	);
	expect(Object.keys(RESOURCES)).toEqual(
		creating.map(({ value }) => value).sort((a, b) => a.localeCompare(b)),
	);
});

/** Writes that merge say what they did, beside the columns. */
const withoutOutcome = (record: JsonObject): object =>
	Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'outcome'));

it.each(Object.entries(RESOURCES))('%s has the same columns everywhere', async (resource, own) => {
	const run = async (operation: string, parameters: INodeParameters): Promise<object> =>
		withoutOutcome(first(output(await keap.run({ resource, operation, ...parameters }))));
	const created = (await run('create', own.create)) as { id: string };
	const { contactId, userId } = own.create;
	const one = { ...(resource === 'note' ? { contactId, userId } : {}), [own.id]: byId(created.id) };
	const listed = await run('getMany', { returnAll: true });
	const columns = names(listed);
	const updated = await run('update', { ...one, updateFields: own.update });
	for (const written of [created, updated]) {
		if (own.writesMayLack) expect(columns).toEqual(expect.arrayContaining(names(written)));
		else expect(names(written)).toEqual(columns);
	}
	if (own.upsert) expect(names(await run('upsert', own.upsert))).toEqual(columns);
	const left = own.onlyElsewhere ?? [];
	const expected = [...columns.filter((name) => !left.includes(name)), ...(own.onlyByItself ?? [])];
	expect(names(await run('get', one))).toEqual(expected.sort());
});

it('returns what was written to custom fields, and asks for nothing more', async () => {
	const id = addContact(keap);
	const record = first(
		output(
			await keap.run({
				resource: 'contact',
				operation: 'update',
				contactId: byId(id),
				customFields: { mappingMode: 'defineBelow', value: { 'Favorite Color': 'Red' } },
			}),
		),
	);
	expect(record.custom_fields).toMatchObject({ 'Favorite Color': 'Red' });
	const calls = sent(keap).map(({ call }) => call);
	expect(
		calls.filter((call) => call.startsWith('GET /v2/contacts/') && !call.endsWith('model')),
	).toEqual([`GET /v2/contacts/${id}`]);
});

it('returns what was written when the labels of custom fields cannot be had', async () => {
	const id = addContact(keap, {
		custom_fields: [{ id: fieldNamed(keap, 'Favorite Color').id, content: 'green' }],
	});
	keap.sandbox.setFaults(on(/^GET .*\/model$/, rejected(403, 'No')));
	const updateFields = { jobTitle: 'Author' };
	const run = await keap.run({
		resource: 'contact',
		operation: 'update',
		contactId: byId(id),
		updateFields,
	});
	expect(first(output(run))).toMatchObject({
		id,
		job_title: 'Author',
		custom_fields: expect.arrayContaining([expect.objectContaining({ content: 'green' })]),
	});
});

it('has custom fields under their labels in raw output where that is wanted', async () => {
	const read = async (options: INodeParameters) =>
		first(
			output(
				await keap.run({
					resource: 'contact',
					operation: 'get',
					contactId: byId(1),
					simplify: false,
					options,
				}),
			),
		).custom_fields;
	expect(Array.isArray(await read({}))).toBe(true);
	expect(await read({ customFieldLabels: true })).toHaveProperty('Favorite Color');
});

it('shows the first address, and whether mail may be sent', async () => {
	const id = addContact(keap, {
		email_addresses: [{ email: 'ada@example.org', field: 'EMAIL1' }],
		addresses: [{ field: 'SHIPPING', line1: '1 Maple Street', zip_code: '85233' }],
		contact_type: 'Customer',
		birth_date: '1990-05-01',
	});
	const [contact] = output(
		await keap.run({
			resource: 'contact',
			operation: 'get',
			contactId: byEmail('ada@example.org'),
		}),
	);
	expect(contact).toMatchObject({
		id,
		email_opt_status: expect.any(String),
		street: '1 Maple Street',
		postal_code: '85233',
		region: null,
		contact_type: 'Customer',
		birth_date: '1990-05-01',
	});
});
