import { KeapClient, type ClientOptions } from '../../nodes/Keap/api/client';
import { RateLimiter } from '../../nodes/Keap/api/rateLimiter';
import type { KeapRequest, RawResponse } from '../../nodes/Keap/api/request';
import { Gate } from '../../sandbox/limits';
import type { Limits, Spike } from '../../sandbox';
import type { VirtualClock } from '../support/virtualClock';
import { randomFrom } from './support';

export interface NetworkOptions {
	limits?: Limits;
	spike?: Spike;
	/** Milliseconds that requests and answers travel, from shortest to longest. */
	travelMs?: [number, number];
}

/**
 * Keap's gateway at the end of an uneven line: calls overtake each other on the way. Without HTTP, so that several
 * processes, each with a rate limiter of its own, can share it.
 */
export class Network {
	private readonly gate: Gate;
	private readonly random = randomFrom(7);
	private readonly travel: [number, number];
	/** The statuses of all calls, in the order in which they arrived. */
	readonly statuses: number[] = [];

	constructor(
		private readonly clock: VirtualClock,
		{ limits = {}, spike, travelMs = [40, 120] }: NetworkOptions = {},
	) {
		this.gate = new Gate(limits, spike);
		this.travel = travelMs;
	}

	get refusals(): number {
		return this.statuses.filter((status) => status === 429).length;
	}

	/** One call, without any pacing. */
	call = async (): Promise<RawResponse> => {
		await this.clock.sleep(this.travelTime());
		const now = this.clock.now();
		const refusal = this.gate.admit('key', now);
		const headers = this.gate.headers('key', now);
		const status = refusal?.status ?? 200;
		this.statuses.push(status);
		await this.clock.sleep(this.travelTime());
		return { status, headers, text: JSON.stringify(refusal?.body ?? {}) };
	};

	/** A client in a process of its own. */
	client(options: Partial<ClientOptions> = {}): KeapClient {
		return new KeapClient(this.call, new RateLimiter(), { owner: 'run', ...options });
	}

	private travelTime(): number {
		const [shortest, longest] = this.travel;
		return shortest + this.random() * (longest - shortest);
	}
}

const CALL: KeapRequest = { method: 'POST', path: '/v2/contacts' };

/** Sends many requests, twenty at a time as the node does. Resolves to how many succeeded; the first failure rejects. */
export async function sendMany(client: KeapClient, count: number): Promise<number> {
	let begun = 0;
	let done = 0;
	const worker = async () => {
		while (begun++ < count) {
			await client.send(CALL);
			done++;
		}
	};
	await Promise.all(Array.from({ length: 20 }, worker));
	return done;
}
