import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { Json } from '../sandbox';
import {
	contentsOf,
	emails,
	fieldNamed,
	output,
	pairs,
	stored,
	tagRows,
} from './operations/support';
import { useKeap } from './support/keap';
import { present } from './support/present';

/** The example that imports a file, its Keap nodes run one after the other for all rows. */

const example = (name: string) => readFileSync(join(__dirname, '../examples', name), 'utf8');

const { nodes } = JSON.parse(example('import.json')) as {
	nodes: Array<{ name: string; parameters: INodeParameters }>;
};

function parametersOf(name: string): INodeParameters {
	const node = nodes.find((candidate) => candidate.name === name);
	if (!node) throw new Error(`The example has no node ${name}`);
	return node.parameters;
}

const [head, ...lines] = example('import.csv').trim().split('\n');
const columns = present(head).split(',');
const rows = lines.map((line): IDataObject => {
	const values = line.split(',');
	return Object.fromEntries(columns.map((column, i) => [column, values[i]]));
});

const keap = useKeap({ contacts: 50 });

const contacts = () => keap.sandbox.store.list('contact');

/** Both nodes of the example; returns the IDs of its contacts. */
async function importAll(): Promise<string[]> {
	const written = await keap.run(parametersOf('Create or Update Contact'), { items: rows });
	const ids = output(written).map(({ id }) => String(id));
	expect(pairs(written.items)).toEqual(rows.map((_, i) => i));
	const parameters = { ...parametersOf('Add Tag'), tags: tagRows('={{ $json.Tag }}') };
	const tagged = await keap.run(parameters, {
		items: ids.map((id, i) => ({ id, Tag: present(rows[i]).Tag })),
	});
	expect(output(tagged).map(({ contact_id }) => contact_id)).toEqual(ids);
	return ids;
}

const tagNames = (id: string) =>
	keap.sandbox.store
		.tagsOf('contact', id)
		.map((tagId) => String(keap.sandbox.store.get('tag', tagId)?.name));

it('makes exactly 1,000 tagged contacts, the second time none, and takes nothing away', async () => {
	expect(rows).toHaveLength(1_000);
	const ids = await importAll();
	const tags = new Set(rows.map(({ Tag }) => Tag));
	expect(keap.calls().filter((call) => call.startsWith('POST')).length).toBeLessThanOrEqual(
		tags.size + Math.ceil(1_000 / 200),
	);
	expect(new Set(ids).size).toBe(1_000);
	expect(contacts()).toHaveLength(1_050);
	expect(ids.map(tagNames)).toEqual(rows.map(({ Tag }) => [Tag]));

	const [first] = ids;
	const contact = stored(keap, 'contact', first);
	const row = rows[0] as Record<string, string>;
	expect(contact.email_addresses).toEqual(emails(present(row.Email), present(row['Second Email'])));
	expect(contentsOf(keap, contact)).toEqual({
		'Membership Level': row['Membership Level'],
		'Renewal Date': row['Renewal Date'],
	});

	// What people add in the meantime.
	const color = { id: fieldNamed(keap, 'Favorite Color').id, content: 'green' };
	const mobile = { field: 'PHONE2', number: '6025550199', type: 'Mobile' };
	const listed = (value: Json | undefined) => (Array.isArray(value) ? value : []);
	for (const id of ids) {
		const known = stored(keap, 'contact', id);
		const third = { field: 'EMAIL3', email: `third${id}@example.com` };
		keap.sandbox.store.put('contact', {
			...known,
			email_addresses: [...listed(known.email_addresses), third],
			phone_numbers: [...listed(known.phone_numbers), mobile],
			// Keap gives them in the order of their definition.
			custom_fields: [color, ...listed(known.custom_fields)],
		});
	}
	const timeless = () => contacts().map((record) => ({ ...record, update_time: '' }));
	const before = timeless();

	expect(await importAll()).toEqual(ids);
	expect(contacts()).toHaveLength(1_050);
	expect(timeless()).toEqual(before);
	expect(ids.map(tagNames)).toEqual(rows.map(({ Tag }) => [Tag]));
}, 180_000);
