/**
 * Writes examples/import.csv: 1,000 people who don't exist, the same ones every time.
 * Run it with `node scripts/examples/make-import.mjs` after a change here.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from '../playground/paths.mjs';

const ROWS = 1000;

const FIRST =
	'Ada,Amir,Anouk,Bela,Carla,Chidi,Dana,Diego,Edda,Elif,Emeka,Farah,Finn,Gwen,Hana,Hugo,Ines,Ivo,Jamila,Joris,Kaito,Klara,Lars,Leila,Luca,Maeve,Malik,Marta,Mina,Nadia,Nils,Noor,Olga,Omar,Paula,Petra,Quinn,Rafael,Ravi,Rosa,Samir,Signe,Sofia,Tariq,Tess,Tomas,Uma,Vera,Wanda,Yusuf,Zoe'.split(
		',',
	);
const LAST =
	'Abbott,Alvarez,Baptiste,Becker,Bianchi,Chen,Costa,Dalton,Dubois,Eriksen,Fischer,Garcia,Haddad,Hartmann,Ibrahim,Ito,Jensen,Kaplan,Keller,Kovacs,Lindqvist,Lopez,Marsh,Meyer,Moreau,Nakamura,Novak,Okafor,Olsen,Patel,Peeters,Quigley,Rossi,Sandoval,Schmidt,Silva,Tanaka,Thorne,Ueda,Vance,Vargas,Weber,Whitfield,Xu,Yilmaz,Zeller'.split(
		',',
	);
const STREETS =
	'Maple Street,Harbour Road,Mill Lane,Station Road,Orchard Way,Church Street,River Walk,Garden Avenue,Hill Crescent,Market Square'.split(
		',',
	);
const PLACES = [
	['Portland', '97201', 'United States'],
	['Austin', '78701', 'United States'],
	['Denver', '80202', 'United States'],
	['Toronto', 'M5V 2T6', 'Canada'],
	['Leeds', 'LS1 4DY', 'United Kingdom'],
	['Melbourne', '3000', 'Australia'],
	['Köln', '50667', 'Germany'],
	['Lyon', '69002', 'France'],
	['Málaga', '29015', 'Spain'],
	['Utrecht', '3511 CE', 'Netherlands'],
];
const LEVELS = ['Bronze', 'Silver', 'Gold'];
const TAGS = ['Newsletter', 'Customer', 'Webinar Spring', 'Lead'];
const HEADINGS = [
	'First Name',
	'Last Name',
	'Email',
	'Second Email',
	'Phone',
	'Street',
	'City',
	'Postal Code',
	'Country',
	'Membership Level',
	'Renewal Date',
	'Tag',
];

const ascii = (text) =>
	text
		.toLowerCase()
		.normalize('NFD')
		.replace(/[^a-z0-9]/g, '');
const quoted = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** Person number `n`, from 0. The steps share no factor with the lists' lengths, so the combinations vary. */
function person(n) {
	const first = FIRST[n % FIRST.length];
	const last = LAST[(n * 7) % LAST.length];
	const [city, postalCode, country] = PLACES[(n * 3) % PLACES.length];
	const address = `${ascii(first)}.${ascii(last)}.${String(n + 1).padStart(4, '0')}`;
	const renewal = new Date(Date.UTC(2027, 0, 1 + ((n * 11) % 365)));
	return [
		first,
		last,
		`${address}@example.com`,
		n % 5 < 3 ? `${address}@example.org` : '',
		n % 10 === 9 ? '' : `+1 555 555 01${String(n % 100).padStart(2, '0')}`,
		`${1 + ((n * 13) % 240)} ${STREETS[n % STREETS.length]}`,
		city,
		postalCode,
		country,
		LEVELS[n % LEVELS.length],
		renewal.toISOString().slice(0, 10),
		TAGS[n % TAGS.length],
	];
}

const lines = [HEADINGS, ...Array.from({ length: ROWS }, (_, n) => person(n))].map((row) =>
	row.map(quoted).join(','),
);
writeFileSync(join(EXAMPLES, 'import.csv'), `${lines.join('\n')}\n`);
