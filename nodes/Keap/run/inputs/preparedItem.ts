import type { Json } from '../../api/json';
import type { QueryValue } from '../../api/request';
import type { PendingLookup } from './pendingLookup';

/** One item's inputs, checked and converted; values that need a call to Keap first may still be pending. */
export interface PreparedItem {
	index: number;
	/** The inputs at the top, by name. */
	inputs: Json;
	options: Json;
	query: Record<string, QueryValue | PendingLookup>;
	body: Json;
	/** The labels of the optional fields that were added, with a value or without one. */
	added: string[];
	simplify: boolean;
	/** The most records to return. */
	limit: number;
}
