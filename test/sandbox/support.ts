import { createSandbox, DEFAULT_KEY, type Sandbox, type SandboxOptions } from '../../sandbox';

export interface Reply {
	status: number;
	headers: Headers;
	/** Parsed if it is JSON. */
	body: Parsed;
}

/** Any part of a parsed answer; what is not there is undefined all the way down in a test that fails. */
export type Parsed = { [key: string]: Parsed } & Parsed[] & { length: number };

export interface Harness {
	sandbox: Sandbox;
	url: string;
	call(method: string, path: string, body?: unknown, key?: string): Promise<Reply>;
	get(path: string): Promise<Reply>;
}

/** A sandbox that listens, and a short way to call it. */
export async function start(options: SandboxOptions = {}): Promise<Harness> {
	const sandbox = await createSandbox({ limits: false, ...options });
	const { url } = await sandbox.listen();
	const call: Harness['call'] = async (method, path, body, key = DEFAULT_KEY) => {
		const response = await fetch(`${url}/crm/rest${path}`, {
			method,
			headers: {
				...(key === '' ? {} : { 'X-Keap-API-Key': key }),
				...(body === undefined || body instanceof FormData
					? {}
					: { 'content-type': 'application/json' }),
			},
			...(body === undefined
				? {}
				: { body: body instanceof FormData ? body : JSON.stringify(body) }),
		});
		const text = await response.text();
		const json = response.headers.get('content-type')?.startsWith('application/json') === true;
		return {
			status: response.status,
			headers: response.headers,
			body: json ? JSON.parse(text) : text,
		};
	};
	return { sandbox, url, call, get: async (path) => await call('GET', path) };
}

export const filter = (text: string) => `filter=${encodeURIComponent(text)}`;

/** A clock that only moves when told to, or when somebody sleeps. */
export class FakeClock {
	constructor(private time = Date.parse('2026-03-02T10:00:00.000Z')) {}

	now = () => this.time;

	sleep = async (ms: number) => {
		this.time += ms;
	};

	advance(ms: number): void {
		this.time += ms;
	}
}
