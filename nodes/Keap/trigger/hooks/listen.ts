import type {
	IDataObject,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';

import { clock } from '../../api/clock';
import type { HookCatalog } from '../../descriptor/hookEvent';
import { malformed, notOurs } from '../../messages/triggerErrors';
import { isToken, TOKEN_PARAMETER } from './address';
import { chosenEvents } from './chosenEvents';
import { readDelivery, type Delivery, type EventObject } from './delivery';
import { withoutRepeats } from './repeats';
import { remember, seenBy, stateOf } from './state';

/**
 * The header that Keap verifies an address with: it has to come back.
 * Source: https://developer.infusionsoft.com/rest-hook-documentation/
 */
const SECRET_HEADER = 'x-hook-secret';

/** The post is answered, and starts nothing. */
const ANSWERED: IWebhookResponseData = { noWebhookResponse: true };

/** What came in, as an item. */
const toItem = ({ event, objectType }: Delivery, object: EventObject): INodeExecutionData => {
	const { id, tagId, timestamp, details } = object;
	const known = {
		event_key: event,
		...(objectType === undefined ? {} : { object_type: objectType }),
		...(id === undefined ? {} : { id }),
		...(tagId === undefined ? {} : { tag_id: tagId }),
		...(timestamp === undefined ? {} : { timestamp }),
	};
	// The contacts of one tag have what else its entry holds in common: a node that changes an item must not change others.
	const json = { ...known, ...(structuredClone(details) as IDataObject), ...known };
	return { json };
};

/**
 * Takes what is posted to the workflow's address. Keap gets its answer before anything else happens: it waits half a minute
 * at most, and switches off a subscription whose address keeps it waiting. What a workflow needs of the records is read as
 * the first step of its execution, which n8n shows, and can run again.
 */
export async function listen(
	context: IWebhookFunctions,
	{ events }: HookCatalog,
): Promise<IWebhookResponseData> {
	const response = context.getResponseObject();
	const answer = (status: number, body: object = {}): IWebhookResponseData => {
		response.status(status).json(body);
		return ANSWERED;
	};
	const secret = context.getHeaderData()[SECRET_HEADER];
	if (typeof secret === 'string') {
		response.setHeader('X-Hook-Secret', secret);
		return answer(200);
	}
	const state = stateOf(context);
	const { [TOKEN_PARAMETER]: token } = context.getQueryData() as IDataObject;
	if (!isToken(token, state.token)) return answer(403, { message: notOurs });
	const isTagging = (key: string) => events.find((event) => event.key === key)?.tagging === true;
	const delivery = readDelivery(context.getBodyData(), isTagging);
	if (!delivery) return answer(400, { message: malformed });
	// What is no longer wanted may come for a while: refusing it would only make Keap try again.
	const items = wanted(context, delivery).map((object) => toItem(delivery, object));
	answer(200);
	return items.length > 0 ? { ...ANSWERED, workflowData: [items] } : ANSWERED;
}

/** What of a delivery starts the workflow. */
function wanted(context: IWebhookFunctions, { event, objects }: Delivery): EventObject[] {
	if (!chosenEvents(context).includes(event)) return [];
	const state = stateOf(context);
	const { tags } = state;
	const own = objects.filter(({ tagId }) => tagId === undefined || !tags || tags.includes(tagId));
	const node = [context.getWorkflow().id, context.getNode().id, context.getMode()].join(' ');
	const { fresh, seen } = withoutRepeats(event, own, seenBy(node, state), clock.now());
	if (fresh.some(({ timestamp }) => timestamp !== undefined)) remember(node, state, seen);
	return fresh;
}
