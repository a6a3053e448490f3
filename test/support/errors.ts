import type { INodeExecutionData, NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { KeapErrorKind } from '../../nodes/Keap/api/errors';
import type { InputError, InputErrorKind } from '../../nodes/Keap/messages/inputErrors';
import type { EngineRun } from './engine';

/** What tests say about errors: their kind, the parameter that they name, and what the person has to be told. */

/** An error as n8n keeps it: a copy that is of no class. */
export type ThrownError = (NodeApiError | NodeOperationError) & {
	httpCode?: string | null;
	type?: string;
};

type Mention = string | RegExp;

const indexOf = ({ pairedItem }: INodeExecutionData) => (pairedItem as { item: number }).item;

/** The error of an item, whether it stopped the run or goes on in the item's place. */
export function errorOf(run: EngineRun, item = 0): ThrownError {
	const error = run.error ?? run.items.find((output) => indexOf(output) === item)?.error;
	if (!error) throw new Error(`Item ${item} has no error`);
	return error as ThrownError;
}

/** The texts of an error as a person reads them. */
const textsOf = ({ message, description }: ThrownError) => `${message}\n${description ?? ''}`;

function expectMentions(error: ThrownError, mentions: readonly Mention[]): void {
	for (const mention of mentions) {
		if (typeof mention === 'string') expect(textsOf(error)).toContain(mention);
		else expect(textsOf(error)).toMatch(mention);
	}
}

/** n8n's guidelines forbid the words; the rest is what programs say when nobody thought of a case. */
const FORBIDDEN = /\b(errors?|problems?|failures?|failed|mistakes?|undefined|NaN)\b|\[object/i;

/** Keap's own words, which it chooses itself. */
const OF_KEAP = /(Keap says|Keap rejected the request): .*/g;

/** Every error of an item names the item, and says what to do about it. */
function expectItem(error: ThrownError, item: number): void {
	if (item > 0) expect(error.message).toMatch(new RegExp(`\\[item ${item}\\]$`));
	expect(error.context.itemIndex).toBe(item);
	expect(error.description).toMatch(/^[A-Z'].{10,}/);
	expect(textsOf(error).replace(OF_KEAP, '')).not.toMatch(FORBIDDEN);
}

/**
 * Expects that an item failed because of an input. `parameter` is the label of the parameter that the error is about,
 * undefined where it is about several; `mentions` have to occur in its message or its remedy.
 */
export function expectInputError(
	run: EngineRun,
	item: number,
	kind: InputErrorKind,
	parameter: string | undefined,
	...mentions: Mention[]
): ThrownError {
	const error = errorOf(run, item);
	expect([error.name, error.type, error.context.parameter]).toEqual([
		'NodeOperationError',
		`input.${kind}`,
		parameter,
	]);
	expectItem(error, item);
	if (parameter !== undefined) expect(textsOf(error)).toContain(`'${parameter}'`);
	expectMentions(error, mentions);
	return error;
}

/**
 * Expects that an item failed because of a request to Keap. `mentions` have to occur in its message or its remedy: Keap's
 * own words, or the record that it is about.
 */
export function expectKeapError(
	run: EngineRun,
	item: number,
	kind: KeapErrorKind,
	...mentions: Mention[]
): ThrownError {
	const error = errorOf(run, item);
	expect([error.name, error.context.kind]).toEqual(['NodeApiError', kind]);
	expectItem(error, item);
	expectMentions(error, mentions);
	return error;
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Where there is one item only, its number is left out. */
const suffix = (item: number) =>
	item > 0 ? escaped(` [item ${item}]`) : `(${escaped(' [item 0]')})?`;

const messageWith = (mentions: string[], item: number): unknown =>
	expect.stringMatching(`${mentions.map(escaped).join('.*')}.*${suffix(item)}$`);

/** Matches the error of an item among `outcomes`; its message contains the mentions, in this order. */
export const inputError = (
	item: number,
	kind: InputErrorKind,
	parameter: string | undefined,
	...mentions: string[]
): unknown =>
	expect.objectContaining({
		type: `input.${kind}`,
		message: messageWith(mentions, item),
		context:
			parameter === undefined
				? (expect.not.objectContaining({ parameter: expect.anything() as unknown }) as unknown)
				: (expect.objectContaining({ parameter }) as unknown),
	});

/** Matches the error of an item among `outcomes`; its message contains the mentions, in this order. */
export const keapError = (item: number, kind: KeapErrorKind, ...mentions: string[]): unknown =>
	expect.objectContaining({
		message: messageWith(mentions, item),
		context: expect.objectContaining({ kind }) as unknown,
	});

/** What became of each item of a run that goes on: its error, or one property of its output. */
export const outcomes = (run: EngineRun, property: string): unknown[] =>
	run.items.map(({ json, error }) => error ?? json[property]);

/** What n8n's error output shows of an input error. */
export const shown = ({ message, remedy }: InputError, item: number) => ({
	error: expect.stringMatching(`^${escaped(message)}${suffix(item)}$`) as string,
	details: remedy,
});
