import type { Call, Json, JsonObject } from './types';

/** ISO 4217 currencies without two decimals, so far as tests sell in them. */
const DECIMALS: Record<string, number> = { JPY: 0, KRW: 0, VND: 0, BHD: 3, KWD: 3, TND: 3 };

type Account = Pick<Call, 'store'>;

/** The account's currency, by its ISO 4217 code, and how many decimals it has. */
function currencyOf({ store }: Account) {
	const [profile] = store.query('businessProfile', { limit: 1 });
	const code = String(profile?.currency_code ?? 'USD');
	return { code, decimals: DECIMALS[code] ?? 2 };
}

/** How many of the smallest unit make one of the account's currency: 100 cents a dollar. */
const unitsIn = (account: Account) => 10 ** currencyOf(account).decimals;

/** An amount in the smallest unit: 1250 for 12.5 dollars. */
export const toUnits = (amount: Json | undefined, account: Account): number =>
	Math.round(Number(amount ?? 0) * unitsIn(account));

/** An amount as a decimal, of one in the smallest unit. */
export const fromUnits = (units: Json | undefined, account: Account): number =>
	Number(units ?? 0) / unitsIn(account);

/** A decimal amount without fractions of the smallest unit. */
export const rounded = (amount: number, account: Account): number =>
	fromUnits(toUnits(amount, account), account);

/**
 * How Keap shows an amount of money.
 * @param amount in the smallest unit of the account's currency: 1250 for $12.50
 */
export function currencyValue(amount: Json, account: Account): JsonObject {
	const { code, decimals } = currencyOf(account);
	const format = new Intl.NumberFormat('en-US', {
		style: 'currency',
		currency: code,
		minimumFractionDigits: decimals,
		maximumFractionDigits: decimals,
	});
	return {
		amount: Math.round(Number(amount)),
		currency_code: code,
		formatted_amount: format.format(fromUnits(amount, account)),
	};
}
