import 'reflect-metadata';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	Workflow,
	createRunExecutionData,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteData,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IRun,
	type IWorkflowExecuteAdditionalData,
	type IWorkflowSettings,
	type NodeExecutionHint,
} from 'n8n-workflow';

import { KeapApiKey } from '../../credentials/KeapApiKey.credentials';
import { Keap } from '../../nodes/Keap/Keap.node';
import { KeapPollingTrigger } from '../../nodes/Keap/KeapPollingTrigger.node';
import { KeapTrigger } from '../../nodes/Keap/KeapTrigger.node';
import { present } from './present';

/** Runs workflows on n8n's own engine, with the node and its credential as n8n would load them. */

const keap = new Keap();
const credential = new KeapApiKey();

/** Hands the items of a test to the node after it. */
class Source implements INodeType {
	description = {
		displayName: 'Source',
		name: 'source',
		group: ['input'],
		version: 1,
		description: '',
		defaults: { name: 'Source' },
		inputs: [],
		outputs: ['main'],
		properties: [],
	} as unknown as INodeType['description'];
}

const types: Record<string, INodeType> = {
	'n8n-nodes-keap.keap': keap,
	'n8n-nodes-keap.keapPollingTrigger': new KeapPollingTrigger(),
	'n8n-nodes-keap.keapTrigger': new KeapTrigger(),
	'test.source': new Source(),
};

export const nodeTypes: INodeTypes = {
	getByName: (type) => present(types[type]),
	getByNameAndVersion: (type) => present(types[type]),
	getKnownTypes: () => ({}),
};

export interface EngineRun {
	/** Items of the node's first output. */
	items: INodeExecutionData[];
	/** Items of its error output, under "Continue (using error output)". */
	errors: INodeExecutionData[];
	hints: NodeExecutionHint[];
	/** What stopped the workflow. */
	error?: Error & { description?: string | null; httpCode?: string | null; failure?: unknown };
	run: IRun;
}

export interface EngineOptions {
	key?: string;
	onError?: INode['onError'];
	/** One empty item by default. */
	items?: Array<IDataObject | INodeExecutionData>;
	timezone?: string;
	/** Other settings of the workflow. */
	settings?: IWorkflowSettings;
	/** Cancels the execution when aborted. */
	signal?: AbortSignal;
}

const isItem = (item: IDataObject | INodeExecutionData): item is INodeExecutionData =>
	'json' in item && typeof item.json === 'object';

export function additionalData(key: string, timezone: string): IWorkflowExecuteAdditionalData {
	return {
		credentialsHelper: {
			getParentTypes: () => [],
			getDecrypted: async (): Promise<ICredentialDataDecryptedObject> => ({ apiKey: key }),
			getCredentials: async () => ({ apiKey: key }),
			preAuthentication: async () => undefined,
			authenticate: async (data: ICredentialDataDecryptedObject, _type: string, request: never) =>
				await credential.authenticate(data, request),
			isCredentialUsableByNode: () => true,
		},
		hooks: new ExecutionLifecycleHooks('manual', '1', {} as never),
		timezone,
		executionId: '1',
		restApiUrl: '',
		instanceBaseUrl: '',
		webhookBaseUrl: '',
		webhookTestBaseUrl: '',
		webhookWaitingBaseUrl: 'http://localhost/webhook-waiting',
		formWaitingBaseUrl: 'http://localhost/form-waiting',
		currentNodeExecutionIndex: 0,
		variables: {},
		secretsHelpers: {},
		setExecutionStatus: () => undefined,
		externalSecretsProxy: {},
	} as unknown as IWorkflowExecuteAdditionalData;
}

function workflow(
	parameters: INodeParameters,
	{ onError, timezone = 'UTC', settings }: EngineOptions,
): Workflow {
	const source: INode = {
		id: '1',
		name: 'Source',
		type: 'test.source',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const node: INode = {
		id: '2',
		name: 'Keap',
		type: 'n8n-nodes-keap.keap',
		typeVersion: 1,
		position: [200, 0],
		parameters,
		credentials: { keapApiKey: { id: '1', name: 'Keap' } },
		...(onError ? { onError } : {}),
	};
	return new Workflow({
		id: 'test',
		nodes: [source, node],
		connections: { Source: { main: [[{ node: 'Keap', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
		settings: { timezone, executionOrder: 'v1', ...settings },
	});
}

/** Runs the Keap node with these parameters for these items, the way a workflow does. */
export async function runNode(
	parameters: INodeParameters,
	options: EngineOptions = {},
): Promise<EngineRun> {
	const { key = 'test', items = [{}], timezone = 'UTC', signal } = options;
	const graph = workflow(parameters, options);
	const data = items.map((item, index): INodeExecutionData =>
		isItem(item) ? item : { json: item, pairedItem: { item: index } },
	);
	const node = graph.getNode('Keap');
	if (!node) throw new Error('no node');
	const stack: IExecuteData = {
		node,
		data: { main: [data] },
		source: { main: [{ previousNode: 'Source' }] },
	};
	const runData = createRunExecutionData({
		startData: {},
		resultData: {
			runData: {
				Source: [
					{
						startTime: 0,
						executionTime: 0,
						executionIndex: 0,
						source: [],
						data: { main: [data] },
					},
				],
			},
		},
		executionData: {
			contextData: {},
			nodeExecutionStack: [stack],
			metadata: {},
			waitingExecution: {},
			waitingExecutionSource: {},
		},
	});
	const execution = new WorkflowExecute(
		additionalData(key, timezone),
		'manual',
		runData,
	).processRunExecutionData(graph);
	signal?.addEventListener('abort', () => execution.cancel());
	const run = await execution;
	const [result] = run.data.resultData.runData.Keap ?? [];
	return {
		items: result?.data?.main?.[0] ?? [],
		errors: result?.data?.main?.[1] ?? [],
		hints: result?.hints ?? [],
		error: (run.data.resultData.error ?? result?.error) as EngineRun['error'],
		run,
	};
}
