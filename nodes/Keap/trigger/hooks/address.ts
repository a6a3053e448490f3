import { randomBytes, timingSafeEqual } from 'crypto';

/** The parameter of the address that only Keap and the node know: the rest of it also stands in exported workflows. */
export const TOKEN_PARAMETER = 'token';

const TOKEN_BYTES = 24;

export const newToken = (): string => randomBytes(TOKEN_BYTES).toString('hex');

/** The address that Keap posts to. */
export function withToken(address: string, token: string): string {
	const url = new URL(address);
	url.searchParams.set(TOKEN_PARAMETER, token);
	return url.href;
}

/** An address without its parameters. */
export const withoutParameters = (address: string): string => address.replace(/[?#].*$/s, '');

/** Compares in the same time whatever differs, so that nobody can find a token out piece by piece. */
export function isToken(given: unknown, token: unknown): boolean {
	if (typeof given !== 'string' || typeof token !== 'string') return false;
	const [one, other] = [Buffer.from(given), Buffer.from(token)];
	return token !== '' && one.length === other.length && timingSafeEqual(one, other);
}

/** Whether two addresses with tokens are those of one trigger, be it at different hosts. */
export function areAlike(one: string, other: string): boolean {
	if (!URL.canParse(one) || !URL.canParse(other)) return false;
	const [a, b] = [new URL(one), new URL(other)];
	const tokenOf = ({ searchParams }: URL) => searchParams.get(TOKEN_PARAMETER);
	return a.pathname === b.pathname && isToken(tokenOf(a), tokenOf(b));
}

/** Addresses that lead nowhere outside of the machine or network they are used in (RFC 1918, RFC 4193, RFC 6761, RFC 6762). */
const PRIVATE = [
	/^(localhost|.*\.(localhost|local|internal|lan)|[^.:]+)$/i,
	/^(10|127)(\.\d+){3}$|^(192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d+){2}$|^0\.0\.0\.0$/,
	/^\[(::1?|f[cd].*|fe80:.*)\]$/i,
];

/** Why Keap can't be expected to reach an address; undefined where it should. */
export function obstacle(address: string): 'private' | 'notSecure' | undefined {
	const { hostname, protocol } = new URL(address);
	if (PRIVATE.some((pattern) => pattern.test(hostname))) return 'private';
	return protocol === 'https:' ? undefined : 'notSecure';
}
