import { pages } from '../../api/pages';
import { eachItem, requestFor, type Flow } from '../job';

/** The records of a list, page by page, for each item. */
export const listing: Flow = async (job) => {
	const { operation, client, results, shaper } = job;
	const { list } = operation;
	if (!list) return;
	await eachItem(job, job.items, async (item) => {
		results.none(item.index);
		for await (const page of pages(client, requestFor(operation, item), list, item.limit)) {
			for (const record of page) results.add(item.index, await shaper.shape(record, item.simplify));
		}
	});
};
