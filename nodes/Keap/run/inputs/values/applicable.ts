import type { Field, RuledOut } from '../../../descriptor/field';
import { inapplicableInput, unknownInput } from '../../../messages/inputErrors';
import { isBlank } from './scalars';

/**
 * What was entered for another choice, where leaving it out would write, or look for, something else than was meant.
 * @throws InputError naming the input and the choice
 */
export const refuseRuledOut = ({ label }: Field, { choice, option }: RuledOut): never => {
	throw inapplicableInput(label, choice.label, option.name);
};

/** What a list of inputs would have if another choice were made, and the choice that was made. */
export interface Elsewhere {
	elsewhere: readonly Field[];
	by: RuledOut | undefined;
}

/** A list of inputs. */
interface InputList extends Elsewhere {
	/** What people call the list. */
	label: string;
	fields: readonly Field[];
	/** The names of entries that are no fields. */
	more?: readonly string[];
	/** Whether inputs of another choice are refused; otherwise only where one of this choice's makes the same property. */
	strict?: boolean;
}

/**
 * Refuses entries that a list of inputs doesn't have, which an expression for the whole list can give, and inputs for
 * another choice, which an expression for the choice leaves in sight, if they would be missed.
 * @throws InputError naming the list, or the input
 */
export function refuseUnknown(
	{ label, fields, elsewhere, by, more = [], strict }: InputList,
	values: Readonly<Record<string, unknown>>,
): void {
	const isGiven = ({ name }: Field) => !isBlank(values[name]);
	const names = fields.map(({ name }) => name);
	for (const [name, value] of Object.entries(values)) {
		if (isBlank(value) || more.includes(name) || names.includes(name)) continue;
		const other = elsewhere.find((field) => field.name === name);
		if (!other || !by) throw unknownInput(label, name, names);
		const own = fields.filter(({ key }) => key === other.key);
		if (strict || (own.length > 0 && !own.some(isGiven))) refuseRuledOut(other, by);
	}
}
