const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** A value as the source code of a literal, written the way a person writes it. */
export function toLiteral(value: unknown, indent = ''): string {
	const inner = `${indent}\t`;
	if (Array.isArray(value)) {
		if (value.length === 0) return '[]';
		const entries = value.map((entry) => `${inner}${toLiteral(entry, inner)},\n`);
		return `[\n${entries.join('')}${indent}]`;
	}
	if (typeof value === 'object' && value !== null) {
		const entries = Object.entries(value)
			.filter(([, entry]) => entry !== undefined)
			.map(([key, entry]) => {
				const name = IDENTIFIER.test(key) ? key : JSON.stringify(key);
				return `${inner}${name}: ${toLiteral(entry, inner)},\n`;
			});
		return entries.length === 0 ? '{}' : `{\n${entries.join('')}${indent}}`;
	}
	return typeof value === 'string'
		? `'${value.replace(/\\/g, '\\\\').replace(/'/g, "\\'").replace(/\n/g, '\\n')}'`
		: String(JSON.stringify(value));
}
