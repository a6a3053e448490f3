/**
 * The currencies that don't have two decimals, of ISO 4217 (https://www.iso.org/iso-4217-currency-codes.html). The runtime
 * can't be asked: it goes by what people use, and gives forints and Colombian pesos none.
 */
const DECIMALS: ReadonlyMap<number, string> = new Map([
	[0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
	[3, 'BHD IQD JOD KWD LYD OMR TND'],
	[4, 'CLF UYW'],
]);

/** The most decimals that a currency has. */
export const MOST_DECIMALS = 4;

/** What nearly all currencies have, and what is assumed of one that isn't known. */
export const USUAL_DECIMALS = 2;

const decimals = new Map(
	[...DECIMALS].flatMap(([count, codes]) =>
		codes.split(' ').map((code): [string, number] => [code, count]),
	),
);

/** How many decimals a currency has, by its ISO 4217 code: an amount in its smallest unit is 10 to their power as much. */
export const decimalsOf = (code: unknown): number =>
	decimals.get(String(code).toUpperCase()) ?? USUAL_DECIMALS;

/** The code of a currency; undefined for what is none. */
export function currencyIn(value: unknown): string | undefined {
	const code = String(value ?? '')
		.trim()
		.toUpperCase();
	return /^[A-Z]{3}$/.test(code) ? code : undefined;
}
