import type { Doc } from './json';

/** What has happened to a record of the store. */
export type Change = { kind: string; id: string } & (
	| { what: 'added' }
	| { what: 'changed'; before: Doc; doc: Doc }
	| { what: 'removed' }
	| { what: 'tagged' | 'untagged'; tagId: string }
);

/** Tells what changes in the store. What a transaction changes is told when it ends, and not at all if it fails. */
export class ChangeFeed {
	private kinds: ReadonlySet<string> = new Set();
	private listener: (change: Change) => void = () => undefined;
	private held: Change[] = [];

	/** From now on, changes of records of these kinds are told. */
	watch(kinds: ReadonlySet<string>, listener: (change: Change) => void): void {
		this.kinds = kinds;
		this.listener = listener;
	}

	/** Nothing is told any more. */
	unwatch(): void {
		this.kinds = new Set();
		this.held = [];
	}

	watches(kind: string): boolean {
		return this.kinds.has(kind);
	}

	add(change: Change): void {
		if (this.watches(change.kind)) this.held.push(change);
	}

	release(): void {
		for (const change of this.held.splice(0)) this.listener(change);
	}

	drop(): void {
		this.held = [];
	}
}
