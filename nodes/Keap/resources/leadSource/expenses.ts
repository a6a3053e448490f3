import {
	create,
	get,
	getMany,
	remove,
	subRecord,
	update,
	type Draft,
} from '../../descriptor/builders';
import { calledBy, collection } from '../../descriptor/collection';
import { choice, dateTime, longText, money, record, required, text } from '../../descriptor/field';
import { day, named, textAt, words } from '../../descriptor/labels';
import { variants } from '../../descriptor/operation';
import { atMoment } from '../shared/filters';
import { leadSources } from './collection';

const parents = { leadSourceId: 'Lead Source' };
const EXPENSES = '/v2/leadSources/{leadSourceId}/expenses';
const RECURRING_EXPENSES = '/v2/leadSources/{leadSourceId}/recurringExpenses';

/** Keap takes a dash for all lead sources. */
const ALL_EXPENSES = '/v2/leadSources/-/expenses';
const ALL_RECURRING_EXPENSES = '/v2/leadSources/-/recurringExpenses';

const expenses = collection({
	noun: 'Expense',
	plural: 'Lead Source Expenses',
	id: 'leadSourceExpenseId',
	example: '51',
	path: EXPENSES,
	items: 'lead_source_expenses',
	pageSize: 1000,
	parents,
	record: {
		columns: {
			id: 'id',
			title: 'title',
			amount: { path: 'amount', money: 'currencyValue' },
			currency: 'amount.currency_code',
			incurred_time: 'incurred_time',
			notes: 'notes',
			lead_source_id: 'lead_source_id',
			lead_source_recurring_expense_id: 'lead_source_recurring_expense_id',
			create_time: 'create_time',
			update_time: 'update_time',
		},
	},
	picker: {
		query: { order_by: 'incurred_time desc' },
		label: (expense) =>
			named(
				words(expense.title) || textAt(expense, 'amount.formatted_amount'),
				day(expense.incurred_time),
			),
	},
});

const recurringExpenses = collection({
	noun: 'Recurring Expense',
	plural: 'Lead Source Recurring Expenses',
	id: 'leadSourceRecurringExpenseId',
	example: '8',
	path: RECURRING_EXPENSES,
	items: 'lead_source_recurring_expenses',
	pageSize: 1000,
	parents,
	record: {
		columns: {
			id: 'id',
			title: 'title',
			amount: { path: 'amount', money: 'currencyValue' },
			currency: 'amount.currency_code',
			start_time: 'start_time',
			end_time: 'end_time',
			next_expense_time: 'next_expense_time',
			notes: 'notes',
			lead_source_id: 'lead_source_id',
			create_time: 'create_time',
			update_time: 'update_time',
		},
	},
	byName: calledBy('Title', 'Monthly Google Ads subscription', 'title'),
	picker: {
		query: { order_by: 'title asc' },
		label: (expense) => named(expense.title, textAt(expense, 'amount.formatted_amount')),
	},
});

const leadSourceId = record(leadSources, { required: true });
const leadSourceExpenseId = record(expenses, { required: true });
const leadSourceRecurringExpenseId = record(recurringExpenses, { required: true });

const scope = choice(
	'scope',
	'Scope',
	[
		{ name: 'All Lead Sources', value: 'all' },
		{ name: 'One Lead Source', value: 'one' },
	],
	{ required: true, default: 'one', in: 'nowhere' },
);

/** Lists of one lead source's records, or of all records. */
const inScope = (one: string, all: string) =>
	variants(scope, { one: { path: one, inputs: [leadSourceId] }, all: { path: all } });

const title = text('title', 'Title', { placeholder: 'e.g. Google Ads campaign' });
const notes = longText('notes', 'Notes');
const amount = money('amount', 'Amount', 'cents', { min: 0 });
const monthlyAmount = money('amount', 'Monthly Amount', 'cents', { min: 0 });
const startTime = dateTime('startTime', 'Start Time');
const endTime = dateTime('endTime', 'End Time');
const incurredTime = dateTime('incurredTime', 'Incurred Time');

const times = [
	atMoment(dateTime('createTime', 'Create Time')),
	atMoment(dateTime('updateTime', 'Update Time')),
];

/** What the lists of expenses take, whether of a lead source or of a recurring expense. */
const expenseList = {
	filters: [amount, atMoment(incurredTime), title, ...times],
	sort: [
		{ name: 'Amount', value: 'amount' },
		{ name: 'Create Time', value: 'create_time' },
		{ name: 'Incurred Time', value: 'incurred_time' },
		{ name: 'Title', value: 'title' },
		{ name: 'Update Time', value: 'update_time' },
	],
};

/** What is spent on a lead source, once or every month. */
export const expenseOperations: readonly Draft[] = [
	...subRecord('Expense', [
		create({
			of: expenses,
			inputs: [leadSourceId, required(amount)],
			fields: [incurredTime, notes, title],
		}),
		get({ of: expenses, inputs: [leadSourceId, leadSourceExpenseId] }),
		getMany({
			of: expenses,
			description: 'Retrieve what was spent on a lead source, or on all of them',
			inputs: [scope],
			variants: inScope(EXPENSES, ALL_EXPENSES),
			list: expenseList,
		}),
		update({
			of: expenses,
			inputs: [leadSourceId, leadSourceExpenseId],
			fields: [amount, incurredTime, notes, title],
		}),
		remove({ of: expenses, inputs: [leadSourceId, leadSourceExpenseId] }),
	]),
	...subRecord('Recurring Expense', [
		create({
			of: recurringExpenses,
			inputs: [leadSourceId, required(monthlyAmount)],
			fields: [endTime, notes, startTime, title],
		}),
		get({ of: recurringExpenses, inputs: [leadSourceId, leadSourceRecurringExpenseId] }),
		getMany({
			of: recurringExpenses,
			description: 'Retrieve what is spent every month on a lead source, or on all of them',
			inputs: [scope],
			variants: inScope(RECURRING_EXPENSES, ALL_RECURRING_EXPENSES),
			list: {
				filters: [
					monthlyAmount,
					atMoment(endTime),
					atMoment(dateTime('nextExpenseTime', 'Next Expense Time')),
					atMoment(startTime),
					title,
					...times,
				],
				sort: [
					{ name: 'Create Time', value: 'create_time' },
					{ name: 'End Time', value: 'end_time' },
					{ name: 'Monthly Amount', value: 'amount' },
					{ name: 'Next Expense Time', value: 'next_expense_time' },
					{ name: 'Start Time', value: 'start_time' },
					{ name: 'Title', value: 'title' },
					{ name: 'Update Time', value: 'update_time' },
				],
			},
		}),
		update({
			of: recurringExpenses,
			inputs: [leadSourceId, leadSourceRecurringExpenseId],
			fields: [endTime, monthlyAmount, notes, startTime, title],
		}),
		remove({ of: recurringExpenses, inputs: [leadSourceId, leadSourceRecurringExpenseId] }),
	]),
	getMany({
		of: expenses,
		value: 'getIncurredExpenses',
		name: 'Get Incurred Expenses',
		action: 'Get incurred expenses of a lead source',
		description: 'Retrieve the expenses that a recurring expense has led to so far',
		path: '/v2/leadSources/{leadSourceId}/recurringExpenses/{leadSourceRecurringExpenseId}/expenses',
		inputs: [leadSourceId, leadSourceRecurringExpenseId],
		list: expenseList,
	}),
];
