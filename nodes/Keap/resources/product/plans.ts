import {
	create,
	get,
	getMany,
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
	record,
	required,
	type Field,
} from '../../descriptor/field';
import { PLANS, subscriptionPlans } from './collections';
import { displayOrder, productId } from './inputs';

const subscriptionPlanId = record(subscriptionPlans, { required: true });

const cycles = enumeration(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']);
const cycleType = choice('cycleType', 'Billing Cycle', cycles, { default: 'MONTHLY' });
const planPrice = money('planPrice', 'Price', 'cents', { min: 0 });
const planFields: Field[] = [
	boolean('active', 'Active', 'Whether the plan can be bought', { default: true }),
	boolean('allowProrating', 'Allow Prorating', 'Whether a part of a cycle costs a part of it'),
	displayOrder('display_order_index'),
	number('frequency', 'Frequency', {
		integer: true,
		min: 1,
	}),
	number('totalCycles', 'Total Cycles', {
		integer: true,
		min: 0,
		description: 'How many cycles are billed; 0 never ends',
	}),
];

/** The plans by which a product is paid again and again. */
export const planOperations: readonly Draft[] = [
	...subRecord('Subscription Plan', [
		create({
			of: subscriptionPlans,
			path: PLANS,
			inputs: [productId, required(cycleType), required(planPrice)],
			fields: planFields,
		}),
		get({
			of: subscriptionPlans,
			inputs: [productId, subscriptionPlanId],
		}),
		getMany({
			of: subscriptionPlans,
			path: PLANS,
			description: 'Retrieve the subscription plans of a product',
			inputs: [productId],
			list: {
				filters: [
					boolean('active', 'Active', 'Whether to return plans that can be bought, or the others'),
					cycleType,
				],
				sort: [
					{ name: 'ID', value: 'id' },
					{ name: 'Product', value: 'product_id' },
				],
			},
		}),
		update({
			of: subscriptionPlans,
			// Keap wants both with every change: an input that nobody touched must not make a plan monthly and free.
			inputs: [
				productId,
				subscriptionPlanId,
				choice('cycleType', 'Billing Cycle', cycles, { required: true, unset: 'Not Chosen' }),
				{ ...required(planPrice), description: 'Also where it stays the same' },
			],
			fields: planFields,
		}),
		remove({ of: subscriptionPlans, inputs: [productId, subscriptionPlanId] }),
	]),
];
