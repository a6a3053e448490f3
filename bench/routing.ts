import { RoutingNode, type ExecuteContext } from 'n8n-core';
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';

import { redirectKeapTo } from '../sandbox/redirect.cjs';
import { apart, Child } from './child';
import { prepareRun, useN8nExpressions, type Subject } from './engine';
import { fromBuild } from './paths';
import * as server from './server';
import { ours, OURS_COMPUTED, people } from './subjects';
import { median, ms, number, type Row, type Theme } from './table';

/** A property of another resource with the same inputs. */
function ofCopy(property: INodeProperties, copy: number): INodeProperties {
	const { resource = [], ...show } = property.displayOptions?.show ?? {};
	const renamed = resource.map((value) => `${String(value)}${copy}`);
	return { ...property, displayOptions: { show: { resource: renamed, ...show } } };
}

/** So many top-level properties: those of our first resources, and copies of all for resources to come. */
function properties(count: number): INodeProperties[] {
	const { compile } = fromBuild('descriptor/compile');
	const { resources } = fromBuild('resources/index');
	const all = compile(resources);
	if (count <= all.length) {
		const enough = resources.findIndex(
			(_, i) => compile(resources.slice(0, i + 1)).length >= count,
		);
		return compile(resources.slice(0, enough + 1));
	}
	const copied = all.filter((property) => property.displayOptions?.show?.resource);
	const more: INodeProperties[] = [];
	for (let copy = 2; more.length < count - all.length; copy++)
		more.push(...copied.map((property) => ofCopy(property, copy)));
	return [...all, ...more].slice(0, count);
}

/** Routing on nothing but the one operation: the least that n8n's declarative engine can have to do. */
function withRouting(all: INodeProperties[]): INodeProperties[] {
	const request = {
		method: 'POST' as const,
		url: '/v2/contacts',
		body: { email_addresses: [{ email: '={{ $parameter.email }}', field: 'EMAIL1' }] },
	};
	return all.map((property) => {
		const resource = property.displayOptions?.show?.resource;
		if (property.name !== 'operation' || !resource?.includes('contact')) return property;
		const options = (property.options as INodePropertyOptions[]).map((option) =>
			option.value === 'create' ? { ...option, routing: { request } } : option,
		);
		return { ...property, options };
	});
}

function subject(style: Style, count: number): Subject {
	const base = ours();
	const node = base.nodeType;
	const all = properties(count);
	const nodeType: INodeType = {
		description: {
			...node.description,
			properties: style === 'declarative' ? withRouting(all) : all,
			requestDefaults: { baseURL: 'https://api.infusionsoft.com/crm/rest' },
		},
		async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
			const result =
				style === 'declarative'
					? await new RoutingNode(this as unknown as ExecuteContext, nodeType).runNode()
					: await node.execute?.call(this);
			return (result ?? []) as INodeExecutionData[][];
		},
	};
	return { ...base, nodeType };
}

type Style = 'declarative' | 'execute';

interface Result {
	properties: number;
	/** Milliseconds of CPU. */
	perItem: number;
}

/** In a process of its own. */
export async function measure(
	style: Style,
	count: number,
	keap: string,
	items: number,
	runs: number,
): Promise<Result> {
	redirectKeapTo(keap);
	await useN8nExpressions();
	const target = subject(style, count);
	const execute = prepareRun(target, OURS_COMPUTED.parameters);
	await execute(people(style === 'execute' ? items : 2));
	const costs: number[] = [];
	for (let i = 0; i < runs; i++) {
		const before = process.cpuUsage();
		const output = await execute(people(items));
		const { user, system } = process.cpuUsage(before);
		if (output.length !== items) throw new Error(`${output.length} of ${items} items came out`);
		costs.push((user + system) / 1_000 / items);
	}
	return { properties: target.nodeType.description.properties.length, perItem: median(costs) };
}

/** Why the node has an `execute`: what an item costs in n8n's declarative engine, by the size of the node. */
export async function routing(quick: boolean): Promise<Theme> {
	const keap = new Child(require.resolve('./server'));
	const rows: Row[] = [];
	try {
		const address = await keap.call(server.listen);
		// Few items where each takes a good part of a second.
		const sizes: Array<[count: number, items: number]> = [
			[150, 20],
			[500, 10],
			[2_000, 4],
		];
		const runs = quick ? 1 : 3;
		for (const [count, items] of sizes) {
			const run = async (style: Style, many: number) =>
				await apart(__filename, measure, [style, count, address, many, runs]);
			const mine = await run('execute', quick ? 100 : 300);
			const theirs = await run('declarative', items);
			rows.push({
				what: `${number(mine.properties)} properties`,
				ours: ms(mine.perItem),
				against: 'declarative node (routing)',
				theirs: ms(theirs.perItem),
				ratio: mine.perItem / theirs.perItem,
			});
		}
	} finally {
		await keap.end();
	}
	return {
		title: 'CPU per item by size of the node',
		about: 'the same inputs read by `execute` and by the declarative engine of n8n',
		rows,
	};
}
