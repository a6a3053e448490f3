import type { IExecuteFunctions } from 'n8n-workflow';

import { connect, type ClientOptions, type KeapClient } from '../api';
import { PARAMETER } from '../descriptor/names';
import type { Parameters } from './inputs/parameters';
import { isEmpty, toNumber } from './inputs/values/scalars';
import { toOperationError } from './outputs/nodeErrors';

let runs = 0;

const milliseconds = (value: unknown, label: string): number | undefined =>
	isEmpty(value) ? undefined : toNumber(value, label) * 1_000;

/** The ceilings that the node's request options set. */
function ceilings(parameters: Parameters): Pick<ClientOptions, 'maxWaitMs' | 'timeoutMs'> {
	const options = (parameters.read(PARAMETER.requestOptions, 0) ?? {}) as Record<string, unknown>;
	return {
		maxWaitMs: milliseconds(options.maxWait, 'Max Wait (Seconds)'),
		timeoutMs: milliseconds(options.timeout, 'Timeout (Seconds)'),
	};
}

/**
 * The client of one run.
 * @throws NodeOperationError when a ceiling isn't a number
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
