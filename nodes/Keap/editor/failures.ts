import { NodeOperationError, type INode, type NodeApiError } from 'n8n-workflow';

import { KeapError, type KeapErrorKind } from '../api/errors';
import { toNodeApiError, type Wording } from '../api/nodeError';

/** Where the client's words are about runs. */
const IN_THE_EDITOR: Partial<Record<KeapErrorKind, Wording>> = {
	rateLimited: {
		message: "Running workflows use up Keap's rate limit",
		remedy: 'Try again in a minute, or enter an ID instead of choosing from the list.',
	},
	cancelled: {
		message: 'Keap did not answer in time',
		remedy: 'Try again, or enter an ID instead of choosing from the list.',
	},
};

/** The error that n8n's editor shows. It shows the description of API errors only, and a message up to its first hyphen. */
export function toEditorError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	if (!(error instanceof KeapError)) {
		return new NodeOperationError(node, error instanceof Error ? error : String(error));
	}
	return toNodeApiError(node, error, IN_THE_EDITOR[error.kind]);
}
