import { NodeOperationError, type IExecuteFunctions } from 'n8n-workflow';

import { KeapClient } from '../api/client';
import { keyId, pacerFor } from '../api/pacer';
import { CREDENTIAL, n8nTransport } from '../api/transport';
import { PARAMETER } from '../descriptor/names';
import { isEmpty, toNumber } from './scalars';
import type { InputError } from './inputError';
import type { Parameters } from './parameters';

let runs = 0;

function milliseconds(value: unknown, label: string): number | undefined {
	return isEmpty(value) ? undefined : toNumber(value, label) * 1_000;
}

/**
 * The client of one run, with the key of the node's credential and the ceilings of its request options.
 * @throws NodeOperationError when a ceiling is no number
 */
export async function clientFor(
	context: IExecuteFunctions,
	parameters: Parameters,
): Promise<KeapClient> {
	const { apiKey } = await context.getCredentials<{ apiKey: string }>(CREDENTIAL);
	const options = (parameters.read(PARAMETER.requestOptions, 0) ?? {}) as Record<string, unknown>;
	const ceilings = () => ({
		maxWaitMs: milliseconds(options.maxWait, 'Max Wait (Seconds)'),
		timeoutMs: milliseconds(options.timeout, 'Timeout (Seconds)'),
	});
	try {
		return new KeapClient(n8nTransport(context), pacerFor(keyId(String(apiKey))), {
			owner: `run ${runs++}`,
			signal: context.getExecutionCancelSignal?.(),
			...ceilings(),
		});
	} catch (error) {
		const { message, remedy } = error as InputError;
		throw new NodeOperationError(parameters.node, message, { description: remedy });
	}
}
