import { pages } from '../../api/pages';
import { requestFor } from '../requests/request';
import { forEachItem, type Flow } from './runContext';

/** The records of a list, page by page, for each item. */
export const listing: Flow = async (run, items) => {
	const { operation, client, results, simplifier } = run;
	const { list } = operation;
	if (!list) return;
	await forEachItem(run, items, async (item) => {
		for await (const page of pages(client, requestFor(operation, item), list, item.limit)) {
			// The pages that are left would be read for nothing.
			if (results.stopped) return;
			for (const record of page)
				results.add(item.index, await simplifier.simplify(record, item.simplify));
		}
		results.none(item.index);
	});
};
