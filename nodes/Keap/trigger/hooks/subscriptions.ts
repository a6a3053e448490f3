import type { KeapClient } from '../../api/client';
import { KeapError, keapError } from '../../api/errors';
import { isObject, objectsOf, type Json } from '../../api/json';
import { listIn } from '../../api/lists';
import type { KeapRequest } from '../../api/request';
import { EVENT_KEYS } from '../../descriptor/hookEvent';
import { notVerified, subscriptionWithoutKey } from '../../messages/triggerErrors';
import { areAlike, obstacle, withoutParameters } from './address';

/**
 * A subscription to one event (REST v1, `RestHook`). Keap makes one `Inactive` once its address has failed four times, or
 * has responded with 410; it stays so until it is verified again.
 * Source: https://developer.infusionsoft.com/rest-hook-documentation/
 */
interface Hook {
	key: string;
	eventKey: string;
	hookUrl: string;
	isVerified: boolean;
	isSwitchedOff: boolean;
}

const PATH = '/v1/hooks';

const toHook = ({ key, eventKey, hookUrl, status }: Json): Hook => ({
	key: String(key ?? ''),
	eventKey: String(eventKey),
	hookUrl: String(hookUrl),
	isVerified: status === 'Verified',
	isSwitchedOff: status === 'Inactive',
});

const pathOf = ({ key }: Hook) => `${PATH}/${encodeURIComponent(key)}`;

/** The subscriptions of one workflow's trigger, which all have its address. Others' are never touched. */
export class Subscriptions {
	/** @param address with the token; the same without it belongs to this trigger, too */
	constructor(
		private readonly client: KeapClient,
		private readonly address: string,
	) {}

	/** Whether Keap delivers exactly these events. */
	async areComplete(events: readonly string[]): Promise<boolean> {
		const own = await this.own();
		return (
			own.length === events.length && events.every((event) => this.best(own, event)?.isVerified)
		);
	}

	/**
	 * Sees to it that Keap delivers these events, once each, and no others: what is there is kept, what was switched off is
	 * verified again, what is missing is made.
	 * @throws InputError when Keap can't reach the address
	 */
	async subscribe(events: readonly string[]): Promise<void> {
		const own = await this.own();
		await this.replace(own, events).catch(async (failure: unknown) => {
			// n8n doesn't store the token of an activation that fails: nothing else would find what it has made.
			const keys = own.map(({ key }) => key);
			await this.remove(({ key }) => !keys.includes(key)).catch(() => undefined);
			throw failure;
		});
	}

	/** Removes those with the token. Without it they may be those of a copy of the workflow, which has the same address. */
	async unsubscribe(): Promise<void> {
		await this.remove(() => true);
	}

	private async replace(own: readonly Hook[], events: readonly string[]): Promise<void> {
		const kept = new Set<Hook>();
		for (const event of events) {
			const known = this.best(own, event);
			if (known) kept.add(known);
			if (!known?.isVerified) await this.ensureVerified(known ?? (await this.create(event)));
		}
		for (const hook of own.filter((one) => !kept.has(one)))
			await this.delete(hook).catch((failure: unknown) => {
				// Those that work matter more.
				if (!this.isAbandoned(hook)) throw failure;
			});
	}

	private async own(): Promise<Hook[]> {
		const request = { method: 'GET', path: PATH } as const;
		const { body } = await this.client.send(request);
		const address = withoutParameters(this.address);
		return objectsOf(listIn(body, '', request))
			.map(toHook)
			.filter(
				(hook) =>
					hook.key !== '' &&
					(withoutParameters(hook.hookUrl) === address || this.isAbandoned(hook)),
			);
	}

	/**
	 * Whether it is one that this trigger had at another host, such as an earlier address of a tunnel, and that Keap has
	 * switched off since. One that works may be that of another n8n, which has a copy of this one's database.
	 */
	private isAbandoned({ hookUrl, isSwitchedOff }: Hook): boolean {
		return isSwitchedOff && hookUrl !== this.address && areAlike(hookUrl, this.address);
	}

	/** Of several subscriptions to an event at this very address, one that works. */
	private best(own: readonly Hook[], event: string): Hook | undefined {
		const alike = own.filter(
			({ eventKey, hookUrl }) => eventKey === event && hookUrl === this.address,
		);
		return alike.find(({ isVerified }) => isVerified) ?? alike[0];
	}

	/** Keap posts a secret to the address while this is under way, and verifies the subscription if it comes back. */
	private async create(eventKey: string): Promise<Hook> {
		return await this.confirm({
			method: 'POST',
			path: PATH,
			body: { eventKey, hookUrl: this.address },
			// A second one delivers everything twice, which is noticed, and is removed at the next activation.
			idempotency: 'idempotent',
		});
	}

	/** @throws InputError when Keap doesn't get its secret back from the address */
	private async ensureVerified(hook: Hook): Promise<void> {
		if (hook.isVerified) return;
		const path = `${pathOf(hook)}/verify`;
		const verified = await this.confirm({ method: 'POST', path, idempotency: 'idempotent' });
		if (!verified.isVerified) throw notVerified(...this.obstacle);
	}

	/** Makes a request that Keap responds to once it has called the address. */
	private async confirm(request: KeapRequest): Promise<Hook> {
		const { body } = await this.client.send(request).catch((failure: unknown) => {
			if (!(failure instanceof KeapError && failure.kind === 'badRequest')) throw failure;
			throw notVerified(...this.obstacle, failure.detail);
		});
		const hook = isObject(body) ? toHook(body) : undefined;
		if (!hook?.key) throw keapError('responseLost', request, subscriptionWithoutKey());
		return hook;
	}

	private get obstacle() {
		const address = withoutParameters(this.address);
		return [address, obstacle(address)] as const;
	}

	private async remove(which: (hook: Hook) => boolean): Promise<void> {
		const hooks = (await this.own()).filter(
			(hook) => areAlike(hook.hookUrl, this.address) && which(hook),
		);
		// One that stays must not keep the others.
		const results = await Promise.allSettled(hooks.map(async (hook) => await this.delete(hook)));
		const failed = results.find((result) => result.status === 'rejected');
		if (failed) throw failed.reason;
	}

	private async delete(hook: Hook): Promise<void> {
		await this.client.send({ method: 'DELETE', path: pathOf(hook) }).catch((failure: unknown) => {
			if (!(failure instanceof KeapError && failure.kind === 'notFound')) throw failure;
		});
	}
}

/** The events that the account's hooks can tell of. */
export async function eventKeys(client: KeapClient): Promise<string[]> {
	const { path, items } = EVENT_KEYS;
	const request = { method: 'GET', path } as const;
	const { body } = await client.send(request);
	return listIn(body, items, request).filter((key) => typeof key === 'string');
}
