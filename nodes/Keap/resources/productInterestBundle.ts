import { create, get, getMany, remove, resource, subRecord, update } from '../descriptor/builders';
import { calledBy, collection, type Collection } from '../descriptor/collection';
import {
	choice,
	longText,
	money,
	number,
	record,
	required,
	text,
	when,
	type Choice,
	type Field,
} from '../descriptor/field';
import { named, textAt, words } from '../descriptor/labels';
import { variants, type Variant } from '../descriptor/operation';
import type { Columns } from '../descriptor/recordOutput';
import { allSubscriptionPlans, products } from './product/collections';

const interestColumns: Columns = {
	interest_id: 'interest_id',
	id: 'id',
	type: 'type',
	quantity: 'quantity',
	price: { path: 'price', money: 'currencyValue' },
	currency: 'price.currency_code',
	discount_percent: 'discount_percent',
};

const bundles = collection({
	noun: 'Product Interest Bundle',
	id: 'productInterestBundleId',
	example: '14',
	path: '/v2/productInterestBundles',
	items: 'product_interest_bundles',
	pageSize: 1000,
	record: {
		columns: {
			id: 'id',
			name: 'name',
			description: 'description',
			product_interests: { list: 'product_interests', columns: interestColumns },
			subscription_plan_interests: {
				list: 'subscription_plan_interests',
				columns: interestColumns,
			},
		},
	},
	byName: calledBy('Name', 'Starter Kit', 'name'),
	picker: { query: { order_by: 'name asc' }, label: ({ name }) => words(name) },
});

const INTERESTS = `${bundles.one}/interests` as const;
const INTEREST = `${INTERESTS}/{interestId}` as const;

/** A bundle has a list for each type of its interests, in itself. */
const interestsIn = (items: string, noun: string) =>
	collection({
		noun,
		id: 'interestId',
		// The path has the name of this property; the other one, `id`, was once what the interest is in.
		idProperty: 'interest_id',
		example: '27',
		path: bundles.one,
		one: INTEREST,
		items,
		parents: { productInterestBundleId: bundles.noun },
		picker: {
			label: (interest) =>
				named(
					`${words(interest.quantity)} × ${textAt(interest, 'price.formatted_amount')}`,
					interest.discount_percent ? `${words(interest.discount_percent)}% off` : '',
				),
		},
	});

const TYPES = [
	{ name: 'Product', value: 'PRODUCT' },
	{ name: 'Subscription Plan', value: 'SUBSCRIPTION_PLAN' },
] as const satisfies readonly Choice[];

const interestType = choice('interestType', 'Type', TYPES, { key: 'type', required: true });
const typeOfExisting = choice('interestType', 'Type', TYPES, {
	required: true,
	in: 'nowhere',
	description: 'What the interests to choose from are in',
});

const productInterests = interestsIn('product_interests', 'Product Interest');
const planInterests = interestsIn('subscription_plan_interests', 'Subscription Plan Interest');

const interest = (of: Collection<'interestId'>): Variant => ({
	path: INTEREST,
	inputs: [record(of, { label: 'Interest', required: true })],
});

/** One of the interests of the chosen type. */
const interestOfType = variants(typeOfExisting, {
	PRODUCT: interest(productInterests),
	SUBSCRIPTION_PLAN: interest(planInterests),
});

const bundleId = record(bundles, { required: true });
const name = text('name', 'Name', { placeholder: 'e.g. Starter Kit' });
const description = longText('description', 'Description');

// Keap states no unit for it: a decimal, as everywhere where it takes fractions and says nothing of the smallest unit.
const price = money('price', 'Price', 'decimal', {
	min: 0,
	description: 'What one of the product or subscription plan costs in the bundle',
});
const interestFields: Field[] = [
	number('discountPercent', 'Discount Percentage', {
		integer: true,
		min: 0,
		max: 100,
		description: 'What is taken off the price, such as 10 for 10%',
	}),
	number('quantity', 'Quantity', { integer: true, min: 1 }),
];

export const productInterestBundle = resource('productInterestBundle', 'Product Interest Bundle', [
	create({ of: bundles, inputs: [required(name), required(description)] }),
	get({ of: bundles }),
	getMany({
		of: bundles,
		list: { filters: [name], sort: [{ name: 'Name', value: 'name' }] },
	}),
	update({ of: bundles, fields: [description, name] }),
	remove({ of: bundles }),
	...subRecord('Interest', [
		create({
			path: INTERESTS,
			description: 'Add a product or a subscription plan to a bundle',
			inputs: [
				bundleId,
				interestType,
				...[
					record(products, { onlyIf: when(interestType, 'PRODUCT') }),
					record(allSubscriptionPlans, {
						name: 'planId',
						onlyIf: when(interestType, 'SUBSCRIPTION_PLAN'),
					}),
				].map((field) => required({ ...field, key: 'entity_id' })),
				required(price),
			],
			fields: interestFields,
			columns: interestColumns,
		}),
		update({
			description: 'Update the quantity or price of what is in a bundle',
			inputs: [bundleId, typeOfExisting],
			variants: interestOfType,
			fields: [...interestFields, price],
			columns: interestColumns,
		}),
		remove({
			description: 'Remove a product or a subscription plan from a bundle permanently',
			inputs: [bundleId, typeOfExisting],
			variants: interestOfType,
		}),
	]),
]);
