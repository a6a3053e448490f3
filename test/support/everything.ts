/** All that hangs on a value, also what JSON would pass over: causes, stacks, buffers, maps. */
export function everything(value: unknown, seen = new Set<unknown>()): string {
	if (typeof value === 'string') return value;
	if (typeof value !== 'object' || value === null || seen.has(value)) return '';
	seen.add(value);
	if (Buffer.isBuffer(value)) return value.toString('latin1');
	if (value instanceof Map) return everything([...value], seen);
	const names = [...Object.getOwnPropertyNames(value), 'message', 'stack', 'description', 'cause'];
	return names
		.map((name) => `${name} ${everything((value as Record<string, unknown>)[name], seen)}`)
		.join('\n');
}
