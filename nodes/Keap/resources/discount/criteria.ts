import { collection, type Collection } from '../../descriptor/collection';
import { enumeration } from '../../descriptor/enumeration';
import {
	choice,
	dateTime,
	id,
	money,
	number,
	objects,
	record,
	required,
	text,
	when,
	type Field,
} from '../../descriptor/field';
import { day, named, textAt, words } from '../../descriptor/labels';
import { allSubscriptionPlans, products } from '../product/collections';

/** The criteria of the discounts of one kind, which stand in the discount itself. */
export const criteriaOf = ({ noun, one }: Collection<'discountId'>, { optional = [] }: Criteria) =>
	collection({
		noun: `${noun} Criterion`,
		plural: `${noun} Criteria`,
		id: 'criteriaId',
		idProperty: 'criteria_id',
		example: '501',
		path: one,
		one: `${one}/criteria/{criteriaId}`,
		items: 'criteria',
		parents: { discountId: 'Discount' },
		picker: {
			label: (criterion) =>
				named(
					words(criterion.type).toLowerCase().replace(/_/g, ' '),
					textAt(criterion, 'code'),
					day(criterion.range_start_time),
					day(criterion.range_end_time),
					...optional
						.filter(({ kind }) => kind === 'money')
						.map(({ key }) => textAt(criterion, key)),
				),
		},
	});

const FEW_CRITERIA = ['DATE_RANGE', 'PROMO_CODE'] as const;
const ALL_CRITERIA = [...FEW_CRITERIA, 'PRODUCT', 'SUBSCRIPTION_PLAN', 'ORDER_TOTAL'] as const;

const allTypes = enumeration(ALL_CRITERIA);
const fewTypes = enumeration(FEW_CRITERIA);

const criterionType = choice('criterionType', 'Type', allTypes, { key: 'type', required: true });
const fewCriterionType = choice('criterionType', 'Type', fewTypes, { key: 'type', required: true });

/** What a criterion of each type says. */
const fewCriterionFields: Field[] = [
	text('code', 'Code', {
		placeholder: 'e.g. SPRING26',
		onlyIf: when(criterionType, 'PROMO_CODE'),
	}),
	dateTime('rangeStartTime', 'Start Time', { onlyIf: when(criterionType, 'DATE_RANGE') }),
	dateTime('rangeEndTime', 'End Time', { onlyIf: when(criterionType, 'DATE_RANGE') }),
];

interface Quantity {
	name: string;
	label: string;
	of: (typeof ALL_CRITERIA)[number];
	description: string;
}

const quantities: Quantity[] = [
	{
		name: 'productQuantityMin',
		label: 'Product Quantity (Min)',
		of: 'PRODUCT',
		description: 'How many of the product an order must hold at least; for the type Product',
	},
	{
		name: 'productQuantityMax',
		label: 'Product Quantity (Max)',
		of: 'PRODUCT',
		description: 'How many of the product an order may hold at most; for the type Product',
	},
	{
		name: 'subscriptionQuantity',
		label: 'Subscription Quantity',
		of: 'SUBSCRIPTION_PLAN',
		description:
			'How many of the subscription plan an order must hold; for the type Subscription Plan',
	},
];

const quantity = ({ name, label, of, description }: Quantity, more: object = {}) =>
	number(name, label, {
		integer: true,
		min: 0,
		description,
		onlyIf: when(criterionType, of),
		...more,
	});

/** What a criterion is about. */
const subjects: Field[] = [
	...fewCriterionFields,
	record(products, { onlyIf: when(criterionType, 'PRODUCT') }),
	record(allSubscriptionPlans, {
		name: 'planId',
		onlyIf: when(criterionType, 'SUBSCRIPTION_PLAN'),
	}),
	choice('operator', 'Order Total Is', enumeration(['GREATER_THAN', 'LESS_THAN']), {
		onlyIf: when(criterionType, 'ORDER_TOTAL'),
	}),
	money('totalAmount', 'Total Amount', 'decimal', {
		min: 0,
		onlyIf: when(criterionType, 'ORDER_TOTAL'),
	}),
];

const entryQuantities = quantities.map((each) => quantity(each, { zeroIsNone: true }));

/** How inputs of a change begin, so that what nobody touches is not sent. */
const UNTOUCHED: Partial<Record<Field['kind'], object>> = {
	choice: { unset: 'Unchanged' },
	number: { zeroIsNone: true },
	money: { zeroIsNone: true },
};

/** What each update of a criterion begins with. */
const criteriaId = id('criteriaId', 'ID', {
	required: true,
	placeholder: 'e.g. 501',
	description: 'The ID of a criterion that the discount has',
});
const newCriteria = objects(
	'criteria',
	'Criteria',
	'Criterion',
	[criterionType, ...subjects.map(required), ...entryQuantities],
	{ description: 'What an order must meet for the discount' },
);
/**
 * An entry changes what it gives, and nothing else: n8n fills in every choice and number of an entry, so none of them has a
 * value of its own here. What fits the type of a criterion shows once Keap's record is read.
 */
const changes = [...subjects, ...quantities.map((each) => quantity(each))].map((field): Field => ({
	...field,
	...UNTOUCHED[field.kind],
}));
const changedCriteria = (name: string, ...type: Field[]) =>
	objects(name, 'Criteria', 'Criterion', [criteriaId, ...type, ...changes], {
		key: 'criteria',
		merge: { by: 'criteria_id' },
		keepsEmpty: true,
		description: "Changes of the discount's criteria; others stay as they are",
	});
/** Keap doesn't tell the criteria of these discounts apart: an update replaces all of them. */
const allCategoryCriteria = objects(
	'categoryCriteria',
	'Criteria',
	'Criterion',
	[fewCriterionType, ...fewCriterionFields.map(required)],
	{
		key: 'criteria',
		merge: 'whole',
		description: 'All criteria of the discount: those left out are removed by an update',
	},
);

/** The criteria of one kind of discounts. */
export interface Criteria {
	/** The inputs for all of them, in a create and in an update. */
	created: Field;
	updated: Field;
	/** Whether an update keeps those that it doesn't mention. */
	merged: boolean;
	/** What adds one: the inputs that it needs, and the others. */
	required: readonly Field[];
	optional?: readonly Field[];
}

const full: Omit<Criteria, 'updated'> = {
	created: newCriteria,
	merged: true,
	required: [criterionType, ...subjects].map(required),
	optional: quantities.map((each) => quantity(each)),
};

export const criteria: Criteria = { ...full, updated: changedCriteria('criteria') };

/** Those of free trials may change their type. */
export const freeTrialCriteria: Criteria = {
	...full,
	updated: changedCriteria('trialCriteria', {
		...criterionType,
		required: false,
		unset: 'Unchanged',
	}),
};

export const categoryCriteria: Criteria = {
	created: allCategoryCriteria,
	updated: allCategoryCriteria,
	merged: false,
	required: [fewCriterionType, ...fewCriterionFields].map(required),
};
