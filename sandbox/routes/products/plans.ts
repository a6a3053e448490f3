import { collection, routesOf } from '../../collection';
import * as filter from '../../filter';
import { currencyValue } from '../../money';
import { byId } from '../../paging';
import { equals } from '../../store';
import type { Call, Doc, Json } from '../../types';
import { boolean, decimal, integer, oneOf } from '../../values';
import { productPath } from './path';

const CYCLES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];

export const plans = collection({
	kind: 'subscriptionPlan',
	path: '/subscriptions',
	parent: { of: productPath, property: 'product_id', anyOf: '-' },
	properties: {
		active: boolean,
		frequency: integer(1),
		allow_prorating: boolean,
		cycle_type: { type: oneOf(...CYCLES), required: 'both' },
		display_order_index: integer(),
		// Written in the smallest unit of the currency.
		plan_price: { type: decimal(0), required: 'both', show: currencyValue },
		total_cycles: integer(0),
	},
	defaults: {
		active: true,
		frequency: 1,
		allow_prorating: false,
		display_order_index: 0,
		total_cycles: 0,
	},
	hidden: ['product_id', 'allow_prorating'],
	dependents: [{ kind: 'freeTrialDiscount', property: 'subscription_plan_id', onDelete: 'delete' }],
	computed: {
		subscription_plan_name: ({ product_id: product, cycle_type: cycle }, { store }) =>
			`${String(store.get('product', String(product))?.name)} ${String(cycle).toLowerCase()}`,
	},
	list: {
		items: 'subscriptions',
		filters: {
			active: filter.flag('active'),
			cycle_type: filter.oneOf('cycle_type', CYCLES),
		},
		order: { id: 'id', product_id: byId('product_id') },
	},
});

/** The plans as a product shows them, where nearly everything has another name. */
export const plansOf = ({ id }: Doc, call: Call): Json =>
	call.store.query('subscriptionPlan', { where: [equals('product_id', id)] }).map((plan) => ({
		id: plan.id,
		active: plan.active ?? true,
		prorate: plan.allow_prorating ?? false,
		billing_cycle: plan.cycle_type ?? '',
		billing_frequency: plan.frequency ?? 1,
		number_of_cycles: plan.total_cycles ?? 0,
		plan_price: currencyValue(plan.plan_price ?? 0, call),
		order_index: plan.display_order_index ?? 0,
	}));

export const subscriptionPlanRoutes = routesOf(plans);
