import type { ErrorText } from './keapErrors';
import { inSequence } from './sentences';

/** What is known of a connection that was not made. */
export interface Connecting {
	/** Node's or OpenSSL's code. */
	code?: string;
	/** The host, or address and port, that could not be reached. */
	target?: string;
	/** The target is not Keap's. */
	isProxy?: boolean;
	/** A proxy's status. */
	status?: number;
	/** The words of what kept the request in. */
	reason?: string;
}

interface Attempted extends Connecting {
	/** Keap's host. */
	host: string;
	attempts: number;
	/** Whether something was changed at Keap: it may have been by an earlier attempt that got no response. */
	changed: 'no' | 'unknown' | 'nothingToChange';
}

const inBrackets = (...parts: Array<string | number | undefined>): string => {
	const known = parts.filter((part) => part !== undefined && part !== '');
	return known.length ? ` (${known.join(': ')})` : '';
};

/** https://docs.n8n.io/hosting/configuration/environment-variables/deployment/ */
const PROXY_SETTINGS = 'HTTPS_PROXY and NO_PROXY';

const FIREWALL = `check that a firewall lets it reach Keap, and its proxy settings (${PROXY_SETTINGS})`;

/** What to check when the target did not let n8n in. */
const wayTo = ({ target, isProxy, host }: Attempted): string =>
	isProxy
		? `The address ${target} isn't Keap's, so it's probably the proxy that this n8n is set up with: check its address (${PROXY_SETTINGS}), that it runs, and that a firewall lets n8n reach it`
		: `On the machine or container of this n8n, ${FIREWALL}. It must reach ${host} on port 443.`;

/** https://docs.n8n.io/hosting/configuration/configuration-examples/custom-certificate-authority/ */
const TRUST_IT =
	'A proxy or virus scanner that inspects HTTPS causes this. Let n8n trust its certificate authority: set NODE_EXTRA_CA_CERTS to a PEM file with its certificate, or in Docker mount that file into /opt/custom-certificates. Then restart n8n.';

function certificate({ code, host }: Attempted): ErrorText {
	switch (code) {
		case 'CERT_HAS_EXPIRED':
		case 'CERT_NOT_YET_VALID':
			return {
				message: `The certificate presented for ${host} ${code === 'CERT_HAS_EXPIRED' ? 'has expired' : "isn't valid yet"} (${code})`,
				remedy:
					'Check the date and time of the machine that runs n8n. If they are right, a proxy on the way to Keap presents this certificate and has to renew it.',
			};
		case 'ERR_TLS_CERT_ALTNAME_INVALID':
		case 'HOSTNAME_MISMATCH':
			return {
				message: `The certificate presented for ${host} belongs to another host (${code})`,
				remedy: `Something else than Keap responds under this name. Check the DNS settings of this n8n, and its proxy settings (${PROXY_SETTINGS}).`,
			};
		default:
			return {
				message: `n8n doesn't trust the certificate presented for ${host}${inBrackets(code)}`,
				remedy: TRUST_IT,
			};
	}
}

/** Why a request can't be put together, for texts that were cut in the middle of a character. */
export const halfACharacter =
	'a value holds half a character, as when a text is cut within an emoji';

type Wording = (attempted: Attempted) => ErrorText;

/** By what kept the connection from being made. */
const TEXTS = {
	certificate,
	tls: ({ code }) => ({
		message: `No secure connection to Keap could be made${inBrackets(code)}`,
		remedy: `Something on the way to Keap doesn't use HTTPS, or a version of TLS that n8n doesn't accept. Check the address of the proxy (HTTPS_PROXY; most proxies have one that begins with http://), and whether a proxy or firewall interferes with HTTPS.`,
	}),
	hostUnknown: ({ target, isProxy, host }) => ({
		message: `DNS doesn't know the host ${target ?? host}`,
		remedy: isProxy
			? `The host ${target} isn't Keap's, so it's probably the proxy that this n8n is set up with: check its address (${PROXY_SETTINGS})`
			: `Check the DNS settings of the machine or container that runs n8n. If it reaches the internet through a proxy only, set HTTPS_PROXY.`,
	}),
	dnsUnavailable: ({ target, host }) => ({
		message: `DNS didn't respond when n8n looked up ${target ?? host}`,
		remedy:
			'Check the network and the DNS settings of the machine or container that runs n8n, then run it again',
	}),
	refused: (attempted) => ({
		message: `The connection to Keap was refused${inBrackets(attempted.target)}`,
		remedy: wayTo(attempted),
	}),
	timedOut: (attempted) => ({
		message: `The connection to Keap couldn't be made in time${inBrackets(attempted.target)}`,
		remedy: wayTo(attempted),
	}),
	unreachable: (attempted) => ({
		message: `The network of this n8n doesn't reach Keap${inBrackets(attempted.code, attempted.target)}`,
		remedy: wayTo(attempted),
	}),
	interrupted: () => ({
		message: 'The connection to Keap was closed before it was secure',
		remedy: `On the machine or container of this n8n, ${FIREWALL}`,
	}),
	proxyAuthentication: ({ status = 407, reason }) => ({
		message: `The proxy of this n8n wants a user name and password${inBrackets(`HTTP ${status}`, reason)}`,
		remedy: `Put them into the proxy's address: HTTPS_PROXY=http://user:password@proxy:port`,
	}),
	proxyRefused: ({ status, reason, host }) => ({
		message: `The proxy of this n8n doesn't allow connections to Keap${inBrackets(status && `HTTP ${status}`, reason)}`,
		remedy: `Let the proxy allow ${host} on port 443, or take Keap out of its use with NO_PROXY`,
	}),
	proxyUnavailable: ({ status, reason, host }) => ({
		message: `The proxy of this n8n couldn't connect to Keap${inBrackets(status && `HTTP ${status}`, reason)}`,
		remedy: `Check that the proxy (HTTPS_PROXY) runs and reaches ${host} on port 443, or take Keap out of its use with NO_PROXY`,
	}),
	blocked: ({ reason, host }) => ({
		message: `n8n itself doesn't let requests out to Keap${inBrackets(reason)}`,
		remedy: `Ask the administrator of this n8n to allow ${host}: add it to N8N_SSRF_ALLOWED_HOSTNAMES`,
	}),
	invalid: ({ reason }) => ({
		message: `n8n couldn't make the request${inBrackets(reason)}`,
		remedy:
			'Check the values of this operation, and the API key, for characters that an address or a header must not hold',
	}),
} satisfies Record<string, Wording>;

const CHANGED: Record<Attempted['changed'], string> = {
	no: 'Nothing was changed in Keap.',
	unknown:
		"An earlier attempt may have been carried out, since Keap's response to it was lost: look up the record first.",
	nothingToChange: '',
};

/** Why no connection to Keap was made, and what to do about it. */
export function notConnected(problem: keyof typeof TEXTS, attempted: Attempted): ErrorText {
	const { message, remedy } = TEXTS[problem](attempted);
	const { attempts, changed } = attempted;
	const retries = attempts === 2 ? '1 retry' : `${attempts - 1} retries`;
	return {
		message: attempts > 1 ? `${message}, also after ${retries}` : message,
		remedy: inSequence(remedy, CHANGED[changed]),
	};
}
