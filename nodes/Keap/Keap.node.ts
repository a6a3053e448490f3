import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { collectionsOf } from './descriptor/collections';
import { compile } from './descriptor/compile';
import { methodsFor } from './editor';
import { findOperation, resources } from './resources';
import { run } from './run';

export class Keap implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Keap',
		name: 'keap',
		icon: { light: 'file:../../icons/keap.svg', dark: 'file:../../icons/keap.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description:
			'Keap (Infusionsoft) with an API key: contacts, companies, tags, tasks, email and all else',
		defaults: { name: 'Keap' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'keapApiKey', required: true }],
		properties: compile(resources),
	};

	methods = methodsFor(collectionsOf(resources));

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await run(this, findOperation);
	}
}
