import {
	create,
	get,
	getMany,
	operation,
	remove,
	subRecord,
	update,
	type Draft,
} from '../../descriptor/builders';
import { enumeration } from '../../descriptor/enumeration';
import {
	boolean,
	choice,
	money,
	number,
	object,
	objects,
	record,
	required,
	text,
	when,
	type Field,
} from '../../descriptor/field';
import { OPTION_ITEM, OPTION_ITEMS, optionItems, productOptions } from './collections';
import { displayOrder, productId } from './inputs';

const productOptionId = record(productOptions, { required: true });
const itemId = record(optionItems, { required: true });

const optionLabel = text('optionLabel', 'Label', { placeholder: 'e.g. Color' });
const isRequired = boolean('required', 'Required', 'Whether a buyer must make a choice');
const itemLabel = text('itemLabel', 'Label', { placeholder: 'e.g. Teal' });
const itemFields: Field[] = [
	text('itemCode', 'Code', { placeholder: 'e.g. TEAL' }),
	displayOrder('item_display_order'),
	// Keap states no unit for it: a decimal, as everywhere where it takes fractions and says nothing of the smallest unit.
	money('priceAdjustment', 'Price Adjustment', 'decimal', {
		description: 'What the item costs more than the product, or less if negative',
	}),
];

const characters = (name: string, label: string) =>
	choice(name, label, enumeration(['NONE', 'LETTER', 'DIGIT', 'BOTH'], { NONE: 'Any' }), {
		default: 'NONE',
	});
/** n8n gives each number and each switch in a group a value, asked for or not. */
const textRules = (inGroup: boolean): Field[] => [
	boolean('allowSpaces', 'Allow Spaces', 'Whether the text may hold spaces', {
		...(inGroup ? { unset: 'Not Chosen' } : {}),
	}),
	text('errorMessage', 'Error Message', {
		description: 'What a buyer reads whose text breaks a rule',
	}),
	number('maximumCharacters', 'Maximum Characters', {
		integer: true,
		min: 0,
		zeroIsNone: inGroup,
	}),
	number('minimumCharacters', 'Minimum Characters', {
		integer: true,
		min: 0,
		zeroIsNone: inGroup,
	}),
	characters('onlyContains', 'Only Contains'),
	characters('onlyEndsWith', 'Only Ends With'),
	characters('onlyStartsWith', 'Only Starts With'),
];

const optionType = choice(
	'optionType',
	'Type',
	[
		{ name: 'List', value: 'LIST', description: 'A buyer chooses one of several items' },
		{ name: 'Text', value: 'TEXT', description: 'A buyer enters a text' },
	],
	{ required: true },
);

const optionName = (verb: string, link = 'of') => ({
	name: `${verb} Option Item`,
	action: `${verb} item ${link} product option`,
});

/** What a buyer chooses or enters, such as a color, and the items of it. */
export const optionOperations: readonly Draft[] = [
	...subRecord('Option', [
		create({
			of: productOptions,
			inputs: [productId, optionType],
			fields: [
				displayOrder('display_order'),
				objects('listItems', 'Items', 'Item', [required(itemLabel), ...itemFields], {
					numbered: 'item_display_order',
					description:
						'What can be chosen, for the type List: in this order, unless Display Order says otherwise',
					onlyIf: when(optionType, 'LIST'),
				}),
				optionLabel,
				isRequired,
				object('textRules', 'Text Rules', textRules(true), {
					description: 'For the type Text',
					onlyIf: when(optionType, 'TEXT'),
				}),
			],
		}),
		get({ of: productOptions, inputs: [productId, productOptionId] }),
		getMany({
			of: productOptions,
			description: 'Retrieve the options of a product',
			inputs: [productId],
		}),
		update({
			of: productOptions,
			inputs: [productId, productOptionId],
			fields: [displayOrder('display_order'), optionLabel, isRequired, ...textRules(false)],
		}),
		remove({ of: productOptions, inputs: [productId, productOptionId] }),
	]),
	operation({
		value: 'addOptionItem',
		...optionName('Add', 'to'),
		description: 'Add an item to an option of the type List',
		method: 'POST',
		path: OPTION_ITEMS,
		inputs: [productId, productOptionId, required(itemLabel)],
		fields: itemFields,
		bodyList: true,
		output: { kind: 'record' },
	}),
	operation({
		value: 'updateOptionItem',
		...optionName('Update'),
		description: 'Update an item of an option',
		method: 'PATCH',
		path: OPTION_ITEM,
		inputs: [productId, productOptionId, itemId],
		collection: 'updateFields',
		fields: [...itemFields, itemLabel],
		mask: true,
		output: { kind: 'record' },
	}),
	operation({
		value: 'deleteOptionItem',
		...optionName('Delete'),
		description: 'Delete one item of an option permanently',
		method: 'DELETE',
		path: OPTION_ITEM,
		inputs: [productId, productOptionId, itemId],
		output: { kind: 'deleted' },
	}),
];
