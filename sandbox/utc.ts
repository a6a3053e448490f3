/** A time as Keap keeps and shows it: in UTC, in whole seconds. */
export const utc = (time: number | Date): string =>
	new Date(Math.floor(Number(time) / 1_000) * 1_000).toISOString();
