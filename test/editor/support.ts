import { LoadOptionsContext } from 'n8n-core';
import {
	Workflow,
	type ILoadOptionsFunctions,
	type INode,
	type INodeListSearchResult,
	type INodeParameters,
	type ResourceMapperFields,
} from 'n8n-workflow';

import { clearCache } from '../../nodes/Keap/editor/cache';
import { Keap } from '../../nodes/Keap/Keap.node';
import type { SandboxOptions } from '../../sandbox';
import { additionalData, nodeTypes } from '../support/engine';
import type { ThrownError } from '../support/errors';
import { DEFAULT_KEY, useKeap, type TestKeap } from '../support/keap';

const { methods } = new Keap();

export interface Editing {
	key?: string;
	/** What the person has entered in the node. */
	parameters?: INodeParameters;
	/** Whether a credential has been chosen. */
	chosen?: boolean;
}

/** What n8n makes for a call from its editor. */
function context({
	key = DEFAULT_KEY,
	parameters = {},
	chosen = true,
}: Editing): ILoadOptionsFunctions {
	const node: INode = {
		id: '1',
		name: 'Temp-Node',
		type: 'n8n-nodes-keap.keap',
		typeVersion: 1,
		position: [0, 0],
		parameters,
		...(chosen ? { credentials: { keapApiKey: { id: '1', name: 'Keap' } } } : {}),
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const data = { ...additionalData(key, 'UTC'), currentNodeParameters: parameters };
	return new LoadOptionsContext(workflow, node, data, 'parameters.any');
}

function method<T>(kind: 'listSearch' | 'resourceMapping', name: string): T {
	const found = methods[kind]?.[name];
	if (!found) throw new Error(`There is no ${kind} method ${name}`);
	return found as T;
}

export interface Editor extends TestKeap {
	search(
		name: string,
		typed?: string,
		options?: Editing & { token?: string },
	): Promise<INodeListSearchResult>;
	mapping(name: string, editing?: Editing): Promise<ResourceMapperFields>;
	/** The filters sent since the log was cleared. */
	filters(): string[];
}

/** n8n's editor in front of a sandbox; nothing is remembered at the beginning of a test. */
export function useEditor(sandboxOptions: SandboxOptions = {}): Editor {
	const keap = useKeap(sandboxOptions);
	beforeEach(() => clearCache());
	const editor: Omit<Editor, keyof TestKeap> = {
		search: async (name, typed, { token, ...editing } = {}) =>
			await method<(typed?: string, token?: string) => Promise<INodeListSearchResult>>(
				'listSearch',
				name,
			).call(context(editing), typed, token),
		mapping: async (name, editing = {}) =>
			await method<() => Promise<ResourceMapperFields>>('resourceMapping', name).call(
				context(editing),
			),
		filters: () =>
			keap.sandbox.log
				.map(({ query }) => new URLSearchParams(query).get('filter') ?? '')
				.filter(Boolean),
	};
	return Object.defineProperties(editor, Object.getOwnPropertyDescriptors(keap)) as Editor;
}

/** What a rejected call shows to the person. */
export async function refusal(call: Promise<unknown>): Promise<ThrownError> {
	return await call.then(
		() => {
			throw new Error('The call was expected to be refused');
		},
		(error: unknown) => error as ThrownError,
	);
}
