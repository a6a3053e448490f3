/** https://developer.keap.com/rest-hook-documentation/ */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** The first attempt is made between one and two of these after the change, in ms. */
const DELAY = 30 * SECOND;
const LONG_DELAY = 5 * MINUTE;
const DELAYED_LONGER = ['contactGroup.applied', 'contactGroup.delete'];
/** Counted from the failure before. The first retry waits as the first attempt does. */
const LATER_RETRIES = [5 * MINUTE, 30 * MINUTE];

/** How often a delivery is attempted before its hook becomes inactive. */
export const MAX_ATTEMPTS = 4;

/** The second round after `now`: what changes in the same round is delivered together. */
const nextRound = (now: number, length: number) => (Math.floor(now / length) + 2) * length;

/**
 * When events are delivered.
 * @param delayMs in place of Keap's delays before the first attempt and the first retry
 */
export const timetable = (delayMs?: number) => ({
	firstAttempt: (eventKey: string, now: number): number =>
		nextRound(now, delayMs ?? (DELAYED_LONGER.includes(eventKey) ? LONG_DELAY : DELAY)),
	/** @param failures so far, from 1 */
	retry: (failures: number, now: number): number => {
		const later = LATER_RETRIES[failures - 2];
		return later === undefined ? nextRound(now, delayMs ?? DELAY) : now + later;
	},
});
