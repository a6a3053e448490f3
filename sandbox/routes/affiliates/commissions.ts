import { objects, required, updateMask, withoutNulls, writes, written } from '../../body';
import type { Parser, Parsers } from '../../body';
import { find, recordPathOf } from '../../collection';
import { badRequest, conflict, notFound } from '../../errors';
import type { Call, Doc, Json, JsonObject, Route, RouteResponse } from '../../types';
import { oneOf, record, recordIn } from '../../values';
import { programs, wholeProgram } from './programs';

/** A number in a text, as Keap's document has it. */
const numberText =
	(max = Infinity): Parser =>
	(value, name) => {
		const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
		if (!(number >= 0 && number <= max))
			throw badRequest(`${name} must be a text that holds a number`, name);
		return number;
	};

/** A level is replaced whole. */
const rates = record({
	sale_percent: numberText(100),
	sale_amount: numberText(),
	lead_percent: numberText(100),
	lead_amount: numberText(),
});

const PAID: Parsers = {
	percentage: numberText(100),
	dollar_amount: numberText(),
	payout_type: oneOf('UPFRONT', 'PAYMENT_RECEIVED'),
	level_1: rates,
	level_2: rates,
	unused: rates,
};

/** The kinds of commission: those of a list are told apart by what they are for. */
interface Kind {
	path: string;
	property: string;
	about?: { id: string; kind: string };
}

const KINDS: Kind[] = [
	{ path: 'defaultCommissionPrograms', property: 'default_commission' },
	{
		path: 'productCommissionPrograms',
		property: 'product_commissions',
		about: { id: 'product_id', kind: 'product' },
	},
	{
		path: 'subscriptionCommissionPrograms',
		property: 'subscription_commissions',
		about: { id: 'subscription_id', kind: 'subscriptionPlan' },
	},
];

/** The id of what a commission is for; undefined for the default one. */
function subjectOf({ about }: Kind, call: Call): string | undefined {
	if (about === undefined) return undefined;
	required(call.body, about.id);
	return String(writes(call.body, { [about.id]: recordIn(about.kind) }, call)[about.id]);
}

function commissionOf(
	{ property, about }: Kind,
	program: Doc,
	subject?: string,
): JsonObject | undefined {
	const value = program[property];
	if (about === undefined) return value as JsonObject | undefined;
	return objects(value).find((commission) => commission[about.id] === subject);
}

/** Puts a commission into its program, or takes it out. */
function save(
	{ property, about }: Kind,
	call: Call,
	program: Doc,
	subject: string | undefined,
	commission?: JsonObject,
): Doc {
	const others = objects(program[property]).filter((other) => other[about?.id ?? ''] !== subject);
	const value: Json | undefined =
		about === undefined ? commission : [...others, ...(commission ? [commission] : [])];
	return call.store.put('commissionProgram', { ...program, [property]: value ?? null });
}

/** The deprecated amounts are those of a sale at level 1. */
function settled({ percentage, dollar_amount: amount, ...rest }: JsonObject): JsonObject {
	if (percentage === undefined && amount === undefined) return rest;
	const level = withoutNulls({ sale_percent: percentage ?? null, sale_amount: amount ?? null });
	return { ...rest, level_1: { ...level, ...(rest.level_1 as JsonObject | undefined) } };
}

const add = (kind: Kind) => (call: Call) => {
	const program = find(programs, call);
	const subject = subjectOf(kind, call);
	if (commissionOf(kind, program, subject) !== undefined)
		throw conflict('The program has such a commission already');
	const paid = withoutNulls(settled(writes(call.body, PAID, call)));
	const about = kind.about === undefined ? {} : { [kind.about.id]: subject ?? '' };
	const saved = save(kind, call, program, subject, { payout_type: 'UPFRONT', ...about, ...paid });
	return { status: 201, body: wholeProgram(saved, call) };
};

const update = (kind: Kind) => (call: Call) => {
	const program = find(programs, call);
	const subject = subjectOf(kind, call);
	const before = commissionOf(kind, program, subject);
	if (before === undefined) throw notFound('Commission', subject ?? 'default');
	const mask = updateMask(call.query, Object.keys(PAID));
	const changes = settled(writes(call.body, PAID, call, mask));
	const saved = save(kind, call, program, subject, written(before, changes));
	return { status: 200, body: wholeProgram(saved, call) };
};

function remove(kind: Kind, subject: string, call: Call): RouteResponse {
	const program = find(programs, call);
	if (commissionOf(kind, program, subject) === undefined) throw notFound('Commission', subject);
	save(kind, call, program, subject);
	return { status: 200 };
}

const [, ofProducts, ofPlans] = KINDS as [Kind, Kind, Kind];

function removeProduct(call: Call): RouteResponse {
	required(call.body, 'product_id');
	const { product_id: id } = writes(call.body, { product_id: recordIn('product') }, call);
	return remove(ofProducts, String(id), call);
}

function removePlan(call: Call): RouteResponse {
	required(call.body, 'product_id', 'subscription_plan_id');
	const { product_id: product } = writes(call.body, { product_id: recordIn('product') }, call);
	const plan = recordIn('subscriptionPlan', { product_id: String(product) });
	const { subscription_plan_id: id } = writes(call.body, { subscription_plan_id: plan }, call);
	return remove(ofPlans, String(id), call);
}

const program = recordPathOf(programs);

export const commissionRoutes: Route[] = [
	...KINDS.flatMap((kind): Route[] => {
		const path = program.replace('/{', `/${kind.path}/{`);
		return [
			{ method: 'POST', path, handle: add(kind) },
			{ method: 'PATCH', path, handle: update(kind) },
		];
	}),
	{ method: 'POST', path: `${program}:removeProductCommission`, handle: removeProduct },
	{ method: 'POST', path: `${program}:removeSubscriptionCommission`, handle: removePlan },
];
