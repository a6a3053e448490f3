/**
 * Contacts who read no emails: tagged and in a sequence, once.
 */
import { differs } from '../checks.mjs';

export const REENGAGE = {
	id: 'keapExampleReengage',
	trigger: 'Every Monday at 8',
	tag: 'Re-engagement',
	path: '/v2/automations/4/sequences/5:addContacts',
};

/** @param {object} context see jobs.mjs */
export async function checkReengage({ keap, check, run, sent }) {
	const before = await keap.emailStatuses();
	const unengaged = new Set(
		before.filter(({ status }) => status === 'UNENGAGED_MARKETABLE').map(({ email }) => email),
	);
	const wanted = (await keap.contacts())
		.filter(({ email_addresses: entries }) =>
			entries.some(({ email }) => unengaged.has(email.toLowerCase())),
		)
		.map(({ id }) => id);
	await check('there are contacts who read no emails', () =>
		wanted.length > 1 && wanted.length < before.length ? undefined : `${wanted.length} contacts`,
	);
	const added = async () => (await sent(REENGAGE.path)).map(({ body }) => body.contact_ids);

	await run(REENGAGE.id, REENGAGE.trigger, 'the re-engagement example');
	await check('it creates the tag, and exactly these contacts have it', async () => {
		const tags = [...(await keap.tagNames())].filter(([, name]) => name === REENGAGE.tag);
		const tagged = (await keap.contacts()).filter(({ tag_ids: ids }) =>
			ids?.map(String).includes(tags[0]?.[0]),
		);
		return differs([tags.length, tagged.map(({ id }) => id)], [1, wanted]);
	});
	await check('it adds them to the sequence, in one call', async () =>
		differs(
			(await added()).map((ids) => ids.sort((a, b) => a - b)),
			[wanted],
		),
	);
	await run(REENGAGE.id, REENGAGE.trigger, 'it once more');
	await check('it adds nobody a second time', async () => differs((await added()).length, 1));
	await check('and leaves the status of every address alone', async () =>
		differs(await keap.emailStatuses(), before),
	);
}
