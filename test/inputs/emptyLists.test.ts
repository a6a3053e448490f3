import type { INodeParameters } from 'n8n-workflow';

import {
	addContact,
	byId,
	contentsOf,
	customFields,
	fieldNamed,
	mappedAutomatically,
	rows,
	stored,
} from '../operations/support';
import { expectInputError } from '../support/errors';
import { useKeap } from '../support/keap';

/** Lists whose entries are all empty say as little as no list: they neither clear nor count as given. */

const keap = useKeap({ contacts: 3 });

const EMPTY: unknown[] = ['', ' ', ',', ' , ', [], [''], [null], [' ', '']];

const update = async (customFieldInputs: INodeParameters, item: object, more = {}) => {
	const { id } = fieldNamed(keap, 'Interests');
	const contactId = addContact(keap, { custom_fields: [{ id, content: ['Sales', 'Events'] }] });
	const run = await keap.run(
		{
			resource: 'contact',
			operation: 'update',
			contactId: byId(contactId),
			updateFields: { jobTitle: 'Owner' },
			customFields: customFieldInputs,
			...more,
		},
		{ items: [{ json: item as never }] },
	);
	expect(run.error).toBeUndefined();
	return contentsOf(keap, stored(keap, 'contact', contactId)).Interests;
};

describe.each(EMPTY.map((value) => [JSON.stringify(value), value]))('%s', (_, value) => {
	it('leaves the choices of a custom field as they are', async () => {
		const mapped = customFields({ Interests: '={{ $json.value }}' });
		expect(await update(mapped, { value })).toEqual(['Sales', 'Events']);
		expect(await update(mappedAutomatically(), { Interests: value })).toEqual(['Sales', 'Events']);
	});

	it('clears them where that is wanted', async () => {
		const options = { options: { emptyValues: 'clear' } };
		expect(await update(mappedAutomatically(), { Interests: value }, options)).toBeFalsy();
	});

	it.each([
		['send', { subject: 'Hello', htmlContent: 'x', userId: byId(1) }],
		['sendTemplate', { emailTemplateId: byId(1), userId: byId(1) }],
	])('is nobody to send an email to (%s)', async (operation, more) => {
		const run = await keap.run(
			{ resource: 'email', operation, contacts: rows('contactId', '={{ $json.value }}'), ...more },
			{ items: [{ json: { value } as never }] },
		);
		expectInputError(run, 0, 'empty', 'Contacts');
		expect(keap.calls()).toEqual([]);
	});
});

it('is nothing to update when it is all there is', async () => {
	const run = await keap.run({
		resource: 'contact',
		operation: 'update',
		contactId: byId(1),
		customFields: customFields({ Interests: ' , ' }),
	});
	expectInputError(run, 0, 'missing', 'Update Fields');
});
