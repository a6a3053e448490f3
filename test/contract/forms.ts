import type { Field } from '../../nodes/Keap/descriptor/field';
import { CREATE_TAGS } from '../../nodes/Keap/descriptor/names';
import { inputsOf } from '../../nodes/Keap/descriptor/operation';
import { optionsOf } from '../../nodes/Keap/descriptor/options';
import { present } from '../support/present';
import { placeOf, placeOfOption, type Place, type Reached } from './operations';
import { CUSTOM_FIELD_SAMPLES, sampleOf, type Sample } from './samples';
import { customFieldOf, KNOWN } from './stub';

export type Json = Record<string, unknown>;

/** A node's parameters, and what Keap has to get for each of them. */
export interface Form {
	parameters: Json;
	expected: Array<{ field: Field; place: Place; sent: unknown }>;
}

export const CUSTOM_FIELD_TYPES = Object.keys(CUSTOM_FIELD_SAMPLES);

/** Custom fields of all types, called by their labels. */
const mapper = () => ({
	mappingMode: 'defineBelow',
	value: Object.fromEntries(
		CUSTOM_FIELD_TYPES.map((type, i) => [
			customFieldOf(type, i).label,
			present(CUSTOM_FIELD_SAMPLES[type]).given,
		]),
	),
});

/** The value that other inputs are only shown for, or the one that the path was chosen by. */
function fixedChoice({ operation, chosen }: Reached, { name }: Field, alternative: Json): unknown {
	const dependants = inputsOf(operation).map(({ onlyIf }) => onlyIf?.[name]?.is[0]);
	return chosen[name] ?? alternative[name] ?? dependants.find((value) => value !== undefined);
}

/** The choices by which an operation shows one or another of its inputs, one after the other. */
export function alternativesOf({ operation }: Reached): Json[] {
	const conditions = inputsOf(operation).flatMap(({ onlyIf = {} }) => Object.entries(onlyIf));
	const found = conditions.flatMap(([name, { is }]) => is.map((value) => ({ [name]: value })));
	const different = new Map(found.map((choice) => [JSON.stringify(choice), choice]));
	return different.size > 0 ? [...different.values()] : [{}];
}

/** Whether an input is there under this choice. */
export const isShown = ({ onlyIf = {} }: Field, alternative: Json): boolean =>
	Object.entries(onlyIf).every(([name, { is }]) =>
		is.map(String).includes(String(alternative[name])),
	);

function sampleFor(subject: Reached, field: Field, alternative: Json): Sample {
	const fixed = fixedChoice(subject, field, alternative);
	if (fixed !== undefined) return { given: fixed, sent: fixed };
	const sample = sampleOf(field);
	const creates = optionsOf(subject.operation).some(({ name }) => name === CREATE_TAGS);
	if (!creates || field.kind !== 'records') return sample;
	// One tag more, which Keap does not have yet.
	const row = (value: string) => ({ [field.of.id]: { mode: 'id', value } });
	return {
		given: { values: [KNOWN.tag.name, KNOWN.other, 'Brand new'].map(row) },
		sent: [KNOWN.tag.id, KNOWN.other, KNOWN.id],
	};
}

/** Everything that can be filled in, but for the inputs that `leaveOut` names by their keys. */
export function fillIn(
	subject: Reached,
	options: Json = {},
	leaveOut: readonly string[] = [],
	alternative: Json = present(alternativesOf(subject)[0]),
): Form {
	const { operation } = subject;
	const { resource, value, columns, optional, customFields } = operation;
	const form: Form = { parameters: { resource, operation: value }, expected: [] };
	const fill = (into: Json, field: Field, place: Place) => {
		if (leaveOut.includes(field.key)) return;
		if (!isShown(field, alternative)) return;
		const { given, sent } = sampleFor(subject, field, alternative);
		into[field.name] = given;
		form.expected.push({ field, place, sent });
	};
	for (const field of operation.inputs) fill(form.parameters, field, placeOf(operation, field));
	if (optional) {
		const collection: Json = {};
		for (const field of optional.fields) fill(collection, field, placeOf(operation, field));
		form.parameters[optional.collection] = collection;
	}
	if (customFields) form.parameters.customFields = mapper();
	const chosen: Json = {};
	const queryOptions = operation.queryOptions ?? [];
	for (const field of optionsOf(operation)) {
		if (['existingValues', 'emptyValues'].includes(field.name)) continue;
		const isQuery = queryOptions.includes(field);
		const place: Place =
			isQuery || field.name === 'fields' ? { in: 'query', at: field.key } : placeOfOption(field);
		fill(chosen, field, place);
	}
	form.parameters.options = { ...chosen, ...options };
	if (columns) form.parameters.simplify = false;
	return form;
}
