import { without, type Json } from '../../api/json';
import { folded, joinKey } from '../../api/lookups/keyed';
import { inputsOf, type Operation, type Upsert } from '../../descriptor/operation';
import { asWritten } from '../inputs/columns';
import { fillSlots } from '../inputs/entries';
import type { PreparedItem } from '../inputs/preparedItem';
import { prune } from '../inputs/prune';
import { setPath } from '../paths';
import { mergeInto } from '../requests/merge';
import { keepsExisting } from './existingRecords';
import type { RunContext } from './runContext';
import { changesIn } from './unchanged';
import { newRecord, type UpsertSubject } from './upsertSubject';

/** The properties of the body that name the record. */
const keysIn = (operation: Operation, { by }: Upsert): string[] =>
	by.map((name) => inputsOf(operation).find((field) => field.name === name)?.key ?? name);

/** What a create takes of a body as an update has it. */
function asCreated({ createdAs = {} }: Upsert, body: Json): Json {
	const created: Json = {};
	for (const [key, value] of Object.entries(body)) setPath(created, createdAs[key] ?? key, value);
	return created;
}

/** Records by what people know them by, such as companies by name: Keap has no upsert of its own for them. */
export function recordUpsert({ operation }: RunContext, spec: Upsert): UpsertSubject {
	const keys = keysIn(operation, spec);
	const keyOf = ({ body }: PreparedItem) => joinKey(keys.map((key) => String(body[key] ?? '')));
	const { all = [] } = spec.of.record?.selectable ?? {};
	const { selectableInList = [] } = spec.of.record ?? {};
	return {
		keyOf,
		keysOf: (item) => [folded(keyOf(item))],
		// All that the list returns on request: what it leaves out would be taken for empty.
		fieldsFor: () => [...all, ...selectableInList],
		isMeant: () => true,
		newBody: ({ body }) => asCreated(spec, newRecord(operation, body)),
		createQuery: () => ({}),
		changesTo: (item, existing) => {
			// What the record was found by stays as it is written there.
			const body = keys.reduce<Json>((rest, key) => without(rest, key), item.body);
			const before = asWritten(spec.of, existing);
			const whole = keepsExisting(item)
				? mergeInto(operation, before, body)
				: fillSlots(operation, body);
			return changesIn(operation, item, before, prune(operation, whole), spec.of.held);
		},
		mayUpdateOnCreate: false,
	};
}
