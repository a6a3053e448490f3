import { keapError } from '../../api/errors';
import { callsLeft } from '../../api/limits';
import { beyondDay } from '../../messages/keapErrors';
import type { RunContext } from './runContext';

/** How many calls the key may still make today; undefined where that isn't known, or doesn't matter to the user. */
export const leftToday = ({ client, goesBeyondDay }: RunContext): number | undefined =>
	goesBeyondDay ? undefined : callsLeft(client.rateLimiter.leftToday);

/**
 * Stops a run that the day's remaining calls can't finish before it does anything, as far as Keap has told how many are left.
 * @param least how many calls it needs at the least from now on
 * @throws KeapError with the choice to go on
 */
export function checkDay(run: RunContext, least: number): void {
	const left = leftToday(run);
	if (left === undefined || least <= left) return;
	const { method, path } = run.operation;
	throw keapError('dayExhausted', { method, path }, beyondDay(least, left));
}
