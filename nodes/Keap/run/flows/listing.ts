import { pages } from '../../api/pages';
import type { Listing } from '../../descriptor/operation';
import type { PreparedItem } from '../inputs/preparedItem';
import { requestFor } from '../requests/request';
import { v1PagesUpTo } from '../requests/v1Pages';
import { forEachItem, type Flow, type RunContext } from './runContext';

function pagesFor({ operation, client }: RunContext, item: PreparedItem, { list }: Listing) {
	const request = requestFor(operation, item);
	return list.offsets
		? v1PagesUpTo(client, request, list.items, item.limit)
		: pages(client, request, list, item.limit);
}

/** The records of a list, page by page, for each item. */
export const listing: Flow<Listing> = async (run, items, listed) => {
	const { results, simplifier } = run;
	await forEachItem(run, items, async (item) => {
		for await (const page of pagesFor(run, item, listed)) {
			// The pages that are left would be read for nothing.
			if (results.stopped) return;
			for (const record of page) results.add(item.index, await simplifier.simplify(record, item));
		}
		results.none(item.index);
	});
};
