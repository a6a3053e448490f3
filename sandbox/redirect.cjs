'use strict';

/**
 * Sends what is meant for Keap to a sandbox instead:
 *
 *     KEAP_SANDBOX_URL=http://127.0.0.1:8181 NODE_OPTIONS="--require ./sandbox/redirect.cjs" n8n start
 *
 * Calls to other hosts are not touched.
 */
const https = require('node:https');
const http = require('node:http');
const { syncBuiltinESMExports } = require('node:module');
const { urlToHttpOptions } = require('node:url');

const KEAP_HOSTS = ['api.infusionsoft.com', 'api.keap.com'];

/** What only makes sense over TLS, or for the host that is not called. */
const DROPPED = [
	'agent',
	'agents',
	'createConnection',
	'servername',
	'defaultPort',
	'socketPath',
	'lookup',
	'family',
	'href',
	'uri',
];

/** `(url, options, callback)` in all its shapes, as one object. */
function parseArguments([first, ...rest]) {
	const fromUrl =
		typeof first === 'string'
			? urlToHttpOptions(new URL(first))
			: first instanceof URL
				? urlToHttpOptions(first)
				: undefined;
	const options = fromUrl === undefined ? first : typeof rest[0] === 'object' ? rest[0] : {};
	const callback = [first, ...rest].find((argument) => typeof argument === 'function');
	return { options: { ...fromUrl, ...(typeof options === 'function' ? {} : options) }, callback };
}

const hostOf = ({ hostname, host }) =>
	String(hostname ?? host ?? '')
		.toLowerCase()
		.replace(/:\d+$/, '');

/** Node writes the header that fits the host called. */
function withoutHost(headers) {
	if (headers === undefined || headers === null) return headers;
	if (Array.isArray(headers)) {
		if (Array.isArray(headers[0]))
			return headers.filter(([name]) => String(name).toLowerCase() !== 'host');
		return headers.filter(
			(_, index) => String(headers[index - (index % 2)]).toLowerCase() !== 'host',
		);
	}
	const entries =
		typeof headers.entries === 'function' ? [...headers.entries()] : Object.entries(headers);
	return Object.fromEntries(entries.filter(([name]) => name.toLowerCase() !== 'host'));
}

/** Over TLS the certificate is checked as Keap's would be: against the name of the host that was meant. */
const secured = (options, { protocol }) =>
	protocol === 'https:' ? { servername: hostOf(options) } : {};

function toSandbox(options, target, connection) {
	const redirected = { ...options };
	for (const name of DROPPED) delete redirected[name];
	return {
		...redirected,
		...secured(options, target),
		...connection,
		protocol: target.protocol,
		hostname: target.hostname,
		host: target.hostname,
		port: target.port,
		path: target.pathname.replace(/\/$/, '') + (options.path ?? '/'),
		headers: withoutHost(options.headers),
	};
}

/**
 * @param {string} url where the sandbox listens; with `https:` it has to present a certificate for Keap's host
 * @param {import('node:https').RequestOptions} [connection] further options of the connection, such as `ca` or `lookup`
 * @returns {() => void} puts everything back
 */
function redirectKeapTo(url, connection = {}) {
	const target = new URL(url);
	const { request, get } = https;

	https.request = function (...args) {
		const { options, callback } = parseArguments(args);
		if (!KEAP_HOSTS.includes(hostOf(options))) return request.apply(this, args);
		const redirected = toSandbox(options, target, connection);
		return target.protocol === 'https:'
			? request.call(https, redirected, callback)
			: http.request(redirected, callback);
	};
	https.get = function (...args) {
		const sent = https.request(...args);
		sent.end();
		return sent;
	};
	syncBuiltinESMExports();

	return () => {
		Object.assign(https, { request, get });
		syncBuiltinESMExports();
	};
}

module.exports = { redirectKeapTo };

if (process.env.KEAP_SANDBOX_URL) redirectKeapTo(process.env.KEAP_SANDBOX_URL);
