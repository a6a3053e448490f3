import { collection, routesOf } from '../../sandbox/collection';
import { badRequest } from '../../sandbox/errors';
import * as filters from '../../sandbox/filter';
import { byText, byValue } from '../../sandbox/paging';
import { boolean, integer, oneOf, recordIn, string } from '../../sandbox/values';
import { present } from '../support/present';
import { FakeClock, filter, start, type Harness } from './support';

const shelves = collection({
	kind: 'shelf',
	path: '/v2/shelves',
	operations: ['list', 'create', 'delete'],
	properties: { label: { type: string(10), required: 'create' } },
	dependents: [
		{ kind: 'book', property: 'shelf_id', onDelete: 'delete' },
		{ kind: 'lamp', property: 'shelf_id', onDelete: 'refuse', why: 'has a lamp' },
		{ kind: 'ladder', property: 'place.id', onDelete: 'clear' },
	],
	list: { items: 'shelves', paging: 'none' },
});

const books = collection({
	kind: 'book',
	path: '/books',
	parent: { of: shelves, property: 'shelf_id' },
	properties: {
		name: { type: string(20), required: 'create' },
		binding: oneOf('HARD', 'SOFT'),
		pages: integer(1),
		reader_id: {
			type: recordIn('user'),
			required: 'both',
			as: 'reader',
			show: (id, { store }) => store.get('user', String(id))?.given_name,
		},
		isbn: { type: string(), only: 'create' },
		summary: { type: string(), mask: 'abstract' },
		lent: { type: boolean, clearable: false },
		blurb: string(),
	},
	defaults: { lent: false },
	unique: ['name'],
	customFields: 'ORDER',
	fields: { optional: ['custom_fields', 'blurb'], allowed: ['id', 'custom_fields', 'blurb'] },
	hidden: ['secret'],
	times: { created: 'create_time', updated: 'update_time' },
	users: { created: 'created_by', updated: 'updated_by', otherwise: 'reader_id' },
	computed: { thickness: ({ pages }) => (pages === undefined ? undefined : Number(pages) / 10) },
	subRecords: {
		chapters: {
			kind: 'chapter',
			idName: 'chapter_id',
			properties: { title: { type: string(), required: 'create' }, length: integer() },
			update: 'byIdOrNew',
			routes: {
				path: '/chapters',
				operations: ['create', 'update', 'delete'],
				response: 'entry',
			},
		},
		stamps: {
			kind: 'stamp',
			idName: 'id',
			properties: { day: string() },
			routes: { path: '/stamps', operations: ['create'], response: 'record', takesList: true },
		},
		errata: { kind: 'erratum', idName: 'id', properties: { text: string() }, update: 'byId' },
		quotes: { kind: 'quote', idName: 'id', properties: { text: string() }, update: 'replace' },
	},
	list: {
		items: 'books',
		maxPageSize: 5,
		minPageSize: 1,
		filters: {
			id: filters.recordId(),
			ids: filters.recordIds(3),
			name: filters.text('name', { prefix: true }),
			pages: filters.decimal('pages'),
			update_time: filters.at('update_time'),
		},
		exclusive: ['id', 'ids'],
		order: { name: byText('name'), pages: byValue('pages') },
		omits: ['isbn'],
		where: ({ query }) =>
			query.get('lent') === null ? [] : [{ sql: "json_extract(data, '$.lent')", params: [] }],
	},
	prepare: (changes) => ({ ...changes, secret: 'x' }),
	check: ({ pages }) => {
		if (pages === 13) throw badRequest('Nobody prints 13 pages', 'pages');
	},
	saved: ({ name }, { store }, before) => {
		if (before !== undefined && before.name !== name)
			store.insert('renaming', { from: before.name ?? null, to: name ?? null });
	},
	deleted: ({ id }, { store }) => void store.insert('obituary', { book: id }),
});

const catalogue = collection({
	kind: 'entry',
	path: '/v2/catalogue',
	scope: { branch: 'north' },
	operations: ['create', 'get', 'list', 'update'],
	properties: { name: string() },
	hidden: ['branch'],
	maskRequired: true,
	createdWithin: 'entry',
	list: {
		items: 'entries',
		paging: 'emptyToken',
		defaultOrder: { sql: byText('name'), descending: true },
	},
});

const passages = collection({
	kind: 'passage',
	path: '/passages',
	parent: { of: books, property: 'book_id' },
	operations: ['create', 'get', 'list'],
	properties: { text: string() },
	fields: { optional: ['text'], allowed: ['id', 'text', 'book_id'], asking: 'limits' },
	list: { items: 'passages' },
});

describe('a collection made from a table', () => {
	let keap: Harness;
	const clock = new FakeClock();
	beforeEach(async () => {
		const tables = [shelves, books, passages, catalogue];
		keap = await start({ clock, seed: false, routes: tables.flatMap(routesOf) });
		await post('/v2/shelves', { label: 'Left' });
	});
	afterEach(async () => await keap.sandbox.close());

	const post = async (path: string, body: unknown) => await keap.call('POST', path, body);
	const patch = async (path: string, body: unknown) => await keap.call('PATCH', path, body);
	const remove = async (path: string) => await keap.call('DELETE', path);
	const BOOKS = '/v2/shelves/1/books';
	const emma = { name: 'Emma', reader_id: '1' };

	it('creates records with defaults, times, users and what is computed', async () => {
		const now = new Date(clock.now()).toISOString();
		const created = await post(BOOKS, { ...emma, pages: '480', isbn: '1', unknown: 1 });
		expect(created.status).toBe(201);
		expect(created.body).toEqual({
			id: '1',
			shelf_id: '1',
			name: 'Emma',
			reader: 'Maria',
			pages: 480,
			isbn: '1',
			lent: false,
			create_time: now,
			update_time: now,
			created_by: '1',
			updated_by: '1',
			thickness: 48,
		});
		expect((await keap.get(`${BOOKS}/1`)).body).toEqual(created.body);
	});

	it.each([
		['nothing', undefined, ''],
		['no object', [], ''],
		['a required property missing', { reader_id: '1' }, 'name'],
		['a required property empty', { ...emma, name: '' }, 'name'],
		['text that is too long', { ...emma, name: 'x'.repeat(21) }, 'name'],
		['an unknown choice', { ...emma, binding: 'RING' }, 'binding'],
		['a number that is too small', { ...emma, pages: 0 }, 'pages'],
		['a reference to nothing', { ...emma, reader_id: '99' }, 'reader_id'],
		['what its check refuses', { ...emma, pages: 13 }, 'pages'],
	])('refuses a create with %s', async (_, body, resource) => {
		const { status, body: error } = await post(BOOKS, body);
		expect(status).toBe(400);
		if (resource !== '') expect(present(error.details)[0]?.resource).toBe(resource);
		expect(keap.sandbox.store.count('book')).toBe(0);
	});

	it('keeps unique values apart, whatever their case', async () => {
		await post(BOOKS, emma);
		expect((await post(BOOKS, { ...emma, name: 'EMMA' })).status).toBe(400);
		expect((await patch(`${BOOKS}/1`, { ...emma, pages: 5 })).status).toBe(200);
	});

	describe('that is updated', () => {
		beforeEach(async () => {
			clock.advance(60_000);
			await post(BOOKS, { ...emma, summary: 'Matchmaking', pages: 480 });
		});

		it('changes what the body holds, and tells its hook', async () => {
			clock.advance(60_000);
			const { body } = await patch(`${BOOKS}/1`, { reader_id: '2', name: 'Emma II', isbn: '2' });
			expect(body).toMatchObject({ name: 'Emma II', reader: 'Tom', pages: 480, updated_by: '2' });
			expect(body).not.toHaveProperty('isbn');
			expect(String(body.update_time) > String(body.create_time)).toBe(true);
			expect(keap.sandbox.store.list('renaming')).toMatchObject([{ from: 'Emma', to: 'Emma II' }]);
		});

		it('changes only what a mask names, by its name there, and clears what is missing', async () => {
			const change = { reader_id: '2', summary: 'New', name: 'No' };
			expect((await patch(`${BOOKS}/1?update_mask=abstract,pages`, change)).body).toMatchObject({
				name: 'Emma',
				summary: 'New',
				reader: 'Maria',
			});
			expect(keap.sandbox.store.get('book', 1)).not.toHaveProperty('pages');
			expect((await patch(`${BOOKS}/1?update_mask=summary`, change)).status).toBe(400);
			expect((await patch(`${BOOKS}/1?update_mask=isbn`, change)).status).toBe(400);
		});

		it('must hold what is required, and can only clear what may be cleared', async () => {
			expect((await patch(`${BOOKS}/1`, { pages: 1 })).body.details).toMatchObject([
				{ resource: 'reader_id' },
			]);
			for (const name of ['name', 'lent'])
				expect((await patch(`${BOOKS}/1`, { reader_id: '1', [name]: null })).status).toBe(400);
		});

		it('needs a mask where the table says so', async () => {
			await post('/v2/catalogue', { name: 'A' });
			expect((await patch('/v2/catalogue/1', { name: 'B' })).status).toBe(400);
			expect((await patch('/v2/catalogue/1?update_mask=name', { name: 'B' })).body).toEqual({
				id: '1',
				name: 'B',
			});
		});
	});

	it('shows optional properties when asked, whatever is hidden never', async () => {
		const custom_fields = [{ id: '25', content: 'Ring twice' }];
		const { body } = await post(`${BOOKS}?fields=custom_fields,blurb`, {
			...emma,
			blurb: 'Witty',
			custom_fields,
		});
		expect(body).toMatchObject({
			blurb: 'Witty',
			custom_fields: [...custom_fields, { id: '26', content: null }],
		});
		const { body: plain } = await keap.get(`${BOOKS}/1`);
		for (const name of ['blurb', 'custom_fields', 'secret']) expect(plain).not.toHaveProperty(name);
		expect((await keap.get(`${BOOKS}/1?fields=secret`)).status).toBe(400);
		const { body: found } = await keap.get(`${BOOKS}?${filter('deliverynotes==ring*')}`);
		expect(found.books).toHaveLength(1);
	});

	it('limits the response to the fields asked for, where the table says so', async () => {
		await post(BOOKS, emma);
		await post(`${BOOKS}/1/passages`, { text: 'Handsome, clever, and rich' });
		const shown = async (query: string) => (await keap.get(`${BOOKS}/1/passages/1${query}`)).body;
		expect(await shown('')).toEqual({ id: '1', book_id: '1' });
		expect(await shown('?fields=text')).toEqual({ id: '1', text: 'Handsome, clever, and rich' });
	});

	describe('that is listed', () => {
		beforeEach(async () => {
			for (const [index, name] of ['b', 'C', 'a', 'ab', 'd', 'e', 'f'].entries())
				await post(BOOKS, { name, reader_id: '1', pages: 10 - index, isbn: '1' });
			await post('/v2/shelves', { label: 'Right' });
			await post('/v2/shelves/2/books', { name: 'elsewhere', reader_id: '1' });
		});
		const names = async (query: string) =>
			present((await keap.get(`${BOOKS}?${query}`)).body.books).map(({ name }) => String(name));

		it('pages through what belongs to its parent', async () => {
			const { body } = await keap.get(BOOKS);
			expect(body.books).toHaveLength(5);
			const next = await keap.get(`${BOOKS}?page_token=${body.next_page_token}`);
			expect(next.body).toMatchObject({
				books: [{ name: 'e' }, { name: 'f' }],
				next_page_token: '',
			});
			for (const size of ['6', '0', 'x'])
				expect((await keap.get(`${BOOKS}?page_size=${size}`)).status).toBe(400);
		});

		it('sorts by what the table names', async () => {
			expect(await names('order_by=name')).toEqual(['a', 'ab', 'b', 'C', 'd']);
			expect(await names('order_by=pages%20desc')).toEqual(['b', 'C', 'a', 'ab', 'd']);
			expect((await keap.get(`${BOOKS}?order_by=isbn`)).status).toBe(400);
		});

		it('filters by what the table names', async () => {
			expect(await names(filter('name==A*'))).toEqual(['a', 'ab']);
			expect(await names(filter('pages>=9;ids==1,2,3'))).toEqual(['b', 'C']);
			for (const wrong of [
				'isbn==1',
				'pages!=3',
				'ids==1,2,3,4',
				'id==1;ids==1',
				'name',
				'update_time==2026',
			])
				expect([wrong, (await keap.get(`${BOOKS}?${filter(wrong)}`)).status]).toEqual([wrong, 400]);
			clock.advance(60_000);
			await patch(`${BOOKS}/3?update_mask=lent`, { lent: true, reader_id: '1' });
			expect(await names('lent=1')).toEqual(['a']);
			const now = new Date(clock.now()).toISOString();
			expect(await names(filter(`update_time==${now}`))).toEqual(['a']);
		});

		it('leaves out what only the single record has', async () => {
			expect(present((await keap.get(BOOKS)).body.books)[0]).not.toHaveProperty('isbn');
			expect((await keap.get(`${BOOKS}/1`)).body).toHaveProperty('isbn', '1');
		});

		it('has an empty token or none where it cannot be paged', async () => {
			for (const name of ['A', 'B']) await post('/v2/catalogue', { name });
			expect((await keap.get('/v2/catalogue?page_size=1')).body).toEqual({
				entries: [
					{ id: '2', name: 'B' },
					{ id: '1', name: 'A' },
				],
				next_page_token: '',
			});
			expect((await keap.get('/v2/shelves')).body).toEqual({
				shelves: [
					{ id: '1', label: 'Left' },
					{ id: '2', label: 'Right' },
				],
			});
		});
	});

	it('finds records below their parents only, however deep', async () => {
		await post('/v2/shelves', { label: 'Right' });
		await post(BOOKS, emma);
		expect((await post(`${BOOKS}/1/passages`, { text: 'x' })).status).toBe(201);
		expect((await keap.get(`${BOOKS}/1/passages`)).body.passages).toHaveLength(1);
		for (const path of [
			'/v2/shelves/2/books/1',
			'/v2/shelves/9/books',
			'/v2/shelves/9/books/1',
			'/v2/shelves/2/books/1/passages',
			'/v2/shelves/2/books/1/passages/1',
			'/v2/shelves/1/books/2/passages/1',
			'/v2/shelves/1/books/1/passages/2',
		])
			expect([path, (await keap.get(path)).status]).toEqual([path, 404]);
		expect((await keap.get(`${BOOKS}/x`)).status).toBe(400);
	});

	it('sees its own part of a kind that others share', async () => {
		keap.sandbox.store.insert('entry', { name: 'South', branch: 'south' });
		const { body } = await post('/v2/catalogue', { name: 'North' });
		expect(body).toEqual({ entry: { id: '2', name: 'North' } });
		expect(keap.sandbox.store.get('entry', 2)).toMatchObject({ branch: 'north' });
		expect((await keap.get('/v2/catalogue/1')).status).toBe(404);
		expect((await keap.get('/v2/catalogue')).body.entries).toEqual([{ id: '2', name: 'North' }]);
	});

	it('offers the operations of its table, and 405 for others', async () => {
		expect((await patch('/v2/catalogue', {})).status).toBe(405);
		await post('/v2/catalogue', { name: 'A' });
		expect((await remove('/v2/catalogue/1')).status).toBe(405);
		expect((await keap.get('/v2/shelves/1')).status).toBe(405);
	});

	it('deletes, clears or protects what depends on a record', async () => {
		const { store } = keap.sandbox;
		await post(BOOKS, emma);
		store.insert('lamp', { shelf_id: '1' });
		store.insert('ladder', { place: { id: '1' }, steps: 4 });
		const refused = await remove('/v2/shelves/1');
		expect(refused).toMatchObject({ status: 409, body: { message: 'Shelf 1 has a lamp' } });
		expect(store.count('book')).toBe(1);
		store.remove('lamp', 1);
		expect((await remove('/v2/shelves/1')).status).toBe(204);
		expect(store.count('book')).toBe(0);
		expect(store.get('ladder', 1)).toEqual({ id: '1', steps: 4 });
	});

	it('runs its hook after a delete', async () => {
		await post(BOOKS, emma);
		expect((await remove(`${BOOKS}/1`)).status).toBe(204);
		expect((await remove(`${BOOKS}/1`)).status).toBe(404);
		expect(keap.sandbox.store.list('obituary')).toMatchObject([{ book: '1' }]);
	});

	describe('whose records hold records', () => {
		const chapters = [{ title: 'One', length: 9 }, { title: 'Two' }];
		const stored = (name: string) => keap.sandbox.store.get('book', 1)?.[name];
		beforeEach(async () => {
			const more = { stamps: [{ day: 'Mon' }], errata: [{ text: 'a' }], quotes: [{ text: 'a' }] };
			await post(BOOKS, { ...emma, chapters, ...more });
		});

		it('gives them ids that are used once', async () => {
			expect(stored('chapters')).toEqual([
				{ chapter_id: '1', title: 'One', length: 9 },
				{ chapter_id: '2', title: 'Two' },
			]);
			expect((await remove(`${BOOKS}/1/chapters/2`)).status).toBe(204);
			const added = await post(`${BOOKS}/1/chapters`, { title: 'Three' });
			expect(added).toMatchObject({ status: 201, body: { chapter_id: '3', title: 'Three' } });
			expect((await post(`${BOOKS}/1/chapters`, { length: 3 })).status).toBe(400);
			expect((await remove(`${BOOKS}/1/chapters/2`)).status).toBe(404);
		});

		it('changes one of them', async () => {
			const changed = await patch(`${BOOKS}/1/chapters/1?update_mask=length`, { title: 'No' });
			expect(changed.body).toEqual({ chapter_id: '1', title: 'One' });
			expect((await patch(`${BOOKS}/1/chapters/1`, { title: null })).status).toBe(400);
		});

		it('takes several at once, and responds with the whole record', async () => {
			const { body } = await post(`${BOOKS}/1/stamps`, [{ day: 'Tue' }, { day: 'Wed' }]);
			expect(body).toMatchObject({ name: 'Emma', stamps: [{ id: '1' }, { id: '2' }, { id: '3' }] });
			expect((await post(`${BOOKS}/1/stamps`, { day: 'Thu' })).status).toBe(400);
		});

		it('tells known from new in an update, and removes the others', async () => {
			const update = async (change: object) =>
				(await patch(`${BOOKS}/1`, { reader_id: '1', ...change })).status;
			expect(await update({ chapters: [{ chapter_id: '2', length: 7 }, { title: 'Three' }] })).toBe(
				200,
			);
			expect(stored('chapters')).toEqual([
				{ chapter_id: '2', title: 'Two', length: 7 },
				{ chapter_id: '3', title: 'Three' },
			]);
			expect(await update({ chapters: [{ chapter_id: '1', title: 'One' }] })).toBe(400);
			expect(await update({ chapters: [{ length: 1 }] })).toBe(400);
			expect(await update({ errata: [{ text: 'b' }] })).toBe(400);
			expect(await update({ errata: [{ id: '1', text: 'b' }] })).toBe(200);
			expect(stored('errata')).toEqual([{ id: '1', text: 'b' }]);
			expect(await update({ quotes: [{ text: 'b' }] })).toBe(200);
			expect(stored('quotes')).toEqual([{ id: '2', text: 'b' }]);
			expect(await update({ stamps: [] })).toBe(200);
			expect(stored('stamps')).toEqual([{ id: '1', day: 'Mon' }]);
		});
	});
});
