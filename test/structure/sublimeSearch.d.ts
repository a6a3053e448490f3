declare module '@n8n/utils/search/sublime-search' {
	/** Best first; of what doesn't match at all nothing is returned. */
	export function sublimeSearch<T extends object>(
		filter: string,
		data: readonly T[],
	): Array<{ score: number; item: T }>;
}
