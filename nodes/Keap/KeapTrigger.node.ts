import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type IHookFunctions,
	type ILoadOptionsFunctions,
	type INodeExecutionData,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type ITriggerResponse,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { hookMethodNames, hookTriggerProperties } from './compiled';
import { lazyMethods } from './lazyMethods';

/** What the node needs once it is used. */
const load = async () => {
	const [hooks, { hookCatalog }] = await Promise.all([
		import('./trigger/hooks'),
		import('./resources/events'),
	]);
	return { ...hooks, catalog: hookCatalog };
};

/** How long Keap takes is longer than n8n listens, for some events. */
const TEST_HELP =
	'<b>While you build the workflow,</b> press the button, then cause the event in Keap. Keap delivers most events after 30 to 60 seconds, applied tags after 5 to 10 minutes; n8n listens for 2 minutes. If nothing has come by then, press it and cause the event again, or publish the workflow to try events that take longer.';

export class KeapTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Keap Trigger',
		name: 'keapTrigger',
		icon: { light: 'file:../../icons/keap.svg', dark: 'file:../../icons/keap.dark.svg' },
		group: ['trigger'],
		version: 1,
		// Of Keap's keys: contactGroup.applied becomes tag applied.
		subtitle:
			'={{ String($parameter["events"]).replaceAll("contactGroup", "tag").replace(/[._]/g, " ").replaceAll(",", ", ") }}',
		description:
			// n8n's panel shows Keap and Keap Trigger as one, with the words of the trigger.
			'Keap (Infusionsoft) with an API key: starts the workflow when a tag is applied, a contact changes or an order comes in',
		defaults: { name: 'Keap Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'keapApiKey', required: true }],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		properties: [...hookTriggerProperties],
		triggerPanel: {
			header: 'Pull in events from Keap',
			executionsHelp: {
				inactive: `${TEST_HELP}<br /><br /><b>Once you are done,</b> publish the workflow. Every event then starts it, and shows up in the executions list.`,
				active: `${TEST_HELP}<br /><br /><b>The workflow is published,</b> so every event starts it, and shows up in the executions list.`,
			},
			activationHint: 'Once the workflow is published, every event in Keap starts it.',
		},
	};

	methods = {
		...lazyMethods(hookMethodNames, async () => (await import('./methods')).methods),
		loadOptions: {
			async getEvents(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
				const [{ hookEvents, Session }, { hookCatalog }] = await Promise.all([
					import('./editor'),
					import('./resources/events'),
				]);
				return await Session.with(this, async (session) => await hookEvents(session, hookCatalog));
			},
		},
	};

	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				const { isSubscribed, catalog } = await load();
				return await isSubscribed(this, catalog);
			},
			async create(this: IHookFunctions): Promise<boolean> {
				const { subscribe } = await load();
				return await subscribe(this);
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				const { unsubscribe } = await load();
				return await unsubscribe(this);
			},
		},
	};

	/**
	 * Does nothing, but is why n8n looks after the subscriptions when it starts: from 2.41 on, it publishes only those
	 * workflows again of which something has ended with it. Keap switches off what it couldn't deliver for half an hour.
	 */
	async trigger(): Promise<ITriggerResponse> {
		return {};
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		const { listen, catalog } = await load();
		return await listen(this, catalog);
	}

	/** What a delivery has started begins here. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { readDelivered, catalog } = await load();
		return await readDelivered(this, catalog);
	}
}
