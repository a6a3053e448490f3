import type { INodeExecutionData } from 'n8n-workflow';

/** The output items and the error of each input item of a run. */
export class Results {
	readonly outputs = new Map<number, INodeExecutionData[]>();
	readonly errors = new Map<number, unknown>();

	constructor(private readonly stopAtError: boolean) {}

	/** True once an item failed and the remaining ones are not to be tried. */
	get stopped(): boolean {
		return this.stopAtError && this.errors.size > 0;
	}

	add(index: number, json: object, binary?: INodeExecutionData['binary']): void {
		const output = {
			json,
			pairedItem: { item: index },
			...(binary ? { binary } : {}),
		} as INodeExecutionData;
		const known = this.outputs.get(index);
		if (known) known.push(output);
		else this.outputs.set(index, [output]);
	}

	/** An item without output, such as a list without records. */
	none(index: number): void {
		if (!this.outputs.has(index)) this.outputs.set(index, []);
	}

	fail(index: number, error: unknown): void {
		this.errors.set(index, error);
	}
}
