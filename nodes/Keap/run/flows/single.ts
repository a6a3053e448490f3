import { KeapError } from '../../api/errors';
import type { KeapResponse } from '../../api/request';
import type { Operation } from '../../descriptor/operation';
import { nothingToUpdate } from '../../messages/inputErrors';
import { KeyedMutex } from '../concurrency';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/prepare';
import { deliver } from '../outputs/deliver';
import { formFor, withFiles } from '../requests/forms';
import { recordKeys } from '../requests/recordKeys';
import { requestFor } from '../requests/request';
import { isFanOutValueMissing, unknownFanOutValue } from './fanOutValue';
import { forEachItem, type Flow, type RunContext } from './runContext';

type FanOut = NonNullable<Operation['fanOut']>;

async function send(run: RunContext, item: PreparedItem): Promise<KeapResponse> {
	const { operation, client } = run;
	const request = requestFor(operation, item, await withFiles(run.context, item.body));
	if (operation.body !== 'multipart') return await client.send(request);
	const form = await formFor(run.context, operation, item);
	return await client.send({ ...request, body: undefined, form });
}

/** One request for each value of the input that fans out. */
async function fanOut(run: RunContext, item: PreparedItem, { input, as }: FanOut): Promise<void> {
	const { operation, client, results } = run;
	const values = item.inputs[input] as string[];
	for (const value of values) {
		const path = pathFor(operation, item, { [as]: value });
		try {
			await client.send({ ...requestFor(operation, item), path });
		} catch (error) {
			const isMissing =
				error instanceof KeapError &&
				error.kind === 'notFound' &&
				(await isFanOutValueMissing(run, value));
			throw isMissing ? unknownFanOutValue(operation, value) : error;
		}
	}
	// Items may share the list of values; what they put out is their own.
	results.add(item.index, { success: true, [input]: [...values] });
}

async function sendItem(run: RunContext, item: PreparedItem): Promise<void> {
	if (run.operation.fanOut) await fanOut(run, item, run.operation.fanOut);
	else await deliver(run, item, await send(run, item));
}

/** One request for each item. Items that change the same record keep their order. */
export const single: Flow = async (run, items) => {
	const { operation, results } = run;
	const mutex = new KeyedMutex(results);
	await forEachItem(run, items, async (item) => {
		if (operation.mask && Object.keys(item.body).length === 0) throw nothingToUpdate();
		const keys = recordKeys(operation, item);
		await mutex.runExclusive(keys, async () => await sendItem(run, item));
	});
};
