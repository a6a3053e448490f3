import { decimalsOf, MOST_DECIMALS, USUAL_DECIMALS } from '../../../api/currencies';
import type { MoneyUnit } from '../../../descriptor/field';
import { belowMinimum, tooManyDecimals } from '../../../messages/inputErrors';
import { PendingLookup } from '../pendingLookup';
import { toNumber } from './scalars';

/** An amount in units of which 10 to the power of `decimals` make one, a whole number; undefined where it has more decimals. */
function inUnits(amount: number, decimals: number): number | undefined {
	const units = amount * 10 ** decimals;
	const whole = Math.round(units);
	// Sums such as 1.1 + 2.2 are a little more than 3.3, and products of large amounts a little off.
	const isWhole = Math.abs(units - whole) <= Math.max(1e-6, Math.abs(units) * 2 * Number.EPSILON);
	return isWhole ? whole : undefined;
}

/**
 * An amount of money as its endpoint takes it: 12.34, '12.34', or 1234 cents. How many decimals it may have, and how many of
 * the smallest unit it is, depends on the account's currency, which is asked for where that matters: always for cents, for
 * others only where an amount has more decimals than most currencies.
 * @throws InputError for more decimals than the currency has, which would be rounded without a word
 */
export function toMoney(
	value: unknown,
	{ label, unit, min = -Infinity }: { label: string; unit: MoneyUnit; min?: number },
): number | string | PendingLookup {
	const amount = toNumber(value, label);
	if (amount < min) throw belowMinimum(label, min, amount);
	if (inUnits(amount, MOST_DECIMALS) === undefined)
		throw tooManyDecimals(label, value, MOST_DECIMALS);
	const sent = (decimals: number): number | string | undefined => {
		const units = inUnits(amount, decimals);
		if (units === undefined || unit === 'cents') return units;
		return unit === 'text' ? String(units / 10 ** decimals) : units / 10 ** decimals;
	};
	const usual = unit === 'cents' ? undefined : sent(USUAL_DECIMALS);
	if (usual !== undefined) return usual;
	return new PendingLookup(async (lookups) => {
		const currency = await lookups.currency();
		const decimals = decimalsOf(currency);
		const exact = sent(decimals);
		if (exact === undefined) throw tooManyDecimals(label, value, decimals, currency);
		return exact;
	});
}
