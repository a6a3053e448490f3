import type { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { type INode } from 'n8n-workflow';

import { KeapError } from '../api/errors';
import { toNodeApiError } from '../api/nodeError';
import { inSequence } from '../messages/sentences';
import { toOperationError } from '../run/outputs/nodeErrors';

/** What went wrong, as n8n shows it. */
export const toTriggerError = (node: INode, error: unknown): NodeApiError | NodeOperationError =>
	error instanceof KeapError ? toNodeApiError(node, error) : toOperationError(node, error);

/** The same with the remedy in its message: of a workflow that can't be activated, n8n shows nothing else. */
export function toActivationError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	const shown = toTriggerError(node, error);
	shown.message = inSequence(shown.message, shown.description);
	return shown;
}
