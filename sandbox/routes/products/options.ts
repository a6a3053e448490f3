import { isObject, objects, withoutNulls } from '../../body';
import { collection, routesOf } from '../../collection';
import { badRequest } from '../../errors';
import { byValue } from '../../paging';
import { equals } from '../../store';
import type { Call, Doc, Json, JsonObject } from '../../types';
import { boolean, decimal, integer, notBlank, oneOf, record, string } from '../../values';
import { productPath } from './path';

const characters = oneOf('NONE', 'LETTER', 'DIGIT', 'BOTH');

const TEXT_RULES = {
	minimum_characters: integer(0),
	maximum_characters: integer(0),
	allow_spaces: boolean,
	only_starts_with: characters,
	only_ends_with: characters,
	only_contains: characters,
	error_message: notBlank,
};

const options = collection({
	kind: 'productOption',
	path: '/options',
	parent: { of: productPath, property: 'product_id' },
	properties: {
		option_type: { type: oneOf('LIST', 'TEXT'), required: 'create', only: 'create' },
		option_label: notBlank,
		required: boolean,
		display_order: integer(0),
		// A create takes the rules as an object, an update takes what is in it.
		text_rules: { type: record(TEXT_RULES), only: 'create' },
		...Object.fromEntries(
			Object.entries(TEXT_RULES).map(([name, type]) => [name, { type, only: 'update' as const }]),
		),
	},
	defaults: { required: false, display_order: 0 },
	subRecords: {
		list_items: {
			kind: 'productOptionItem',
			idName: 'item_id',
			properties: {
				item_label: notBlank,
				item_code: string(),
				item_display_order: integer(0),
				price_adjustment: decimal(),
			},
			routes: {
				path: '/listItems',
				operations: ['create', 'update', 'delete'],
				response: 'record',
				takesList: true,
			},
		},
	},
	list: {
		items: 'product_options',
		paging: 'none',
		defaultOrder: { sql: byValue('display_order'), descending: false },
	},
	prepare: (changes, _call, current) => {
		const rules: JsonObject = isObject(current?.text_rules) ? { ...current.text_rules } : {};
		const rest = { ...changes };
		for (const name of Object.keys(TEXT_RULES)) {
			if (name in rest) rules[name] = rest[name] ?? null;
			delete rest[name];
		}
		return Object.keys(rules).length === 0 ? rest : { ...rest, text_rules: withoutNulls(rules) };
	},
	check: ({ option_type: type, list_items: items, text_rules: rules }) => {
		if (type === 'TEXT' && items !== undefined)
			throw badRequest('An option of type TEXT has no list items', 'list_items');
		if (type === 'LIST' && rules !== undefined)
			throw badRequest('An option of type LIST has no text rules', 'text_rules');
	},
});

/** The options as a product shows them, where nearly everything has another name. */
export const optionsOf = ({ id }: Doc, { store }: Call): Json =>
	store
		.query('productOption', { where: [equals('product_id', id)] })
		.map(({ option_label: name, required, list_items: items, text_rules: rules, ...option }) =>
			withoutNulls({
				name: name ?? null,
				required: required ?? false,
				...(option.option_type === 'LIST'
					? { type: 'FIXED', fixed_options: objects(items).map(fixedOption) }
					: { type: 'VARIABLE', variable_setting: variableSetting(isObject(rules) ? rules : {}) }),
			}),
		);

const fixedOption = (item: JsonObject): JsonObject =>
	withoutNulls({
		value: item.item_label ?? null,
		code: item.item_code ?? null,
		price_adjustment: item.price_adjustment ?? null,
	});

const variableSetting = (rules: JsonObject): JsonObject =>
	withoutNulls({
		min_chars: rules.minimum_characters ?? null,
		max_chars: rules.maximum_characters ?? null,
		contain_spaces: rules.allow_spaces ?? null,
		start_with: charactersOf(rules.only_starts_with),
		end_with: charactersOf(rules.only_ends_with),
		contains: charactersOf(rules.only_contains),
		validation_msg: rules.error_message ?? null,
	});

function charactersOf(rule: Json | undefined): Json {
	if (rule === undefined || rule === 'NONE') return null;
	return rule === 'DIGIT' ? 'NUMBER' : rule;
}

export const productOptionRoutes = routesOf(options);
