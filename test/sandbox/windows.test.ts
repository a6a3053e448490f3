import { FakeClock, filter, start, type Harness, type Parsed } from './support';

/** What of a list tells which records have changed: windows of time, and orders by it. */
interface Changes {
	list: string;
	items: string;
	/** The property that holds the time. */
	time: string;
	/** The filters that begin and end a window. */
	window?: [since: string, until: string];
	/** The name of the order by time. */
	order?: string;
	/** Changes a record, so that its time is now. @returns its ID */
	change(): Promise<string>;
}

describe('changes in lists', () => {
	const clock = new FakeClock();
	let keap: Harness;
	beforeAll(async () => (keap = await start({ contacts: 20, clock })));
	afterAll(async () => await keap.sandbox.close());

	const write = async (method: string, path: string, body: object): Promise<Parsed> => {
		const { status, body: response } = await keap.call(method, path, body);
		expect(status).toBeLessThan(300);
		return response;
	};
	const patch = (path: string, id: string, body: Record<string, string>) => async () => {
		const mask = Object.keys(body).join(',');
		await write('PATCH', `${path}/${id}?update_mask=${mask}`, body);
		return id;
	};
	const sell = async () =>
		await write('POST', '/v2/orders', {
			contact_id: '1',
			order_title: 'A sale',
			order_time: '2026-03-18T09:30:00Z',
			order_type: 'ONLINE',
			order_items: [{ product_id: '4', quantity: 1 }],
		});
	const pay = async ({ id }: Parsed, amount: number) =>
		await write('POST', `/v2/orders/${id}/payments`, {
			payment_amount: amount,
			payment_method_type: 'Cash',
			apply_to_commissions: false,
		});
	const tagged = async () => {
		await write('POST', '/v2/tags/9/contacts:removeTags', { contact_ids: ['3'] });
		await write('POST', '/v2/tags/9/contacts:applyTags', { contact_ids: ['3'] });
		return '3';
	};
	const note = async () => {
		const { id } = await write('POST', '/v2/contacts/2/notes', { title: 'New', user_id: '1' });
		return String(id);
	};

	const windowed = (name: string): [string, string] => [`since_${name}`, `until_${name}`];
	const lists: Record<string, Changes> = {
		contacts: {
			list: '/v2/contacts?fields=update_time',
			items: 'contacts',
			time: 'update_time',
			window: ['start_update_time', 'end_update_time'],
			order: 'update_time',
			change: patch('/v2/contacts', '2', { given_name: 'Ada' }),
		},
		companies: {
			list: '/v2/companies?fields=update_time',
			items: 'companies',
			time: 'update_time',
			window: windowed('time'),
			change: patch('/v2/companies', '2', { website: 'https://example.com' }),
		},
		'new orders': {
			list: '/v2/orders?',
			items: 'orders',
			time: 'creation_time',
			window: ['created_since_time', 'created_until_time'],
			change: async () => String((await sell()).id),
		},
		orders: {
			list: '/v2/orders?',
			items: 'orders',
			time: 'modification_time',
			window: ['modified_since_time', 'modified_until_time'],
			order: 'modification_time',
			change: patch('/v2/orders', '2', { order_title: 'Changed' }),
		},
		notes: {
			list: '/v2/notes?',
			items: 'notes',
			time: 'update_time',
			window: windowed('time'),
			order: 'update_time',
			change: note,
		},
		'notes of a contact': {
			list: '/v2/contacts/2/notes?',
			items: 'notes',
			time: 'update_time',
			window: windowed('time'),
			order: 'update_time',
			change: note,
		},
		tasks: {
			list: '/v2/tasks?',
			items: 'tasks',
			time: 'modification_time',
			window: windowed('time'),
			order: 'update_time',
			change: patch('/v2/tasks', '2', { title: 'Changed' }),
		},
		opportunities: {
			list: '/v2/opportunities?',
			items: 'opportunities',
			time: 'last_updated_time',
			order: 'updated_time',
			change: patch('/v2/opportunities', '2', { opportunity_title: 'Changed' }),
		},
		subscriptions: {
			list: '/v2/subscriptions?',
			items: 'subscriptions',
			time: 'modification_time',
			order: 'modification_time',
			change: patch('/v2/subscriptions', '2', { promo_code: 'SPRING' }),
		},
		products: {
			list: '/v2/products?',
			items: 'products',
			time: 'update_time',
			order: 'last_updated_time',
			change: patch('/v2/products', '2', { sku: 'NEW-2' }),
		},
		payments: {
			list: '/v2/sales/payments?',
			items: 'payments',
			time: 'payment_time',
			window: windowed('time'),
			order: 'payment_time',
			change: async () => String((await pay(await sell(), 1)).id),
		},
		'contacts with a tag': {
			list: '/v2/tags/9/contacts?',
			items: 'contacts',
			time: 'applied_time',
			window: windowed('applied_time'),
			order: 'applied_time',
			change: tagged,
		},
		tags: {
			list: '/v2/tags?',
			items: 'tags',
			time: 'update_time',
			window: windowed('update_time'),
			order: 'update_time',
			change: patch('/v2/tags', '2', { description: 'Changed' }),
		},
		'lead sources': {
			list: '/v2/leadSources?',
			items: 'lead_sources',
			time: 'update_time',
			order: 'update_time',
			change: patch('/v2/leadSources', '1', { vendor: 'Changed' }),
		},
	};

	/** Changes a record 600 ms after a full second. @returns its ID, and the full second */
	const changeLater = async ({ change }: Changes) => {
		clock.advance(10_000 - (clock.now() % 1_000));
		const second = clock.now();
		clock.advance(600);
		return { id: await change(), second };
	};
	const rows = async ({ list, items }: Changes, query: string): Promise<Parsed[]> =>
		(await keap.get(`${list}&page_size=1000&${query}`)).body[items] ?? [];
	const iso = (time: number) => new Date(time).toISOString();

	it.each(Object.entries(lists).filter(([, { window }]) => window !== undefined))(
		'have both ends of a window, for %s in seconds',
		async (_, list) => {
			const [since = '', until = ''] = list.window ?? [];
			const { id, second } = await changeLater(list);
			const found = async (...clauses: Array<[string, number]>) => {
				const text = clauses.map(([name, time]) => `${name}==${iso(time)}`).join(';');
				return (await rows(list, filter(text))).map((row) => String(row.id)).includes(id);
			};
			expect({
				since: await found([since, second]),
				afterwards: await found([since, second + 1]),
				until: await found([until, second]),
				before: await found([until, second - 1]),
				both: await found([since, second], [until, second]),
			}).toEqual({ since: true, afterwards: false, until: true, before: false, both: true });
		},
	);

	it.each(Object.entries(lists).filter(([, { order }]) => order !== undefined))(
		'are the first of %s, the newest first',
		async (_, list) => {
			const { id, second } = await changeLater(list);
			const [first] = await rows(list, `order_by=${list.order} desc`);
			expect(first).toMatchObject({ id, [list.time]: iso(second) });
			const oldestFirst = await rows(list, `order_by=${list.order} asc`);
			expect(oldestFirst.at(-1)).toMatchObject({ id });
		},
	);

	it('of email addresses go by their state and creation', async () => {
		clock.advance(1_000);
		await write('POST', '/v2/contacts', {
			email_addresses: [{ email: 'latest@example.com', opt_in_reason: 'Asked' }],
		});
		const emails = async (query: string) => {
			const { body } = await keap.get(`/v2/emailAddresses?${query}&page_size=1000`);
			return (body.email_addresses ?? []).map(({ email }) => String(email));
		};
		const newest = 'order_by=create_time desc';
		expect((await emails(newest))[0]).toBe('latest@example.com');
		expect((await emails(`${filter('statuses==SINGLE_OPT_IN')}&${newest}`))[0]).toBe(
			'latest@example.com',
		);
		await write('PATCH', '/v2/emailAddresses/latest@example.com/status', {
			opted_in: false,
			reason: 'Asked',
		});
		expect(await emails(filter('statuses==SINGLE_OPT_IN'))).not.toContain('latest@example.com');
		expect(await emails(filter('statuses==MANUAL,BOUNCE'))).toContain('latest@example.com');
	});

	it('of an order are its items and payments, too', async () => {
		const order = await sell();
		const path = `/v2/orders/${order.id}`;
		const modified = async () => (await keap.get(path)).body.modification_time;
		clock.advance(2_000 - (clock.now() % 1_000));
		const item = { product_id: '3', quantity: 1, price_per_unit: 1 };
		await write('POST', `${path}/items`, item);
		expect(await modified()).toBe(iso(clock.now()));
		clock.advance(2_000);
		await pay(order, 13);
		expect(await modified()).toBe(iso(clock.now()));
	});
});
