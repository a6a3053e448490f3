import { PollContext, TriggersAndPollers } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeParameters,
	type WorkflowActivateMode,
	type WorkflowExecuteMode,
} from 'n8n-workflow';

import { additionalData, nodeTypes } from './engine';
import { present } from './present';

/**
 * An n8n that has one workflow with a Keap Polling Trigger. It keeps what the node stores as JSON, and saves it only with
 * something that was found, as n8n before 2.41 does, and when the workflow is activated.
 */
export class PollHost {
	/** What n8n has in its database. */
	stored: IDataObject = {};
	private workflow: Workflow | undefined;

	constructor(
		public parameters: INodeParameters,
		private readonly key: string,
	) {}

	/** As n8n does when a workflow is activated: it polls once, then saves. */
	async activate(): Promise<IDataObject[]> {
		this.workflow = this.make();
		const found = await this.poll();
		this.save();
		return found;
	}

	/** As n8n does when it starts with an active workflow: what wasn't saved is gone. */
	restart(): void {
		this.workflow = this.make();
	}

	async poll(
		mode: WorkflowExecuteMode = 'trigger',
		activation: WorkflowActivateMode = 'activate',
	): Promise<IDataObject[]> {
		const workflow = present(this.workflow);
		const node = present(workflow.getNode('Keap Polling Trigger') ?? undefined);
		const data = additionalData(this.key, 'UTC');
		const context = new PollContext(workflow, node, data, mode, activation);
		const items = await new TriggersAndPollers().runPollFunction(workflow, node, context);
		if (items !== null && mode !== 'manual') this.save();
		return (items?.[0] ?? []).map(({ json }) => json);
	}

	/** Polls until nothing new comes. */
	async drain(): Promise<IDataObject[]> {
		const all: IDataObject[] = [];
		for (;;) {
			const found = await this.poll();
			if (found.length === 0) return all;
			all.push(...found);
		}
	}

	/** What a person sees who fetches a test event. */
	async example(): Promise<IDataObject[]> {
		this.workflow ??= this.make();
		return await this.poll('manual');
	}

	private save(): void {
		this.stored = JSON.parse(JSON.stringify(present(this.workflow).staticData)) as IDataObject;
	}

	private make(): Workflow {
		const node: INode = {
			id: '1',
			name: 'Keap Polling Trigger',
			type: 'n8n-nodes-keap.keapPollingTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: this.parameters,
			credentials: { keapApiKey: { id: '1', name: 'Keap' } },
		};
		return new Workflow({
			id: 'polled',
			nodes: [node],
			connections: {},
			active: true,
			nodeTypes,
			staticData: structuredClone(this.stored),
			settings: { executionOrder: 'v1' },
		});
	}
}
