import { separatorInFilter } from '../../messages/inputErrors';

/**
 * What separates the conditions, operators and lists of Keap's filters. No way to escape them is documented, so a value
 * that holds one may be read as another condition.
 */
const SEPARATORS = /;|,|==|!=|<|>/;

/**
 * A value as it stands in a filter.
 * @throws InputError when Keap would take a part of it for something else
 */
export function filterable(value: unknown, label: string): string {
	const text = String(value);
	const [separator] = SEPARATORS.exec(text) ?? [];
	if (separator) throw separatorInFilter(label, text, separator);
	return text;
}
