import type { Answer } from '../../api/request';
import type { Operation } from '../../descriptor/operation';
import { eachItem, pathFor, requestFor, Turns, type Flow, type Job } from '../job';
import { formFor, withFiles } from '../files';
import { nothingToUpdate } from '../inputError';
import type { Prepared } from '../prepare';
import { deliver } from '../deliver';

type Spread = NonNullable<Operation['spread']>;

async function send(job: Job, item: Prepared): Promise<Answer> {
	const { operation, client } = job;
	const request = requestFor(operation, item, await withFiles(job.context, item.body));
	if (operation.body !== 'multipart') return await client.send(request);
	const form = await formFor(job.context, operation, item);
	return await client.send({ ...request, body: undefined, form });
}

/** One request for each value of the input that the operation spreads. */
async function spread(job: Job, item: Prepared, { input, as }: Spread): Promise<void> {
	const { operation, client, results } = job;
	const values = item.inputs[input] as string[];
	for (const value of values) {
		const path = pathFor(operation, item, { [as]: value });
		await client.send({ ...requestFor(operation, item), path });
	}
	results.add(item.index, { success: true, [input]: values });
}

/** One request for each item. Items that change the same record keep their order. */
export const single: Flow = async (job) => {
	const { operation } = job;
	const turns = new Turns();
	await eachItem(job, job.items, async (item) => {
		if (operation.mask && Object.keys(item.body).length === 0) throw nothingToUpdate();
		if (operation.spread) return await spread(job, item, operation.spread);
		const work = async () => await deliver(job, item, await send(job, item));
		if (operation.method === 'PATCH') return await turns.take([pathFor(operation, item)], work);
		await work();
	});
};
