import type { INodeParameters } from 'n8n-workflow';

import type { JsonObject } from '../../sandbox';
import { on } from '../flows/support';
import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { first, present } from '../support/present';
import {
	byId,
	customFields,
	contentsOf,
	fieldNamed,
	group,
	lastSent,
	output,
	pairs,
	sent,
	stored,
} from './support';

/** Create or Update of everything but contacts, which have ways of their own. */

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const upsert = (resource: string, more: INodeParameters = {}): INodeParameters => ({
	resource,
	operation: 'upsert',
	simplify: false,
	options: {},
	additionalFields: {},
	...more,
});

const calls = () => sent(keap).map(({ call }) => call);
const writes = () => sent(keap).filter(({ call }) => !call.startsWith('GET'));
const outcomes = (items: JsonObject[]) => items.map(({ outcome }) => outcome);

describe('a company, by its name', () => {
	const company = (name: string, fields: INodeParameters = {}, more: INodeParameters = {}) =>
		upsert('company', { companyName: name, additionalFields: fields, ...more });
	const companies = () => keap.sandbox.store.list('company');
	const aCompany = (more: JsonObject = {}) =>
		keap.sandbox.store.insert('company', { company_name: 'Acme, Inc.', ...more }).id;

	it('is no company without a name, where the name is only spaces', async () => {
		const run = await keap.run(company('={{ " " }}', { notes: 'Theirs' }));
		expectInputError(run, 0, 'empty', 'Company Name');
		expect(calls()).toEqual([]);
	});

	it('is created where there is none', async () => {
		const before = companies().length;
		const run = await keap.run(company('Brand New', { website: 'https://new.example' }));
		expect(output(run)).toMatchObject([{ company_name: 'Brand New', outcome: 'created' }]);
		expect(lastSent(keap)).toMatchObject({
			call: 'POST /v2/companies',
			body: { company_name: 'Brand New', website: 'https://new.example' },
		});
		expect(companies()).toHaveLength(before + 1);
	});

	it('is updated where there is one, and keeps what the input does not mention', async () => {
		const slogan = fieldNamed(keap, 'Slogan');
		const id = aCompany({
			company_name: 'Initech',
			notes: 'Old friends',
			address: { line1: '1 Main St', locality: 'Mesa' },
			custom_fields: [{ id: slogan.id, content: 'Gold' }],
		});
		const run = await keap.run(
			company('initech ', {
				address: group({ line2: 'Suite 2' }),
				website: 'https://initech.example',
			}),
		);
		expect(output(run)).toMatchObject([{ id, outcome: 'updated' }]);
		expect(writes()).toMatchObject([
			{
				call: `PATCH /v2/companies/${id}`,
				query: { update_mask: 'address,website' },
				body: { website: 'https://initech.example' },
			},
		]);
		const after = stored(keap, 'company', id);
		expect(after).toMatchObject({
			company_name: 'Initech',
			notes: 'Old friends',
			address: { line1: '1 Main St', line2: 'Suite 2', locality: 'Mesa' },
		});
		expect(contentsOf(keap, after)).toEqual({ Slogan: 'Gold' });
	});

	it('is left alone where it has all of the input', async () => {
		const slogan = fieldNamed(keap, 'Slogan');
		const id = aCompany({
			company_name: 'Initech',
			notes: 'Old friends',
			custom_fields: [{ id: slogan.id, content: 'Gold' }],
		});
		const run = await keap.run(
			company(
				'Initech',
				{ notes: ' Old friends ' },
				{ customFields: customFields({ [slogan.id]: 'Gold' }) },
			),
		);
		expect(output(run)).toMatchObject([{ id, notes: 'Old friends', outcome: 'unchanged' }]);
		expect(writes()).toEqual([]);
	});

	it('is found by a name with a comma, and told apart from longer ones', async () => {
		aCompany({ company_name: 'Acme, Inc. of Ohio' });
		const id = aCompany();
		const run = await keap.run(company('Acme, Inc.', { notes: 'Found' }));
		expect(output(run)).toMatchObject([{ id, outcome: 'updated' }]);
		expect(calls()).toEqual(['GET /v2/companies', `PATCH /v2/companies/${id}`]);
		expect(first(sent(keap)).query.filter).toBe('name==Acme*');
	});

	it('is looked for in the whole list where its name begins with what separates filters', async () => {
		const id = aCompany({ company_name: ';-) Inc.' });
		const run = await keap.run(company(';-) Inc.', { notes: 'Found' }));
		expect(output(run)).toMatchObject([{ id, outcome: 'updated' }]);
		expect(first(sent(keap)).query).not.toHaveProperty('filter');
	});

	it('is made once for two rows, in their order', async () => {
		const run = await keap.run(company('={{ $json.name }}', { notes: '={{ $json.notes }}' }), {
			items: [
				{ name: 'Twice', notes: 'First' },
				{ name: 'TWICE', notes: 'Second' },
			],
		});
		expect(outcomes(output(run))).toEqual(['created', 'updated']);
		expect(companies().filter(({ company_name: name }) => name === 'Twice')).toMatchObject([
			{ notes: 'Second' },
		]);
	});

	it('takes few calls for many rows, of which most are as they were', async () => {
		const rows = Array.from({ length: 100 }, (_, i) => ({ name: `Firm ${i}`, notes: `Note ${i}` }));
		keap.sandbox.store.insertMany(
			'company',
			rows.map(({ name, notes }) => ({ company_name: name, notes })),
		);
		const items = rows.map((row, i) => (i % 50 === 0 ? { ...row, notes: 'Changed' } : row));
		const run = await keap.run(company('={{ $json.name }}', { notes: '={{ $json.notes }}' }), {
			items,
		});
		expect(pairs(run.items)).toEqual(items.map((_, i) => i));
		expect(outcomes(output(run)).filter((outcome) => outcome === 'updated')).toHaveLength(2);
		expect(writes()).toHaveLength(2);
		// The newest ID, and one page.
		expect(calls().length).toBe(4);
	});
});

describe('a tag, by its name', () => {
	const tag = (name: string, fields: INodeParameters = {}) =>
		upsert('tag', { name, additionalFields: fields });
	const aTag = (more: JsonObject) => keap.sandbox.store.insert('tag', more).id;

	it('is created, updated or left alone', async () => {
		const id = aTag({ name: 'Known', description: 'Old' });
		const run = await keap.run(
			tag('={{ $json.name }}', { description: '={{ $json.description }}' }),
			{
				items: [
					{ name: 'New one', description: 'Fresh' },
					{ name: 'known', description: 'Other' },
					{ name: 'Known', description: 'Other' },
				],
			},
		);
		expect(outcomes(output(run))).toEqual(['created', 'updated', 'unchanged']);
		expect(stored(keap, 'tag', id)).toMatchObject({ name: 'Known', description: 'Other' });
		expect(
			writes()
				.map(({ call }) => call)
				.sort(),
		).toEqual([`PATCH /v2/tags/${id}`, 'POST /v2/tags']);
	});

	it('compares the category that it is in', async () => {
		const category = keap.sandbox.store.insert('tagCategory', { name: 'Customers' }).id;
		const id = aTag({ name: 'Known', category: { id: category } });
		const run = await keap.run(tag('Known', { categoryId: byId(category) }));
		expect(output(run)).toMatchObject([{ id, outcome: 'unchanged' }]);
	});

	it('is looked for in the whole list where that takes fewer calls', async () => {
		const names = Array.from({ length: 40 }, (_, i) => `Segment ${i}`);
		keap.sandbox.store.insertMany(
			'tag',
			names.map((name) => ({ name })),
		);
		const items = [...names, 'Segment new'].map((name) => ({ name }));
		const run = await keap.run(tag('={{ $json.name }}'), { items });
		expect(outcomes(output(run)).slice(-2)).toEqual(['unchanged', 'created']);
		// The list; then Keap is asked for the one that isn't in it, since it could have been left out.
		expect(calls()).toEqual(['GET /v2/tags', 'GET /v2/tags', 'POST /v2/tags']);
	});

	it.each([
		['is looked for in the whole list', 3_900, 4],
		['is asked for by itself once a tenth of that was spent on a list that goes on', 4_100, 4 + 40],
	])('%s: %i tags', async (_, count, expected) => {
		const before = keap.sandbox.store.list('tag').length;
		const names = Array.from({ length: count - before }, (__, i) => ({ name: `Segment ${i}` }));
		keap.sandbox.store.insertMany('tag', names);
		const run = await keap.run(tag('={{ $json.name }}'), { items: names.slice(0, 40) });
		expect(new Set(outcomes(output(run)))).toEqual(new Set(['unchanged']));
		expect(calls()).toEqual(Array(expected).fill('GET /v2/tags'));
	});

	it('is the oldest of several, in whatever order Keap lists them', async () => {
		const items = Array.from({ length: 20 }, (__, i) => ({ name: `Segment ${i}` }));
		const [oldest] = keap.sandbox.store.insertMany('tag', [...items, ...items]);
		keap.sandbox.setFaults(
			on(/^GET \/v2\/tags$/, {
				kind: 'changedBody',
				change: (page) => ({ tags: (page as { tags: JsonObject[] }).tags.toReversed() }),
			}),
		);
		const run = await keap.run(tag('={{ $json.name }}'), { items });
		expect(first(output(run))).toMatchObject({ id: oldest?.id, outcome: 'unchanged' });
	});

	it('is updated where another program makes it at the same moment', async () => {
		let id = '';
		keap.sandbox.setFaults(
			on(/^POST \/v2\/tags$/, () => {
				if (id === '') id = aTag({ name: 'Race', description: 'Theirs' });
				return undefined;
			}),
		);
		const run = await keap.run(tag('Race', { description: 'Ours' }));
		expect(output(run)).toMatchObject([{ id, description: 'Ours', outcome: 'updated' }]);
		expect(keap.sandbox.store.list('tag').filter(({ name }) => name === 'Race')).toHaveLength(1);
	});
});

describe('a product, by its SKU', () => {
	const product = (more: INodeParameters = {}, fields: INodeParameters = {}) =>
		upsert('product', {
			sku: 'MUG-001',
			name: 'Mug',
			price: 12.34,
			shortDescription: 'Holds tea',
			additionalFields: fields,
			...more,
		});
	const aProduct = (more: JsonObject = {}) =>
		keap.sandbox.store.insert('product', {
			sku: 'MUG-001',
			name: 'Mug',
			price: 1_234,
			short_description: 'Holds tea',
			active: true,
			...more,
		}).id;

	it('is created with its price in cents', async () => {
		const run = await keap.run(product({ sku: 'MUG-777' }));
		expect(outcomes(output(run))).toEqual(['created']);
		expect(lastSent(keap).body).toEqual({
			sku: 'MUG-777',
			name: 'Mug',
			price: 1_234,
			short_description: 'Holds tea',
		});
	});

	it('is left alone at the same price, and updated at another one', async () => {
		for (const { id } of keap.sandbox.store.list('product'))
			keap.sandbox.store.remove('product', id);
		const id = aProduct();
		expect(outcomes(output(await keap.run(product())))).toEqual(['unchanged']);
		expect(writes()).toEqual([]);
		const run = await keap.run(product({ price: 13 }));
		expect(outcomes(output(run))).toEqual(['updated']);
		expect(writes()).toMatchObject([
			{ call: `PATCH /v2/products/${id}`, query: { update_mask: 'price' }, body: { price: 1_300 } },
		]);
	});

	it('takes its inventory where a create has it, and where an update has it', async () => {
		const sku = 'MUG-778';
		const inventory = {
			inventoryLimit: 5,
			inventoryNotificationsEmail: 'stock@example.com',
			outOfStockEnabled: true,
		};
		const run = await keap.run(product({ sku }, inventory));
		expect(lastSent(keap).body).toMatchObject({
			inventory: {
				inventory_limit: 5,
				email_for_inventory_notifications: 'stock@example.com',
				out_of_stock_enabled: true,
			},
		});
		const { id } = first(output(run));
		expect(outcomes(output(await keap.run(product({ sku }, inventory))))).toEqual(['unchanged']);
		expect(writes()).toEqual([]);
		await keap.run(product({ sku }, { ...inventory, inventoryLimit: 0 }));
		expect(writes()).toEqual([
			{
				call: `PATCH /v2/products/${String(id)}`,
				query: { update_mask: 'inventory_limit' },
				body: { inventory_limit: 0 },
			},
		]);
		expect(stored(keap, 'product', id).inventory).toMatchObject({
			inventory_limit: 0,
			email_for_inventory_notifications: 'stock@example.com',
		});
	});

	it('keeps its price when nobody gives one: a 0 would be written over it', async () => {
		const run = keap.run(
			upsert('product', { sku: 'MUG-001', name: 'Mug', shortDescription: 'Holds coffee' }),
		);
		await expect(run).rejects.toThrow('Parameter "Price" is required');
		expect(sent(keap)).toEqual([]);
	});

	it('needs its SKU', async () => {
		expectInputError(await keap.run(product({ sku: '={{ "" }}' })), 0, 'empty', 'SKU');
		expect(sent(keap)).toEqual([]);
	});
});

describe('a lead source, by its name', () => {
	const leadSource = (name: string, fields: INodeParameters = {}) =>
		upsert('leadSource', { name, additionalFields: fields });

	it('is created, updated or left alone', async () => {
		const fields = { vendor: 'Google', startTime: '2026-01-01T00:00:00Z' };
		const [made] = output(await keap.run(leadSource('Search, paid', fields)));
		expect(made).toMatchObject({ name: 'Search, paid', outcome: 'created' });
		const [same] = output(await keap.run(leadSource('search, paid', fields)));
		expect(same).toMatchObject({ id: made?.id, outcome: 'unchanged' });
		expect(calls()).toEqual(['GET /v2/leadSources']);
		expect(first(sent(keap)).query.filter).toBe('name==search*');
		const category = keap.sandbox.store.insert('leadSourceCategory', { name: 'Ads' }).id;
		const changes = { vendor: 'Google', leadSourceCategoryId: byId(category), medium: 'cpc' };
		const [changed] = output(await keap.run(leadSource('Search, paid', changes)));
		expect(changed).toMatchObject({ id: made?.id, outcome: 'updated', vendor: 'Google' });
		expect(writes()).toEqual([
			{
				call: `PATCH /v2/leadSources/${String(made?.id)}`,
				query: { update_mask: 'lead_source_category_id,medium' },
				body: { lead_source_category_id: category, medium: 'cpc' },
			},
		]);
	});

	it('is made once for two rows', async () => {
		const run = await keap.run(leadSource('={{ $json.name }}', { medium: '={{ $json.medium }}' }), {
			items: [
				{ name: 'Podcast X', medium: 'audio' },
				{ name: 'podcast x', medium: 'video' },
			],
		});
		expect(outcomes(output(run))).toEqual(['created', 'updated']);
	});

	it('needs its name', async () => {
		expectInputError(await keap.run(leadSource('={{ " " }}')), 0, 'empty', 'Name');
		expect(calls()).toEqual([]);
	});
});

describe('an opportunity, by its title and contact', () => {
	let [one, two] = ['', ''];
	beforeEach(() => {
		one = keap.sandbox.store.insert('contact', { given_name: 'One' }).id;
		two = keap.sandbox.store.insert('contact', { given_name: 'Two' }).id;
	});
	const opportunity = (contactId: string, title: string, fields: INodeParameters = {}) =>
		upsert('opportunity', {
			contactId: byId(contactId),
			opportunityTitle: title,
			stageId: byId(stage()),
			additionalFields: fields,
		});
	const stage = () => present(keap.sandbox.store.list('stage')[0]).id;
	const made = async (contactId: string, title: string, fields: INodeParameters = {}) =>
		first(output(await keap.run(opportunity(contactId, title, fields))));

	it('is told from one of the same title of another contact', async () => {
		const theirs = await made(two, 'Relaunch');
		const ours = await made(one, 'Relaunch');
		expect([theirs.outcome, ours.outcome]).toEqual(['created', 'created']);
		const again = await made(one, ' relaunch ', { nextActionNotes: 'Call' });
		expect(again).toMatchObject({ id: ours.id, outcome: 'updated', next_action_notes: 'Call' });
		expect(writes().at(-1)).toMatchObject({
			query: { update_mask: 'next_action_notes' },
			body: { next_action_notes: 'Call' },
		});
	});

	it('is found by a title with a comma among many that begin like it', async () => {
		const titles = [...Array.from({ length: 150 }, (_, i) => `Plan, ${i}`), 'Plan, last'];
		const known = keap.sandbox.store.insertMany(
			'opportunity',
			titles.map((opportunity_title) => ({
				opportunity_title,
				contact_id: one,
				stage_id: stage(),
			})),
		);
		expect(await made(one, 'Plan, last')).toMatchObject({
			id: known.at(-1)?.id,
			outcome: 'unchanged',
		});
	});

	it('is left alone in the same stage', async () => {
		await made(one, 'Relaunch', { projectedRevenueLow: 10.5 });
		keap.sandbox.log.length = 0;
		expect(await made(one, 'Relaunch', { projectedRevenueLow: '10.50' })).toMatchObject({
			outcome: 'unchanged',
		});
		expect(writes()).toEqual([]);
	});

	it('is handed on when left alone as when it was created', async () => {
		const save = async () =>
			first(output(await keap.run({ ...opportunity(one, 'Relaunch'), simplify: true })));
		const { outcome, ...created } = await save();
		expect(outcome).toBe('created');
		expect(await save()).toEqual({ ...created, outcome: 'unchanged' });
	});

	it('fails alone among others', async () => {
		const run = await keap.run(opportunity('={{ $json.contact }}', 'Relaunch'), {
			items: [{ contact: '999999' }, { contact: one }],
			onError: 'continueRegularOutput',
		});
		expect(run.items.map(({ json }) => json.outcome ?? 'error')).toEqual(['error', 'created']);
		expect(pairs(run.items)).toEqual([0, 1]);
	});
});
