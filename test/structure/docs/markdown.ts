/** A table, its columns aligned as Prettier aligns them. */
export function markdownTable(header: readonly string[], rows: readonly string[][]): string {
	const cells = [header, ...rows].map((row) => row.map((cell) => cell.replaceAll('|', '\\|')));
	const widths = header.map((_, i) => Math.max(3, ...cells.map((row) => row[i]?.length ?? 0)));
	const line = (row: readonly string[]) =>
		`| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
	const [head = [], ...body] = cells;
	return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}

/** A text with what stands between two comments, `<!-- name -->` and `<!-- /name -->`, replaced. */
export function withSection(text: string, name: string, content: string): string {
	const [begin, end] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
	const [from, to] = [text.indexOf(begin), text.indexOf(end)];
	if (from < 0 || to < from) throw new Error(`There is no ${begin} … ${end}`);
	return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}

/** GitHub's anchor of a heading. */
export const anchor = (heading: string): string =>
	heading
		.toLowerCase()
		.replace(/[^\w -]/g, '')
		.replaceAll(' ', '-');

/** A page without its code, in which links and headings are none. */
export const withoutCode = (text: string): string =>
	text.replace(/^```.*?^```$/gms, '').replace(/`[^`\n]*`/g, 'code');
