import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import express from 'express';
import { HookContext, LoadOptionsContext, WebhookContext, WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type IDataObject,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodePropertyOptions,
	type IRun,
	type IWebhookData,
	type IWorkflowExecuteAdditionalData,
	type WorkflowActivateMode,
} from 'n8n-workflow';

import { additionalData, nodeTypes } from './engine';
import { present } from './present';

type Method = 'checkExists' | 'create' | 'delete';

/**
 * An n8n that has one workflow with a Keap Trigger: it listens over HTTP, runs the node in n8n-core's own contexts, keeps
 * what the node stores as JSON, and starts executions on n8n's engine.
 */
export class TriggerHost {
	/** The executions that deliveries have started. */
	readonly executions: Array<Promise<IRun>> = [];
	/** What n8n stores with the workflow. */
	stored: IDataObject = {};
	private server: Server | undefined;
	private origin = '';

	constructor(
		private parameters: INodeParameters,
		private readonly key: string,
		private readonly mode: 'webhook' | 'manual' = 'webhook',
	) {}

	async listen(): Promise<void> {
		const app = express();
		app.use(express.json({ limit: '16mb' }), express.urlencoded(), express.text());
		app.post('/webhook/:webhookId/webhook', (request, response, next) => {
			this.receive(request, response).catch(next);
		});
		this.server = app.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
		this.origin = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	async close(): Promise<void> {
		this.server?.closeAllConnections();
		this.server?.close();
	}

	/** Where deliveries go, without the token. */
	get address(): string {
		return `${this.origin}/webhook/3c5e7e4e-6a4b-4b5e-9d0f-2f1f4c1c9a10/webhook`;
	}

	/** Changes the node, as a person does between two activations. */
	set(parameters: INodeParameters): void {
		this.parameters = parameters;
	}

	/** As n8n does when a workflow is activated, and when it starts with an active one. */
	async activate(mode: WorkflowActivateMode = 'activate'): Promise<void> {
		if (!(await this.hook('checkExists', mode))) await this.hook('create', mode);
	}

	async deactivate(): Promise<void> {
		await this.hook('delete');
	}

	/** The items of all executions so far, in the order in which they began. */
	async items(): Promise<INodeExecutionData[]> {
		const runs = await Promise.all(this.executions);
		return runs.flatMap((run) => outputOf(run));
	}

	/** Runs a failed execution again with the data that it has, as n8n's button does. */
	async runAgain(failed: IRun): Promise<INodeExecutionData[]> {
		const [stack] = present(failed.data.executionData).nodeExecutionStack;
		return outputOf(await this.execute(present(stack?.data.main?.[0] ?? undefined)));
	}

	/** What the editor offers in a list. */
	async loadOptions(method: string): Promise<INodePropertyOptions[]> {
		const { workflow, node, data } = this.make();
		const context = new LoadOptionsContext(workflow, node, data, '');
		const { methods } = nodeTypes.getByNameAndVersion(node.type);
		return await present(methods?.loadOptions?.[method]).call(context);
	}

	private async hook(method: Method, mode: WorkflowActivateMode = 'activate'): Promise<boolean> {
		const { workflow, node, data, webhook } = this.make();
		const context = new HookContext(workflow, node, data, 'trigger', mode, webhook);
		const type = nodeTypes.getByNameAndVersion(node.type);
		const methods = (type as { webhookMethods?: Record<string, Record<Method, HookMethod>> })
			.webhookMethods;
		try {
			return await present(methods?.default)[method].call(context);
		} finally {
			this.store(workflow);
		}
	}

	private async receive(request: express.Request, response: express.Response): Promise<void> {
		const { workflow, node, data, webhook } = this.make();
		const own = { ...data, httpRequest: request, httpResponse: response };
		const context = new WebhookContext(workflow, node, own, this.mode, webhook, [], null);
		const type = nodeTypes.getByNameAndVersion(node.type);
		const { workflowData, noWebhookResponse } = await present(type.webhook).call(context);
		this.store(workflow);
		if (!noWebhookResponse) response.json({ message: 'Workflow was started' });
		const [items] = workflowData ?? [];
		if (items) this.executions.push(this.execute(items));
	}

	/** Runs the workflow with what its trigger has taken. */
	private async execute(items: INodeExecutionData[]): Promise<IRun> {
		const { workflow, node, data } = this.make();
		const execution = createRunExecutionData({
			executionData: {
				contextData: {},
				metadata: {},
				waitingExecution: {},
				waitingExecutionSource: {},
				nodeExecutionStack: [{ node, data: { main: [items] }, source: null }],
			},
		});
		return await new WorkflowExecute(data, this.mode, execution).processRunExecutionData(workflow);
	}

	private make(): {
		workflow: Workflow;
		node: INode;
		data: IWorkflowExecuteAdditionalData;
		webhook: IWebhookData;
	} {
		const node: INode = {
			id: '1',
			name: 'Keap Trigger',
			type: 'n8n-nodes-keap.keapTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { keapApiKey: { id: '1', name: 'Keap' } },
			webhookId: '3c5e7e4e-6a4b-4b5e-9d0f-2f1f4c1c9a10',
		};
		const workflow = new Workflow({
			id: 'hooked',
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: structuredClone(this.stored),
			settings: { executionOrder: 'v1' },
		});
		const data = {
			...additionalData(this.key, 'UTC'),
			webhookBaseUrl: `${this.origin}/webhook`,
		};
		const webhook = {
			httpMethod: 'POST',
			node: node.name,
			path: 'webhook',
			webhookDescription: { name: 'default', httpMethod: 'POST', path: 'webhook' },
			workflowId: 'hooked',
			workflowExecuteAdditionalData: data,
		} as IWebhookData;
		return {
			workflow,
			node: present(workflow.getNode('Keap Trigger') ?? undefined),
			data,
			webhook,
		};
	}

	/** As n8n does: what has changed goes into its database, as JSON. */
	private store(workflow: Workflow): void {
		if (this.mode === 'webhook' || Object.keys(this.stored).length === 0)
			this.stored = JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject;
	}
}

type HookMethod = (this: HookContext) => Promise<boolean>;

export const outputOf = (run: IRun): INodeExecutionData[] =>
	run.data.resultData.runData['Keap Trigger']?.[0]?.data?.main?.[0] ?? [];
