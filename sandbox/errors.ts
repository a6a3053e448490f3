/** An error of the application behind the gateway. */
export class ApiError extends Error {
	constructor(
		readonly status: number,
		message: string,
		readonly details: Array<{ domain: string; resource: string }> = [],
	) {
		super(message);
	}
}

export const badRequest = (message: string, resource?: string) =>
	new ApiError(400, message, resource === undefined ? [] : [{ domain: 'request', resource }]);

export const notFound = (what: string, id: string) =>
	new ApiError(404, `${what} with id ${id} not found`, [
		{ domain: what.toLowerCase(), resource: id },
	]);

export const conflict = (message: string) => new ApiError(409, message);

const STATUS_NAMES: Record<number, string> = {
	400: 'BAD_REQUEST',
	401: 'UNAUTHORIZED',
	403: 'FORBIDDEN',
	404: 'NOT_FOUND',
	405: 'METHOD_NOT_ALLOWED',
	409: 'CONFLICT',
	415: 'UNSUPPORTED_MEDIA_TYPE',
	500: 'INTERNAL_SERVER_ERROR',
	501: 'NOT_IMPLEMENTED',
};

/** v1 and v2 word their errors differently. */
export function errorBody(path: string, error: ApiError): unknown {
	if (path.startsWith('/v1/')) return { message: error.message };
	return {
		code: error.status,
		message: error.message,
		status: STATUS_NAMES[error.status] ?? 'ERROR',
		details: error.details,
	};
}

/** The gateway's own envelope. */
export const gatewayFault = (faultstring: string, errorcode: string) => ({
	fault: { faultstring, detail: { errorcode } },
});

export const quotaExceeded = {
	code: '429',
	message: 'Quota Exceeded',
	status: 'Request Throttled',
	details: null,
};
