/** One comparison. All figures of a table come from one run on one machine: ratios mean something, times do not. */
export interface Row {
	what: string;
	ours: string;
	/** What this node is compared with; absent where the figure stands alone. */
	against?: string;
	theirs?: string;
	ratio?: number;
	/** What the figures don't say. */
	note?: string;
}

export interface Theme {
	title: string;
	/** What the figures are about, in a line. */
	about: string;
	rows: Row[];
}

const HEADINGS = ['', 'This node', 'Compared with', 'Theirs', 'Ratio', ''];

const ratio = (value: number | undefined) =>
	value === undefined ? '' : value < 0.01 ? '< 0.01' : value.toFixed(2);

/** All themes as one table, ratios below 1 in favour of this node. */
export function toTable(themes: readonly Theme[]): string {
	const blocks = themes.map(({ title, about, rows }) => ({
		heading: `${title}: ${about}`,
		lines: rows.map(({ what, ours, against = '', theirs = '', ratio: value, note = '' }) => [
			`  ${what}`,
			ours,
			against,
			theirs,
			ratio(value),
			note,
		]),
	}));
	const cells = [HEADINGS, ...blocks.flatMap(({ lines }) => lines)];
	const widths = HEADINGS.map((_, i) => Math.max(...cells.map((line) => line[i]?.length ?? 0)));
	const toText = (line: string[]) =>
		line
			.map((cell, i) => {
				const width = widths[i] ?? 0;
				return i % 2 === 0 && i < 4 ? cell.padEnd(width) : cell.padStart(width);
			})
			.join('  ')
			.trimEnd();
	const rule = '─'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
	return [
		toText(HEADINGS),
		...blocks.flatMap(({ heading, lines }) => [rule, heading, ...lines.map(toText)]),
		rule,
	].join('\n');
}

export const number = (value: number, digits = 0): string =>
	value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });

export const ms = (value: number): string => `${number(value, value < 10 ? 2 : 1)} ms`;

export const kB = (bytes: number): string => `${number(bytes / 1_000, bytes < 10_000 ? 1 : 0)} kB`;

export const MB = (bytes: number): string => `${number(bytes / 1_000_000)} MB`;

export function median(values: readonly number[]): number {
	const ascending = [...values].sort((a, b) => a - b);
	const at = (place: number) => ascending[place] ?? Number.NaN;
	const middle = ascending.length >> 1;
	return ascending.length % 2 ? at(middle) : (at(middle - 1) + at(middle)) / 2;
}
