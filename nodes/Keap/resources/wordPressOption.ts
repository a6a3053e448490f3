import { create, getMany, operation, remove, resource } from '../descriptor/builders';
import { collection } from '../descriptor/collection';
import { record, text } from '../descriptor/field';
import { named, words } from '../descriptor/labels';
import { contacts } from './contact/collection';

const wordPressOptions = collection({
	noun: 'Opt-In Option',
	plural: 'WordPress Options',
	id: 'optionKey',
	idProperty: 'key',
	example: 'NewsletterOptIn',
	path: '/v2/integrations/wordpress/options',
	items: 'wordpress_opt_in_options',
	listOnly: true,
	// Keap demands letters and digits.
	ids: /^[A-Za-z0-9]+$/,
	record: { columns: { key: 'key', name: 'name' } },
	picker: { label: ({ name, key }) => named(name, words(key)) },
});

/** n8n wants actions without capitals in the middle. */
const action = (verb: string, end = '') => `${verb} wordpress option${end}`;

const optionKey = record(wordPressOptions, { required: true });

export const wordPressOption = resource('wordPressOption', 'WordPress Option', [
	operation({
		value: 'achieveGoal',
		name: 'Achieve Goal',
		action: action('Achieve the goal of a'),
		description:
			'Tell Keap that a contact has opted in, which starts what follows the goal in its automations',
		method: 'POST',
		path: '/v2/integrations/wordpress/options/{optionKey}:achieve',
		inputs: [optionKey, record(contacts, { required: true })],
		output: {
			kind: 'record',
			outcome: { good: 'successful', message: "Keap didn't achieve the goal for this contact" },
		},
	}),
	create({
		of: wordPressOptions,
		action: action('Create a'),
		inputs: [
			text('key', 'Key', {
				required: true,
				placeholder: 'e.g. NewsletterOptIn',
				description: 'What the option is known by, in letters and digits',
			}),
			text('name', 'Name', { required: true, placeholder: 'e.g. Newsletter Opt-In' }),
		],
	}),
	getMany({ of: wordPressOptions, action: action('Get many', 's') }),
	remove({ of: wordPressOptions, action: action('Delete a') }),
]);
