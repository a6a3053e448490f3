import type { Endpoint, KeapDocument } from './document';
import { requestOf } from './facts';
import { callsOf, operations } from './operations';

/** The operations of the node, as in `contact create`, by the endpoints that they call. */
export function offeredBy(document: KeapDocument): Map<string, string[]> {
	const offered = new Map<string, string[]>();
	for (const { name, request } of callsOf(operations)) {
		const { method, path } = requestOf(request);
		const id = document.find(method, path)?.id;
		if (id === undefined) continue;
		const names = offered.get(id) ?? [];
		if (!names.includes(name)) offered.set(id, [...names, name]);
	}
	return offered;
}

/** How much of one section of Keap's documentation the node offers. */
export interface SectionCoverage {
	section: string;
	total: number;
	/** The endpoints that no operation calls, as in `GET /v2/contacts`. */
	missing: string[];
}

export function coverageOf(document: KeapDocument): SectionCoverage[] {
	const offered = offeredBy(document);
	const sections = new Map<string, Endpoint[]>();
	for (const endpoint of document.endpoints) {
		const [section = 'Others'] = endpoint.tags;
		sections.set(section, [...(sections.get(section) ?? []), endpoint]);
	}
	return [...sections]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([section, endpoints]) => ({
			section,
			total: endpoints.length,
			missing: endpoints.filter(({ id }) => !offered.has(id)).map(({ id }) => id),
		}));
}
