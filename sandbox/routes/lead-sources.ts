import { collection, routesOf } from '../collection';
import { badRequest } from '../errors';
import * as filter from '../filter';
import { currencyValue } from '../money';
import { byText, byValue } from '../paging';
import type { Call, JsonObject } from '../types';
import { integer, oneOf, recordIn, string, time } from '../values';

const STATUSES = ['ACTIVE', 'INACTIVE'];
const times = { created: 'create_time', updated: 'update_time' };

const categories = collection({
	kind: 'leadSourceCategory',
	path: '/v2/leadSourceCategories',
	properties: { name: { type: string(255), required: 'create' }, description: string() },
	unique: ['name'],
	times,
	dependents: [{ kind: 'leadSource', property: 'lead_source_category_id', onDelete: 'clear' }],
	list: {
		items: 'lead_source_categories',
		filters: {
			name: filter.text('name', { prefix: true }),
			description: filter.text('description', { prefix: true }),
		},
		order: { name: byText('name') },
	},
});

/** What has an end has it after its start. */
function endsAfterStart({ start_time: start, end_time: end }: JsonObject): void {
	if (start !== undefined && end !== undefined && String(end) < String(start))
		throw badRequest('end_time must not be before start_time', 'end_time');
}

const leadSources = collection({
	kind: 'leadSource',
	path: '/v2/leadSources',
	properties: {
		name: { type: string(255), required: 'create' },
		description: string(),
		vendor: string(255),
		medium: string(255),
		message: string(255),
		status: oneOf(...STATUSES),
		lead_source_category_id: recordIn('leadSourceCategory'),
		start_time: time,
		end_time: time,
	},
	defaults: { status: 'ACTIVE' },
	times,
	dependents: [
		{ kind: 'contact', property: 'leadsource_id', onDelete: 'clear' },
		{ kind: 'leadSourceExpense', property: 'lead_source_id', onDelete: 'delete' },
		{ kind: 'leadSourceRecurringExpense', property: 'lead_source_id', onDelete: 'delete' },
	],
	list: {
		items: 'lead_sources',
		filters: {
			id: filter.recordId(filter.ANY_COMPARISON),
			name: filter.text('name', { prefix: true }),
			status: filter.oneOf('status', STATUSES),
			lead_source_category_id: filter.reference('lead_source_category_id'),
			vendor: filter.text('vendor', { prefix: true }),
			medium: filter.text('medium', { prefix: true }),
			message: filter.text('message', { prefix: true }),
			description: filter.text('description', { prefix: true }),
			start_time: filter.at('start_time'),
			end_time: filter.at('end_time'),
		},
		order: {
			name: byText('name'),
			status: byText('status'),
			vendor: byText('vendor'),
			medium: byText('medium'),
			start_time: byValue('start_time'),
			end_time: byValue('end_time'),
			create_time: byValue('create_time'),
			update_time: byValue('update_time'),
		},
	},
	check: endsAfterStart,
});

const parent = { of: leadSources, property: 'lead_source_id', anyOf: '-' };

/** What both kinds of expenses have in common. */
const common = {
	properties: {
		title: string(255),
		notes: string(),
		// Written in the smallest unit of the currency.
		amount: { type: integer(0), required: 'create' as const, show: currencyValue },
	},
	filters: {
		title: filter.text('title'),
		amount: filter.decimal('amount', filter.EQUALITY),
		create_time: filter.at('create_time'),
		update_time: filter.at('update_time'),
	},
	order: {
		title: byText('title'),
		amount: byValue('amount'),
		create_time: byValue('create_time'),
		update_time: byValue('update_time'),
	},
};

const recurringExpenses = collection({
	kind: 'leadSourceRecurringExpense',
	path: '/recurringExpenses',
	parent,
	properties: { ...common.properties, start_time: time, end_time: time },
	times,
	dependents: [
		{
			kind: 'leadSourceExpense',
			property: 'lead_source_recurring_expense_id',
			onDelete: 'clear',
		},
	],
	list: {
		items: 'lead_source_recurring_expenses',
		filters: {
			...common.filters,
			start_time: filter.at('start_time'),
			end_time: filter.at('end_time'),
			next_expense_time: filter.at('next_expense_time'),
		},
		order: {
			...common.order,
			start_time: byValue('start_time'),
			end_time: byValue('end_time'),
			next_expense_time: byValue('next_expense_time'),
		},
	},
	// The first one falls due at the start; nothing is incurred while the sandbox runs.
	prepare: (changes, { time: now }: Call, current) => ({
		...changes,
		next_expense_time: changes.start_time ?? current?.start_time ?? now,
	}),
	check: endsAfterStart,
});

const expenseList = {
	items: 'lead_source_expenses',
	filters: { ...common.filters, incurred_time: filter.at('incurred_time') },
	order: { ...common.order, incurred_time: byValue('incurred_time') },
};

const expenses = collection({
	kind: 'leadSourceExpense',
	path: '/expenses',
	parent,
	properties: { ...common.properties, incurred_time: time },
	times,
	list: expenseList,
	prepare: (changes, { time: now }: Call, current) => ({
		...(current === undefined && { incurred_time: now }),
		...changes,
	}),
});

/** The same expenses, seen from what they recur for. */
const incurredExpenses = collection({
	kind: 'leadSourceExpense',
	path: '/expenses',
	operations: ['list'],
	parent: { of: recurringExpenses, property: 'lead_source_recurring_expense_id' },
	properties: expenses.properties,
	list: expenseList,
});

export const leadSourceRoutes = [
	...routesOf(categories),
	...routesOf(leadSources),
	...routesOf(recurringExpenses),
	...routesOf(expenses),
	...routesOf(incurredExpenses),
];
