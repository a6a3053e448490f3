import type { ILoadOptionsFunctions, INodeType } from 'n8n-workflow';

type Methods = NonNullable<INodeType['methods']>;
type Kind = 'listSearch' | 'resourceMapping';

/** Methods of these names, whose code is loaded when one of them is called. */
export function lazyMethods(
	names: Readonly<Record<Kind, readonly string[]>>,
	load: () => Promise<Methods>,
): Methods {
	const named = (kind: Kind) =>
		Object.fromEntries(
			names[kind].map((name) => [
				name,
				async function (this: ILoadOptionsFunctions, ...args: unknown[]): Promise<unknown> {
					const methods = (await load())[kind] as Record<string, Method>;
					return await methods[name]?.apply(this, args);
				},
			]),
		);
	return { listSearch: named('listSearch'), resourceMapping: named('resourceMapping') } as Methods;
}

type Method = (this: ILoadOptionsFunctions, ...args: unknown[]) => Promise<unknown>;
