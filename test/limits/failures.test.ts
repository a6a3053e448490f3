import { failureOfError, UnsendableError } from '../../nodes/Keap/api/connection';
import { first } from '../support/present';

/** What the errors of Node, axios and n8n say about whether a request was sent. */

const nodeError = (code: string, fields: object = {}, message = code) =>
	Object.assign(new Error(message), { code, ...fields });

/** n8n wraps axios' error, which wraps Node's. */
const wrapped = (error: Error, request?: unknown) => {
	const { message } = error;
	const axiosError = Object.assign(new Error(message, { cause: error }), {
		name: 'AxiosError',
		code: (error as { code?: string }).code,
		request,
	});
	return Object.assign(new Error('The connection failed', { cause: axiosError }), {
		name: 'NodeApiError',
		httpCode: axiosError.code,
	});
};

const connect = (code: string, address = '203.0.113.7', port = 443) =>
	nodeError(code, { syscall: 'connect', address, port }, `connect ${code} ${address}:${port}`);
const dns = (code: string, hostname = 'api.infusionsoft.com') =>
	nodeError(code, { syscall: 'getaddrinfo', hostname }, `getaddrinfo ${code} ${hostname}`);
/** As Node makes it of several addresses: with the code of the first, and no call. */
const several = (...errors: Array<Error & { code: string }>) =>
	Object.assign(new AggregateError(errors), { code: first(errors).code });
const timeout = nodeError('ECONNABORTED', {}, 'timeout of 60000ms exceeded');

const UNSENT: Array<[string, Error]> = [
	...[
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'CERT_HAS_EXPIRED',
		'CERT_REVOKED',
		'HOSTNAME_MISMATCH',
		'ERR_TLS_CERT_ALTNAME_INVALID',
	].map((code): [string, Error] => ['certificate', nodeError(code)]),
	['tls', nodeError('EPROTO', { syscall: 'write' }, 'write EPROTO …:wrong version number:…')],
	['tls', nodeError('ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION')],
	['hostUnknown', dns('ENOTFOUND')],
	['dnsUnavailable', dns('EAI_AGAIN')],
	['dnsUnavailable', dns('EAI_FAIL')],
	['dnsUnavailable', nodeError('ETIMEOUT', { syscall: 'queryA' })],
	['refused', connect('ECONNREFUSED')],
	['timedOut', connect('ETIMEDOUT')],
	['timedOut', new Error('connect ETIMEDOUT 203.0.113.7:443')],
	['timedOut', nodeError('UND_ERR_CONNECT_TIMEOUT')],
	['timedOut', nodeError('ERR_SOCKET_CONNECTION_TIMEOUT')],
	['hostUnknown', new Error('getaddrinfo ENOTFOUND api.infusionsoft.com')],
	['hostUnknown', nodeError('ENOTFOUND')],
	['dnsUnavailable', nodeError('EAI_AGAIN')],
	['unreachable', nodeError('EHOSTUNREACH')],
	[
		'interrupted',
		nodeError(
			'ECONNRESET',
			{},
			'Client network socket disconnected before secure TLS connection was established',
		),
	],
	...['ENETUNREACH', 'EHOSTUNREACH', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'].map(
		(code): [string, Error] => ['unreachable', connect(code)],
	),
	['interrupted', connect('ECONNRESET')],
	['refused', several(connect('ETIMEDOUT'), connect('ECONNREFUSED'))],
	['refused', several(connect('ENETUNREACH', '2001:db8::7'), connect('ECONNREFUSED'))],
	['timedOut', several(connect('ENETUNREACH', '2001:db8::7'), connect('ETIMEDOUT'))],
	['timedOut', several(connect('ETIMEDOUT'), connect('ETIMEDOUT', '203.0.113.8'))],
	['unreachable', several(connect('ENETUNREACH'), connect('EHOSTUNREACH'))],
	['certificate', several(connect('ECONNREFUSED'), nodeError('CERT_HAS_EXPIRED'))],
	['refused', Object.assign(new AggregateError([]), { code: 'ECONNREFUSED' })],
	['proxyUnavailable', new Error('tunneling socket could not be established, statusCode=503')],
	['proxyUnavailable', new Error('Proxy response (429) !== 200 when HTTP Tunneling')],
	['proxyRefused', new Error('Proxy response (501) !== 200 when HTTP Tunneling')],
	[
		'proxyAuthentication',
		nodeError('ECONNRESET', {}, 'tunneling socket could not be established, statusCode=407'),
	],
	[
		'proxyAuthentication',
		nodeError('UND_ERR_ABORTED', {}, 'Proxy response (407) !== 200 when HTTP Tunneling'),
	],
	[
		'proxyRefused',
		nodeError(
			'ERR_PROXY_TUNNEL',
			{},
			'Failed to establish tunnel to api.infusionsoft.com:443 via http://10.0.0.1:3128: HTTP/1.1 403 Forbidden',
		),
	],
	['proxyUnavailable', new Error('Proxy connection ended before receiving CONNECT response')],
	['blocked', Object.assign(new Error('The request was blocked'), { name: 'SsrfBlockedIpError' })],
	['blocked', new Error('Domain not allowed: api.infusionsoft.com')],
	['invalid', new UnsendableError('half a character')],
	['invalid', Object.assign(new Error('No credentials'), { name: 'NodeOperationError' })],
	[
		'invalid',
		nodeError('ERR_INVALID_CHAR', {}, 'Invalid character in header content ["x-hook-secret"]'),
	],
];

const MAYBE_SENT: Array<[string, Error]> = [
	['noResponse', timeout],
	['noResponse', nodeError('ETIMEDOUT', { syscall: 'read' })],
	['connectionLost', nodeError('ECONNRESET', { syscall: 'read' })],
	['connectionLost', nodeError('ECONNRESET', {}, 'socket hang up')],
	['connectionLost', nodeError('EPIPE', { syscall: 'write' })],
	['connectionLost', nodeError('ERR_BAD_RESPONSE', {}, 'stream has been aborted')],
	['connectionLost', nodeError('ECONNABORTED', {}, 'stream has been aborted')],
	['noResponse', nodeError('ESOCKETTIMEDOUT')],
	['connectionLost', nodeError('HPE_INVALID_CONSTANT')],
	[
		'connectionLost',
		nodeError('EPROTO', {}, 'read EPROTO …:decryption failed or bad record mac:…'),
	],
	['connectionLost', nodeError('ERR_SSL_SSLV3_ALERT_BAD_RECORD_MAC')],
	[
		'connectionLost',
		several(connect('ECONNREFUSED'), nodeError('ECONNRESET', { syscall: 'read' })),
	],
	['connectionLost', new Error('something else')],
];

it.each(UNSENT)('%s: %p', (kind, error) => {
	expect(failureOfError(wrapped(error)).kind).toBe(kind);
	expect(failureOfError(error).kind).toBe(kind);
});

it.each(MAYBE_SENT)('%s: %p', (kind, error) => {
	expect(failureOfError(wrapped(error)).kind).toBe(kind);
});

it.each([undefined, null, 'text', {}])('an error that is none may be anything: %p', (error) => {
	expect(failureOfError(error).kind).toBe('connectionLost');
});

it('an error that is its own cause comes to an end', () => {
	const error = new Error('round');
	error.cause = error;
	expect(failureOfError(error).kind).toBe('connectionLost');
});

describe('the socket of the request', () => {
	const https = (socket: object | null) => ({ protocol: 'https:', socket });
	const secure = (fields: object) =>
		https({ encrypted: true, authorized: false, authorizationError: null, ...fields });
	const reset = nodeError('ECONNRESET', { syscall: 'read' });

	it.each([
		['no tunnel yet', https(null), 'timedOut', 'interrupted'],
		['a handshake that is not over', secure({}), 'timedOut', 'interrupted'],
		['a connection', secure({ authorized: true }), 'noResponse', 'connectionLost'],
		[
			'a connection whose certificate n8n is told not to check',
			secure({ authorizationError: 'CERT_HAS_EXPIRED' }),
			'noResponse',
			'connectionLost',
		],
		['a refusing proxy', https({}), 'proxyUnavailable', 'proxyUnavailable'],
		['no TLS at all', { protocol: 'http:', socket: {} }, 'noResponse', 'connectionLost'],
		['nothing', { protocol: 'https:' }, 'noResponse', 'connectionLost'],
		['nothing without a request', null, 'noResponse', 'connectionLost'],
	])('tells %s', (_, request, afterTimeout, afterReset) => {
		expect(failureOfError(wrapped(timeout, request)).kind).toBe(afterTimeout);
		expect(failureOfError(wrapped(reset, request)).kind).toBe(afterReset);
	});

	it('knows better than the code of an error', () => {
		const late = nodeError('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
		expect(failureOfError(wrapped(late)).kind).toBe('tls');
		expect(failureOfError(wrapped(late, secure({ authorized: true }))).kind).toBe('connectionLost');
	});
});

it.each([
	[Object.assign(new Error('Not allowed'), { name: 'SsrfBlockedIpError' }), 'Not allowed'],
	[nodeError('ERR_INVALID_CHAR', {}, 'Invalid character'), 'Invalid character'],
	[new Error('tunneling socket could not be established, statusCode=407'), undefined],
])(
	'the words of what keeps a request in go along, those of other trouble do not: %p',
	(error, reason) => {
		expect(failureOfError(wrapped(error)).reason).toBe(reason);
	},
);

it.each([
	[nodeError('EPIPE', { syscall: 'write' }), 'EPIPE'],
	[connect('ECONNREFUSED'), 'ECONNREFUSED'],
	[new Error('connect ETIMEDOUT 203.0.113.7:443'), 'ETIMEDOUT'],
	[new Error('Proxy connection ended before receiving CONNECT response'), undefined],
	[new Error('something else'), undefined],
])('the code goes along: %p', (error, code) => {
	expect(failureOfError(wrapped(error)).code).toBe(code);
});

it('an error that lies too deep is not looked for', () => {
	const within = (error: Error, depth: number): Error =>
		depth === 0 ? error : within(new Error('outer', { cause: error }), depth - 1);
	expect(failureOfError(within(connect('ECONNREFUSED'), 7)).kind).toBe('refused');
	expect(failureOfError(within(connect('ECONNREFUSED'), 8)).kind).toBe('connectionLost');
});

describe('where it should have gone', () => {
	it('may have no port', () => {
		const error = nodeError('ETIMEDOUT', { syscall: 'connect', address: '203.0.113.7' });
		expect(failureOfError(error)).toEqual({
			kind: 'timedOut',
			code: 'ETIMEDOUT',
			target: '203.0.113.7',
		});
	});

	it.each([
		[connect('ECONNREFUSED'), '203.0.113.7:443', false],
		[connect('ECONNREFUSED', '10.0.0.1', 3128), '10.0.0.1:3128', true],
		[connect('EHOSTUNREACH', '2001:db8::7'), '[2001:db8::7]:443', false],
		[dns('ENOTFOUND'), 'api.infusionsoft.com', false],
		[dns('ENOTFOUND', 'API.infusionsoft.com'), 'API.infusionsoft.com', false],
		[dns('ENOTFOUND', 'proxy.example'), 'proxy.example', true],
	])('is told with %p', (error, target, isProxy) => {
		expect(failureOfError(wrapped(error))).toMatchObject({ target, isProxy });
	});
});
