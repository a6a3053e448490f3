/**
 * What README leads a newcomer through: a key, the first contacts, one contact out of a list, and a new one.
 */
import { differs } from '../e2e/checks.mjs';
import {
	addAction,
	beginCredential,
	beginWorkflow,
	choose,
	fillCustomField,
	pick,
	reopenCredential,
	runNode,
	saveKey,
} from './journey.mjs';
import { controlOf } from './panel.mjs';

const PERSON = {
	email: 'nora.newcomer@example.com',
	givenName: 'Nora',
	field: 'Favorite Color',
	color: 'Green',
};

/**
 * @param {import('playwright-core').Page} page of an n8n, logged in
 * @param {{ url: string, key: string, keap: object, check: Function, look: import('./journey.mjs').Look }} context
 */
export async function checkFirstContact(page, { url, key, keap, check, look }) {
	await beginWorkflow(page, url);
	await check('the panel of nodes has the node and its actions', async () => {
		const action = 'Get many contacts';
		await addAction(page, { search: 'keap', described: /with an API key/, action }, look);
	});

	await beginCredential(page);
	await check('a wrong key is refused when it is saved', async () => {
		const says = await saveKey(page, 'KeapAK-wrong');
		return says?.includes('Couldn’t connect') ? undefined : says;
	});
	await check('the right one is taken', async () => await saveKey(page, key));
	await check('and has been tested', async () => {
		const says = await reopenCredential(page, look);
		return says.includes('Connection tested successfully') ? undefined : says;
	});

	await check('a run returns the first contacts', async () => {
		const output = await runNode(page);
		await look('get-many');
		return output.includes('50 items') ? undefined : output;
	});

	await check('a contact is found in the list by a part of its name', async () => {
		await choose(page, 'operation', 'Get');
		const chosen = await pick(page, 'contactId', 'smith');
		const output = await runNode(page);
		const [, email] = /\((.*)\)/.exec(chosen) ?? [];
		return email && output.includes(email) ? undefined : `${chosen}: ${output}`;
	});

	const create = async () => {
		await choose(page, 'operation', 'Create or Update');
		await controlOf(page, 'email').fill(PERSON.email);
		await controlOf(page, 'givenName').fill(PERSON.givenName);
		await fillCustomField(page, PERSON.field, PERSON.color);
		return await runNode(page);
	};
	await check('Create or Update makes a contact', async () => {
		const output = await create();
		await look('create-or-update');
		return output.includes('created') ? undefined : output;
	});
	await check('with its custom field', async () => {
		const id = (await keap.customFields()).get(PERSON.field);
		const [contact] = (await keap.contacts()).filter(({ email_addresses: [first] }) =>
			[PERSON.email].includes(first?.email),
		);
		return differs(
			[contact?.given_name, contact?.custom_fields.find((field) => field.id === id)?.content],
			[PERSON.givenName, PERSON.color],
		);
	});
	await check('and once more leaves it as it is', async () => {
		const output = await runNode(page);
		return output.includes('unchanged') ? undefined : output;
	});
}
