import type { KeapResponse } from '../../api/request';
import type { Operation } from '../../descriptor/operation';
import { nothingToUpdate } from '../../messages/inputErrors';
import { KeyedMutex } from '../concurrency';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/prepare';
import { deliver } from '../outputs/deliver';
import { formFor, withFiles } from '../requests/forms';
import { requestFor } from '../requests/request';
import { forEachItem, type Flow, type RunContext } from './runContext';

type Spread = NonNullable<Operation['fanOut']>;

async function send(run: RunContext, item: PreparedItem): Promise<KeapResponse> {
	const { operation, client } = run;
	const request = requestFor(operation, item, await withFiles(run.context, item.body));
	if (operation.body !== 'multipart') return await client.send(request);
	const form = await formFor(run.context, operation, item);
	return await client.send({ ...request, body: undefined, form });
}

/** One request for each value of the input that the operation spreads. */
async function spread(run: RunContext, item: PreparedItem, { input, as }: Spread): Promise<void> {
	const { operation, client, results } = run;
	const values = item.inputs[input] as string[];
	for (const value of values) {
		const path = pathFor(operation, item, { [as]: value });
		await client.send({ ...requestFor(operation, item), path });
	}
	results.add(item.index, { success: true, [input]: values });
}

/** One request for each item. Items that change the same record keep their order. */
export const single: Flow = async (run) => {
	const { operation } = run;
	const mutex = new KeyedMutex();
	await forEachItem(run, run.items, async (item) => {
		if (operation.mask && Object.keys(item.body).length === 0) throw nothingToUpdate();
		if (operation.fanOut) return await spread(run, item, operation.fanOut);
		const work = async () => await deliver(run, item, await send(run, item));
		if (operation.method === 'PATCH')
			return await mutex.runExclusive([pathFor(operation, item)], work);
		await work();
	});
};
