import type { ErrorText } from '../messages/keapErrors';
import type { ConnectionProblem } from './connection';
import type { KeapRequest } from './request';

/** What went wrong, in the terms in which callers decide. */
export type KeapErrorKind =
	| 'badRequest'
	| 'unauthorized'
	| 'forbidden'
	| 'notFound'
	| 'conflict'
	/** Refused for rate, and the caller's ceiling on waiting was reached. */
	| 'rateLimited'
	/** The day's calls are used up; `resetsAt` says until when. */
	| 'dayExhausted'
	/** The connection was never made; `problem` says why. Nothing was carried out, by no attempt. */
	| 'notConnected'
	/** Keap is down, or something that is not Keap responds. */
	| 'unavailable'
	/** The request left, but whether Keap carried it out can't be known. */
	| 'unknownOutcome'
	/** Keap carried the request out, but its response could not be read. */
	| 'responseLost'
	/** Keap's response to a read is not what it should be. */
	| 'badResponse'
	| 'cancelled';

interface OptionalFields {
	status?: number;
	/** Keap's own words, where it sent any. */
	detail?: string;
	/** Epoch milliseconds from which the request may work again. */
	resetsAt?: number;
	/** Why the last attempt made no connection. */
	problem?: ConnectionProblem;
	/** An attempt before the one that Keap turned down may have been carried out. */
	mayHaveBeenDone?: boolean;
}

export interface KeapErrorFields extends OptionalFields {
	/** What the user can do about it. */
	remedy: string;
	method: string;
	path: string;
}

/** A request to Keap that did not succeed. Its texts never hold the key. */
export class KeapError extends Error {
	override readonly name = 'KeapError';
	readonly remedy: string;
	readonly method: string;
	readonly path: string;
	readonly status?: number;
	readonly detail?: string;
	readonly resetsAt?: number;
	readonly problem?: ConnectionProblem;
	readonly mayHaveBeenDone?: boolean;

	constructor(
		readonly kind: KeapErrorKind,
		message: string,
		fields: KeapErrorFields,
	) {
		super(message);
		this.remedy = fields.remedy;
		this.method = fields.method;
		this.path = fields.path;
		this.status = fields.status;
		this.detail = fields.detail;
		this.resetsAt = fields.resetsAt;
		this.problem = fields.problem;
		this.mayHaveBeenDone = fields.mayHaveBeenDone;
	}
}

/** The error of one request, in the words of the catalogue. */
export const keapError = (
	kind: KeapErrorKind,
	{ method, path }: Pick<KeapRequest, 'method' | 'path'>,
	{ message, remedy }: ErrorText,
	fields: OptionalFields = {},
): KeapError => new KeapError(kind, message, { ...fields, remedy, method, path });
