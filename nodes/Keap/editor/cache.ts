import { clock } from '../api/clock';

/** Long enough to open a few drop-downs of one node, short enough to see what was just made in Keap. */
const LIFE_MS = 30_000;
const MOST_ANSWERS = 50;

interface Remembered {
	at: number;
	response: Promise<unknown>;
}

const remembered = new Map<string, Remembered>();

function drop(stale: (entry: Remembered) => boolean): void {
	for (const [question, entry] of remembered) if (stale(entry)) remembered.delete(question);
}

/** The response to a question, asked anew once the last response is older than half a minute. A refusal is not kept. */
export async function cached<T>(question: string, ask: () => Promise<T>): Promise<T> {
	const now = clock.now();
	drop(({ at }) => now < at || now - at >= LIFE_MS);
	const known = remembered.get(question);
	if (known) return await (known.response as Promise<T>);

	const [oldest] = remembered.keys();
	if (oldest !== undefined && remembered.size >= MOST_ANSWERS) remembered.delete(oldest);
	const response = ask();
	remembered.set(question, { at: now, response });
	response.catch(() => drop((entry) => entry.response === response));
	return await response;
}

/** How many responses are held. For tests. */
export const cachedCount = (): number => remembered.size;

/** Forgets all responses. For tests. */
export const clearCache = (): void => remembered.clear();
