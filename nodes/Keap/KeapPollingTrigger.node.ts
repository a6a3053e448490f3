import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';

import { pollMethodNames, pollTriggerProperties } from './compiled';
import { lazyMethods } from './lazyMethods';

export class KeapPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Keap Polling Trigger',
		name: 'keapPollingTrigger',
		icon: { light: 'file:../../icons/keap.svg', dark: 'file:../../icons/keap.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["event"].replace(/[A-Z]/g, " $&").toLowerCase() }}',
		description:
			'Starts the workflow when something is new or has changed in Keap (Infusionsoft), for an n8n that Keap can not reach',
		defaults: { name: 'Keap Polling Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'keapApiKey', required: true }],
		properties: [...pollTriggerProperties],
	};

	methods = lazyMethods(pollMethodNames, async () => (await import('./methods')).methods);

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		const [{ poll }, { pollCatalog }] = await Promise.all([
			import('./trigger/polling'),
			import('./resources/polls'),
		]);
		return await poll(this, pollCatalog);
	}
}
