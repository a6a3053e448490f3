import type { Call, Json, JsonObject } from './types';

/**
 * How Keap shows an amount of money.
 * @param amount in the smallest unit of the account's currency: 1250 for $12.50
 */
export function currencyValue(amount: Json, { store }: Pick<Call, 'store'>): JsonObject {
	const [profile] = store.query('businessProfile', { limit: 1 });
	const currency = String(profile?.currency_code ?? 'USD');
	const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
	const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
	return {
		amount: Math.round(Number(amount)),
		currency_code: currency,
		formatted_amount: format.format(Number(amount) / 10 ** digits),
	};
}
