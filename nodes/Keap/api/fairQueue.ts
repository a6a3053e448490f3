/** A queue in which each owner's entries keep their order, and owners take turns: a long run does not starve a short one. */
export class FairQueue<T extends { readonly owner: string }> {
	private readonly queues = new Map<string, T[]>();

	get isEmpty(): boolean {
		return this.queues.size === 0;
	}

	/** Adds an entry behind those of its owner. Returns how many these are. */
	push(entry: T): number {
		const queue = this.queues.get(entry.owner);
		if (!queue) {
			this.queues.set(entry.owner, [entry]);
			return 0;
		}
		return queue.push(entry) - 1;
	}

	/** Takes the entry whose turn it is. Its owner goes to the end of the line. */
	shift(): T | undefined {
		const [first] = this.queues;
		if (!first) return undefined;
		const [owner, queue] = first;
		const entry = queue.shift();
		this.queues.delete(owner);
		if (queue.length > 0) this.queues.set(owner, queue);
		return entry;
	}

	remove(entry: T): void {
		const queue = this.queues.get(entry.owner);
		const at = queue?.indexOf(entry) ?? -1;
		if (!queue || at < 0) return;
		queue.splice(at, 1);
		if (queue.length === 0) this.queues.delete(entry.owner);
	}

	/** Removes all entries that meet a condition, in one pass, and returns them. */
	removeWhere(condition: (entry: T) => boolean): T[] {
		const removed: T[] = [];
		for (const [owner, queue] of this.queues) {
			const kept = queue.filter((entry) => {
				const meets = condition(entry);
				if (meets) removed.push(entry);
				return !meets;
			});
			if (kept.length === 0) this.queues.delete(owner);
			else if (kept.length < queue.length) this.queues.set(owner, kept);
		}
		return removed;
	}
}
