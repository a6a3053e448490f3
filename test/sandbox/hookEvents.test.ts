import { Receiver } from './receiver';
import { start, type Harness } from './support';

interface Told {
	event_key: string;
	object_keys: Array<{ id: number; contact_details?: Array<{ id: number }> }>;
}

/** `contact.add 3`, or `contactGroup.applied 7 to 1, 2`. */
const eventsIn = ({ event_key: key, object_keys: keys }: Told) =>
	keys.map(({ id, contact_details: contacts }) => {
		const to = contacts === undefined ? '' : ` to ${contacts.map((one) => one.id).join(', ')}`;
		return `${key} ${id}${to}`;
	});

describe('events of hooks', () => {
	let keap: Harness;
	let receiver: Receiver;
	beforeAll(async () => {
		keap = await start({ contacts: 20 });
		receiver = new Receiver();
		await receiver.listen();
		const { body: keys } = await keap.get('/v1/hooks/event_keys');
		for (const eventKey of keys)
			await keap.call('POST', '/v1/hooks', { eventKey, hookUrl: receiver.url });
	});
	afterAll(async () => {
		await keap.sandbox.close();
		receiver.close();
	});

	/** The ID that a write responds with, and the events that it causes. */
	const write = async (method: string, path: string, body?: unknown) => {
		const { status, body: response } = await keap.call(method, path, body);
		expect(status).toBeLessThan(300);
		await keap.sandbox.hooks.flush();
		const told = receiver.deliveries.splice(0) as Told[];
		return { id: String(response?.id), events: told.flatMap(eventsIn).toSorted() };
	};
	const events = async (...call: Parameters<typeof write>) => (await write(...call)).events;
	const patch = async (path: string, change: object) =>
		await events('PATCH', `${path}?update_mask=${Object.keys(change).join(',')}`, change);

	const appointment = {
		title: 'New',
		start_date: '2026-01-01T00:00:00Z',
		end_date: '2026-01-01T01:00:00Z',
	};
	const product = { name: 'New', price: 100, short_description: 'New' };
	const opportunity = { opportunity_title: 'New', contact_id: '3', stage_id: '1' };
	const task = { title: 'New', assigned_to_user_id: '1' };

	it.each([
		['contact', '/v2/contacts', { email_addresses: [{ email: 'n@example.com' }] }, 'given_name'],
		['company', '/v2/companies', { company_name: 'New' }, 'company_name'],
		['contactGroup', '/v2/tags', { name: 'New' }, 'name'],
		['task', '/v2/tasks', task, 'title'],
		['opportunity', '/v2/opportunities', opportunity, 'opportunity_title'],
		['product', '/v2/products', product, 'sku'],
		['appointment', '/v1/appointments', appointment, 'title'],
		['leadsource', '/v2/leadSources', { name: 'New' }, 'name'],
	])('tell of every %s', async (type, path, body, property) => {
		const { id, events: added } = await write('POST', path, body);
		expect(added).toEqual([`${type}.add ${id}`]);
		expect(await patch(`${path}/${id}`, { [property]: 'Changed' })).toEqual([`${type}.edit ${id}`]);
		expect(await events('DELETE', `${path}/${id}`)).toEqual([`${type}.delete ${id}`]);
	});

	it('tell of notes', async () => {
		const path = '/v2/contacts/3/notes';
		const { id, events: added } = await write('POST', path, { title: 'New', user_id: '1' });
		expect(added).toEqual([`note.add ${id}`]);
		const change = { title: 'Changed', user_id: '1' };
		expect(await patch(`${path}/${id}`, change)).toEqual([`note.edit ${id}`]);
		expect(await events('DELETE', `${path}/${id}`)).toEqual([`note.delete ${id}`]);
	});

	it('tell of users', async () => {
		const { id, events: added } = await write('POST', '/v1/users', {
			email: 'new@example.com',
			given_name: 'New',
		});
		expect(added).toEqual([`user.add ${id}`]);
		expect(await patch(`/v2/users/${id}`, { given_name: 'Changed' })).toEqual([`user.edit ${id}`]);
	});

	it('tell of orders with their invoices and payments', async () => {
		const { id, events: added } = await write('POST', '/v2/orders', {
			contact_id: '1',
			order_title: 'New',
			order_time: '2026-03-18T09:30:00Z',
			order_type: 'ONLINE',
			order_items: [{ product_id: '4', quantity: 1 }],
		});
		const both = (verb: string) => [`invoice.${verb} ${id}`, `order.${verb} ${id}`];
		expect(added).toEqual(both('add'));
		const path = `/v2/orders/${id}`;
		expect(await patch(path, { order_title: 'Changed' })).toEqual(both('edit'));
		const item = { product_id: '3', quantity: 1, price_per_unit: 1 };
		expect(await events('POST', `${path}/items`, item)).toEqual(both('edit'));
		const paid = await write('POST', `${path}/payments`, {
			payment_amount: 1,
			payment_method_type: 'Cash',
			apply_to_commissions: false,
		});
		expect(paid.events).toEqual([`invoice.payment.add ${paid.id}`]);
		expect(await events('DELETE', path)).toEqual(both('delete'));
	});

	it('tell of subscriptions, and of what they bill', async () => {
		const { id, events: added } = await write('POST', '/v2/subscriptions', {
			contact_id: '15',
			subscription_plan_id: '1',
			allow_duplicate: true,
		});
		expect(added).toContain(`subscription.add ${id}`);
		expect(await patch(`/v2/subscriptions/${id}`, { quantity: 2 })).toEqual([
			`subscription.edit ${id}`,
		]);
	});

	it('tell of opportunities that move', async () => {
		const { id } = await write('POST', '/v2/opportunities', opportunity);
		const path = `/v2/opportunities/${id}`;
		expect(await patch(path, { stage_id: '2' })).toEqual([
			`opportunity.edit ${id}`,
			`opportunity.stage_move ${id}`,
		]);
		expect(await patch(path, { stage_id: '2' })).toEqual([`opportunity.edit ${id}`]);
	});

	it('tell of tasks that are completed and reopened', async () => {
		const { id } = await write('POST', '/v2/tasks', task);
		const completed = async (value: boolean) =>
			await patch(`/v2/tasks/${id}`, { completed: value });
		expect(await completed(true)).toEqual([`task.complete ${id}`, `task.edit ${id}`]);
		expect(await completed(true)).toEqual([`task.edit ${id}`]);
		expect(await completed(false)).toEqual([`task.edit ${id}`, `task.incomplete ${id}`]);
	});

	it('tell of tags that contacts get and lose, once', async () => {
		const { id } = await write('POST', '/v2/tags', { name: 'Newer' });
		const tag = async (verb: string, ...contacts: string[]) =>
			await events('POST', `/v2/tags/${id}/contacts:${verb}`, { contact_ids: contacts });
		expect(await tag('applyTags', '1', '2', '999')).toEqual([`contactGroup.applied ${id} to 1, 2`]);
		expect(await tag('applyTags', '2')).toEqual([]);
		expect(await events('POST', '/v1/contacts/3/tags', { tagIds: [Number(id)] })).toEqual([
			`contactGroup.applied ${id} to 3`,
		]);
		expect(await tag('removeTags', '2', '4')).toEqual([`contactGroup.removed ${id} to 2`]);
		expect(await events('POST', `/v2/companies/1/tags/${id}`)).toEqual([]);
	});

	it('tell of what goes with a contact', async () => {
		const { id } = await write('POST', '/v2/contacts', {
			email_addresses: [{ email: 'short@example.com' }],
		});
		const { id: note } = await write('POST', `/v2/contacts/${id}/notes`, {
			title: 'New',
			user_id: '1',
		});
		expect(await events('DELETE', `/v2/contacts/${id}`)).toEqual([
			`contact.delete ${id}`,
			`note.delete ${note}`,
		]);
	});

	it('tell of contacts that become one', async () => {
		const contact = async () =>
			await write('POST', '/v2/contacts', { email_addresses: [{ email: 'twin@example.com' }] });
		const [{ id: primary }, { id: duplicate }] = [await contact(), await contact()];
		const body = { contact_id: primary, duplicate_contact_id: duplicate };
		expect(await events('POST', '/v2/contacts:merge', body)).toEqual([
			`contact.delete ${duplicate}`,
			`contact.edit ${primary}`,
		]);
	});

	it('tell of nothing else', async () => {
		expect(await events('POST', '/v2/tags/categories', { name: 'New' })).toEqual([]);
	});
});
