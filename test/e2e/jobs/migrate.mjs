/**
 * What n8n's own Keap node did: contacts with a tag and a note.
 */
import { differs } from '../checks.mjs';
import { emailOf } from '../keap.mjs';

export const MIGRATE = { id: 'keapExampleMigrate', trigger: 'Start' };

/** @param {object} context see jobs.mjs */
export async function checkMigrate({ keap, check, run }) {
	const people = {
		'mona.migliore@example.com': { phone: '602-555-0171', tag: 'Newsletter' },
		'milo.gration@example.com': { phone: '602-555-0172', tag: 'Trial' },
	};
	const emails = Object.keys(people);
	const find = async () => {
		const contacts = await keap.contacts();
		return emails.map((email) => contacts.filter((one) => emailOf(one, 'EMAIL1') === email));
	};
	await run(MIGRATE.id, MIGRATE.trigger, 'the example that has moved over');
	const [[mona] = []] = await find();
	const phones = [...(mona?.phone_numbers ?? []), { number: '602-555-0199', field: 'PHONE2' }];
	await keap.changeContact(mona?.id, {
		phone_numbers: phones.map(({ number, field }) => ({ number, field })),
	});
	await run(MIGRATE.id, MIGRATE.trigger, 'it once more');

	const found = await find();
	const tags = await keap.tagNames();
	await check('each person is in Keap once, with phone and tag', () =>
		differs(
			found.map((contacts) =>
				contacts.map((contact) => [
					contact.phone_numbers[0].number,
					contact.tag_ids.map((id) => tags.get(String(id))),
				]),
			),
			Object.values(people).map(({ phone, tag }) => [[phone, [tag]]]),
		),
	);
	await check('a second phone that was added meanwhile is still there', () =>
		differs(found[0][0]?.phone_numbers[1]?.number, '602-555-0199'),
	);
	await check('and has a note for each run', async () => {
		const notes = await Promise.all(found.flat().map(({ id }) => keap.notes(id)));
		return differs(
			notes.map((list) => list.map(({ title }) => title)),
			found.map(() => ['Sign-up', 'Sign-up']),
		);
	});
}
