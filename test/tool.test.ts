import {
	Workflow,
	createRunExecutionData,
	type EngineRequest,
	type EngineResponse,
	type IDataObject,
	type IExecuteFunctions,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';
import { WorkflowExecute } from 'n8n-core';

import { Keap } from '../nodes/Keap/Keap.node';
import { emptyId, noFilterLeft, notAnId } from '../nodes/Keap/messages/inputErrors';
import { nothingFound } from '../nodes/Keap/messages/runErrors';
import { additionalData } from './support/engine';
import { DEFAULT_KEY, useKeap } from './support/keap';
import { first, present } from './support/present';

/**
 * The node as a tool of an AI agent, in both ways in which n8n 2.41 runs one: called by the agent within its own execution
 * (n8n-core, get-input-connection-data), and asked for by the agent and executed by the engine (requests-response), which
 * is what agents of version 3 do. The agents here do what they are told in place of a language model. Only the conversion
 * of the description is n8n's server's own (packages/cli, ai-tools.ts) and is written out again here.
 */
function asTool(node: Keap): INodeType {
	const { usableAsTool, ...description } = node.description;
	if (!usableAsTool) throw new Error('The node does not offer itself as a tool');
	return Object.assign(Object.create(node) as Keap, {
		description: {
			...description,
			name: `${description.name}Tool`,
			displayName: `${description.displayName} Tool`,
			inputs: [],
			outputs: ['ai_tool'],
			properties: [
				{
					displayName: 'Tool Description',
					name: 'descriptionType',
					type: 'options',
					options: [],
					default: 'auto',
				},
				{
					displayName: 'Description',
					name: 'toolDescription',
					type: 'string',
					default: description.description,
					displayOptions: { show: { descriptionType: ['manual'] } },
				},
				...description.properties,
			],
		},
	});
}

interface Tool {
	name: string;
	description: string;
	schema: { safeParse(value: unknown): { success: boolean; error?: Error }; shape: object };
	invoke(input: IDataObject): Promise<string>;
}

type Reply = { tool?: Tool; output: INodeExecutionData[] };

const agentDescription = (name: string, inputs: unknown[]) =>
	({
		displayName: name,
		name,
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name },
		inputs,
		outputs: ['main'],
		properties: [],
	}) as unknown as INodeType['description'];

/** Calls the tool itself. */
class CallingAgent implements INodeType {
	description = agentDescription('agent', [
		{ type: 'main' },
		{ type: 'ai_tool', displayName: 'Tool' },
	]);

	static calls: IDataObject[] = [];

	static tool: Tool | undefined;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const tool = first((await this.getInputConnectionData('ai_tool', 0)) as Tool[]);
		CallingAgent.tool = tool;
		const answers: INodeExecutionData[] = [];
		for (const input of CallingAgent.calls) {
			const answer = await tool
				.invoke(input)
				.then((json) => ({ answer: JSON.parse(json) as IDataObject }))
				.catch((error: Error) => ({ error: error.message }));
			answers.push({ json: answer });
		}
		return [answers];
	}
}

/** Asks the engine to run the tool. */
class AskingAgent implements INodeType {
	description = agentDescription('agent', [
		{ type: 'main' },
		{ type: 'ai_tool', displayName: 'Tool' },
	]);

	async execute(
		this: IExecuteFunctions,
		response?: EngineResponse,
	): Promise<INodeExecutionData[][] | EngineRequest> {
		if (!response?.actionResponses.length) {
			return {
				metadata: {},
				actions: CallingAgent.calls.map((input, i) => ({
					actionType: 'ExecutionNodeAction' as const,
					nodeName: 'Keap',
					type: 'ai_tool' as const,
					id: `call-${i}`,
					input,
					metadata: { itemIndex: 0 },
				})),
			};
		}
		return [
			response.actionResponses.map(({ data }) => {
				const items = (data as { data?: { ai_tool?: INodeExecutionData[][] } }).data?.ai_tool?.[0];
				return { json: { answer: (items ?? []).map(({ json }) => json) } };
			}),
		];
	}
}

class Start implements INodeType {
	description = agentDescription('start', []);
}

async function runAgent(
	agent: INodeType,
	parameters: INodeParameters,
	calls: IDataObject[],
): Promise<Reply> {
	CallingAgent.calls = calls;
	const types: Record<string, INodeType> = {
		start: new Start(),
		agent,
		keapTool: asTool(new Keap()),
	};
	const node = (name: string, type: string, own: INodeParameters = {}): INode => ({
		id: name,
		name,
		type,
		typeVersion: 1,
		position: [0, 0],
		parameters: own,
	});
	const workflow = new Workflow({
		id: 'test',
		nodes: [
			node('Start', 'start'),
			node('Agent', 'agent'),
			{
				...node('Keap', 'keapTool', parameters),
				credentials: { keapApiKey: { id: '1', name: 'Keap' } },
			},
		],
		connections: {
			Start: { main: [[{ node: 'Agent', type: 'main', index: 0 }]] },
			Keap: { ai_tool: [[{ node: 'Agent', type: 'ai_tool', index: 0 }]] },
		},
		active: false,
		nodeTypes: {
			getByName: (type) => present(types[type]),
			getByNameAndVersion: (type) => present(types[type]),
			getKnownTypes: () => ({}),
		},
		settings: { executionOrder: 'v1' },
	});
	const start = workflow.getNode('Agent') as INode;
	const data = { main: [[{ json: { chatInput: 'Do it' } }]] };
	const run = await new WorkflowExecute(
		additionalData(DEFAULT_KEY, 'UTC'),
		'manual',
		createRunExecutionData({
			resultData: {
				runData: {
					Start: [{ startTime: 0, executionTime: 0, executionIndex: 0, source: [], data }],
				},
			},
			executionData: {
				contextData: {},
				nodeExecutionStack: [{ node: start, data, source: { main: [{ previousNode: 'Start' }] } }],
				metadata: {},
				waitingExecution: {},
				waitingExecutionSource: {},
			},
		}),
	).processRunExecutionData(workflow);
	if (run.data.resultData.error) throw run.data.resultData.error;
	return {
		tool: CallingAgent.tool,
		output: present(present(run.data.resultData.runData.Agent).at(-1)?.data?.main)[0] ?? [],
	};
}

const keap = useKeap({ contacts: 10 });

const AUTO = '/*n8n-auto-generated-fromAI-override*/ ';
const fromAI = (key: string, description: string, type = 'string') =>
	`={{ ${AUTO}$fromAI('${key}', \`${description}\`, '${type}') }}`;

const getContact: INodeParameters = {
	resource: 'contact',
	operation: 'get',
	contactId: { __rl: true, mode: 'id', value: fromAI('Contact', 'ID of the contact') },
};

const upsert: INodeParameters = {
	resource: 'contact',
	operation: 'upsert',
	email: fromAI('Email', 'Address of the contact'),
	matchBy: 'Email',
	givenName: fromAI('First_Name', ''),
	additionalFields: {
		phoneNumbers: { values: [{ field: 'PHONE1', number: fromAI('Phone', '') }] },
	},
};

const getMany: INodeParameters = {
	resource: 'contact',
	operation: 'getMany',
	returnAll: fromAI('Return_All', '', 'boolean'),
	limit: fromAI('Limit', '', 'number'),
	filters: { givenName: fromAI('First_Name', '') },
};

const answers = ({ output }: Reply) => output.map(({ json }) => json.answer as IDataObject[]);

beforeEach(() => {
	keap.sandbox.clearLog();
	CallingAgent.tool = undefined;
});

it('describes itself by what it does, and what the model fills in', async () => {
	const { tool } = await runAgent(new CallingAgent(), upsert, []);
	expect(tool?.name).toBe('Keap');
	expect(tool?.description).toMatch(/create or update a contact/i);
	expect(Object.keys(tool?.schema.shape ?? {})).toEqual(['Email', 'First_Name', 'Phone']);
	expect(tool?.schema.safeParse({ Email: 'a@example.com' }).success).toBe(false);
});

describe.each([
	['called by the agent', () => new CallingAgent()],
	['executed by the engine', () => new AskingAgent()],
])('%s', (_, agent) => {
	it('gets a contact by the ID that the model gives', async () => {
		const reply = await runAgent(agent(), getContact, [{ Contact: '3' }]);
		expect(keap.calls()[0]).toBe('GET /v2/contacts/3');
		expect(answers(reply)[0]).toEqual([
			expect.objectContaining({ id: '3', email: expect.stringContaining('@') }),
		]);
	});

	it('finds a contact by the address that the model gives in place of an ID', async () => {
		const { email } = first(
			keap.sandbox.store.get('contact', '4')?.email_addresses as Array<{
				email: string;
			}>,
		);
		const reply = await runAgent(agent(), getContact, [{ Contact: email }]);
		expect(answers(reply)[0]).toEqual([expect.objectContaining({ id: '4' })]);
	});

	it('creates a contact, then updates it', async () => {
		const address = `tool-${agent().constructor.name.toLowerCase()}@example.com`;
		const input = { Email: address, First_Name: 'Ann', Phone: '555 0100' };
		await runAgent(agent(), upsert, [input]);
		await runAgent(agent(), upsert, [{ ...input, First_Name: 'Anna', Phone: '' }]);
		expect(keap.calls()).toEqual([
			'GET /v2/contacts',
			'POST /v2/contacts',
			'GET /v2/contacts',
			expect.stringMatching(/^PATCH \/v2\/contacts\/\d+$/),
		]);
		expect(keap.sandbox.store.contactsByEmail(address)).toEqual([
			expect.objectContaining({
				given_name: 'Anna',
				phone_numbers: [expect.objectContaining({ number: '555 0100' })],
			}),
		]);
	});

	it('returns all when the model says so, whatever it puts for the limit', async () => {
		const input = { Return_All: true, Limit: 2 };
		const unfiltered = { ...getMany, filters: {} };
		expect(answers(await runAgent(agent(), unfiltered, [input]))[0]).toHaveLength(
			keap.sandbox.store.count('contact'),
		);
		const limited = await runAgent(agent(), unfiltered, [{ ...input, Return_All: false }]);
		expect(answers(limited)[0]).toHaveLength(2);
	});

	it('leaves out the filters that the model leaves empty, as long as one remains', async () => {
		const name = keap.sandbox.store.get('contact', '1')?.given_name;
		const twoFilters = {
			...getMany,
			filters: { givenName: fromAI('First_Name', ''), email: fromAI('Email', '') },
		};
		const input = { Return_All: true, Limit: 2, First_Name: String(name), Email: '' };
		const found = first(answers(await runAgent(agent(), twoFilters, [input])));
		expect(found.map((contact) => contact.given_name)).toContain(name);
		const { query } = first(keap.sandbox.log);
		expect(new URLSearchParams(query).get('filter')).toBe(`given_name==${String(name)}`);
	});

	it('does so in lists of REST v1, too', async () => {
		const appointments = {
			resource: 'appointment',
			operation: 'getMany',
			returnAll: true,
			filters: { contactId: fromAI('Contact', ''), sinceTime: fromAI('Since', '') },
		};
		const input = { Contact: '', Since: '2026-02-04T00:00:00Z' };
		const found = first(answers(await runAgent(agent(), appointments, [input])));
		expect(found.map(({ title }) => title)).toEqual(['Team meeting']);
		const none = await runAgent(agent(), appointments, [{ ...input, Since: '' }]);
		expect(JSON.stringify(none.output)).toContain(noFilterLeft(['Contact', 'Since']).message);
	});

	it('says so when nothing is found, and how to find more', async () => {
		const input = { Return_All: true, Limit: 2, First_Name: 'Nobody at All' };
		expect(answers(await runAgent(agent(), getMany, [input]))[0]).toEqual([
			{ message: nothingFound(['First Name'], true) },
		]);
		const beginning = { ...input, First_Name: 'Nobody at All*' };
		expect(answers(await runAgent(agent(), getMany, [beginning]))[0]).toEqual([
			{ message: nothingFound([], true) },
		]);
	});

	it('says so when there is nothing to find', async () => {
		const { id } = keap.sandbox.store.insert('contact', { given_name: 'Bare' });
		const notes: INodeParameters = {
			resource: 'note',
			operation: 'getManyOfContact',
			contactId: { __rl: true, mode: 'id', value: fromAI('Contact', '') },
		};
		expect(answers(await runAgent(agent(), notes, [{ Contact: id }]))[0]).toEqual([
			{ message: nothingFound([], false) },
		]);
	});

	it('leaves out what is empty', async () => {
		const id = keap.sandbox.store.insert('contact', { given_name: 'Bare' }).id;
		const [contacts] = answers(await runAgent(agent(), getContact, [{ Contact: id }]));
		expect(contacts).toEqual([{ id, given_name: 'Bare' }]);
	});

	it('asks for a filter when the model leaves all of them empty', async () => {
		const input = { Return_All: true, Limit: 2, First_Name: '' };
		const reply = await runAgent(agent(), getMany, [input]);
		expect(JSON.stringify(reply.output)).toContain(noFilterLeft(['First Name']).message);
		expect(keap.calls()).toEqual([]);
	});

	it('names filters on custom fields among those that are empty', async () => {
		const byColor = {
			...getMany,
			filters: {
				customFieldFilters: {
					values: [{ field: 'Favorite Color', operator: 'equals', value: fromAI('Color', '') }],
				},
			},
		};
		const reply = await runAgent(agent(), byColor, [{ Return_All: true, Limit: 2, Color: '' }]);
		expect(JSON.stringify(reply.output)).toContain(noFilterLeft(['Custom Fields']).message);
		expect(keap.calls()).toEqual([]);
	});

	it('answers several calls, each with its own result', async () => {
		const reply = await runAgent(agent(), getContact, [{ Contact: '1' }, { Contact: '2' }]);
		expect(answers(reply).map(([contact]) => present(contact).id)).toEqual(['1', '2']);
	});

	it('tells the model what was wrong', async () => {
		const reply = await runAgent(agent(), getContact, [{ Contact: 'Ann' }, { Contact: '' }]);
		const said = JSON.stringify(reply.output);
		for (const { message } of [notAnId('Contact', 'Ann'), emptyId('Contact')])
			expect(said).toContain(message);
		expect(said.split('its name such as Jane Doe or its email address')).toHaveLength(3);
		expect(keap.calls()).toEqual([]);
	});

	it('tells the model what there is instead', async () => {
		const task: INodeParameters = {
			resource: 'task',
			operation: 'create',
			title: 'Call',
			assignedToUserId: { __rl: true, mode: 'id', value: '1' },
			additionalFields: { priority: fromAI('Priority', '') },
		};
		const reply = await runAgent(agent(), task, [{ Priority: 'Platinum' }]);
		const answer = JSON.stringify(reply.output);
		for (const told of ['Platinum', 'CRITICAL', 'NONESSENTIAL']) expect(answer).toContain(told);
		expect(answer.split('CRITICAL')).toHaveLength(2);
		expect(keap.calls()).toEqual([]);
	});

	it('takes the names of tags that the model gives', async () => {
		const contact = keap.sandbox.store.list('contact').at(0)?.id ?? '';
		const tagIt: INodeParameters = {
			resource: 'contact',
			operation: 'addTags',
			contactId: { __rl: true, mode: 'id', value: contact },
			tags: { values: [{ tagId: { __rl: true, mode: 'id', value: fromAI('Tags', '') } }] },
		};
		const reply = await runAgent(agent(), tagIt, [{ Tags: 'VIP, Newsletter' }]);
		expect(JSON.stringify(reply.output)).not.toContain('error');
		expect(keap.sandbox.store.tagsOf('contact', contact)).toEqual(
			expect.arrayContaining(
				['VIP', 'Newsletter'].map((name) => keap.sandbox.store.find('tag', 'name', name)?.id),
			),
		);
	});
});
