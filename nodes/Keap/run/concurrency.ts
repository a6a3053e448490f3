/** How many items are under way at once: enough to use ten calls a second while each takes more than one. */
const CONCURRENCY = 20;

/** Runs `work` for every element, some at a time and begun in order, until all are done or the run is stopped. */
export async function forEachConcurrent<T>(
	elements: readonly T[],
	work: (element: T) => Promise<void>,
	stopped: () => boolean = () => false,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		while (next < elements.length && !stopped()) await work(elements[next++]);
	};
	await Promise.all(Array.from({ length: Math.min(CONCURRENCY, elements.length) }, worker));
}

/** Orders work on one record: two items that update one contact, or that would both create it, run one after the other. */
export class KeyedMutex {
	private readonly last = new Map<string, Promise<unknown>>();

	async runExclusive<T>(keys: readonly string[], work: () => Promise<T>): Promise<T> {
		const before = Promise.all(keys.map((key) => this.last.get(key)));
		const mine = before.then(work);
		const settled = mine.catch(() => undefined);
		for (const key of keys) this.last.set(key, settled);
		return await mine;
	}
}

export const chunks = <T>(elements: readonly T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(elements.length / size) }, (_, i) =>
		elements.slice(i * size, (i + 1) * size),
	);
