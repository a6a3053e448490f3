import { pages } from '../../api/pages';
import { requestFor } from '../requests/request';
import { forEachItem, type Flow } from './runContext';

/** The records of a list, page by page, for each item. */
export const listing: Flow = async (run) => {
	const { operation, client, results, simplifier } = run;
	const { list } = operation;
	if (!list) return;
	await forEachItem(run, run.items, async (item) => {
		results.none(item.index);
		for await (const page of pages(client, requestFor(operation, item), list, item.limit)) {
			for (const record of page)
				results.add(item.index, await simplifier.simplify(record, item.simplify));
		}
	});
};
