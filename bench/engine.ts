import 'reflect-metadata';

import { ExecutionLifecycleHooks, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Expression,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
	type INodeTypes,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

/** A node of whatever package, ready to be run on n8n's engine. */
export interface Subject {
	/** The name by which n8n knows it, which decides what it may do. */
	type: string;
	version: number;
	nodeType: INodeType;
	credential: { name: string; data: ICredentialDataDecryptedObject; type?: ICredentialType };
}

/** Expressions run the way n8n runs them unless told otherwise: each execution in an isolate of its own. */
export async function useN8nExpressions(): Promise<void> {
	await Expression.initExpressionEngine({
		engine: 'vm',
		poolSize: 1,
		maxCodeCacheSize: 1024,
		bridgeTimeout: 5000,
		bridgeMemoryLimit: 128,
	});
}

function additionalData({ credential }: Subject): IWorkflowExecuteAdditionalData {
	const { data, type } = credential;
	return {
		credentialsHelper: {
			getParentTypes: () => [],
			getDecrypted: async () => ({ ...data }),
			getCredentials: async () => ({ ...data }),
			preAuthentication: async () => undefined,
			runPreAuthentication: async () => undefined,
			authenticate: async (
				given: ICredentialDataDecryptedObject,
				_name: string,
				request: IHttpRequestOptions,
			) => (typeof type?.authenticate === 'function' ? type.authenticate(given, request) : request),
			isCredentialUsableByNode: () => true,
		},
		hooks: new ExecutionLifecycleHooks('trigger', '1', {} as never),
		timezone: 'UTC',
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

function workflowOf({ type, version, nodeType, credential }: Subject, parameters: INodeParameters) {
	const source = { description: { properties: [] } } as unknown as INodeType;
	const find = (name: string) => (name === type ? nodeType : source);
	const nodeTypes: INodeTypes = {
		getByName: find,
		getByNameAndVersion: find,
		getKnownTypes: () => ({}),
	};
	const node = (name: string, more: Partial<INode>): INode => ({
		id: name,
		name,
		type: 'bench.source',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		...more,
	});
	return new Workflow({
		id: 'bench',
		nodes: [
			node('Source', {}),
			node('Subject', {
				type,
				typeVersion: version,
				parameters,
				credentials: { [credential.name]: { id: '1', name: 'Keap' } },
			}),
		],
		connections: { Source: { main: [[{ node: 'Subject', type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
		settings: { timezone: 'UTC', executionOrder: 'v1' },
	});
}

/** Runs a node for these items; returns what it gives. Everything that n8n does once per workflow is done before. */
export function prepareRun(subject: Subject, parameters: INodeParameters) {
	const workflow = workflowOf(subject, parameters);
	return async (items: IDataObject[]): Promise<INodeExecutionData[]> => {
		const node = workflow.getNode('Subject');
		if (!node) throw new Error('The workflow has lost its node');
		const main = [items.map((json, index) => ({ json, pairedItem: { item: index } }))];
		const task = { startTime: 0, executionTime: 0, executionIndex: 0, source: [] };
		const runData = createRunExecutionData({
			startData: {},
			resultData: { runData: { Source: [{ ...task, data: { main } }] } },
			executionData: {
				contextData: {},
				nodeExecutionStack: [
					{ node, data: { main }, source: { main: [{ previousNode: 'Source' }] } },
				],
				metadata: {},
				waitingExecution: {},
				waitingExecutionSource: {},
			},
		});
		const execution = new WorkflowExecute(additionalData(subject), 'trigger', runData);
		const { data } = await execution.processRunExecutionData(workflow);
		const [result] = data.resultData.runData.Subject ?? [];
		const error = data.resultData.error ?? result?.error;
		if (error) throw new Error(`${subject.type}: ${error.message} ${error.description ?? ''}`);
		return result?.data?.main?.[0] ?? [];
	};
}
