import { NodeOperationError, type INode, type NodeApiError } from 'n8n-workflow';

import { KeapError, type KeapErrorKind } from '../api/errors';
import { toNodeApiError, type Wording } from '../api/nodeError';
import { rateLimited, timedOut } from '../messages/editorErrors';

/** Where the client's words are about runs. */
const IN_THE_EDITOR: Partial<Record<KeapErrorKind, Wording>> = {
	rateLimited: rateLimited(),
	cancelled: timedOut(),
};

/** The error that n8n's editor shows. It shows the description of API errors only, and a message up to its first hyphen. */
export function toEditorError(node: INode, error: unknown): NodeApiError | NodeOperationError {
	if (error instanceof NodeOperationError) return error;
	if (!(error instanceof KeapError)) {
		return new NodeOperationError(node, error instanceof Error ? error : String(error));
	}
	return toNodeApiError(node, error, IN_THE_EDITOR[error.kind]);
}
