import { randomBytes } from 'node:crypto';
import type { Store } from '../store';
import type { Doc } from '../types';

export type HookStatus = 'Unverified' | 'Verified' | 'Inactive';

/** A hook as REST v1 shows it. */
export interface Hook {
	key: string;
	eventKey: string;
	hookUrl: string;
	status: HookStatus;
}

const KIND = 'hook';

/** The hooks of the account, kept with its records: they outlive a restart of a sandbox that has a file. */
export class Subscriptions {
	constructor(private readonly store: Store) {}

	list(): Hook[] {
		return this.store.list(KIND).map(hookOf);
	}

	get(key: string): Hook | undefined {
		const doc = this.doc(key);
		return doc && hookOf(doc);
	}

	/** There may be several with the same event and address. */
	add(eventKey: string, hookUrl: string): Hook {
		return hookOf(this.store.insert(KIND, { eventKey, hookUrl, status: 'Unverified' }));
	}

	/** Nothing happens to a hook that is gone. */
	change(key: string, changes: Partial<Omit<Hook, 'key'>>): void {
		const doc = this.doc(key);
		if (doc !== undefined) this.store.put(KIND, { ...doc, ...changes });
	}

	remove(key: string): void {
		this.store.remove(KIND, key);
	}

	/** A new secret for the hook to be verified with. */
	issueSecret(key: string): string {
		const secret = randomBytes(16).toString('hex');
		const doc = this.doc(key);
		if (doc !== undefined) this.store.put(KIND, { ...doc, secret });
		return secret;
	}

	/** Whether this is the secret that was issued last. */
	knowsSecret(key: string, secret: string): boolean {
		return this.doc(key)?.secret === secret;
	}

	private doc(key: string): Doc | undefined {
		return /^\d+$/.test(key) ? this.store.get(KIND, key) : undefined;
	}
}

const hookOf = ({ id, eventKey, hookUrl, status }: Doc): Hook => ({
	key: id,
	eventKey: String(eventKey),
	hookUrl: String(hookUrl),
	status: status as HookStatus,
});
