/** How many items are under way at once: enough to use ten calls a second while each takes more than one. */
const CONCURRENCY = 20;

/**
 * Runs `work` for every element, some at a time and begun in order, until all are done or the run is stopped. Work under
 * way always ends before this returns.
 * @throws the first thing that `work` throws; nothing is begun after it
 */
export async function forEachConcurrent<T>(
	elements: readonly T[],
	work: (element: T) => Promise<void>,
	stopped: () => boolean = () => false,
): Promise<void> {
	const waiting = elements.values();
	const thrown: unknown[] = [];
	const worker = async () => {
		while (thrown.length === 0 && !stopped()) {
			const next = waiting.next();
			if (next.done) return;
			try {
				await work(next.value);
			} catch (error) {
				thrown.push(error);
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(CONCURRENCY, elements.length) }, worker));
	if (thrown.length > 0) throw thrown[0];
}

/** A run that may come to stop before all of it is done. */
export interface Stoppable {
	/** Whether the first error stops it. */
	readonly stopAtError: boolean;
	/** Whether it has stopped. */
	readonly stopped: boolean;
}

/**
 * Orders work on one record: two items that update one contact, or that would both create it, run one after the other. What
 * still waits for its turn when the run stops is not begun.
 */
export class KeyedMutex {
	private readonly last = new Map<string, Promise<unknown>>();
	private failed = false;

	constructor(private readonly run: Stoppable) {}

	/** Runs `work` once all earlier work with one of these keys is over; undefined where it was not begun any more. */
	async runExclusive<T>(keys: readonly string[], work: () => Promise<T>): Promise<T | undefined> {
		const before = Promise.all(keys.map((key) => this.last.get(key) ?? Promise.resolve()));
		const mine = before.then(async () => (this.stopped ? undefined : await this.watch(work)));
		const settled = mine.catch(() => undefined);
		for (const key of keys) this.last.set(key, settled);
		return await mine;
	}

	/** What waits gets its turn before the run hears of the error that it is to stop at. */
	private get stopped(): boolean {
		return this.run.stopped || (this.run.stopAtError && this.failed);
	}

	private async watch<T>(work: () => Promise<T>): Promise<T> {
		const result = work();
		result.catch(() => (this.failed = true));
		return await result;
	}
}

export const chunks = <T>(elements: readonly T[], size: number): T[][] =>
	Array.from({ length: Math.ceil(elements.length / size) }, (_, i) =>
		elements.slice(i * size, (i + 1) * size),
	);
