import express, { type Router } from 'express';
import { isObject } from '../body';
import { EVENT_KEYS } from './event-keys';
import type { Hooks } from './index';

type Ids = ReadonlyArray<string | number>;

/** Hooks, seen and moved from outside. */
export function hookControls(hooks: Hooks): Router {
	const { subscriptions } = hooks;
	const router = express.Router();
	router.get('/', (_request, response) => {
		response.json(
			subscriptions.list().map((hook) => ({
				...hook,
				waiting: hooks.waiting(hook.key),
				deliveries: hooks.deliveries(hook.key),
			})),
		);
	});
	/** `{eventKey, ids, contactIds}`: as if it had happened in the account, delivered at once with all that waits. */
	router.post('/events', async (request, response) => {
		const { eventKey, ids, contactIds } = (request.body ?? {}) as {
			eventKey?: string;
			ids?: Ids;
			contactIds?: Ids;
		};
		if (eventKey === undefined || !EVENT_KEYS.includes(eventKey) || !Array.isArray(ids)) {
			response.status(400).json({ message: 'Give an eventKey of Keap, and ids as a list' });
			return;
		}
		hooks.cause(eventKey, ids as Ids, contactIds);
		response.json(await hooks.flush());
	});
	router.post('/deliver', async (_request, response) => {
		response.json(await hooks.flush());
	});
	router.param('key', (_request, response, next, key: string) => {
		if (subscriptions.get(key) !== undefined) return next();
		response.status(404).json({ message: `No hook has the key ${key}` });
	});
	router.post('/:key/repeat', async (request, response) => {
		response.json((await hooks.repeat(request.params.key)) ?? null);
	});
	/** The body is delivered as it is. */
	router.post('/:key/send', async (request, response) => {
		const body: unknown = request.body;
		if (!isObject(body)) {
			response.status(400).json({ message: 'Give what is to be delivered, as JSON' });
			return;
		}
		response.json(await hooks.deliver(request.params.key, body));
	});
	router.post('/:key/deactivate', (request, response) => {
		hooks.deactivate(request.params.key);
		response.json(subscriptions.get(request.params.key));
	});
	return router;
}
