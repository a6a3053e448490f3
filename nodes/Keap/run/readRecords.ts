import type { KeapClient } from '../api/client';
import { keapError, KeapError } from '../api/errors';
import { isObject, type Json } from '../api/json';
import type { KeapRequest, QueryValue } from '../api/request';
import type { BatchRead, Operation } from '../descriptor/operation';
import { incompleteResponse } from '../messages/keapErrors';
import { forEachConcurrent } from './concurrency';
import { fieldsFor } from './inputs/fields';
import { planReads, readMany } from './requests/readMany';

/** Reads records by nothing but their IDs, as the Get of their resource does. */
class Reader {
	readonly found = new Map<string, Json>();
	private readonly fields: QueryValue;

	constructor(
		private readonly client: KeapClient,
		private readonly operation: Operation,
		simplify: boolean,
	) {
		this.fields = fieldsFor(operation, simplify);
	}

	async read(ids: readonly string[]): Promise<void> {
		const { flow } = this.operation;
		const left = flow.kind === 'batchRead' ? await this.together(flow, ids) : ids;
		await forEachConcurrent(left, async (id) => await this.alone(id));
	}

	/** Reads as many in one call as the list takes IDs. Returns those of which nothing is known yet. */
	private async together({ of }: BatchRead, ids: readonly string[]): Promise<string[]> {
		const left: string[] = [];
		// One record alone is read by its own endpoint, unless that wants to know what it belongs to.
		const isWorthIt = (batch: readonly string[]) => batch.length > 1 || this.isBelowAnother;
		await forEachConcurrent(planReads(of, ids), async (batch) => {
			const many = isWorthIt(batch)
				? await readMany(this.client, of, batch, this.fields)
				: undefined;
			for (const id of batch) {
				const record = many?.records.get(id);
				if (record) this.found.set(id, record);
				else if (!many?.complete) left.push(id);
			}
		});
		return left;
	}

	private get isBelowAnother(): boolean {
		return (this.operation.path.match(/\{/g) ?? []).length > 1;
	}

	private async alone(id: string): Promise<void> {
		const { flow, path } = this.operation;
		if (flow.kind === 'batchRead' && this.isBelowAnother) {
			const one = await readMany(this.client, flow.of, [id], this.fields);
			const record = one?.records.get(id);
			if (record) this.found.set(id, record);
			return;
		}
		const request: KeapRequest = {
			method: 'GET',
			path: path.replace(/\{\w+\}/, encodeURIComponent(id)),
			query: { fields: this.fields },
		};
		const response = await this.client.send(request).catch((failure: unknown) => {
			if (failure instanceof KeapError && failure.kind === 'notFound') return undefined;
			throw failure;
		});
		if (!response) return;
		if (!isObject(response.body))
			throw keapError('unavailable', request, incompleteResponse('no record'));
		this.found.set(id, response.body);
	}
}

/**
 * The records with these IDs, by ID. Those that Keap has no record for, or shows none to this key, are missing.
 * @param operation the Get of their resource
 * @throws KeapError when one of them can't be read
 */
export async function readRecords(
	client: KeapClient,
	operation: Operation,
	ids: readonly string[],
	simplify: boolean,
): Promise<ReadonlyMap<string, Json>> {
	const reader = new Reader(client, operation, simplify);
	await reader.read([...new Set(ids)]);
	return reader.found;
}
