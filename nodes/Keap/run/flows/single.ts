import { KeapError } from '../../api/errors';
import type { KeapResponse } from '../../api/request';
import { snakeCase } from '../../descriptor/field';
import type { FanOut, Operation, Single } from '../../descriptor/operation';
import { nothingToUpdate } from '../../messages/inputErrors';
import { KeyedMutex } from '../concurrency';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/preparedItem';
import { deliver } from '../outputs/deliver';
import { fanOutOutput } from '../outputs/fanOutResults';
import { formFor, withFiles } from '../requests/forms';
import { recordKeys } from '../requests/recordKeys';
import { changesAnything, requestFor } from '../requests/request';
import { checkDay } from './dayCheck';
import { isFanOutValueMissing, unknownFanOutValue } from './fanOutValue';
import { forEachItem, type Flow, type RunContext } from './runContext';

async function send(run: RunContext, item: PreparedItem): Promise<KeapResponse> {
	const { operation, client } = run;
	const request = requestFor(operation, item, await withFiles(run.context, item.body));
	if (operation.body !== 'multipart') return await client.send(request);
	const form = await formFor(run.context, operation, item);
	return await client.send({ ...request, body: undefined, form });
}

/** The IDs of the records that stand in an item's path, by name: of the company that is tagged. */
const recordOf = ({ inputs, path }: Operation, item: PreparedItem): Record<string, string> =>
	Object.fromEntries(
		inputs
			.filter(({ name }) => path.includes(`{${name}}`))
			.map(({ name }) => [snakeCase(name), String(item.inputs[name])]),
	);

/** One request for each value of the input that fans out. */
async function sendEach(run: RunContext, item: PreparedItem, fanOut: FanOut): Promise<void> {
	const { input, of } = fanOut;
	const { operation, client, lookups, results } = run;
	const values = item.inputs[input] as string[];
	for (const value of values) {
		const path = pathFor(operation, item, { [of.id]: value });
		try {
			await client.send({ ...requestFor(operation, item), path });
		} catch (error) {
			const isMissing =
				error instanceof KeapError &&
				error.kind === 'notFound' &&
				(await isFanOutValueMissing(run, fanOut, value));
			throw isMissing ? unknownFanOutValue(operation, fanOut, value) : error;
		}
	}
	const done = values.map((value) => ({ value, result: fanOut.done }));
	results.add(item.index, await fanOutOutput(lookups, fanOut, recordOf(operation, item), done));
}

async function sendItem(run: RunContext, item: PreparedItem, { fanOut }: Single): Promise<void> {
	if (fanOut) await sendEach(run, item, fanOut);
	else await deliver(run, item, await send(run, item));
}

/** Whether an update says nothing of what is to be updated. */
const changesNothing = (operation: Operation, { body }: PreparedItem): boolean =>
	(operation.mask === true || operation.optional?.collection === 'updateFields') &&
	!changesAnything(operation, body);

/** One request for each item. Items that change the same record keep their order. */
export const single: Flow<Single> = async (run, items, spec) => {
	const { operation, results } = run;
	const { fanOut } = spec;
	const callsOf = ({ inputs }: PreparedItem) =>
		fanOut ? (inputs[fanOut.input] as unknown[]).length : 1;
	checkDay(
		run,
		items.reduce((sum, item) => sum + callsOf(item), 0),
	);
	const mutex = new KeyedMutex(results);
	await forEachItem(run, items, async (item) => {
		if (changesNothing(operation, item)) throw nothingToUpdate(item.added);
		const keys = recordKeys(operation, item);
		await mutex.runExclusive(keys, async () => await sendItem(run, item, spec));
	});
};
