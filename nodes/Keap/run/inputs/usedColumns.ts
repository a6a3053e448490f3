/** Whether `$json.column` or `item.json.column` occurs, and not merely `$json.columns`. */
const isUsedByDot = (parameters: string, column: string) =>
	parameters
		.split(`json.${column}`)
		.slice(1)
		.some((rest) => !/^[\w$]/.test(rest));

/** Whether an expression of the node's parameters, which are JSON here, uses a column: then it has gone where it belongs. */
export const isColumnUsed = (parameters: string, column: string): boolean =>
	isUsedByDot(parameters, column) ||
	[`['${column}']`, `[\\"${column}\\"]`].some((use) => parameters.includes(use));
