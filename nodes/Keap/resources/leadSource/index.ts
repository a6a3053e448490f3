import { create, get, getMany, remove, resource, subRecord, update } from '../descriptor/builders';
import { calledBy, collection } from '../descriptor/collection';
import { enumeration } from '../descriptor/enumeration';
import {
	choice,
	dateTime,
	longText,
	money,
	record,
	required,
	text,
	type Field,
} from '../descriptor/field';
import { day, named, textAt, words } from '../descriptor/labels';
import { startsWith } from '../descriptor/search';
import { leadSourceCategories } from './leadSourceCategory';
import { byPrefix, idRange } from './shared/filters';

export const leadSources = collection({
	noun: 'Lead Source',
	id: 'leadSourceId',
	example: '12',
	path: '/v2/leadSources',
	items: 'lead_sources',
	pageSize: 1000,
	byName: calledBy('Name', 'Newsletter', 'name'),
	picker: {
		query: { order_by: 'name asc' },
		pageSize: 100,
		typed: startsWith('name'),
		id: 'id',
		label: ({ name, vendor }) => named(name, words(vendor)),
	},
});

const parents = { leadSourceId: 'Lead Source' };
const EXPENSES = '/v2/leadSources/{leadSourceId}/expenses';
const RECURRING_EXPENSES = '/v2/leadSources/{leadSourceId}/recurringExpenses';

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

const name = text('name', 'Name', { placeholder: 'e.g. Google Ads' });
const status = choice('status', 'Status', enumeration(['ACTIVE', 'INACTIVE']));
const category = record(leadSourceCategories);
const startTime = dateTime('startTime', 'Start Time');
const endTime = dateTime('endTime', 'End Time');
const description = longText('description', 'Description');
const medium = text('medium', 'Medium', { placeholder: 'e.g. cpc' });
const message = text('message', 'Message', { placeholder: 'e.g. Spring promotion' });
const vendor = text('vendor', 'Vendor', { placeholder: 'e.g. Google' });

const fields: Field[] = [
	category,
	description,
	endTime,
	medium,
	message,
	startTime,
	status,
	vendor,
];

const title = text('title', 'Title', { placeholder: 'e.g. Google Ads campaign' });
const notes = longText('notes', 'Notes');
const amount = money('amount', 'Amount', 'cents', { min: 0 });
const monthlyAmount = money('amount', 'Monthly Amount', 'cents', { min: 0 });
const incurredTime = dateTime('incurredTime', 'Incurred Time');

const createTime = dateTime('createTime', 'Create Time');
const updateTime = dateTime('updateTime', 'Update Time');

/** What the lists of expenses take, whether of a lead source or of a recurring expense. */
const expenseList = {
	filters: [amount, createTime, incurredTime, title, updateTime],
	sort: [
		{ name: 'Amount', value: 'amount' },
		{ name: 'Create Time', value: 'create_time' },
		{ name: 'Incurred Time', value: 'incurred_time' },
		{ name: 'Title', value: 'title' },
		{ name: 'Update Time', value: 'update_time' },
	],
};

export const leadSource = resource('leadSource', 'Lead Source', [
	create({ of: leadSources, inputs: [required(name)], fields }),
	get({ of: leadSources }),
	getMany({
		of: leadSources,
		list: {
			filters: [
				category,
				byPrefix(description, 'Paid'),
				endTime,
				...idRange('id'),
				byPrefix(medium, 'cp'),
				byPrefix(message, 'Spring'),
				byPrefix(name, 'Goo'),
				startTime,
				status,
				byPrefix(vendor, 'Goo'),
			],
			sort: [
				{ name: 'Create Time', value: 'create_time' },
				{ name: 'End Time', value: 'end_time' },
				{ name: 'Medium', value: 'medium' },
				{ name: 'Name', value: 'name' },
				{ name: 'Start Time', value: 'start_time' },
				{ name: 'Status', value: 'status' },
				{ name: 'Update Time', value: 'update_time' },
				{ name: 'Vendor', value: 'vendor' },
			],
		},
	}),
	update({ of: leadSources, fields: [...fields, name] }),
	remove({ of: leadSources }),
	...subRecord('Expense', [
		create({
			of: expenses,
			inputs: [leadSourceId, required(amount)],
			fields: [incurredTime, notes, title],
		}),
		get({ of: expenses, inputs: [leadSourceId, leadSourceExpenseId] }),
		getMany({
			of: expenses,
			description: 'Retrieve what was spent on a lead source',
			inputs: [leadSourceId],
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
			description: 'Retrieve what is spent on a lead source every month',
			inputs: [leadSourceId],
			list: {
				filters: [
					monthlyAmount,
					createTime,
					endTime,
					dateTime('nextExpenseTime', 'Next Expense Time'),
					startTime,
					title,
					updateTime,
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
		action: 'Get incurred expenses of lead source',
		description: 'Retrieve the expenses that a recurring expense has led to so far',
		path: '/v2/leadSources/{leadSourceId}/recurringExpenses/{leadSourceRecurringExpenseId}/expenses',
		inputs: [leadSourceId, leadSourceRecurringExpenseId],
		list: expenseList,
	}),
]);
