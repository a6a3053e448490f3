import { mayPass } from './status';

/**
 * Why a connection to Keap was never made. The request was certainly not sent then, whatever it would have done.
 */
export type ConnectionProblem =
	/** The certificate that was presented for Keap was refused. */
	| 'certificate'
	/** The other side does not speak TLS, or none that both know. */
	| 'tls'
	/** DNS knows no such host. */
	| 'hostUnknown'
	/** DNS did not respond. */
	| 'dnsUnavailable'
	| 'refused'
	| 'timedOut'
	| 'unreachable'
	/** The connection broke before it was secure. */
	| 'interrupted'
	/** The proxy wants a user name and password. */
	| 'proxyAuthentication'
	/** The proxy does not let n8n reach Keap. */
	| 'proxyRefused'
	/** The proxy could not reach Keap, or broke off. */
	| 'proxyUnavailable'
	/** n8n itself does not let the request out. */
	| 'blocked'
	/** The request can't be made: a header or an address that HTTP does not allow. */
	| 'invalid';

/** What became of an attempt without a response. */
export interface ConnectionFailure {
	kind: ConnectionProblem | 'connectionLost' | 'noResponse';
	/** Node's or OpenSSL's code. */
	code?: string;
	/** The host, or address and port, that could not be reached. */
	target?: string;
	/** It is not where Keap listens, so it is a proxy. */
	isProxy?: boolean;
	/** The words of what keeps the request in. */
	reason?: string;
}

/** A request that can't be put together: it holds what HTTP, a query or JSON can't carry. Nothing was sent. */
export class UnsendableError extends Error {
	override readonly name = 'UnsendableError';
}

/** Keap's host, which all requests go to. */
export const KEAP_HOST = 'api.infusionsoft.com';
const HTTPS_PORT = 443;

/** What errors of Node, axios and n8n tell, as far as they tell it. */
interface ErrorLink {
	name?: unknown;
	message?: unknown;
	code?: unknown;
	syscall?: unknown;
	hostname?: unknown;
	address?: unknown;
	port?: unknown;
	errors?: unknown;
	cause?: unknown;
	request?: unknown;
}

const DEEPEST = 8;

/** An error and its causes, the innermost first: that one tells most. n8n wraps axios' error, which wraps Node's. */
function chainOf(error: unknown): ErrorLink[] {
	const chain: ErrorLink[] = [];
	for (
		let link = error;
		typeof link === 'object' && link !== null && chain.length < DEEPEST;
		link = (link as ErrorLink).cause
	) {
		if (chain.includes(link)) break;
		chain.unshift(link);
	}
	return chain;
}

/** The request that axios hands on with its errors: Node's ClientRequest, and the socket that it got. */
interface ClientRequest {
	protocol?: unknown;
	socket?: { encrypted?: unknown; authorized?: unknown; authorizationError?: unknown } | null;
}

/**
 * How far a request came. Node lets nothing of it out before the TLS handshake is over, and keeps on the socket whether it
 * was: `authorized`, or the reason why not in `authorizationError`. A proxy agent hands out a socket only once the proxy
 * has made the tunnel; when the proxy refuses, it is one without TLS that holds nothing but the proxy's response.
 */
type Stage = 'unsent' | 'sent' | 'proxyResponded' | 'unknown';

export function stageOf(request: unknown): Stage {
	if (typeof request !== 'object' || request === null) return 'unknown';
	const { protocol, socket } = request as ClientRequest;
	if (protocol !== 'https:' || socket === undefined) return 'unknown';
	if (socket === null) return 'unsent';
	if (socket.encrypted !== true) return 'proxyResponded';
	if (socket.authorized === true) return 'sent';
	return socket.authorizationError === null ? 'unsent' : 'unknown';
}

const stageIn = (chain: readonly ErrorLink[]): Stage =>
	chain.map(({ request }) => stageOf(request)).find((stage) => stage !== 'unknown') ?? 'unknown';

/**
 * OpenSSL's reasons to refuse a certificate, and Node's own.
 * Sources: https://nodejs.org/api/tls.html#x509-certificate-error-codes, https://nodejs.org/api/errors.html
 */
const CERTIFICATE_CODES = new Set([
	'CA_KEY_TOO_SMALL',
	'CA_MD_TOO_WEAK',
	'CERT_CHAIN_TOO_LONG',
	'CERT_HAS_EXPIRED',
	'CERT_NOT_YET_VALID',
	'CERT_REJECTED',
	'CERT_REVOKED',
	'CERT_SIGNATURE_FAILURE',
	'CERT_UNTRUSTED',
	'CRL_HAS_EXPIRED',
	'CRL_NOT_YET_VALID',
	'CRL_SIGNATURE_FAILURE',
	'DEPTH_ZERO_SELF_SIGNED_CERT',
	'EE_KEY_TOO_SMALL',
	'ERROR_IN_CERT_NOT_AFTER_FIELD',
	'ERROR_IN_CERT_NOT_BEFORE_FIELD',
	'ERROR_IN_CRL_LAST_UPDATE_FIELD',
	'ERROR_IN_CRL_NEXT_UPDATE_FIELD',
	'ERR_TLS_CERT_ALTNAME_FORMAT',
	'ERR_TLS_CERT_ALTNAME_INVALID',
	'ERR_TLS_CERT_SIGNATURE_ALGORITHM_UNSUPPORTED',
	'HOSTNAME_MISMATCH',
	'INVALID_CA',
	'INVALID_PURPOSE',
	'PATH_LENGTH_EXCEEDED',
	'SELF_SIGNED_CERT_IN_CHAIN',
	'UNABLE_TO_DECODE_ISSUER_PUBLIC_KEY',
	'UNABLE_TO_DECRYPT_CERT_SIGNATURE',
	'UNABLE_TO_DECRYPT_CRL_SIGNATURE',
	'UNABLE_TO_GET_CRL',
	'UNABLE_TO_GET_ISSUER_CERT',
	'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
	'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
]);

/** Of OpenSSL's errors, those that break a connection which was secure already. */
const BROKEN_RECORD = /RECORD.?MAC|DECRYPTION.?FAILED|UNEXPECTED.?EOF|UNINITIALIZED|SHUTDOWN/i;

const DNS_CALL = /^(getaddrinfo|query)/;
const NO_SUCH_HOST = new Set(['ENOTFOUND', 'ENODATA', 'EAI_NODATA', 'EAI_NONAME']);

const CONNECT_TIMEOUTS = new Set(['UND_ERR_CONNECT_TIMEOUT', 'ERR_SOCKET_CONNECTION_TIMEOUT']);
const NO_ROUTE = new Set(['EADDRNOTAVAIL', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETUNREACH']);

/** Node refuses to make such a request, before anything is connected. */
const NOT_A_REQUEST = new Set([
	'ERR_BAD_OPTION',
	'ERR_BAD_OPTION_VALUE',
	'ERR_HTTP_INVALID_HEADER_VALUE',
	'ERR_INVALID_ARG_TYPE',
	'ERR_INVALID_ARG_VALUE',
	'ERR_INVALID_CHAR',
	'ERR_INVALID_HTTP_TOKEN',
	'ERR_INVALID_URL',
	'ERR_OUT_OF_RANGE',
	'ERR_UNESCAPED_CHARACTERS',
]);

/** The words of https-proxy-agent, undici, Node and older n8n for a tunnel that the proxy did not make. */
const NO_TUNNEL = /tunnel|CONNECT response|proxy response/i;

/** What a proxy's status means when it came in place of a connection. */
export function proxyProblem(status: number | undefined): ConnectionProblem {
	if (status === 407) return 'proxyAuthentication';
	return status === undefined || status === 429 || mayPass(status)
		? 'proxyUnavailable'
		: 'proxyRefused';
}

/** A link whose call and code stand in its message only is read like the others: `connect ECONNREFUSED 1.2.3.4:443`. */
function callAndCode({ code, syscall, message }: ErrorLink): { code: string; syscall: string } {
	const [, said = '', saidCode = ''] =
		/^(connect|getaddrinfo) (E[A-Z0-9_]+)/.exec(String(message ?? '')) ?? [];
	return {
		code: typeof code === 'string' ? code : saidCode,
		syscall: typeof syscall === 'string' ? syscall : said,
	};
}

/** The problem that one error stands for by itself, if it is one that keeps a connection from being made. */
function problemOf(link: ErrorLink): ConnectionProblem | undefined {
	const { code, syscall } = callAndCode(link);
	const name = String(link.name ?? '');
	const message = String(link.message ?? '');
	if (CERTIFICATE_CODES.has(code)) return 'certificate';
	if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
		return BROKEN_RECORD.test(`${code} ${message}`) ? undefined : 'tls';
	if (DNS_CALL.test(syscall) || code === 'ENOTFOUND' || code.startsWith('EAI_'))
		return NO_SUCH_HOST.has(code) ? 'hostUnknown' : 'dnsUnavailable';
	if (code === 'ECONNREFUSED') return 'refused';
	if (NO_ROUTE.has(code)) return 'unreachable';
	if (CONNECT_TIMEOUTS.has(code)) return 'timedOut';
	if (syscall === 'connect') {
		if (code === 'ETIMEDOUT') return 'timedOut';
		return code === 'ECONNRESET' ? 'interrupted' : 'unreachable';
	}
	if (message.includes('before secure TLS connection was established')) return 'interrupted';
	if (NO_TUNNEL.test(message)) return proxyProblem(statusIn(message));
	if (name.startsWith('SsrfBlocked') || message.startsWith('Domain not allowed')) return 'blocked';
	if (link instanceof UnsendableError) return 'invalid';
	return NOT_A_REQUEST.has(code) || name === 'NodeOperationError' ? 'invalid' : undefined;
}

const statusIn = (message: string): number | undefined => {
	const [, status] = /(?:^|[^\d.:])([1-5]\d\d)(?![\d.:])/.exec(message) ?? [];
	return status === undefined ? undefined : Number(status);
};

/** Of several addresses that all failed, the failure that tells most: something has answered, or at least might have. */
const TELLING: readonly ConnectionProblem[] = [
	'certificate',
	'tls',
	'interrupted',
	'refused',
	'timedOut',
];

/** Node tries several addresses of a host in turn and fails with all their errors. */
function problemOfAll(errors: readonly unknown[]): ConnectionFailure | undefined {
	const failures = errors.map((error) => problemIn(chainOf(error)));
	if (failures.length === 0 || failures.includes(undefined)) return undefined;
	for (const kind of TELLING) {
		const telling = failures.find((failure) => failure?.kind === kind);
		if (telling) return telling;
	}
	return failures[0];
}

function problemIn(chain: readonly ErrorLink[]): ConnectionFailure | undefined {
	for (const link of chain) {
		if (Array.isArray(link.errors) && link.errors.length > 0) {
			// The code of such an error, which those around it copy, is that of its first address only.
			return problemOfAll(link.errors);
		}
		const kind = problemOf(link);
		if (kind) {
			const reason = kind === 'blocked' || kind === 'invalid' ? String(link.message) : undefined;
			return { kind, code: callAndCode(link).code || undefined, reason, ...targetOf(link) };
		}
	}
	return undefined;
}

/** Where a connection was meant to go. Keap listens on the port of HTTPS only. */
function targetOf({
	hostname,
	address,
	port,
}: ErrorLink): Pick<ConnectionFailure, 'target' | 'isProxy'> {
	if (typeof hostname === 'string')
		return { target: hostname, isProxy: hostname.toLowerCase() !== KEAP_HOST };
	if (typeof address !== 'string') return {};
	const host = address.includes(':') ? `[${address}]` : address;
	return typeof port === 'number'
		? { target: `${host}:${port}`, isProxy: port !== HTTPS_PORT }
		: { target: host };
}

/** axios' own time limit, which runs while connecting and while waiting for the response. */
const isTimeout = ({ code, message }: ErrorLink): boolean =>
	(code === 'ECONNABORTED' || code === 'ETIMEDOUT' || code === 'ESOCKETTIMEDOUT') &&
	!String(message ?? '').includes('stream has been aborted');

/**
 * What became of an attempt that ended with this error. Where that can't be known, the request may have been sent.
 */
export function failureOfError(error: unknown): ConnectionFailure {
	const chain = chainOf(error);
	const stage = stageIn(chain);
	const timedOut = chain.some(isTimeout);
	if (stage !== 'sent') {
		const problem = problemIn(chain);
		if (problem) return problem;
	}
	if (stage === 'unsent') return { kind: timedOut ? 'timedOut' : 'interrupted' };
	if (stage === 'proxyResponded') return { kind: 'proxyUnavailable' };
	const code = chain.map((link) => link.code).find((found) => typeof found === 'string');
	return { kind: timedOut ? 'noResponse' : 'connectionLost', code };
}
