import { present } from '../support/present';
import { useEditor } from './support';

const keap = useEditor({ seed: false });

const PEOPLE: Array<[given: string, family: string, email: string]> = [
	['Jane', 'Doe', 'jane@example.com'],
	['Janet', 'Miller', 'janet@example.com'],
	['John', 'Jansen', 'john@example.com'],
	['Mary Ann', 'Lee', 'lee@example.com'],
	['Peter', 'van der Berg', 'peter@example.com'],
	['', '', 'nameless@example.com'],
	['', '', ''],
];

beforeAll(() => {
	PEOPLE.forEach(([given_name, family_name, email], i) =>
		keap.sandbox.store.insert('contact', {
			given_name,
			family_name,
			email_addresses: email ? [{ email, field: 'EMAIL1' }] : [],
			update_time: `2026-01-0${i + 1}T00:00:00.000Z`,
		}),
	);
});

const names = async (typed?: string) =>
	(await keap.search('searchContacts', typed)).results.map(({ name }) => name).sort();

describe('searchContacts', () => {
	it('shows names and addresses, the latest first, and the ID where there is neither', async () => {
		const { results, paginationToken } = await keap.search('searchContacts');
		expect(results.map(({ name }) => name)).toEqual([
			'Contact 7',
			'nameless@example.com',
			'Peter van der Berg (peter@example.com)',
			'Mary Ann Lee (lee@example.com)',
			'John Jansen (john@example.com)',
			'Janet Miller (janet@example.com)',
			'Jane Doe (jane@example.com)',
		]);
		expect(present(results[6]).value).toBe('1');
		expect(paginationToken).toBeUndefined();
		expect(keap.calls()).toHaveLength(1);
	});

	it('looks for a word among first names and among last names', async () => {
		expect(await names('jan')).toEqual([
			'Jane Doe (jane@example.com)',
			'Janet Miller (janet@example.com)',
			'John Jansen (john@example.com)',
		]);
		expect(keap.filters()).toEqual(['given_name==jan*', 'family_name==jan*', 'email==jan*']);
	});

	it.each([
		['jane doe', 'Jane Doe (jane@example.com)'],
		['  JANE   D ', 'Jane Doe (jane@example.com)'],
		['doe jane', 'Jane Doe (jane@example.com)'],
		['Doe, Jane', 'Jane Doe (jane@example.com)'],
		['doe,', 'Jane Doe (jane@example.com)'],
		['mary ann', 'Mary Ann Lee (lee@example.com)'],
		['mary ann lee', 'Mary Ann Lee (lee@example.com)'],
		['van der berg', 'Peter van der Berg (peter@example.com)'],
		['peter van der', 'Peter van der Berg (peter@example.com)'],
		['van der berg peter', 'Peter van der Berg (peter@example.com)'],
		['nameless', 'nameless@example.com'],
		['jane@', 'Jane Doe (jane@example.com)'],
		['NAMELESS@EX', 'nameless@example.com'],
		['4', 'Mary Ann Lee (lee@example.com)'],
	])('finds one contact for "%s"', async (typed, found) => {
		expect(await names(typed)).toEqual([found]);
	});

	it('asks once for an address', async () => {
		await names('jane@example');
		expect(keap.filters()).toEqual(['email==jane@example*']);
	});

	it.each(['jane;', 'jane ; doe', 'jane;company_id==3', 'jane*', '*jane'])(
		'is not led astray by "%s"',
		async (typed) => {
			expect(await names(typed)).toContain('Jane Doe (jane@example.com)');
			expect(keap.filters()).toEqual(['given_name==jane*', 'family_name==jane*', 'email==jane*']);
		},
	);

	it.each([';', '*', ' ; jane'])('finds nothing, without a filter, for "%s"', async (typed) => {
		expect(await names(typed)).toEqual([]);
		expect(keap.filters()).toEqual([]);
	});

	it('shows exact names before longer ones, and the ID where all else is alike', async () => {
		const add = (given_name: string) =>
			keap.sandbox.store.insert('contact', {
				given_name,
				family_name: 'Quill',
				update_time: '2026-02-01T00:00:00.000Z',
			}).id;
		const ids = [add('Pat'), add('Patricia'), add('Pat')];
		const { results } = await keap.search('searchContacts', 'pat quill');
		expect(
			results
				.slice(0, 2)
				.map(({ name }) => name)
				.sort(),
		).toEqual([ids[0], ids[2]].map((id) => `Pat Quill [${id}]`).sort());
		expect(results[2]).toEqual({ name: 'Patricia Quill', value: ids[1] });
	});

	it('shows a contact once that is found in two ways', async () => {
		const { id } = keap.sandbox.store.insert('contact', {
			given_name: 'Otto',
			family_name: 'Otto',
			update_time: '2026-02-01T00:00:00.000Z',
		});
		expect((await keap.search('searchContacts', 'otto')).results).toEqual([
			{ name: 'Otto Otto', value: id },
		]);
	});

	it('goes on with each of its requests that has more', async () => {
		keap.sandbox.store.insertMany(
			'contact',
			Array.from({ length: 250 }, (_, i) => ({ given_name: 'Zoe', family_name: `Zimmer ${i}` })),
		);
		keap.sandbox.store.insertMany(
			'contact',
			Array.from({ length: 120 }, (_, i) => ({ given_name: 'Zoe', family_name: `Adams ${i}` })),
		);
		const found = new Set<unknown>();
		const calls: number[] = [];
		let token: string | undefined;
		do {
			keap.sandbox.clearLog();
			const page = await keap.search('searchContacts', 'z', { token });
			page.results.forEach(({ value }) => found.add(value));
			calls.push(keap.calls().length);
			token = page.paginationToken;
		} while (token);
		expect(found.size).toBe(370);
		// First names fill four pages, last names three.
		expect(calls).toEqual([3, 2, 2, 1]);
	});
});
