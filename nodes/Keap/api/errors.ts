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
	/** Keap is down or responses something that is not Keap's, and the request was not carried out. */
	| 'unavailable'
	/** The request left, but whether Keap carried it out can't be known. */
	| 'unknownOutcome'
	/** Keap carried the request out, but its response could not be read. */
	| 'responseLost'
	| 'cancelled';

export interface KeapErrorFields {
	/** What the user can do about it. */
	remedy: string;
	method: string;
	path: string;
	status?: number;
	/** Keap's own words, where it sent any. */
	detail?: string;
	/** Epoch milliseconds from which the request may work again. */
	resetsAt?: number;
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
	}
}
