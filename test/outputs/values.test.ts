import type { Collection } from '../../nodes/Keap/descriptor/collection';
import type { Operation } from '../../nodes/Keap/descriptor/operation';
import type { Column } from '../../nodes/Keap/descriptor/recordOutput';
import type { PreparedItem } from '../../nodes/Keap/run/inputs/preparedItem';
import { decodeBase64 } from '../../nodes/Keap/run/outputs/base64';
import { onlyChosen } from '../../nodes/Keap/run/outputs/chosenFields';
import { imageFile } from '../../nodes/Keap/run/outputs/imageFile';
import { asWritten, columnValue, isHidden } from '../../nodes/Keap/run/inputs/columns';
import { Simplifier } from '../../nodes/Keap/run/outputs/simplify';
import { getPath, setPath } from '../../nodes/Keap/run/paths';

/** What is made of the values that Keap returns. */

describe('Base64', () => {
	it.each([
		['aGk=', 'hi'],
		['aGk', 'hi'],
		['"aGk="', 'hi'],
		[' aGk= \n', 'hi'],
		['aGVs\r\nbG8', 'hello'],
		['aGVs \n\t bG8', 'hello'],
		['data:text/plain;base64,aGk=', 'hi'],
		['DATA:;BASE64,aGk=', 'hi'],
		['', ''],
	])('%j', (text, expected) => expect(decodeBase64(text)?.toString()).toBe(expected));

	it('has two alphabets', () => {
		const bytes = Buffer.from([0xfb, 0xff, 0xbf]);
		expect(decodeBase64('+/+/')).toEqual(bytes);
		expect(decodeBase64('-_-_')).toEqual(bytes);
	});

	it.each(['a', 'aGk===', 'aGl=x', 'hi there', 'aG k', '<svg>', 'aGVsbH', 'x data:,aGk='])(
		'not %j',
		(text) => expect(decodeBase64(text)).toBeUndefined(),
	);
});

describe('an image', () => {
	it.each([
		['\x89PNG\r\n\x1a\n…', 'png', 'image/png'],
		['\xff\xd8\xff\xe0', 'jpg', 'image/jpeg'],
		['GIF89a', 'gif', 'image/gif'],
		['RIFF\0\0\0\0WEBPVP8 ', 'webp', 'image/webp'],
		['BM', 'bmp', 'image/bmp'],
	])('%j', (begin, ending, mimeType) => {
		const bytes = Buffer.from(begin, 'latin1');
		expect(imageFile(bytes, 'Red/blue\\shoe')).toEqual({
			fileName: `Red-blue-shoe.${ending}`,
			mimeType,
		});
	});

	it.each(['', 'B', 'xBM', 'RIFF\0\0\0\0WAVEfmt ', 'WEBPVP'])('is not %j', (begin) => {
		const bytes = Buffer.from(begin, 'latin1');
		expect(imageFile(bytes, 'Shoe')).toEqual({
			fileName: 'Shoe',
			mimeType: 'application/octet-stream',
		});
	});
});

describe('a column', () => {
	const record = {
		name: 'Ada',
		tags: [{ id: 1 }, null],
		yen: { amount: 1234, currency_code: 'JPY' },
		dinar: { amount: 1234, currency_code: 'KWD' },
		forint: { amount: 1234, currency_code: 'HUF' },
		unidad: { amount: 12345, currency_code: 'CLF' },
		odd: { amount: 1234, currency_code: 'usd' },
		bare: { amount: 1234 },
		text: { amount: '12', currency_code: 'USD' },
		none: null,
	};

	it.each<[Column, unknown]>([
		['name', 'Ada'],
		['tags[0].id', 1],
		['missing', undefined],
		[{ firstOf: ['missing', 'none', 'name', 'odd.amount'] }, 'Ada'],
		[{ firstOf: ['none', 'missing'] }, null],
		[{ path: 'yen', money: 'currencyValue' }, 1234],
		[{ path: 'dinar', money: 'currencyValue' }, 1.234],
		[{ path: 'forint', money: 'currencyValue' }, 12.34],
		[{ path: 'unidad', money: 'currencyValue' }, 1.2345],
		[{ path: 'odd', money: 'currencyValue' }, 12.34],
		[{ path: 'bare', money: 'currencyValue' }, 12.34],
		[{ path: 'text', money: 'currencyValue' }, '12'],
		[{ path: 'none', money: 'currencyValue' }, undefined],
		[{ path: 'missing', money: 'currencyValue' }, undefined],
	])('%j', (column, expected) => expect(columnValue(record, column)).toBe(expected));

	it('of a list has columns for each of its entries', () => {
		const columns = { id: 'id', price: { path: 'price', money: 'currencyValue' } } as const;
		const value = (list: unknown) => columnValue({ list }, { list: 'list', columns });
		expect(
			value([{ id: 1, price: { amount: 250, currency_code: 'USD' }, more: 1 }, null, {}]),
		).toEqual([
			{ id: 1, price: 2.5 },
			{ id: null, price: null },
		]);
		expect(value(null)).toBeUndefined();
		expect(value(undefined)).toBeUndefined();
	});
});

describe('a record as it is written', () => {
	const held = {
		sku: 'code',
		price: { path: 'price', money: 'currencyValue' },
		inventory: { parts: { limit: 'stock.limit', email: 'stock.email' } },
		secret: null,
	} as const;
	const collection = { held } as unknown as Collection;

	it('has its values where a write has them', () => {
		const price = { amount: 250, currency_code: 'USD' };
		const record = { code: 'MUG', price, stock: { limit: 5 }, secret: 'x', name: 'Mug' };
		const written = asWritten(collection, record);
		expect(written).toMatchObject({ sku: 'MUG', price: 2.5, name: 'Mug' });
		expect(written.inventory).toEqual({ limit: 5, email: undefined });
		expect(written.secret).toBeUndefined();
		expect(record.price).toBe(price);
		expect(asWritten({} as Collection, record)).toEqual(record);
	});

	it.each<[string, unknown, boolean]>([
		['secret', 1, true],
		['sku', 1, false],
		['name', { a: 1 }, false],
		['price', { amount: 1 }, false],
		['inventory', { limit: 1, email: 'x' }, false],
		['inventory', { limit: 1, other: 2 }, true],
		['inventory', null, false],
	])('%s: %j is hidden: %p', (property, value, expected) => {
		expect(isHidden(held, property, value)).toBe(expected);
		expect(isHidden(undefined, property, value)).toBe(false);
	});
});

const SIMPLE = { simplify: true, options: {} };
const RAW = { simplify: false, options: {} };

describe('a record', () => {
	const simplifier = (operation: object) => new Simplifier(operation as Operation, {} as never);

	it('has all its columns when it is simplified', async () => {
		const simplify = simplifier({ columns: { name: 'name', id: 'id' } });
		expect(await simplify.simplify({ name: 'Ada', more: 1 }, SIMPLE)).toEqual({
			name: 'Ada',
			id: null,
		});
		expect(await simplify.simplify(null, SIMPLE)).toEqual({ name: null, id: null });
		expect(await simplify.simplify({ more: 1 }, RAW)).toEqual({ more: 1 });
	});

	it('has its custom fields where the operation says whose they are', async () => {
		const record = { custom_fields: [] };
		expect(await simplifier({ customFieldsIn: 'contact' }).simplify(record, SIMPLE)).toEqual({
			custom_fields: {},
		});
		expect(await simplifier({}).simplify(record, SIMPLE)).toEqual({});
		expect(await simplifier({ customFieldsIn: 'contact' }).simplify({}, SIMPLE)).toEqual({});
	});

	it('is an object, whatever Keap returns', async () => {
		for (const value of ['text', 7, null, undefined, [1]])
			expect(await simplifier({}).simplify(value, RAW)).toEqual({ value });
	});

	it('has its texts decoded where they are encoded', async () => {
		const record = { a: 'aGk=', b: 'aGk=', c: 7 };
		expect(await simplifier({ decode: ['a', 'c', 'd'] }).simplify(record, RAW)).toEqual({
			...record,
			a: 'hi',
		});
		expect(record.a).toBe('aGk=');
	});

	it.each([
		// what tells it apart is left out where it was not asked for
		[{ fields: ['given_name'] }, 'limit', { given_name: 'Ada' }],
		[{ fields: ['given_name', 'id'] }, 'limit', { id: '1', given_name: 'Ada' }],
		[{ fields: [] }, 'limit', { given_name: 'Ada' }],
		[{}, 'limit', { id: '1', given_name: 'Ada', contact_id: '2' }],
		[{ fields: ['given_name'] }, 'add', { id: '1', given_name: 'Ada', contact_id: '2' }],
	])('read in a batch with %j, which %s', (options, fields, expected) => {
		const of = { fields, idProperty: 'id', byId: { below: { property: 'contact_id' } } };
		const operation = { flow: { kind: 'batchRead', of } } as unknown as Operation;
		const record = { id: '1', given_name: 'Ada', contact_id: '2' };
		const item = (more: object) => ({ simplify: false, options: {}, ...more }) as PreparedItem;
		const kept = onlyChosen(operation, item({ options }), record);
		expect(kept).toMatchObject('id' in expected ? expected : { given_name: 'Ada' });
		expect('id' in kept).toBe('id' in expected);
		expect('contact_id' in kept).toBe('contact_id' in expected);
		expect(onlyChosen(operation, item({ options, simplify: true }), record)).toBe(record);
		const single = { flow: { kind: 'single' } } as Operation;
		expect(onlyChosen(single, item({ options }), record)).toBe(record);
		const bare = { given_name: 'Ada' };
		expect(onlyChosen(operation, item({ options }), bare)).toBe(bare);
	});
});

describe('a path', () => {
	it.each([
		['a.b', { a: { b: 7 } }],
		['list[field=X].b', { list: [{ field: 'X', b: 7 }] }],
		['a.list[field=X].c.d', { a: { list: [{ field: 'X', c: { d: 7 } }] } }],
		['b', { b: 7 }],
	])('%s is written and read', (path, expected) => {
		const target = {};
		setPath(target, path, 7);
		expect(target).toEqual(expected);
		expect(getPath(target, path)).toBe(7);
	});

	it('leaves what is there', () => {
		const target = { a: { x: 1 }, list: [{ field: 'X', x: 1 }, { field: 'Y' }] };
		setPath(target, 'a.b', 7);
		setPath(target, 'list[field=X].b', 7);
		setPath(target, 'list[field=Z].b', 8);
		expect(target).toEqual({
			a: { x: 1, b: 7 },
			list: [{ field: 'X', x: 1, b: 7 }, { field: 'Y' }, { field: 'Z', b: 8 }],
		});
	});

	it.each(['a.b.c', 'list[1].id', 'list[field=X].id', 'none[0]', 'text[0].id', 'null.x'])(
		'%s leads to nothing',
		(path) => {
			const source = { a: { b: 1 }, list: [null], text: 'text', null: null };
			expect(getPath(source, path)).toBeUndefined();
			expect(getPath(null, path)).toBeUndefined();
		},
	);
});
