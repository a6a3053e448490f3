/** An input that can't be used. `remedy` tells the person what to enter instead. */
export class InputError extends Error {
	override readonly name = 'InputError';

	constructor(
		message: string,
		readonly remedy: string,
	) {
		super(message);
	}
}

/** The error for an update that changes nothing. */
export const nothingToUpdate = (): InputError =>
	new InputError('There is nothing to update', "Add at least one field to 'Update Fields'");

/** How a value is shown in a message: short, and never an object's innards. */
export function show(value: unknown): string {
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
