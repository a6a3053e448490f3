import type { INodeExecutionData } from 'n8n-workflow';

/** The output items and the error of each input item of a run. */
export class Results {
	readonly outputs = new Map<number, INodeExecutionData[]>();
	readonly errors = new Map<number, unknown>();

	/**
	 * @param stopAtError whether the first item that fails stops the run
	 * @param onSettled told how many items have a result or an error, whenever one more has
	 */
	constructor(
		readonly stopAtError: boolean,
		private readonly onSettled: (items: number) => void = () => undefined,
	) {}

	/** True once an item failed and the remaining ones are not to be tried. */
	get stopped(): boolean {
		return this.stopAtError && this.errors.size > 0;
	}

	/** How many items have ended without an error. */
	get succeeded(): number {
		return [...this.outputs.keys()].filter((index) => !this.errors.has(index)).length;
	}

	add(index: number, json: object, binary?: INodeExecutionData['binary']): void {
		const output = {
			json,
			pairedItem: { item: index },
			...(binary ? { binary } : {}),
		} as INodeExecutionData;
		const known = this.outputs.get(index);
		if (known) known.push(output);
		else {
			this.outputs.set(index, [output]);
			this.settled();
		}
	}

	/** An item without output, such as a list without records. */
	none(index: number): void {
		if (!this.outputs.has(index)) this.outputs.set(index, []);
	}

	fail(index: number, error: unknown): void {
		this.errors.set(index, error);
		this.settled();
	}

	/** Makes `error` the error of each of these items that has neither output nor error yet. */
	failUnsettled(items: ReadonlyArray<{ index: number }>, error: unknown): void {
		for (const { index } of items) {
			if (!this.outputs.has(index) && !this.errors.has(index)) this.fail(index, error);
		}
	}

	private settled(): void {
		this.onSettled(this.outputs.size + this.errors.size);
	}
}
