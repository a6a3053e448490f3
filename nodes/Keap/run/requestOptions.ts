import type { IExecuteFunctions } from 'n8n-workflow';

import { connect, type ClientOptions, type KeapClient } from '../api';
import { PARAMETER } from '../descriptor/names';
import { belowMinimum } from '../messages/inputErrors';
import type { Parameters } from './inputs/parameters';
import { isEmpty, toNumber } from './inputs/values/scalars';
import { toOperationError } from './outputs/nodeErrors';

let runs = 0;

/** @throws InputError for what the editor refuses, but expressions can give: less than nothing, or none where `least` is 1 */
function milliseconds(value: unknown, label: string, least: 0 | 1): number | undefined {
	if (isEmpty(value)) return undefined;
	const seconds = toNumber(value, label);
	if (least === 0 ? seconds < 0 : seconds <= 0) throw belowMinimum(label, least, seconds);
	return seconds * 1_000;
}

/** The options of requests: those of the first item, for all of them. */
const optionsOf = (parameters: Parameters) =>
	(parameters.read(PARAMETER.options, 0) ?? {}) as Record<string, unknown>;

/** The ceilings that the options of requests set. */
function ceilings(parameters: Parameters): Pick<ClientOptions, 'maxWaitMs' | 'timeoutMs'> {
	const options = optionsOf(parameters);
	return {
		maxWaitMs: milliseconds(options.maxWait, 'Max Wait (Seconds)', 0),
		// In no time no response can come, though a write may be carried out.
		timeoutMs: milliseconds(options.timeout, 'Timeout (Seconds)', 1),
	};
}

/** Whether a run begins that the day's remaining calls can't finish. */
export function goesBeyondDay(parameters: Parameters): boolean {
	return optionsOf(parameters).dailyQuotaTooLow === 'goOn';
}

/**
 * The client of one run.
 * @throws NodeOperationError when a ceiling isn't a number, or too low
 */
export async function clientOfRun(
	context: IExecuteFunctions,
	parameters: Parameters,
): Promise<KeapClient> {
	try {
		const { client } = await connect(context, {
			owner: `run ${runs++}`,
			signal: context.getExecutionCancelSignal?.(),
			...ceilings(parameters),
		});
		return client;
	} catch (error) {
		throw toOperationError(parameters.node, error);
	}
}
