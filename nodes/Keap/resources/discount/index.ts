import {
	create,
	get,
	getMany,
	listFlow,
	operation,
	readFlow,
	remove,
	resource,
	update,
} from '../../descriptor/builders';
import { record, required } from '../../descriptor/field';
import type { Variant } from '../../descriptor/operation';
import { criteriaOf } from './criteria';
import { byIdAndName, description, discountType, forEachKind, name, type Kind } from './kinds';

const discountId = ({ of }: Kind) => record(of, { label: 'Discount', required: true });

/** What an operation that returns the discount is for each kind of them. */
const forEachRecord = (variant: (kind: Kind) => Variant) =>
	forEachKind((kind) => ({
		columns: {
			id: 'id',
			name: 'name',
			description: 'description',
			...kind.columns,
			criteria: 'criteria',
		},
		...variant(kind),
	}));

export const discount = resource('discount', 'Discount', [
	create({
		inputs: [discountType, required(name)],
		variants: forEachRecord((kind) => ({
			path: kind.of.path,
			inputs: kind.required.map(required),
			optional: {
				collection: 'additionalFields',
				fields: [...kind.optional, description, kind.criteria.created],
			},
		})),
	}),
	get({
		inputs: [discountType],
		variants: forEachRecord((kind) => ({
			path: kind.of.one,
			inputs: [discountId(kind)],
			flow: readFlow(kind.of),
		})),
	}),
	getMany({
		inputs: [discountType],
		variants: forEachRecord((kind) => ({
			path: kind.of.path,
			flow: listFlow(kind.of, {
				filters: kind.filters,
				sort: [...byIdAndName, ...kind.sort],
			}),
		})),
	}),
	update({
		inputs: [discountType],
		variants: forEachRecord((kind) => ({
			path: kind.of.one,
			inputs: [discountId(kind)],
			optional: {
				collection: 'updateFields',
				fields: [...kind.required, ...kind.optional, description, kind.criteria.updated, name],
			},
			...(kind.criteria.merged ? { flow: { kind: 'mergedWrite', of: kind.of } } : {}),
		})),
	}),
	remove({
		inputs: [discountType],
		variants: forEachKind((kind) => ({ path: kind.of.one, inputs: [discountId(kind)] })),
	}),
	operation({
		value: 'addCriterion',
		name: 'Add Criterion',
		action: 'Add a criterion to a discount',
		description: 'Add a condition that an order must meet for the discount',
		method: 'POST',
		inputs: [discountType],
		variants: forEachKind((kind) => ({
			path: `${kind.of.one}/criteria`,
			inputs: [discountId(kind), ...kind.criteria.required],
			...(kind.criteria.optional
				? { optional: { collection: 'additionalFields', fields: kind.criteria.optional } }
				: {}),
		})),
		output: { kind: 'record' },
	}),
	operation({
		value: 'removeCriterion',
		name: 'Remove Criterion',
		action: 'Remove a criterion from a discount',
		description: 'Remove one of the conditions that an order must meet for the discount',
		method: 'DELETE',
		inputs: [discountType],
		variants: forEachKind((kind) => {
			const criteria = criteriaOf(kind.of, kind.criteria);
			const criterion = record(criteria, { label: 'Criterion', required: true });
			return { path: criteria.one, inputs: [discountId(kind), criterion] };
		}),
		output: { kind: 'deleted' },
	}),
]);
