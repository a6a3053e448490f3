/**
 * What became of a list of contacts, as the sandbox has it.
 */
import { complaintsAbout, differs } from '../checks.mjs';
import { emailOf } from '../keap.mjs';

/** Checks that each contact of a list is there, once. */
export async function checkComplete({ check, keap, list, what }) {
	const counts = await countsOf(keap);
	await check(what, () =>
		complaintsAbout(list.rows, ({ email }) => differs(counts.get(email) ?? 0, 1, email)),
	);
}

/** How many contacts there are for each address. */
export async function countsOf(keap) {
	const counts = new Map();
	for (const contact of await keap.contacts()) {
		const email = emailOf(contact, 'EMAIL1');
		counts.set(email, (counts.get(email) ?? 0) + 1);
	}
	return counts;
}
