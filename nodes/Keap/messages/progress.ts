/** What the node writes to n8n's log while a long run is under way. */

const figure = (n: number) => Math.round(n).toLocaleString('en-US');

/** `about 2 h 5 min`; less than a minute is not worth telling apart. */
function duration(ms: number): string {
	const minutes = Math.max(1, Math.round(ms / 60_000));
	const hours = Math.floor(minutes / 60);
	return hours === 0 ? `${minutes} min` : `${hours} h ${minutes % 60} min`;
}

export const itemsDone = (done: number, of: number, perMinute: number, leftMs: number): string =>
	`Keap: ${figure(done)} of ${figure(of)} items done, ${figure(perMinute)} a minute, about ${duration(leftMs)} left`;

export const recordsRead = (records: number, keys: number): string =>
	`Keap: read ${figure(records)} records so far, to look up ${figure(keys)} of them with fewer calls`;
