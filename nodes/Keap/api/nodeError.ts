import { NodeApiError, type Failure, type INode } from 'n8n-workflow';

import { keapSays } from '../messages/keapErrors';
import { inSequence } from '../messages/sentences';
import type { ConnectionProblem } from './connection';
import type { KeapError, KeapErrorKind } from './errors';

const CAUSES: Partial<Record<KeapErrorKind, Failure['cause']>> = {
	rateLimited: 'rate-limited',
	dayExhausted: 'quota-exhausted',
	notConnected: 'temporarily-unavailable',
	unavailable: 'temporarily-unavailable',
	unauthorized: 'credential-invalid',
};

/** What somebody has to change in the settings of n8n or of its network; the other problems may pass. */
const SETTINGS = new Set<ConnectionProblem>([
	'blocked',
	'certificate',
	'hostUnknown',
	'proxyAuthentication',
	'proxyRefused',
	'tls',
]);

/** Why it failed, in the terms that n8n knows (n8n-workflow, errors/failure). */
function failureOf({ kind, problem, resetsAt }: KeapError): Failure | undefined {
	if (problem === 'invalid') return undefined;
	if (problem && SETTINGS.has(problem)) return { cause: 'configuration-invalid' };
	const cause = CAUSES[kind];
	if (!cause) return undefined;
	return cause === 'quota-exhausted' ? { cause, resetsAtEpochMs: resetsAt } : { cause };
}

/** The words around a refused request that depend on who made it. */
export interface Wording {
	message?: string;
	remedy?: string;
	itemIndex?: number;
}

/** A refused request as n8n shows it: what happened, what to do, and Keap's own words where they say more. */
export function toNodeApiError(node: INode, error: KeapError, wording: Wording = {}): NodeApiError {
	const { status, detail, path, method } = error;
	const { message = error.message, remedy = error.remedy, itemIndex } = wording;
	const said = detail && !message.includes(detail) ? keapSays(detail) : '';
	const facts = { message: error.message, method, path };
	const nodeError = new NodeApiError(node, status ? { ...facts, statusCode: status } : facts, {
		message,
		description: inSequence(remedy, said),
		failure: failureOf(error),
		...(itemIndex === undefined ? {} : { itemIndex }),
		...(status ? { httpCode: String(status) } : {}),
	});
	// n8n puts words of its own in place of any message that contains a code of Node's, such as EEXIST in "preexisting".
	nodeError.message = message;
	nodeError.context.kind = error.kind;
	if (error.problem) nodeError.context.problem = error.problem;
	return nodeError;
}
