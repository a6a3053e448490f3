import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	NodeParameterValueType,
} from 'n8n-workflow';

/** Whether a parameter holds an expression anywhere, and so may differ from item to item. */
function isDynamic(value: unknown): boolean {
	if (typeof value === 'string') return value.startsWith('=');
	return typeof value === 'object' && value !== null && Object.values(value).some(isDynamic);
}

const UNKNOWN = Symbol('unknown');

/** `{{ $json.email }}` and `{{ $json["First Name"] }}`, as n8n's editor writes them. */
const PROPERTY = /^=\{\{\s*\$json(?:\.([A-Za-z_]\w*)|\[(['"])([^'"\\]+)\2\])\s*\}\}$/;

/**
 * A parameter whose expressions only name properties of the item, with their values in place; UNKNOWN where n8n has to be
 * asked. n8n evaluates each expression in an isolate, which costs more than all else that is done for an item together.
 */
function substitute(value: unknown, json: IDataObject): unknown {
	if (typeof value === 'string') {
		if (!value.startsWith('=')) return value;
		const [, name, , quoted = name] = PROPERTY.exec(value) ?? [];
		if (quoted === undefined || !Object.hasOwn(json, quoted)) return UNKNOWN;
		const found = json[quoted];
		return typeof found === 'object' && found !== null ? UNKNOWN : found;
	}
	if (typeof value !== 'object' || value === null) return value;
	const result: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
	for (const [key, entry] of Object.entries(value)) {
		const substituted = substitute(entry, json);
		if (substituted === UNKNOWN) return UNKNOWN;
		(result as Record<string, unknown>)[key] = substituted;
	}
	return result;
}

/**
 * A node's parameters, item by item. Those without expressions are the same for all items and are read once: reading is
 * most of what an item costs.
 */
export class Parameters {
	readonly node: INode;
	private readonly inputs: INodeExecutionData[];
	private text: string | undefined;
	private readonly dynamic = new Map<string, boolean>();

	constructor(private readonly context: IExecuteFunctions) {
		this.node = context.getNode();
		this.inputs = context.getInputData();
	}

	/** All of them as JSON, with their expressions. */
	get json(): string {
		return (this.text ??= JSON.stringify(this.node.parameters));
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
		const known = substitute(raw, this.inputs[index]?.json ?? {});
		if (known !== UNKNOWN) return known as NodeParameterValueType;
		// The descriptors' own conversion checks values, with better words; n8n's would walk all properties.
		return this.context.getNodeParameter(name, index, undefined, {
			skipValidation: true,
		}) as NodeParameterValueType;
	}
}
