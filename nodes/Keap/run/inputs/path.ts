import type { Operation } from '../../descriptor/operation';
import type { PreparedItem } from './preparedItem';

/** The path with the item's inputs in it, encoded; `more` are values that stand for inputs. */
export function pathFor(
	operation: Pick<Operation, 'path'>,
	item: PreparedItem,
	more: Record<string, string> = {},
): string {
	return operation.path.replace(/\{(\w+)\}/g, (_, name: string) =>
		encodeURIComponent(String(more[name] ?? item.inputs[name])),
	);
}
