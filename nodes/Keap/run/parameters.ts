import type { IExecuteFunctions, INode, NodeParameterValueType } from 'n8n-workflow';

/** Whether a parameter holds an expression anywhere, and so may differ from item to item. */
function isDynamic(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	if (Array.isArray(value)) return value.some(isDynamic);
	return typeof value === 'object' && value !== null && Object.values(value).some(isDynamic);
}

/**
 * A node's parameters, item by item. Those without expressions are the same for all items and are read once: reading is
 * most of what an item costs.
 */
export class Parameters {
	readonly node: INode;
	private readonly dynamic = new Map<string, boolean>();

	constructor(private readonly context: IExecuteFunctions) {
		this.node = context.getNode();
	}

	/** Whether the parameter may differ between items. */
	varies(name: string): boolean {
		let dynamic = this.dynamic.get(name);
		if (dynamic === undefined) {
			dynamic = isDynamic(this.node.parameters[name]);
			this.dynamic.set(name, dynamic);
		}
		return dynamic;
	}

	/** The value for one item; undefined where the node has none. */
	read(name: string, index: number): NodeParameterValueType | undefined {
		const raw = this.node.parameters[name];
		if (raw === undefined || !this.varies(name)) return raw;
		// The descriptors' own conversion checks values, with better words; n8n's would walk all properties.
		return this.context.getNodeParameter(name, index, undefined, {
			skipValidation: true,
		}) as NodeParameterValueType;
	}
}
