import { jsonParse } from 'n8n-workflow';

import { inexactNumber, notJson } from '../../messages/inputErrors';

/** Texts, which may look like numbers, and numbers. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** A number's digits and the power of ten behind them, the same for all ways to write it. */
function canonical(literal: string): string {
	const [, sign, whole, fraction = '', exponent = '0'] =
		/^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(literal) ?? [];
	if (whole === undefined) return literal;
	const digits = (whole + fraction).replace(/^0+/, '');
	const significant = digits.replace(/0+$/, '');
	if (significant === '') return '0';
	const power = Number(exponent) - fraction.length + digits.length - significant.length;
	return `${sign}${significant}e${power}`;
}

/**
 * The value of a JSON text that a person gives for a body; undefined for none.
 * @throws InputError when it isn't JSON, or has a number that would be sent as another one, such as a long ID
 */
export function parseJson(given: unknown, label: string): unknown {
	if (given === undefined) return undefined;
	if (typeof given !== 'string') return given;
	if (given.trim() === '') return undefined;
	const INVALID = Symbol('invalid');
	const parsed: unknown = jsonParse<unknown>(given, { fallbackValue: INVALID });
	if (parsed === INVALID) throw notJson(label, given);
	for (const [token] of given.matchAll(TOKEN)) {
		if (token.startsWith('"')) continue;
		if (canonical(String(Number(token))) !== canonical(token)) throw inexactNumber(label, token);
	}
	return parsed;
}
