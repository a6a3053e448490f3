/**
 * Whether to look records up one by one or to read their whole list, which an account's size decides and nobody tells: Keap
 * counts no records. IDs are given out in ascending order, so that the newest one bounds what there can be; how many of them
 * have a record shows while reading.
 */

/** How far a reading has come. */
export interface ReadingState {
	/** How many look-ups it would save, one call each. */
	keys: number;
	/** Calls made so far, with the one that asked for the newest ID. */
	spent: number;
	/** How many IDs lie between the last one that was read and the newest; infinite where that isn't known. */
	idsLeft: number;
	/** How many IDs a page covers; undefined before the first one. */
	idsPerPage?: number;
	/** The most records on a page. */
	pageSize: number;
}

/** With fewer look-ups even finding out would cost more than a tenth of them. */
export const FEWEST_KEYS = 20;

/** The share of the look-ups that may be spent on a reading that is then given up. */
export const MAY_BE_WASTED = 0.1;

/** A page of records takes Keap longer than a look-up: it has to save at least one call beside its own. */
const LOOKUPS_WORTH_A_PAGE = 2;

/** How many IDs there may be to a record, as long as no page has shown it: deleted records and other lists use up some. */
const MOST_IDS_PER_RECORD = 4;

/**
 * Whether the next page is worth reading. Until a tenth of the look-ups is spent, what the pages so far make likely decides;
 * after that only what is certain: a page covers at least as many IDs as it has records. So the calls never exceed the
 * look-ups by more than a tenth.
 */
export function isWorthReading(state: ReadingState): boolean {
	const { keys, spent, idsLeft, pageSize } = state;
	const { idsPerPage = pageSize * MOST_IDS_PER_RECORD } = state;
	if (keys < FEWEST_KEYS) return false;
	if (spent < keys * MAY_BE_WASTED)
		return Math.ceil(idsLeft / idsPerPage) * LOOKUPS_WORTH_A_PAGE <= keys;
	return spent + Math.ceil(idsLeft / pageSize) <= keys * (1 + MAY_BE_WASTED);
}
