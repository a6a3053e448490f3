import type { INode, NodeApiError, NodeOperationError, WorkflowActivateMode } from 'n8n-workflow';

import { KeapError, type KeapErrorKind } from '../api/errors';
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

const PASSING = new Set<KeapErrorKind>([
	'notConnected',
	'unavailable',
	'badResponse',
	'rateLimited',
	'dayExhausted',
]);

/** Whether n8n is starting, or has become the leader: nobody is there to read what is wrong. */
export const isStarting = (mode: WorkflowActivateMode): boolean =>
	mode === 'init' || mode === 'leadershipChange';

/**
 * Whether n8n is starting, and Keap can't be asked for a while. n8n tries to activate a workflow a
 * few times within seconds then, and gives it up.
 */
export const isOutageAtStart = (mode: WorkflowActivateMode, error: unknown): boolean =>
	isStarting(mode) && error instanceof KeapError && PASSING.has(error.kind);
