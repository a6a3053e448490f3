import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { methodNames, properties } from './compiled';
import { lazyMethods } from './lazyMethods';

export class Keap implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Keap',
		name: 'keap',
		icon: { light: 'file:../../icons/keap.svg', dark: 'file:../../icons/keap.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Keap (Infusionsoft) with an API key: contacts, companies, tags, email, automations, orders and more',
		defaults: { name: 'Keap' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'keapApiKey', required: true }],
		properties: [...properties],
	};

	methods = lazyMethods(methodNames, async () => (await import('./methods')).methods);

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		// An n8n that only loads or shows the node does without the code that carries it out.
		const [{ run }, { findOperation }] = await Promise.all([
			import('./run'),
			import('./resources'),
		]);
		return await run(this, findOperation);
	}
}
