/** What n8n's editor lists: names to choose from, and the values that stand for them. */
export interface Entry {
	name: string;
	value: string | number | boolean;
}

/** Whether an entry is one of those that a person looks for. */
export const contains =
	(typed: string) =>
	({ name, value }: Entry): boolean =>
		name.toLowerCase().includes(typed.toLowerCase()) || String(value) === typed;

/** How well an entry fits the text; details of a name stand in brackets behind it. */
function fit({ name, value }: Entry, text: string): number {
	const lower = name.toLowerCase();
	if (String(value) === text || lower === text || lower.startsWith(`${text} (`)) return 2;
	return lower.startsWith(text) ? 1 : 0;
}

/** Entries with those first that are what a person has typed, then those that begin like it. */
export function ranked<E extends Entry>(entries: readonly E[], typed: string): E[] {
	const text = typed.toLowerCase();
	return text === '' ? [...entries] : [...entries].sort((a, b) => fit(b, text) - fit(a, text));
}

/** Entries with their IDs where names are alike. */
export function distinguished<E extends Entry>(entries: readonly E[]): E[] {
	const counts = new Map<string, number>();
	for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
	return entries.map((entry) =>
		(counts.get(entry.name) ?? 0) > 1
			? { ...entry, name: `${entry.name} [${String(entry.value)}]` }
			: entry,
	);
}
