/** What can stand in a filter: Keap separates filters by semicolons, and takes asterisks for wildcards. */
export const filterable = (text: string): string =>
	text.replace(/;.*/s, '').replaceAll('*', '').trim();

export const isId = (text: string): boolean => /^\d{1,15}$/.test(text);
