import { parentNotChosen } from '../../nodes/Keap/messages/editorErrors';
import { present, several } from '../support/present';
import { useEditor } from './support';

const keap = useEditor({ contacts: 30 });

const names = async (
	search: string,
	typed?: string,
	parameters: Record<string, string | { mode: string; value: string; __rl: true }> = {},
) => (await keap.search(search, typed, { parameters })).results.map(({ name }) => name);

const first = (kind: string) => keap.sandbox.store.list(kind)[0];

describe('lists that Keap narrows', () => {
	it.each([
		['searchCompanies', 'company', 'company_name', 'name', 'company_id'],
		['searchTasks', 'task', 'title', 'title', 'id'],
		['searchAffiliates', 'affiliate', 'name', 'name', 'id'],
		[
			'searchOpportunities',
			'opportunity',
			'opportunity_title',
			'opportunity_title',
			'opportunity_id',
		],
	])('%s finds by the beginning of the name and by ID', async (search, kind, name, key, idKey) => {
		const record = first(kind);
		const beginning = String(present(record)[name]).slice(0, 5).toLowerCase();
		const { results } = await keap.search(search, beginning);
		expect(results).toContainEqual({
			name: expect.stringContaining(String(present(record)[name])),
			value: present(record).id,
		});
		for (const { name: shown } of results)
			expect(shown.toLowerCase().startsWith(beginning)).toBe(true);
		expect(keap.filters()).toEqual([`${key}==${beginning}*`]);

		keap.sandbox.clearLog();
		const byId = await keap.search(search, present(record).id);
		expect(byId.results.map(({ value }) => value)).toContain(present(record).id);
		expect(keap.filters()[0]).toBe(`${idKey}==${present(record).id}`);
	});

	it('shows companies with their address', async () => {
		expect(await names('searchCompanies', '1')).toEqual([
			`${present(first('company')).company_name} (office@company1.example)`,
		]);
	});

	it('shows opportunities with their contact, tasks with the day they are due', async () => {
		const { opportunity_title, contact_id } = present(first('opportunity'));
		const contact = keap.sandbox.store.get('contact', String(contact_id));
		expect(await names('searchOpportunities', '1')).toEqual([
			`${opportunity_title} (${contact?.given_name} ${contact?.family_name})`,
		]);
		keap.sandbox.store.insert('task', { title: 'Bake', due_time: '2026-03-04T10:00:00.000Z' });
		expect(await names('searchTasks', 'bake')).toEqual(['Bake (due 2026-03-04)']);
	});

	it('searchLeadSources asks for names, and for IDs', async () => {
		keap.sandbox.setFaults(() => ({
			kind: 'status',
			status: 200,
			body: { lead_sources: [{ id: '7', name: 'Google Ads', vendor: 'Google' }, { id: '8' }] },
		}));
		expect((await keap.search('searchLeadSources', '7 up')).results).toEqual([
			{ name: 'Google Ads (Google)', value: '7' },
			{ name: 'Lead Source 8', value: '8' },
		]);
		expect(keap.filters()).toEqual(['name==7 up*']);
		await keap.search('searchLeadSources', '7');
		expect(keap.filters().slice(1)).toEqual(['id==7', 'name==7*']);
	});

	it.each([
		['GOLD', ['Gold (Acme)', 'gold', 'Golden', 'Marigold', '7 Up']],
		['7', ['Golden', '7 Up', 'Marigold', 'Gold (Acme)', 'gold']],
	])(
		'shows first what is called "%s" or has that ID, then what begins so',
		async (typed, found) => {
			const lead_sources = [
				{ id: '1', name: 'Marigold' },
				{ id: '2', name: '7 Up' },
				{ id: '7', name: 'Golden' },
				{ id: '4', name: 'Gold', vendor: 'Acme' },
				{ id: '5', name: 'gold' },
			];
			keap.sandbox.setFaults(() => ({ kind: 'status', status: 200, body: { lead_sources } }));
			expect(await names('searchLeadSources', typed)).toEqual(found);
		},
	);
});

describe('the expenses of a lead source', () => {
	const leadSourceId = { __rl: true as const, mode: 'id', value: '1' };

	it('are listed with their day, recurring ones with their amount', async () => {
		expect(await names('searchLeadSourceExpenses', '', { leadSourceId })).toEqual([
			'Google Ads subscription (2026-01-01)',
			'Google Ads subscription (2025-12-01)',
		]);
		expect(await names('searchLeadSourceRecurringExpenses', 'google', { leadSourceId })).toEqual([
			'Google Ads subscription ($225.50)',
		]);
	});

	it.each([
		['nothing', {}],
		['given by name', { leadSourceId: { __rl: true as const, mode: 'name', value: 'Ads2026' } }],
		['given as a word', { leadSourceId: { __rl: true as const, mode: 'id', value: 'new' } }],
	])('are asked for once the lead source is chosen, not while it is %s', async (_, parameters) => {
		await expect(names('searchLeadSourceExpenses', '', parameters)).rejects.toThrow(
			parentNotChosen(['Lead Source']).message,
		);
		expect(keap.calls()).toEqual([]);
	});
});

describe('searchNotes', () => {
	const contactId = () => String(present(first('note')).contact_id);
	const notesOf = (id: string) =>
		keap.sandbox.store.list('note').filter((note) => note.contact_id === id).length;

	it('lists all notes, with their day', async () => {
		const { results, paginationToken } = await keap.search('searchNotes');
		expect(results).toHaveLength(100);
		expect(present(results[0]).name).toMatch(/^[\w -]+ \(\d{4}-\d\d-\d\d\)$/);
		const more = await keap.search('searchNotes', undefined, { token: paginationToken });
		expect(more.results).toHaveLength(50);
		expect(more.paginationToken).toBeUndefined();
		expect(keap.calls()).toEqual(['GET /v2/notes', 'GET /v2/notes']);
	});

	it.each([
		['an ID', (id: string) => ({ __rl: true as const, mode: 'id', value: id })],
		['a choice from the list', (id: string) => ({ __rl: true as const, mode: 'list', value: id })],
		['a plain value', (id: string) => id],
	])('lists the notes of the contact given as %s', async (_, toParameter) => {
		const id = contactId();
		const found = await names('searchNotes', undefined, { contactId: toParameter(id) });
		expect(found).toHaveLength(notesOf(id));
		expect(keap.calls()).toEqual([`GET /v2/contacts/${id}/notes`]);
	});

	it.each([
		['an address', { __rl: true as const, mode: 'email', value: 'jane@example.com' }],
		['an expression', { __rl: true as const, mode: 'id', value: '={{ $json.id }}' }],
		['nothing', { __rl: true as const, mode: 'list', value: '' }],
	])('lists all notes where the contact is %s', async (_, parameter) => {
		expect(await names('searchNotes', undefined, { contactId: parameter })).toHaveLength(100);
		expect(keap.calls()).toEqual(['GET /v2/notes']);
	});

	it('leaves the search in titles to Keap', async () => {
		const found = await names('searchNotes', 'Meeting');
		expect(found.length).toBeGreaterThan(0);
		for (const name of found) expect(name).toMatch(/^Meeting \(/);
		expect(keap.filters()).toEqual(['title==Meeting']);
	});

	it('shows the type or the text of a note without a title', async () => {
		const contact = keap.sandbox.store.insert('contact', {}).id;
		const note = { contact_id: contact, create_time: '2026-01-02T00:00:00.000Z' };
		keap.sandbox.store.insertMany('note', [
			{ ...note, type: 'Call' },
			{ ...note, text: 'Only text' },
			{ contact_id: contact },
		]);
		const found = await names('searchNotes', undefined, { contactId: contact });
		expect(found.sort()).toEqual([
			'Call (2026-01-02)',
			expect.stringMatching(/^Note \d+$/),
			'Only text (2026-01-02)',
		]);
	});
});

describe('lists that are searched here', () => {
	it.each([
		['searchTags', 'webinar', ['Webinar Autumn (Events)', 'Webinar Spring (Events)']],
		['searchTags', ' HOLIDAY ', ['Holiday Card']],
		['searchTags', '2', ['Customer (Lifecycle)']],
		['searchTagCategories', 'life', ['Lifecycle']],
		['searchContactLinkTypes', 'ou', ['Spouse']],
		['searchCommissionPrograms', 'club', ['Club Program']],
		['searchAffiliateLinks', 'home', ['Home page (home)']],
		['searchUsers', 'nair', ['Priya Nair (priya.nair@keap-sandbox.example)']],
		['searchUsers', 'tom.becker@', ['Tom Becker (tom.becker@keap-sandbox.example)']],
		['searchUserGroups', 'market', ['Marketing']],
		['searchContactCustomFieldGroups', 'gen', ['General']],
		[
			'searchEmailTemplates',
			'reminder',
			['Appointment reminder', 'Invoice reminder'].map(
				(title) => `${title} (${title}, ~Contact.FirstName~)`,
			),
		],
		['searchFiles', 'LIST', ['price-list.csv (2026-01-15)']],
		['searchTags', 'a; b', []],
	])('%s for "%s"', async (search, typed, expected) => {
		expect((await names(search, typed)).sort()).toEqual(expected);
		expect(keap.filters()).toEqual([]);
	});

	it('searchTags asks for the categories once', async () => {
		expect(await names('searchTags')).toHaveLength(40);
		expect(keap.calls()).toEqual(['GET /v2/tags', 'GET /v2/tags/categories']);
	});

	it('searchTags asks for no categories where no tag has one', async () => {
		const tags = [{ id: '1', name: 'Plain' }];
		keap.sandbox.setFaults(() => ({ kind: 'status', status: 200, body: { tags } }));
		expect(await names('searchTags')).toEqual(['Plain']);
		expect(keap.calls()).toEqual(['GET /v2/tags']);
	});

	it('searchEmails finds by subject here, by a whole address at Keap', async () => {
		const [{ sent_to_address: to, subject }] = several(keap.sandbox.store.list('email'), 1);
		const bySubject = await names('searchEmails', 'invoice');
		expect(bySubject.length).toBeGreaterThan(0);
		for (const name of bySubject)
			expect(name).toMatch(/^Your invoice \(contact\d+@example.com, \d{4}-/);
		expect(keap.filters()).toEqual([]);

		const byAddress = await names('searchEmails', String(to));
		expect(byAddress).toContainEqual(expect.stringContaining(`${subject} (${to}, `));
		expect(keap.filters()).toEqual([`email==${to}`]);
	});

	it('reads on until something is found, and says where to go on', async () => {
		const page = (from: number, next: string) => ({
			email_templates: [{ id: from, piece_title: from === 3 ? 'Gold' : 'Lead' }],
			next_page_token: next,
		});
		keap.sandbox.setFaults(({ query }) => {
			const at = Number(query.get('page_token') ?? 1);
			return { kind: 'status', status: 200, body: page(at, at < 5 ? String(at + 1) : '') };
		});
		const gold = await keap.search('searchEmailTemplates', 'gold');
		expect(gold.results).toEqual([{ name: 'Gold', value: '3' }]);
		expect(keap.calls()).toHaveLength(3);
		const rest = await keap.search('searchEmailTemplates', 'gold', { token: gold.paginationToken });
		expect(rest).toEqual({ results: [] });
		expect(keap.calls()).toHaveLength(5);
	});

	it('stops after ten pages without a find, and where Keap repeats its token', async () => {
		let at = 0;
		keap.sandbox.setFaults(() => ({
			kind: 'status',
			status: 200,
			body: { files: [{ id: '1', file_name: 'a' }], next_page_token: String(at++) },
		}));
		const { results, paginationToken } = await keap.search('searchFiles', 'zebra');
		expect(results).toEqual([]);
		expect(paginationToken).toBeDefined();
		expect(keap.calls()).toHaveLength(10);

		keap.sandbox.clearLog();
		keap.sandbox.setFaults(() => ({
			kind: 'status',
			status: 200,
			body: { files: [], next_page_token: 'same' },
		}));
		expect(await keap.search('searchFiles', 'zebra')).toEqual({ results: [] });
		expect(keap.calls()).toHaveLength(2);
	});

	it('ignores a token that nothing accepts', async () => {
		keap.sandbox.setFaults(() => ({
			kind: 'status',
			status: 200,
			body: { user_groups: [{ id: '1', name: 'Sales' }], next_page_token: 'more' },
		}));
		expect(await keap.search('searchUserGroups')).toEqual({
			results: [{ name: 'Sales', value: '1' }],
		});
		expect(present(keap.sandbox.log[0]).query).toBe('');
	});

	it('pages through many tags', async () => {
		keap.sandbox.store.insertMany(
			'tag',
			Array.from({ length: 1500 }, (_, i) => ({ name: `Bulk ${i}` })),
		);
		const { results, paginationToken } = await keap.search('searchTags');
		expect(results).toHaveLength(1000);
		const more = await keap.search('searchTags', '', { token: paginationToken });
		expect(more.results).toHaveLength(540);
		expect(more.paginationToken).toBeUndefined();
		expect(await names('searchTags', 'bulk 1499')).toEqual(['Bulk 1499']);
		// All of it from the same two pages.
		expect(keap.calls().filter((call) => call === 'GET /v2/tags')).toHaveLength(2);
	});
});

describe('lists that depend on the record type', () => {
	it.each([
		['searchCustomFields', 'contacts', 'color', ['Favorite Color (General)']],
		['searchCustomFields', 'companies', 'slogan', ['Slogan (General)']],
		['searchCustomFields', 'tasks', 'outcome', ['Outcome (General)']],
		['searchCustomFieldGroups', 'orders', '', ['General']],
		['searchCustomFieldTabs', 'affiliates', 'custom', ['Custom Fields']],
	])('%s of %s', async (search, recordType, typed, expected) => {
		expect(await names(search, typed, { recordType })).toEqual(expected);
	});

	it.each([
		['no record type', {}],
		['an expression', { recordType: '={{ $json.type }}' }],
		['something else', { recordType: '../contacts' }],
		['something behind it', { recordType: 'contacts/1' }],
	])('ask for a record type when there is %s', async (_, parameters) => {
		for (const search of ['Fields', 'FieldGroups', 'FieldTabs']) {
			await expect(names(`searchCustom${search}`, '', parameters)).rejects.toThrow(
				parentNotChosen(['Record Type']).message,
			);
		}
		expect(keap.calls()).toEqual([]);
	});
});
