import { base } from './faker';

export interface Country {
	alpha2: string;
	alpha3: string;
	name: string;
}

export interface Province {
	code: string;
	name: string;
}

let countries: Map<string, Country> | undefined;

/** Every country, by its three letters. */
export function alpha3Codes(): ReadonlyMap<string, Country> {
	if (countries === undefined) {
		const names = new Intl.DisplayNames('en', { type: 'region' });
		const codes = (base.location?.country_code ?? []) as ReadonlyArray<{
			alpha2: string;
			alpha3: string;
		}>;
		countries = new Map(
			codes
				.map(({ alpha2, alpha3 }): Country => ({
					alpha2,
					alpha3,
					name: names.of(alpha2) ?? alpha3,
				}))
				.sort((a, b) => a.name.localeCompare(b.name))
				.map((country) => [country.alpha3, country]),
		);
	}
	return countries;
}

/** The provinces the sandbox knows by name. For other countries any code of the right form will do. */
const PROVINCES: Record<string, string> = {
	USA: 'AL Alabama|AK Alaska|AZ Arizona|AR Arkansas|CA California|CO Colorado|CT Connecticut|DE Delaware|DC District of Columbia|FL Florida|GA Georgia|HI Hawaii|ID Idaho|IL Illinois|IN Indiana|IA Iowa|KS Kansas|KY Kentucky|LA Louisiana|ME Maine|MD Maryland|MA Massachusetts|MI Michigan|MN Minnesota|MS Mississippi|MO Missouri|MT Montana|NE Nebraska|NV Nevada|NH New Hampshire|NJ New Jersey|NM New Mexico|NY New York|NC North Carolina|ND North Dakota|OH Ohio|OK Oklahoma|OR Oregon|PA Pennsylvania|PR Puerto Rico|RI Rhode Island|SC South Carolina|SD South Dakota|TN Tennessee|TX Texas|UT Utah|VT Vermont|VA Virginia|WA Washington|WV West Virginia|WI Wisconsin|WY Wyoming',
	CAN: 'AB Alberta|BC British Columbia|MB Manitoba|NB New Brunswick|NL Newfoundland and Labrador|NS Nova Scotia|NT Northwest Territories|NU Nunavut|ON Ontario|PE Prince Edward Island|QC Quebec|SK Saskatchewan|YT Yukon',
	AUS: 'ACT Australian Capital Territory|NSW New South Wales|NT Northern Territory|QLD Queensland|SA South Australia|TAS Tasmania|VIC Victoria|WA Western Australia',
	GBR: 'ENG England|NIR Northern Ireland|SCT Scotland|WLS Wales',
	DEU: 'BB Brandenburg|BE Berlin|BW Baden-Württemberg|BY Bavaria|HB Bremen|HE Hesse|HH Hamburg|MV Mecklenburg-Western Pomerania|NI Lower Saxony|NW North Rhine-Westphalia|RP Rhineland-Palatinate|SH Schleswig-Holstein|SL Saarland|SN Saxony|ST Saxony-Anhalt|TH Thuringia',
};

export function provincesOf(alpha3: string): Province[] {
	const alpha2 = alpha3Codes().get(alpha3)?.alpha2;
	return (PROVINCES[alpha3]?.split('|') ?? []).map((entry) => {
		const space = entry.indexOf(' ');
		return { code: `${alpha2}-${entry.slice(0, space)}`, name: entry.slice(space + 1) };
	});
}

/** Undefined if the code is not one of the country's. */
export function provinceName(alpha3: string, code: string): string | undefined {
	const known = provincesOf(alpha3);
	if (known.length > 0) return known.find((province) => province.code === code)?.name;
	return new RegExp(`^${alpha3Codes().get(alpha3)?.alpha2}-[A-Z0-9]{1,3}$`).test(code)
		? code
		: undefined;
}

export const provinceByName = (alpha3: string, name: string) =>
	provincesOf(alpha3).find((province) => province.name.toLowerCase() === name.toLowerCase())?.code;
