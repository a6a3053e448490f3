/**
 * How fast calls came, beside how fast they could have come.
 */

/** Those of a key. */
export const KEAP_LIMITS = { perSecond: 10, perMinute: 240 };

/** With these, thousands take a minute. The node learns of them from the responses. */
export const WIDE_LIMITS = { perSecond: 50, perMinute: 2_400 };

/**
 * The least time in ms from the first call to the last that a key's limits allow: as many as fit a minute at the pace of
 * the second, and the next when the first of them are a minute old.
 * @param {number} calls
 * @param {{ perSecond: number, perMinute: number }} limits both of rolling windows
 */
export function leastTime(calls, { perSecond, perMinute }) {
	const earlier = calls - 1;
	const minutes = Math.floor(earlier / perMinute);
	const seconds = Math.floor((earlier % perMinute) / perSecond);
	return minutes * 60_000 + seconds * 1_000;
}

/** @param {object[]} log of the sandbox */
export function paceOf(log, limits) {
	const admitted = log.filter(({ status }) => status !== 429);
	const tookMs = admitted.at(-1).time - admitted[0].time;
	return {
		calls: admitted.length,
		rateLimited: log.length - admitted.length,
		tookMs,
		ratio: tookMs / leastTime(admitted.length, limits),
	};
}
