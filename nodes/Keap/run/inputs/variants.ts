import type { Field } from '../../descriptor/field';
import { variantOf, type Operation } from '../../descriptor/operation';
import { emptyInput } from '../../messages/inputErrors';
import type { Parameters } from './parameters';
import { convert } from './values/convert';

/** A choice is neither a date nor cleared. */
const CONVERSION = { timezone: 'UTC', emptyValues: 'ignore' } as const;

/** The variant of an operation that each item chooses: by an expression, the items of one run may choose different ones. */
export class ChosenVariants {
	private readonly choice: Field | undefined;
	private readonly variants = new Map<string, Operation>();

	constructor(
		private readonly operation: Operation,
		private readonly parameters: Parameters,
	) {
		this.choice = operation.inputs.find(({ name }) => name === operation.variants?.by);
	}

	/**
	 * The operation as it is for one item, the same object for all items that choose alike.
	 * @throws InputError when the item chooses nothing, or what there isn't
	 */
	of(index: number): Operation {
		const { choice, operation, parameters, variants } = this;
		if (!choice) return operation;
		const value = convert(choice, parameters.read(choice.name, index), CONVERSION);
		if (value === undefined) throw emptyInput(choice.label);
		const chosen = String(value);
		const variant = variants.get(chosen) ?? variantOf(operation, chosen);
		variants.set(chosen, variant);
		return variant;
	}
}
