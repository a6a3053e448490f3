import { pages } from '../../api/pages';
import type { Listing } from '../../descriptor/operation';
import { requestFor } from '../requests/request';
import { forEachItem, type Flow } from './runContext';

/** The records of a list, page by page, for each item. */
export const listing: Flow<Listing> = async (run, items, { list }) => {
	const { operation, client, results, simplifier } = run;
	await forEachItem(run, items, async (item) => {
		for await (const page of pages(client, requestFor(operation, item), list, item.limit)) {
			// The pages that are left would be read for nothing.
			if (results.stopped) return;
			for (const record of page) results.add(item.index, await simplifier.simplify(record, item));
		}
		results.none(item.index);
	});
};
