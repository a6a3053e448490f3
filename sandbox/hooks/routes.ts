import { bodyObject } from '../body';
import { ApiError, badRequest } from '../errors';
import type { Call, Route, RouteResponse } from '../types';
import { EVENT_KEYS } from './event-keys';
import type { Hooks } from './index';
import { SECRET_HEADER } from './post';
import type { Hook } from './subscriptions';

/** Hooks are known to REST v1 only. */
export function hookRoutes(hooks: Hooks): Route[] {
	const { subscriptions } = hooks;
	/** @throws ApiError 404 */
	const find = ({ params }: Call): Hook => {
		const key = String(params.key);
		const hook = subscriptions.get(key);
		if (hook === undefined) throw new ApiError(404, `No hook has the key ${key}`);
		return hook;
	};
	const show = (key: string): RouteResponse => ({ status: 200, body: subscriptions.get(key) });

	async function create({ body }: Call): Promise<RouteResponse> {
		const { eventKey, hookUrl } = given(body);
		const { key } = subscriptions.add(knownEvent(eventKey), address(hookUrl));
		await hooks.verify(key);
		return show(key);
	}

	/** Whoever stands at another address hasn't agreed yet. */
	async function update(call: Call): Promise<RouteResponse> {
		const { key, ...before } = find(call);
		const { eventKey = before.eventKey, hookUrl = before.hookUrl } = given(call.body);
		const changes = { eventKey: knownEvent(eventKey), hookUrl: address(hookUrl) };
		const moves = changes.hookUrl !== before.hookUrl;
		subscriptions.change(key, { ...changes, ...(moves && { status: 'Unverified' }) });
		if (moves) await hooks.verify(key);
		return show(key);
	}

	async function verify(call: Call): Promise<RouteResponse> {
		const { key } = find(call);
		await hooks.verify(key);
		return show(key);
	}

	function verifyDelayed(call: Call): RouteResponse {
		const { key } = find(call);
		const secret = call.headers[SECRET_HEADER];
		if (typeof secret !== 'string' || !subscriptions.knowsSecret(key, secret))
			throw badRequest('X-Hook-Secret is not the secret of the last verification');
		subscriptions.change(key, { status: 'Verified' });
		return show(key);
	}

	function remove(call: Call): RouteResponse {
		hooks.remove(find(call).key);
		return { status: 204 };
	}

	return [
		{
			method: 'GET',
			path: '/v1/hooks',
			handle: () => ({ status: 200, body: subscriptions.list() }),
		},
		{ method: 'POST', path: '/v1/hooks', handle: create },
		{
			method: 'GET',
			path: '/v1/hooks/event_keys',
			handle: () => ({ status: 200, body: EVENT_KEYS }),
		},
		{ method: 'GET', path: '/v1/hooks/{key}', handle: (call) => show(find(call).key) },
		{ method: 'PUT', path: '/v1/hooks/{key}', handle: update },
		{ method: 'DELETE', path: '/v1/hooks/{key}', handle: remove },
		{ method: 'POST', path: '/v1/hooks/{key}/verify', handle: verify },
		{ method: 'POST', path: '/v1/hooks/{key}/delayedVerify', handle: verifyDelayed },
	];
}

function given(body: unknown): { eventKey?: unknown; hookUrl?: unknown } {
	const { eventKey, hookUrl } = bodyObject(body);
	return { eventKey: eventKey ?? undefined, hookUrl: hookUrl ?? undefined };
}

function knownEvent(eventKey: unknown): string {
	if (typeof eventKey !== 'string' || !EVENT_KEYS.includes(eventKey))
		throw badRequest(`eventKey is not valid: ${String(eventKey)}`);
	return eventKey;
}

function address(hookUrl: unknown): string {
	if (typeof hookUrl !== 'string' || !/^https?:$/.test(URL.parse(hookUrl)?.protocol ?? ''))
		throw badRequest(`hookUrl is not a valid URL: ${String(hookUrl)}`);
	return hookUrl;
}
