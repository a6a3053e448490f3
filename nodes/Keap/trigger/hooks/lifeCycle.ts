import type { IHookFunctions } from 'n8n-workflow';

import { connect, type KeapClient } from '../../api';
import type { Choosable, HookCatalog } from '../../descriptor/hookEvent';
import { noEvents, unknownEvents } from '../../messages/triggerErrors';
import { digestOf } from '../digests';
import { isOutageAtStart, isStarting, toActivationError } from '../errors';
import { chosenIds, refuseUnknown } from '../references';
import { withToken } from './address';
import { chosenEvents } from './chosenEvents';
import { stateOf, tokenOf } from './state';
import { eventKeys, Subscriptions } from './subscriptions';

/** The longest that an activation waits for running workflows that use the same key, in milliseconds. */
const MAX_WAIT_MS = 60_000;

/** Does something with the node's subscriptions. What goes wrong is worded for who activates the workflow. */
async function withSubscriptions<T>(
	context: IHookFunctions,
	work: (subscriptions: Subscriptions, client: KeapClient) => Promise<T>,
): Promise<T> {
	try {
		const { client } = await connect(context, { owner: 'activation', maxWaitMs: MAX_WAIT_MS });
		const address = context.getNodeWebhookUrl('default') ?? '';
		const token = tokenOf(stateOf(context));
		return await work(new Subscriptions(client, withToken(address, token)), client);
	} catch (error) {
		throw toActivationError(context.getNode(), error);
	}
}

/** Whether Keap delivers what the node is set to. What was switched off for its failures, isn't. */
export async function isSubscribed(
	context: IHookFunctions,
	catalog: HookCatalog,
): Promise<boolean> {
	return await withSubscriptions(context, async (subscriptions, client) => {
		const events = chosenEvents(context);
		if (events.length === 0) throw noEvents();
		const { tags, stages } = catalog.narrowing;
		const chosen = ({ name }: Choosable) => context.getNodeParameter(name, {}) as unknown;
		const find = async (input: Choosable) => {
			const ids = await chosenIds(client, input, chosen(input));
			if (ids) await refuseUnknown(client, input, ids);
			return ids;
		};
		const state = stateOf(context);
		const look = async () => {
			const complete = await subscriptions.areComplete(events);
			const all = [chosen(tags), chosen(stages), client.accountId];
			const choice = digestOf(JSON.stringify(all));
			// As they were when the workflow was activated: a name may be gone by now, or be that of another tag, and one tag
			// that is deleted must not take the others along when n8n starts. By then, an imported workflow may have other
			// tags, and the credential a key for another account.
			if (state.choice !== choice || !isStarting(context.getActivationMode())) {
				await find(stages);
				// By ID, since that is what Keap delivers.
				Object.assign(state, { tags: await find(tags), choice });
			}
			return complete;
		};
		state.subscribed = await look().catch((failure: unknown) => {
			// Giving up would remove subscriptions that work.
			if (state.subscribed && isOutageAtStart(context.getActivationMode(), failure)) return true;
			throw failure;
		});
		return state.subscribed;
	});
}

export async function subscribe(context: IHookFunctions): Promise<boolean> {
	return await withSubscriptions(context, async (subscriptions, client) => {
		const events = chosenEvents(context);
		const available = await eventKeys(client);
		const unknown = events.filter((event) => !available.includes(event));
		if (unknown.length > 0) throw unknownEvents(unknown, available);
		await subscriptions.subscribe(events);
		return (stateOf(context).subscribed = true);
	});
}

export async function unsubscribe(context: IHookFunctions): Promise<boolean> {
	return await withSubscriptions(context, async (subscriptions) => {
		stateOf(context).subscribed = false;
		await subscriptions.unsubscribe();
		return true;
	});
}
