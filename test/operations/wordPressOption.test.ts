import type { INodeParameters } from 'n8n-workflow';

import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';
import { addContact, byId, lastSent, output, sent, stored } from './support';

const keap = useKeap();

beforeEach(() => keap.sandbox.reset());

const option = (operation: string, parameters: INodeParameters = {}) => ({
	resource: 'wordPressOption',
	operation,
	...parameters,
});

it('creates, and lists under the same columns', async () => {
	const created = output(
		await keap.run(option('create', { key: 'Webinar2026', name: 'Webinar Updates' })),
	);
	expect(lastSent(keap)).toEqual({
		call: 'POST /v2/integrations/wordpress/options',
		query: {},
		body: { key: 'Webinar2026', name: 'Webinar Updates' },
	});
	expect(created).toEqual([{ key: 'Webinar2026', name: 'Webinar Updates' }]);
	const all = output(await keap.run(option('getMany', { returnAll: true })));
	expect(lastSent(keap)).toMatchObject({ query: {} });
	expect(all).toEqual([
		{ key: 'NewsletterOptIn', name: 'Newsletter Opt-In' },
		{ key: 'Blog2026', name: 'Blog Updates' },
		...created,
	]);
});

it('deletes by a key, in which there need be no digit', async () => {
	const result = await keap.run(option('delete', { optionKey: byId(' NewsletterOptIn ') }));
	expect(keap.calls()).toEqual(['DELETE /v2/integrations/wordpress/options/NewsletterOptIn']);
	expect(output(result)).toEqual([{ deleted: true }]);
});

it.each(['Newsletter Opt-In', '../../contacts', 'a/b'])('refuses %j as a key', async (key) => {
	const run = await keap.run(option('delete', { optionKey: byId(key) }));
	expectInputError(run, 0, 'invalid', 'Opt-In Option', 'is not a key');
	expect(keap.calls()).toEqual([]);
});

describe('achieving the goal', () => {
	const achieve = (key: string, contactId: string) =>
		option('achieveGoal', { optionKey: byId(key), contactId: byId(contactId) });

	it('starts what follows it', async () => {
		const id = addContact(keap);
		const result = await keap.run(achieve('NewsletterOptIn', id));
		expect(sent(keap)).toEqual([
			{
				call: 'POST /v2/integrations/wordpress/options/NewsletterOptIn:achieve',
				query: {},
				body: { contact_id: id },
			},
		]);
		expect(output(result)).toEqual([{ successful: true }]);
		expect(stored(keap, 'sequence', 1).contact_ids).toEqual([id]);
	});

	it('fails where nothing came of it, and for a contact that is not there', async () => {
		const nothing = await keap.run(achieve('Blog2026', addContact(keap)));
		expectInputError(nothing, 0, 'rejected', undefined, "didn't achieve");
		const nobody = await keap.run(achieve('NewsletterOptIn', '999'));
		expectInputError(nobody, 0, 'notFound', 'Contact', '999');
	});
});
