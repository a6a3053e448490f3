/**
 * Statuses from 500 on that say for certain that nothing was done, and never will be: Not Implemented, HTTP Version Not
 * Supported, Variant Also Negotiates, Loop Detected, Not Extended, Network Authentication Required.
 * Source: https://www.iana.org/assignments/http-status-codes
 */
const FINAL = new Set([501, 505, 506, 508, 510, 511]);

export const isSuccess = (status: number): boolean => status >= 200 && status < 300;

/** Whether a status speaks of a moment's trouble. Gateways have statuses of their own beyond the standard's. */
export const mayPass = (status: number): boolean =>
	status === 408 || (status >= 500 && !FINAL.has(status));
