import {
	create,
	get,
	getMany,
	remove,
	resource,
	subRecord,
	update,
} from '../../descriptor/builders';
import {
	choice,
	longText,
	number,
	record,
	records,
	required,
	text,
	url,
	type Field,
} from '../../descriptor/field';
import { affiliates } from '../affiliate';
import { commissionPrograms, listedColumns, programResources, wholeColumns } from './collections';
import { commissionOperations } from './commissions';

const name = text('name', 'Name', { placeholder: 'e.g. Partner Program' });
const notes = longText('notes', 'Notes');
const priority = number('priority', 'Priority', {
	integer: true,
	description: 'Which program pays an affiliate who is in several: the one with the lowest number',
});

const title = text('title', 'Title', { placeholder: 'e.g. Summer Banner' });

const pixels = (name: string, label: string) =>
	number(name, label, { integer: true, min: 0, description: 'In pixels, for the type Page' });

const resourceFields: Field[] = [
	longText('contentHtml', 'HTML Content', {
		placeholder: 'e.g. <h1>Summer sale</h1>',
		description: 'For the types Email and Page',
	}),
	notes,
	number('order', 'Order', {
		integer: true,
		min: 0,
		description: 'The place among the others; the smallest comes first',
	}),
	pixels('pageHeight', 'Page Height'),
	pixels('pageWidth', 'Page Width'),
	url('url', 'URL', { placeholder: 'e.g. https://example.com/banner.png' }),
];

const programs = (options: { merge?: 'whole'; description?: string; required?: boolean }) =>
	records(commissionPrograms, 'commissionPrograms', 'Commission Programs', {
		key: 'commission_program_ids',
		...options,
	});

/** Keap needs only the ID of a resource, people the list of those that a program has. */
const ofProgram = record(commissionPrograms, {
	in: 'nowhere',
	required: true,
	description: 'The program whose resources there are to choose from',
});

export const commissionProgram = resource('commissionProgram', 'Commission Program', [
	create({ of: commissionPrograms, inputs: [required(name), required(priority)], fields: [notes] }),
	get({ of: commissionPrograms, columns: wholeColumns }),
	getMany({
		of: commissionPrograms,
		columns: listedColumns,
		list: {
			filters: [record(affiliates), name],
			sort: [
				{ name: 'Create Time', value: 'date_created' },
				{ name: 'Name', value: 'name' },
			],
		},
	}),
	update({ of: commissionPrograms, fields: [name, notes, priority] }),
	remove({ of: commissionPrograms }),
	...commissionOperations,
	...subRecord('Resource', [
		create({
			of: programResources,
			path: '/v2/affiliates/commissionPrograms/resources',
			description: 'Create a banner, email or page for affiliates to advertise with',
			inputs: [
				required(title),
				choice(
					'type',
					'Type',
					[
						{ name: 'Banner', value: 'BANNER' },
						{ name: 'Email', value: 'EMAIL' },
						{ name: 'Page', value: 'PAGE' },
					],
					{ required: true },
				),
				programs({ required: true }),
			],
			fields: resourceFields,
		}),
		getMany({
			of: programResources,
			description: 'Retrieve the banners, emails and pages of a commission program',
			inputs: [required(record(commissionPrograms))],
		}),
		update({
			of: programResources,
			inputs: [ofProgram, required(record(programResources))],
			fields: [
				...resourceFields,
				programs({
					merge: 'whole',
					description: 'All programs that the resource is for: it is taken from the others',
				}),
				title,
			],
		}),
		remove({ of: programResources, inputs: [ofProgram, required(record(programResources))] }),
	]),
]);
