import { ApiError } from './errors';
import type { SandboxKey } from './types';

/** A service account key: an administrator of the whole account. */
export const DEFAULT_KEY = `KeapAK-${'5a'.repeat(25)}`;
/** The personal access token of somebody who may see no record of the account. */
export const RESTRICTED_KEY = `KeapAK-${'0f'.repeat(25)}`;

export const defaultKeys = (): SandboxKey[] => [
	{ key: DEFAULT_KEY, kind: 'SAK' },
	{
		key: RESTRICTED_KEY,
		kind: 'PAT',
		userId: '8',
		deny: ['* *', '!GET /v2/settings/applications:isEnabled'],
	},
];

export function presentedKey(headers: Record<string, string | string[] | undefined>): string {
	const [own] = [headers['x-keap-api-key']].flat();
	if (own !== undefined) return own.trim();
	return /^Bearer\s+(.+)$/i.exec(String(headers.authorization ?? ''))?.[1]?.trim() ?? '';
}

export function authorize({ deny = [] }: SandboxKey, method: string, path: string): void {
	const denied = deny.reduce((verdict, pattern) => {
		const allows = pattern.startsWith('!');
		return matches(allows ? pattern.slice(1) : pattern, method, path) ? !allows : verdict;
	}, false);
	if (denied)
		throw new ApiError(403, `You do not have permission to ${method} ${path}`, [
			{ domain: 'permission', resource: path },
		]);
}

function matches(pattern: string, method: string, path: string): boolean {
	const expression = pattern
		.replace(/[.+?^$()|[\]\\]/g, '\\$&')
		.replace(/\{\w+\}/g, '[^/]+')
		.replace(/\*/g, '.*');
	return new RegExp(`^${expression}$`).test(`${method} ${path}`);
}
