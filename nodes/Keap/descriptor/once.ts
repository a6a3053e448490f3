/**
 * Works out what follows from a description once: descriptions never change, and an import asks for it with each of its
 * thousands of items.
 */
export function once<D extends object, T>(of: (description: D) => T): (description: D) => T {
	const known = new WeakMap<D, { value: T }>();
	return (description) => {
		let found = known.get(description);
		if (!found) {
			found = { value: of(description) };
			known.set(description, found);
		}
		return found.value;
	};
}
