/**
 * Duplicates: listed first, and merged when told to.
 */
import { complaintsAbout, differs } from '../checks.mjs';
import { emailOf } from '../keap.mjs';

export const DEDUPLICATE = {
	id: 'keapExampleDeduplicate',
	file: 'deduplicate.json',
	trigger: 'Start',
	settings: 'Settings',
};

/** @param {object} context see jobs.mjs */
export async function checkDeduplicate({ keap, check, run, copyOf, setValue, sent }) {
	const person = (name, email) => ({
		given_name: name,
		family_name: 'Dupont',
		email_addresses: [{ email, field: 'EMAIL1' }],
	});
	const kept = await keap.createContact(person('Daria', 'daria.dupont@example.com'));
	const duplicates = [
		await keap.createContact(person('Daria', 'Daria.Dupont@Example.com')),
		await keap.createContact(person('daria', 'daria.dupont@example.com')),
	];
	const spouses = [
		await keap.createContact(person('Dora', 'dupont@example.com')),
		await keap.createContact(person('Dirk', 'dupont@example.com')),
	];
	const tag = await keap.createTag('Knows Daria');
	await keap.applyTag(tag, duplicates[1]);

	const before = await keap.contacts();
	const merges = async () => (await sent('/v2/contacts:merge')).map(({ body }) => body);
	await run(DEDUPLICATE.id, DEDUPLICATE.trigger, 'the duplicates example, as it comes,');
	await check('it has merged nothing', async () => differs(await merges(), []));

	const expected = duplicatesAmong(before);
	const forReal = await copyOf(DEDUPLICATE.file, DEDUPLICATE.settings, (parameters) => {
		setValue(parameters, 'merge_for_real', true);
	});
	await run(forReal, DEDUPLICATE.trigger, 'it once more, for real,');
	await check('it merges each contact that is there again into the oldest', async () => {
		const pairs = (await merges()).map((body) => [body.contact_id, body.duplicate_contact_id]);
		return differs(pairs.sort(), expected.sort());
	});
	await check('those that the check has made are among them', () =>
		complaintsAbout(duplicates, (id) =>
			expected.some(([first, again]) => first === kept && again === id) ? undefined : id,
		),
	);

	const after = new Map((await keap.contacts()).map((contact) => [contact.id, contact]));
	const gone = expected.map(([, again]) => again);
	const grown = expected.map(([first]) => first);
	await check('only duplicates are gone', () =>
		differs(
			before
				.map(({ id }) => id)
				.filter((id) => !after.has(id))
				.sort(),
			[...gone].sort(),
		),
	);
	await check('a tag of a duplicate is on the contact that is kept', () =>
		differs(after.get(kept).tag_ids.map(String), [tag]),
	);
	await check('all other contacts are as they were, also two people with one address', () =>
		complaintsAbout(
			before.filter(({ id }) => ![...gone, ...grown].includes(id)),
			(contact) => differs(after.get(contact.id), contact, contact.id),
		),
	);
	await check('the two people are among these', () =>
		differs(
			spouses.map((id) => after.has(id)),
			[true, true],
		),
	);
}

/** Pairs of IDs: the first contact with an address, and a later one of the same name. */
function duplicatesAmong(contacts) {
	const byEmail = new Map();
	for (const contact of contacts) {
		const email = emailOf(contact, 'EMAIL1')?.toLowerCase();
		if (email) byEmail.set(email, [...(byEmail.get(email) ?? []), contact]);
	}
	const nameOf = ({ given_name: given, family_name: family }) => `${given} ${family}`.toLowerCase();
	return [...byEmail.values()]
		.filter((group) => group.length > 1 && new Set(group.map(nameOf)).size === 1)
		.flatMap((group) => {
			const [first, ...again] = group.map(({ id }) => id).sort((a, b) => a - b);
			return again.map((id) => [first, id]);
		});
}
