import { operation, type Draft } from '../../descriptor/builders';
import {
	choice,
	money,
	number,
	object,
	record,
	required,
	type Field,
} from '../../descriptor/field';
import { variants, type Variant } from '../../descriptor/operation';
import { allSubscriptionPlans, products, subscriptionPlans } from '../product/collections';
import { commissionPrograms, wholeColumns } from './collections';

/** What a program pays, and for which sales: Keap has endpoints for each kind of commission, which do the same. */

const commissionProgramId = record(commissionPrograms, { required: true });

const SPECIAL = [
	{ name: 'Product', value: 'product', description: 'The commission for one product' },
	{
		name: 'Subscription Plan',
		value: 'subscription',
		description: 'The commission for one subscription plan of a product',
	},
] as const;

const commissionFor = choice(
	'commissionFor',
	'Commission For',
	[
		{
			name: 'All Sales',
			value: 'default',
			description: 'The default commission of the program, for all products and subscriptions',
		},
		...SPECIAL,
	],
	{ required: true, default: 'default', in: 'nowhere' },
);

/** A default commission can be changed, and not be removed. */
const removableFor = choice('commissionFor', 'Commission For', SPECIAL, {
	required: true,
	default: 'product',
	in: 'nowhere',
});

const percent = (name: string, label: string) =>
	number(name, label, { blank: true, asText: true, min: 0, max: 100, placeholder: 'e.g. 10.5' });
const amount = (name: string, label: string) => money(name, label, 'text', { blank: true, min: 0 });

const rates: Field[] = [
	percent('salePercent', 'Sale Percentage'),
	amount('saleAmount', 'Sale Amount'),
	percent('leadPercent', 'Lead Percentage'),
	amount('leadAmount', 'Lead Amount'),
];

/** What is paid to somebody for a sale, and for the lead that it comes from. */
const paid = (name: string, label: string, key: string, description: string) =>
	object(name, label, rates, { key, description, merge: 'properties' });

const fields = [
	paid('level1', 'Level 1', 'level_1', 'What the affiliate gets who referred the buyer'),
	paid(
		'level2',
		'Level 2',
		'level_2',
		'What the parent affiliate gets, who recruited the one of level 1',
	),
	choice(
		'payoutType',
		'Payout Type',
		[
			{
				name: 'Payment Received',
				value: 'PAYMENT_RECEIVED',
				description: 'The commission is earned when the buyer pays',
			},
			{ name: 'Upfront', value: 'UPFRONT', description: 'The commission is earned at once' },
		],
		{ default: 'UPFRONT' },
	),
	paid('unused', 'Unused', 'unused', 'What is paid where a commission has nobody to go to'),
];

interface Kind {
	path: `/v2/affiliates/commissionPrograms/${string}/{commissionProgramId}`;
	/** What tells the commission from others of its kind. */
	about: readonly Field[];
	/** Where a program has it. */
	part: string;
}

/** Where a program has the commission, and what it is for. `update_mask` knows only what is paid. */
const kinds = {
	default: {
		path: '/v2/affiliates/commissionPrograms/defaultCommissionPrograms/{commissionProgramId}',
		about: [],
		part: 'default_commission',
	},
	product: {
		path: '/v2/affiliates/commissionPrograms/productCommissionPrograms/{commissionProgramId}',
		about: [record(products, { required: true, mask: false })],
		part: 'product_commissions[product_id={productId}]',
	},
	subscription: {
		path: '/v2/affiliates/commissionPrograms/subscriptionCommissionPrograms/{commissionProgramId}',
		about: [record(allSubscriptionPlans, { key: 'subscription_id', required: true, mask: false })],
		part: 'subscription_commissions[subscription_id={subscriptionPlanId}]',
	},
} satisfies Record<string, Kind>;

const forEachKind = (variant: (kind: Kind) => Variant) =>
	variants(commissionFor, {
		default: variant(kinds.default),
		product: variant(kinds.product),
		subscription: variant(kinds.subscription),
	});

const product = record(products, {
	required: true,
	description: 'The product that the commission is for, or whose subscription plan it is for',
});

const SOMETHING_PAID = {
	oneOf: ['level1', 'level2', 'unused'],
	message: 'A commission needs something to pay',
};

export const commissionOperations: readonly Draft[] = [
	operation({
		value: 'addCommission',
		name: 'Add Commission',
		action: 'Add a commission to a commission program',
		description:
			'Say what a commission program pays for all sales, a product or a subscription plan',
		method: 'POST',
		inputs: [commissionProgramId, commissionFor],
		variants: forEachKind(({ path, about }) => ({
			path,
			inputs: about,
			optional: { collection: 'additionalFields', fields },
			constraints: [SOMETHING_PAID],
		})),
		columns: wholeColumns,
		output: { kind: 'record' },
	}),
	operation({
		value: 'updateCommission',
		name: 'Update Commission',
		action: 'Update a commission of a commission program',
		description: 'Change what a commission program pays',
		method: 'PATCH',
		mask: true,
		inputs: [commissionProgramId, commissionFor],
		variants: forEachKind(({ path, about, part }) => ({
			path,
			inputs: about,
			optional: { collection: 'updateFields', fields },
			flow: { kind: 'mergedWrite', of: commissionPrograms, part },
		})),
		columns: wholeColumns,
		output: { kind: 'record' },
	}),
	operation({
		value: 'removeCommission',
		name: 'Remove Commission',
		action: 'Remove a commission from a commission program',
		description: 'Remove what a commission program pays for a product or a subscription plan',
		method: 'POST',
		inputs: [commissionProgramId, removableFor],
		variants: variants(removableFor, {
			product: {
				path: '/v2/affiliates/commissionPrograms/{commissionProgramId}:removeProductCommission',
				inputs: [product],
			},
			subscription: {
				path: '/v2/affiliates/commissionPrograms/{commissionProgramId}:removeSubscriptionCommission',
				inputs: [product, required(record(subscriptionPlans))],
			},
		}),
		output: { kind: 'done' },
		idempotent: true,
		alreadyDoneOn: 404,
	}),
];
