import { readdirSync } from 'node:fs';

import * as keapErrors from '../../nodes/Keap/messages/keapErrors';
import { present } from '../support/present';
import { allProperties, choicesOf, complaintsAbout, named, operations, triggers } from './compiled';
import { CATALOGUE, isGiven, KEAP_ERRORS, type Given } from './messageSamples';

/**
 * The catalogue of everything that the node says. The only place in which tests hold whole sentences: all the others
 * assert kinds and parameters.
 */

interface Text {
	/** As in `inputErrors.notANumber`. */
	name: string;
	message: string;
	/** Undefined for texts that are no errors. */
	remedy?: string;
	parameter?: string;
}

type AnyText = string | { message: string; remedy: string; parameter?: string };

const isFunction = (value: unknown): value is (...args: unknown[]) => AnyText =>
	typeof value === 'function';

/** Every text of some functions with the arguments that `fill` makes of the samples. */
function textsOf(
	name: string,
	texts: object,
	samples: object,
	fill: (value: Given) => unknown,
): Text[] {
	return Object.entries(samples).flatMap(([key, lists]: [string, unknown]): Text[] => {
		const own = `${name}.${key}`;
		const text = (texts as Record<string, unknown>)[key];
		if (text === undefined) return [];
		if (!isFunction(text)) return textsOf(own, text as object, lists as object, fill);
		return (lists as unknown[][]).map((args) => {
			const made = text(...args.map((arg) => (isGiven(arg) ? fill(arg) : arg)));
			return { name: own, ...(typeof made === 'string' ? { message: made } : pick(made)) };
		});
	});
}

const pick = ({ message, remedy, parameter }: Exclude<AnyText, string>) => ({
	message,
	remedy,
	...(parameter === undefined ? {} : { parameter }),
});

const catalogueWith = (fill: (value: Given) => unknown): Text[] =>
	Object.entries(CATALOGUE).flatMap(([name, { texts, samples }]) =>
		textsOf(name, texts, samples, fill),
	);

const catalogue = catalogueWith(({ sample }) => sample);
const errors = catalogue.filter((text): text is Required<Text> => text.remedy !== undefined);

/** What operations add to the catalogue: their constraints, and the words for Keap's results. */
const ofOperations: Text[] = named.flatMap(
	([
		name,
		{
			operation: { constraints = [], flow },
		},
	]) => [
		...constraints.map(({ message }) => ({ name: `${name} constraint`, message })),
		...Object.values((flow.kind === 'batchWrite' && flow.results?.words) || {}).map((message) => ({
			name: `${name} result`,
			message,
		})),
	],
);

/** n8n interrupts a run by this very text, which no person gets to read. */
const readByPersons = ({ name }: Text) => name !== 'keapErrors.cancelled';

const nameOf = ({ name }: Text) => name;

const whole = ({ message, remedy = '' }: Text) => `${message}\n${remedy}`;

/** Words that n8n's guidelines or the project's vocabulary have no use for, and what programs say by mistake. */
const FORBIDDEN: RegExp[] = [
	/\b(errors?|problems?|failures?|mistakes?)\b/i,
	/\banswer|(?<!connection to Keap was )\brefus/i,
	/\be-mail/i,
	/\bNOT_REPORTED\b|\bKeap says [A-Z_]+$/,
	/\b(undefined|null|NaN|Infinity)\b|\[object/,
	/\b(please|invalid)\b/i,
	/ {2}|\.\.|\?$|!$/,
	/\b1 (calls|files|items|records|retries|seconds|times)\b/,
];

/** Names and abbreviations that have capitals within a sentence. */
const NAMES = new RegExp(
	[
		"Keap('s)?",
		'Read/Write Files from Disk',
		'HTTP Request',
		'Service Account Key',
		'Personal Access Token',
		'File(?= resource)',
		'Filter(?= node)',
		'English',
		'Unix',
		'Docker',
		'(ERR_|CERT_|HOST|SELF_|E)[A-Z_]{5,}',
		'(HTTPS|NO)_PROXY',
		'N(ODE|8N)_[A-Z_]+',
		'WEBHOOK_URL',
		...[
			'API',
			'IDs?',
			'HTTPS?',
			'DNS',
			'TLS',
			'PEM',
			'URL',
			'JSON',
			'ISO',
			'MB',
			'DEU?',
			'US-AZ',
			'USA',
		],
		...['Arizona', 'March', 'Smi'],
	]
		.map((name) => `\\b${name}\\b`)
		.join('|'),
	'g',
);

const QUOTED = /'([^']+)'/g;

/** Apostrophes are no quotation marks. */
const withoutApostrophes = (text: string) => text.replace(/(\w)'(t|s|re)\b/g, '$1');

/** A text without labels, names, and what has digits: dates, slots, numbers. */
const plain = (text: string) =>
	withoutApostrophes(text)
		.replace(QUOTED, 'x')
		.replace(/\{\{.*?\}\}/g, 'x')
		.replace(NAMES, 'x')
		.replace(/\S*\d\S*/g, 'x');

const sentencesOf = (text: string) => text.split(/(?<=[.!?])\s+(?=[A-Z'])/);

/** How an instruction begins. */
const INSTRUCTION =
	/^(or )?(add|allow|ask|attach|change|check|choose|connect|correct|create|enter|fill in|filter|give|leave|let|look up|make|open|raise|remove|put|run|send|set|try|turn o|use|activate|cause)\b/i;

const instructs = (text: string) =>
	text.split(/[.:,;] /).some((part) => INSTRUCTION.test(part)) && text.length > 10;

/** The texts among the samples: labels and values that they bring themselves. */
function strings(samples: unknown): string[] {
	if (typeof samples === 'string') return [samples];
	return typeof samples === 'object' && samples !== null
		? Object.values(samples).flatMap(strings)
		: [];
}

const labels = new Set([
	...allProperties.map(({ property }) => property.displayName),
	...allProperties.flatMap(({ property }) => choicesOf(property).map(({ name }) => name)),
	...operations.flatMap(({ inputs }) => inputs.map(({ label }) => label)),
	...triggers.flatMap(({ displayName, properties }) => [
		displayName,
		...properties.map((property) => property.displayName),
	]),
]);

describe('the catalogue of messages', () => {
	it('has samples of every file', () => {
		const files = readdirSync('nodes/Keap/messages').map((file) => file.replace(/\.ts$/, ''));
		expect(Object.keys(CATALOGUE).sort()).toEqual(files.sort());
	});

	it.each(Object.entries(CATALOGUE))('has samples of everything in %s', (_, { texts, samples }) => {
		// A string is a part of a message, which takes it as an argument.
		const exported = Object.entries(texts)
			.filter(([name, text]) => name !== 'InputError' && typeof text !== 'string')
			.map(([name]) => name);
		expect(Object.keys(samples).sort()).toEqual(exported.sort());
		expect(Object.values(samples).every((lists) => Object.keys(lists as object).length > 0)).toBe(
			true,
		);
	});

	it('has samples of every kind of response', () => {
		expect(Object.keys(KEAP_ERRORS.BY_KIND as object)).toEqual(Object.keys(keapErrors.BY_KIND));
	});
});

describe('messages', () => {
	const read = [...catalogue, ...ofOperations].filter(readByPersons);

	it('have none of the words that mislead or blame', () => {
		expect(
			complaintsAbout(read, nameOf, (text) => {
				const word = FORBIDDEN.find((pattern) => pattern.test(whole(text)));
				return word && `${whole(text)} has ${String(word)}`;
			}),
		).toEqual([]);
	});

	it('are in sentence case', () => {
		const whatIsRead = [...errors, ...ofOperations].filter(readByPersons);
		expect(
			complaintsAbout(
				whatIsRead,
				nameOf,
				({ message, remedy = 'X' }) =>
					![message, remedy].every((text) => /^([A-Z'\d]|n8n\b)/.test(text)) &&
					`${message} / ${remedy}`,
			),
		).toEqual([]);
		expect(
			complaintsAbout(read, nameOf, ({ message, remedy = '' }) =>
				[message, remedy]
					.flatMap(sentencesOf)
					.map(plain)
					.find((text) => /. [A-Z]/.test(text)),
			),
		).toEqual([]);
	});

	it('have no full stop at their end', () => {
		expect(
			complaintsAbout(
				[...errors, ...ofOperations, ...catalogue.filter(({ name }) => /^hints/.test(name))],
				nameOf,
				({ message }) => /[.:,;]$/.test(message) && message,
			),
		).toEqual([]);
	});

	it('name their parameter in single quotes', () => {
		const withParameter = errors.filter(({ parameter }) => parameter !== undefined);
		expect(withParameter.length).toBeGreaterThan(30);
		expect(
			complaintsAbout(
				withParameter,
				nameOf,
				(text) => !whole(text).includes(`'${text.parameter}'`) && whole(text),
			),
		).toEqual([]);
	});

	it('quote labels that a person sees', () => {
		const known = new Set([...labels, ...strings(CATALOGUE)]);
		expect(
			complaintsAbout(read, nameOf, (text) =>
				[...withoutApostrophes(whole(text)).matchAll(QUOTED)]
					.map(([, name]) => name)
					.find((name) => !known.has(present(name))),
			),
		).toEqual([]);
	});

	it('shorten the values that they show', () => {
		const long = catalogueWith(() => 'x'.repeat(400));
		expect(long.filter((text) => whole(text).includes('xxx…')).length).toBeGreaterThan(15);
		expect(
			complaintsAbout(long, nameOf, (text) => {
				const [most = ''] = /x{61,}/.exec(whole(text)) ?? [];
				return most && `shows ${most.length} characters`;
			}),
		).toEqual([]);
	});
});

describe('remedies', () => {
	const read = errors.filter(readByPersons);

	it('are instructions', () => {
		expect(complaintsAbout(read, nameOf, ({ remedy }) => !instructs(remedy) && remedy)).toEqual([]);
	});

	it('end with a full stop only if they have several sentences', () => {
		expect(
			complaintsAbout(read, nameOf, ({ remedy }) => {
				const several = sentencesOf(remedy).length > 1;
				return several !== /\.$/.test(remedy) && remedy;
			}),
		).toEqual([]);
	});
});

/** Printed as it is, without quotation marks around it. */
expect.addSnapshotSerializer({ test: (value) => typeof value === 'string', print: String });

it('the catalogue reads as follows', () => {
	const entries = catalogue.map(({ name, message, remedy }) =>
		[name, message, remedy].filter(Boolean).join('\n  '),
	);
	expect(entries.join('\n')).toMatchInlineSnapshot(`
		connectionErrors.notConnected
		  The certificate presented for api.keap.example has expired (CERT_HAS_EXPIRED)
		  Check the date and time of the machine that runs n8n. If they are right, a proxy on the way to Keap presents this certificate and has to renew it. Nothing was changed in Keap.
		connectionErrors.notConnected
		  The certificate presented for api.keap.example isn't valid yet (CERT_NOT_YET_VALID), also after 1 retry
		  Check the date and time of the machine that runs n8n. If they are right, a proxy on the way to Keap presents this certificate and has to renew it. An earlier attempt may have been carried out, since Keap's response to it was lost: look up the record first.
		connectionErrors.notConnected
		  The certificate presented for api.keap.example belongs to another host (HOSTNAME_MISMATCH), also after 2 retries
		  Something else than Keap responds under this name. Check the DNS settings of this n8n, and its proxy settings (HTTPS_PROXY and NO_PROXY). An earlier attempt may have been carried out, since Keap's response to it was lost: look up the record first.
		connectionErrors.notConnected
		  n8n doesn't trust the certificate presented for api.keap.example (SELF_SIGNED_CERT_IN_CHAIN), also after 3 retries
		  A proxy or virus scanner that inspects HTTPS causes this. Let n8n trust its certificate authority: set NODE_EXTRA_CA_CERTS to a PEM file with its certificate, or in Docker mount that file into /opt/custom-certificates. Then restart n8n. An earlier attempt may have been carried out, since Keap's response to it was lost: look up the record first.
		connectionErrors.notConnected
		  No secure connection to Keap could be made (EPROTO)
		  Something on the way to Keap doesn't use HTTPS, or a version of TLS that n8n doesn't accept. Check the address of the proxy (HTTPS_PROXY; most proxies have one that begins with http://), and whether a proxy or firewall interferes with HTTPS. Nothing was changed in Keap.
		connectionErrors.notConnected
		  No secure connection to Keap could be made, also after 1 retry
		  Something on the way to Keap doesn't use HTTPS, or a version of TLS that n8n doesn't accept. Check the address of the proxy (HTTPS_PROXY; most proxies have one that begins with http://), and whether a proxy or firewall interferes with HTTPS. An earlier attempt may have been carried out, since Keap's response to it was lost: look up the record first.
		connectionErrors.notConnected
		  DNS doesn't know the host proxy.example:3128
		  The host proxy.example:3128 isn't Keap's, so it's probably the proxy that this n8n is set up with: check its address (HTTPS_PROXY and NO_PROXY). Nothing was changed in Keap.
		connectionErrors.notConnected
		  DNS doesn't know the host api.keap.example, also after 1 retry
		  Check the DNS settings of the machine or container that runs n8n. If it reaches the internet through a proxy only, set HTTPS_PROXY. An earlier attempt may have been carried out, since Keap's response to it was lost: look up the record first.
		connectionErrors.notConnected
		  DNS didn't respond when n8n looked up api.keap.example
		  Check the network and the DNS settings of the machine or container that runs n8n, then run it again. Nothing was changed in Keap.
		connectionErrors.notConnected
		  The connection to Keap was refused (proxy.example:3128)
		  The address proxy.example:3128 isn't Keap's, so it's probably the proxy that this n8n is set up with: check its address (HTTPS_PROXY and NO_PROXY), that it runs, and that a firewall lets n8n reach it. Nothing was changed in Keap.
		connectionErrors.notConnected
		  The connection to Keap was refused (192.0.2.1:443), also after 1 retry
		  On the machine or container of this n8n, check that a firewall lets it reach Keap, and its proxy settings (HTTPS_PROXY and NO_PROXY). It must reach api.keap.example on port 443. An earlier attempt may have been carried out, since Keap's response to it was lost: look up the record first.
		connectionErrors.notConnected
		  The connection to Keap couldn't be made in time (proxy.example:3128)
		  The address proxy.example:3128 isn't Keap's, so it's probably the proxy that this n8n is set up with: check its address (HTTPS_PROXY and NO_PROXY), that it runs, and that a firewall lets n8n reach it. Nothing was changed in Keap.
		connectionErrors.notConnected
		  The connection to Keap couldn't be made in time (192.0.2.1:443), also after 1 retry
		  On the machine or container of this n8n, check that a firewall lets it reach Keap, and its proxy settings (HTTPS_PROXY and NO_PROXY). It must reach api.keap.example on port 443. An earlier attempt may have been carried out, since Keap's response to it was lost: look up the record first.
		connectionErrors.notConnected
		  The network of this n8n doesn't reach Keap (EHOSTUNREACH: 192.0.2.1:443)
		  On the machine or container of this n8n, check that a firewall lets it reach Keap, and its proxy settings (HTTPS_PROXY and NO_PROXY). It must reach api.keap.example on port 443. Nothing was changed in Keap.
		connectionErrors.notConnected
		  The connection to Keap was closed before it was secure
		  On the machine or container of this n8n, check that a firewall lets it reach Keap, and its proxy settings (HTTPS_PROXY and NO_PROXY). Nothing was changed in Keap.
		connectionErrors.notConnected
		  The proxy of this n8n wants a user name and password (HTTP 407)
		  Put them into the proxy's address: HTTPS_PROXY=http://user:password@proxy:port. Nothing was changed in Keap.
		connectionErrors.notConnected
		  The proxy of this n8n doesn't allow connections to Keap (HTTP 403: forbidden)
		  Let the proxy allow api.keap.example on port 443, or take Keap out of its use with NO_PROXY. Nothing was changed in Keap.
		connectionErrors.notConnected
		  The proxy of this n8n couldn't connect to Keap (HTTP 502)
		  Check that the proxy (HTTPS_PROXY) runs and reaches api.keap.example on port 443, or take Keap out of its use with NO_PROXY. Nothing was changed in Keap.
		connectionErrors.notConnected
		  The proxy of this n8n couldn't connect to Keap, also after 1 retry
		  Check that the proxy (HTTPS_PROXY) runs and reaches api.keap.example on port 443, or take Keap out of its use with NO_PROXY. An earlier attempt may have been carried out, since Keap's response to it was lost: look up the record first.
		connectionErrors.notConnected
		  n8n itself doesn't let requests out to Keap (the address is private)
		  Ask the administrator of this n8n to allow api.keap.example: add it to N8N_SSRF_ALLOWED_HOSTNAMES. Nothing was changed in Keap.
		connectionErrors.notConnected
		  n8n couldn't make the request (the header is malformed)
		  Check the values of this operation, and the API key, for characters that an address or a header must not hold. Nothing was changed in Keap.
		connectionErrors.notConnected
		  The connection to Keap was closed before it was secure
		  On the machine or container of this n8n, check that a firewall lets it reach Keap, and its proxy settings (HTTPS_PROXY and NO_PROXY)
		editorErrors.rateLimited
		  Running workflows use up Keap's rate limit
		  Try again in a minute, or enter an ID instead of choosing from the list
		editorErrors.noCustomFields
		  Keap has no custom fields for records of the type 'Order' yet. Make one in Keap, or with this node's resource 'Custom Field', then refresh the list.
		editorErrors.noCredential
		  Choose a credential above, then retry to see the account's custom fields; if it is chosen already, just retry
		editorErrors.severalByExpression
		  Interests (several: an expression, with commas)
		editorErrors.timedOut
		  Keap didn't respond in time
		  Try again, or enter an ID instead of choosing from the list
		editorErrors.parentNotChosen
		  Choose 'Record Type' first
		  If an expression sets it, enter an ID instead of choosing from the list
		hints.created
		  1 created
		hints.created
		  1,200 created
		hints.updated
		  1 updated
		hints.updated
		  1,200 updated
		hints.unchanged
		  1 unchanged
		hints.unchanged
		  1,200 unchanged
		hints.createdFields
		  Created in Keap, as custom fields: 'shoe size' (decimal number)
		hints.calls
		  1 call to Keap
		hints.calls
		  1,234 calls to Keap
		hints.callsSaved
		  398 calls saved
		hints.secondsWaited
		  35 seconds waited for Keap's rate limits
		hints.rateLimitedCalls
		  1 rate-limited call retried
		hints.failedCalls
		  2 failed calls retried
		hints.unknownCurrency
		  This API key can't read the account's currency, so amounts were sent as in a currency with two decimals, such as dollars; if yours has none or three, correct them and use a key that may read the business profile
		hints.notChosen
		  1 event left out: not in the chosen stages
		hints.notChosen
		  2 events left out: not in the chosen stages
		hints.unmatchedColumns
		  No custom field matches these columns, so they were left out: 'shoe size'
		hints.unmatchedColumns
		  No custom field matches these columns, so they were left out: 'column 1', 'column 2', 'column 3', 'column 4', 'column 5', 'column 6', 'column 7', 'column 8', 'column 9', 'column 10' and 2 more
		hints.callsLeftToday
		  29,700 calls left today
		inputErrors.emptyInput
		  'Name' is empty
		  Enter a value for 'Name'
		inputErrors.emptyId
		  'Note' is empty
		  Choose one from the list, or enter its ID
		inputErrors.emptyId
		  'Tag' is empty
		  Choose one from the list, or enter its ID or its name such as newsletter
		inputErrors.emptyReference
		  'Contact' is empty
		  Enter an email address, or choose another way to select the record
		inputErrors.emptyRecords
		  'Tags' is empty
		  Choose at least one tag
		inputErrors.inapplicableInput
		  'Code' doesn't apply when 'Type' is 'Order Total'
		  Leave 'Code' empty, or change 'Type'
		inputErrors.unknownInput
		  'Filters' has no input 'emial'
		  Use one of: email, familyName
		inputErrors.emptyInGroup
		  'Number' is empty
		  Enter a value for 'Number': Keap requires it along with the other values of the group
		inputErrors.notAnEmail
		  'Email' is not an email address: nobody
		  Enter one address such as nathan@example.com
		inputErrors.notANumber
		  'Order' is not a number: {"a":1}
		  Enter a number such as 12 or 12.5, without currency signs or thousands separators
		inputErrors.inexactNumber
		  'Order' contains a number with more digits than can be sent exactly: 9007199254740993
		  Put it in quotation marks: Keap takes IDs as text
		inputErrors.tooManyDigits
		  'Order' has more digits than a number can hold exactly: 12345678901234567890
		  Enter a number of up to 15 digits, or keep longer ones, such as serial numbers, in a text field
		inputErrors.filtersExclude
		  'Assigned To' and 'Unassigned Only' can't both be true of one record
		  Remove 'Assigned To' or 'Unassigned Only'
		inputErrors.namelessParameter
		  'Query Parameters': the value 12 has no name
		  Enter the name of the parameter beside its value
		inputErrors.noCustomFieldChosen
		  'Custom Fields': a filter has no field
		  Choose the custom field to filter by, or remove the filter
		inputErrors.emptyParameter
		  'Path': 'filter' has no value
		  Enter a value, or remove it. Without it, the list would return records that it was meant to leave out.
		inputErrors.emptyParameter
		  'Path': a condition of email== has no value
		  Enter a value, or remove it. Without it, the list would return records that it was meant to leave out.
		inputErrors.tooManyDecimals
		  'Price' has more than 4 decimals: 1.23456
		  Enter an amount such as 12.3456
		inputErrors.tooManyDecimals
		  'Price' has more decimals than jpy has (0): 500.5
		  Enter an amount such as 12
		inputErrors.notAWholeNumber
		  'Limit' is not a whole number: 1.5
		  Enter a whole number such as 12
		inputErrors.notABoolean
		  'Completed' is neither true nor false: maybe
		  Turn it on or off, or use an expression that returns true or false, or yes or no
		inputErrors.notAnId
		  'Note' is not an ID: 1/notes
		  Choose one from the list, or enter the ID that Keap shows for the record, such as 1042
		inputErrors.notAnId
		  'Contact' is not an ID: ann
		  Choose one from the list, or enter the ID that Keap shows for the record, such as 1042, its name such as jane doe or its email address
		inputErrors.notAKey
		  'Opt-In Option' is not a key: news letter
		  Choose one from the list, or enter it as Keap shows it
		inputErrors.standsForAll
		  'Automation' stands for all records at Keap: 0
		  Enter the ID of one; for all of them, get their IDs first
		inputErrors.notADate
		  'Due Time' is not a date that can be read for certain: soon
		  Enter it as 2026-03-18, 2026-03-18T17:00:00Z, 3/18/2026 (month/day/year) or March 18, 2026, use n8n's date picker, or an expression such as {{ $now }}; a date in another format can be read with {{ DateTime.fromFormat(…) }}, a Unix time in seconds with {{ DateTime.fromSeconds(…) }}
		inputErrors.notACountry
		  'Country' is not a country: atlantis
		  Enter its English name, or its ISO code such as DE or DEU
		inputErrors.regionWithoutCountry
		  'State or Region' arizona needs a country
		  Fill in 'Country', or enter the region's full code such as US-AZ
		inputErrors.regionCodeWithoutCountry
		  'State or Region' az looks like a code without its country
		  Enter the full name such as Arizona, the full code such as US-AZ, or fill in the country filter beside it where there is one
		inputErrors.unknownRegion
		  'State or Region' is not a region of USA that Keap knows: bavaria
		  Enter its name as Keap spells it, or its code such as US-AZ
		inputErrors.notJson
		  'Body (JSON)' is not valid JSON: {name: 1}
		  Check quotation marks, commas and brackets
		inputErrors.belowMinimum
		  'Max Links' must be at least 1 (got 0)
		  Enter 1 or more
		inputErrors.aboveMaximum
		  'Limit' must be at most 10 (got 11)
		  Enter 10 or less
		inputErrors.limitBelowOne
		  'Limit' must be at least 1 (got 0)
		  Enter 1 or more, or turn on 'Return All'
		inputErrors.unknownChoice
		  'Priority' has no option high
		  Use one of: bronze, silver, gold
		inputErrors.unknownChoice
		  'Priority' has no option high
		  Use one of: choice 1, choice 2, choice 3, choice 4, choice 5, choice 6, choice 7, choice 8, choice 9, choice 10, and 23 more
		inputErrors.unknownCustomFieldChoice
		  The custom field 'Membership Level' has no option platinum
		  Use one of: bronze, silver, gold
		inputErrors.ambiguousCustomFieldChoice
		  The custom field 'Membership Level' has several options called gold
		  Use the ID of the option instead: 3, 7
		inputErrors.ambiguousCustomField
		  Several custom fields are called 'Twin'
		  Use the field name or ID of the one you mean: twin, twin0
		inputErrors.sameCustomFieldTwice
		  The custom field 'Favorite Color' is given twice: as 'favorite color' and 'FavoriteColor'
		  Remove one of them
		inputErrors.unknownCustomField
		  Keap has no custom field named 'Shoe Size' here
		  Use one of: favorite color
		inputErrors.unknownCustomField
		  Keap has no custom field named 'Shoe Size' here
		  Create the field in Keap first: no custom field exists yet
		inputErrors.unknownName
		  'Tags': the account has no tag named 'Nonsense'
		  Use one of those in the account: bronze, silver, gold
		inputErrors.unknownName
		  'Tags': the account has no tag named 'Nonsense'
		  Use one of those in the account: bronze, silver, gold. Or enter another one.
		inputErrors.unknownName
		  'Company': the account has no company named 'Nonsense'
		  Check the name, or use the ID of the company
		inputErrors.canCreateTags
		  Or turn on 'Create Missing Tags' in the options
		inputErrors.ambiguousName
		  'Owner': the account has 2 users named 'jane'
		  Use the ID of the one you mean: 4 (jane (jane@example.com)), 9 (jane (doe@example.com))
		inputErrors.parentNeeded
		  'Item' can be given by name only together with 'Product' and 'Option'
		  Fill in 'Product' and 'Option', or enter an ID
		inputErrors.notATimeZone
		  'Time Zone' is not a time zone: phoenix
		  Use one of: bronze, silver, gold
		inputErrors.notALocale
		  'Preferred Locale' is not a locale: english
		  Enter a language and a country such as en_US
		inputErrors.oneOfTwoUnknown
		  'Contact': Keap knows no contact 5 or no tag 93
		  Check both IDs: a record may have been deleted or merged, or belong to another Keap account
		inputErrors.unknownInPath
		  Keap has no automation 5 or sequence 7
		  Check the IDs: a record may have been deleted, or belong to another Keap account
		inputErrors.unknownRecord
		  'Tags': Keap has no tag with the ID 999
		  Check the ID
		inputErrors.noContactWithEmail
		  'Contact': no contact in Keap has the email address nobody@example.com
		  Check the address, or create the contact first
		inputErrors.severalContactsWithEmail
		  'Contact': 2 contacts in Keap have the email address twin@example.com
		  Use the ID of the one you mean: 7, 9
		inputErrors.emptyFilter
		  'Last Name' is empty
		  Enter a value, remove the filter, or set 'Empty Filters' to 'Ignore' in the options. Without the filter, the list would return records that it was meant to leave out.
		inputErrors.emptyCustomFieldFilter
		  'Custom Fields': the filter on 'shoe size' has no value
		  Enter a value, remove the filter, or set 'Empty Filters' to 'Ignore' in the options. Without the filter, the list would return records that it was meant to leave out.
		inputErrors.noFilterLeft
		  Every filter is empty: 'Last Name', 'First Name'
		  Enter a value for at least one of them
		inputErrors.filterNeedsAnother
		  'Phone' filters nothing without 'Phone Fields'
		  Fill in 'Phone Fields', or remove 'Phone'
		inputErrors.filterNotText
		  'Last Name' is not text: {"a":1}
		  Use an expression that returns text or a number
		inputErrors.separatorInFilter
		  'Last Name' contains ';', which separates Keap's filters: a;b
		  Filter by the part before it, with an asterisk at the end where prefixes are allowed
		inputErrors.wildcardNotSupported
		  'Email' finds whole values only, without an asterisk: nobody*
		  Enter the whole value, or use a filter whose description mentions the asterisk
		inputErrors.wildcardNotAtEnd
		  'Last Name' may hold an asterisk only at the end, behind a text: *mith
		  Enter the beginning of the text with an asterisk behind it, such as Smi*
		inputErrors.unsupportedComparison
		  'Comparison' can't be 'startsWith' for the custom field 'Membership Level'
		  Use one of: equals
		inputErrors.customFieldHiddenByFilter
		  Keap can't filter by the custom field 'Title': its field name 'title' is that of a standard filter
		  Filter the returned items with a Filter node instead
		inputErrors.unsatisfiedConstraint
		  A note needs a 'Title' or a 'Type'
		  Fill in 'Title' or 'Type'
		inputErrors.unsatisfiedConstraint
		  A note needs a title
		  Fill in 'Title'
		inputErrors.tooManyGiven
		  Choose either 'From User' or 'From Address'
		  Fill in only one of 'From User', 'From Address'
		inputErrors.sameIdentityTwice
		  Two email addresses use the same slot (EMAIL1)
		  Give each entry of 'Email' and 'Email Addresses' a slot of its own
		inputErrors.sameIdentityTwice
		  Two social accounts use the same network (EMAIL1)
		  Give each entry of 'Social Accounts' a network of its own
		inputErrors.noFreeEmailSlot
		  'Email' ada@example.com would lose its slot among the contact's email addresses
		  Leave one of EMAIL1, EMAIL2, EMAIL3 free in 'Email Addresses'
		inputErrors.nothingToUpdate
		  There is nothing to update
		  Add at least one field with a value to 'Update Fields': an empty value leaves the field as it is
		inputErrors.nothingToUpdate
		  There is nothing to update: 'First Name' is empty
		  Give at least one of the 'Update Fields' a value: an empty value leaves the field as it is
		inputErrors.nothingToUpdate
		  There is nothing to update: 'First Name', 'Last Name' are empty
		  Give at least one of the 'Update Fields' a value: an empty value leaves the field as it is
		inputErrors.noFile
		  'Attachments': the item has no file in 'missing'
		  Use one of: data, notes
		inputErrors.noFile
		  'Attachments': the item has no file in 'missing'
		  Connect a node that outputs files, such as HTTP Request or Read/Write Files from Disk
		inputErrors.tooManyAttachments
		  'Attachments' names 11 files
		  Attach at most 10 files
		inputErrors.attachmentTooLarge
		  'Attachments': the file in 'big' has 1.3 MB
		  Attach a file of up to 1 MB, or upload it with the File resource and link to it in the body
		inputErrors.notAKeapUrl
		  'Path' is not a URL at Keap: https://example.com/v2/contacts
		  Enter the path from the version on, such as /v2/contacts: the key is sent to api.infusionsoft.com only
		inputErrors.notAKeapPath
		  'Path' does not begin with /v1/ or /v2/, or is incomplete: contacts
		  Enter a path such as /v2/contacts or /v1/account/profile
		inputErrors.notEncoded
		  'Path' contains a space, which has to be encoded there: /v2/contacts/a b
		  Enter the path with %20 for a space, %23 for #, %25 for % and %2B for +, or put parameters into 'Query Parameters', which encodes them
		inputErrors.nothingDone
		  Keap achieved no goal for this contact
		  Check the inputs of this operation against the account in Keap
		inputErrors.nothingDone
		  Keap achieved no goal for this contact: the automation is not published
		  Check the inputs of this operation against the account in Keap
		inputErrors.notCreated
		  Keap didn't create this record: the contact was not found
		  Correct the values of this item and run it again
		inputErrors.unexplained
		  Keap's result for this record is locked
		inputErrors.rejectedInBatch
		  Keap has no contact with the ID 7
		  Check that the record exists and that the API key may change it
		inputErrors.rejectedInBatch
		  Keap has no tag 999 for contact 7
		  Check that the record exists and that the API key may change it
		keapErrors.BY_KIND.unauthorized
		  Keap doesn't accept the API key
		  Check the API key in the Keap credential: it may be mistyped or revoked, or too new for Keap to know it everywhere
		keapErrors.BY_KIND.forbidden
		  This API key doesn't have permission for this operation
		  Use a Service Account Key, or the Personal Access Token of a Keap user who has the permission, or extend the permissions of that user in Keap
		keapErrors.BY_KIND.notFound
		  Keap has no such record
		  Check the ID: the record may have been deleted or merged, or belong to another Keap account
		keapErrors.BY_KIND.conflict
		  Keap rejected the request: a tag with this name exists
		  Another record already has this value. Change it, or update that record instead.
		keapErrors.BY_KIND.badRequest
		  Keap rejected the request: the method is not supported
		  Check the values of this operation against the reason that Keap gives
		keapErrors.alreadySo
		  The contacts are linked already
		  Remove it from the input, since nothing is left to do
		keapErrors.noSuchValue
		  The account has no such email: jane@example.com
		  Check 'Email'
		keapErrors.tooLarge
		  The request is too large for Keap (HTTP 413)
		  Send less at once: a smaller file, shorter texts, or fewer values
		keapErrors.redirected
		  The request was redirected (HTTP 302), and the API key must not go elsewhere
		  Something between n8n and Keap redirects requests, such as a proxy. Check the network of this n8n.
		keapErrors.intercepted
		  Something between n8n and Keap turned the request down (HTTP 403: access denied)
		  A proxy, a firewall or a network that wants a sign-in responded with a web page instead of Keap. Let n8n reach Keap without it, or allow Keap's address there.
		keapErrors.intercepted
		  Something between n8n and Keap turned the request down (HTTP 403)
		  A proxy, a firewall or a network that wants a sign-in responded with a web page instead of Keap. Let n8n reach Keap without it, or allow Keap's address there.
		keapErrors.dayExhausted
		  The API key has used up its daily quota of calls to Keap
		  The daily quota resets at 2026-01-06T00:00:00.000Z. Run the rest then, or spread the work over several days.
		keapErrors.dayExhausted
		  The Keap account has used up the daily quota of calls that all its integrations share
		  The daily quota resets at 2026-01-06T00:00:00.000Z. Run the rest then, or spread the work over several days.
		keapErrors.rateLimited
		  Keap's rate limit would delay the request for more than 20 seconds
		  Raise 'Max Wait (Seconds)' in 'Options', or run fewer workflows with the same key at the same time
		keapErrors.unreadableAfterWrite
		  Keap carried out the request, but its response couldn't be read
		  Look up the record in Keap before you run it again
		keapErrors.notAFile
		  Keap's response doesn't hold the content of the file 'report.pdf'
		  Open the file in Keap. If it has its content there, run this again later.
		keapErrors.unknownOutcome
		  The connection broke before Keap sent a complete response, so it's unknown whether the request was carried out
		  It was not sent again, so that nothing is created twice. Look up the record in Keap before you run it again.
		keapErrors.unknownOutcome
		  Keap didn't respond in time, so it's unknown whether the request was carried out
		  It was not sent again, so that nothing is created twice. Look up the record in Keap before you run it again.
		keapErrors.unknownOutcome
		  Keap returned HTTP 503, so it's unknown whether the request was carried out
		  It was not sent again, so that nothing is created twice. Look up the record in Keap before you run it again.
		keapErrors.unknownOutcome
		  A web page came instead of Keap's response ('maintenance'), so it's unknown whether the request was carried out
		  It was not sent again, so that nothing is created twice. Look up the record in Keap before you run it again.
		keapErrors.unknownOutcome
		  A web page came instead of Keap's response, so it's unknown whether the request was carried out
		  It was not sent again, so that nothing is created twice. Look up the record in Keap before you run it again.
		keapErrors.unknownOutcome
		  Keap's response (HTTP 200) couldn't be read, so it's unknown whether the request was carried out
		  It was not sent again, so that nothing is created twice. Look up the record in Keap before you run it again.
		keapErrors.stillFailing
		  The connection broke before Keap sent a complete response (tried 9 times)
		  Run it again later. If it happens often, check the network of this n8n.
		keapErrors.stillFailing
		  Keap didn't respond in time (tried 9 times)
		  Run it again later. If Keap is just slow, raise 'Timeout (Seconds)' in 'Options'.
		keapErrors.stillFailing
		  Keap kept returning HTTP 503 (tried 9 times)
		  Keap may be down for a while. Run it again later.
		keapErrors.stillFailing
		  A web page came instead of Keap's response ('maintenance') (tried 9 times)
		  A proxy, a firewall or a network that wants a sign-in may respond in place of Keap, or Keap is down for maintenance. Open the address in a browser on the same network to see the page.
		keapErrors.stillFailing
		  A web page came instead of Keap's response (tried 9 times)
		  A proxy, a firewall or a network that wants a sign-in may respond in place of Keap, or Keap is down for maintenance. Open the address in a browser on the same network to see the page.
		keapErrors.stillFailing
		  Keap's response (HTTP 200) couldn't be read (tried 9 times)
		  Keap may be down for a while. Run it again later.
		keapErrors.stillFailing
		  The connection broke before Keap sent a complete response (tried 1 time)
		  Run it again later. If it happens often, check the network of this n8n.
		keapErrors.incompleteResponse
		  Keap's response holds no record
		  Keap may have trouble at the moment. Run it again later.
		keapErrors.tagWithoutId
		  Keap created the tag 'Nonsense' but returned no ID for it
		  Look up the tag in Keap, then run it again: a tag that exists is found by its name
		keapErrors.recordWithoutId
		  Keap returned a contact without its ID
		  Nothing was changed. Run it again later, or enter the ID yourself.
		keapErrors.outOfOrder
		  Keap returned contact records in another order than by ID
		  Nothing was changed. Run it again later.
		keapErrors.customFieldWithoutId
		  Keap created the custom field 'shoe size' but returned no ID for it
		  Look up the field in Keap, then run it again: a field that exists is found by its label
		keapErrors.beyondDay
		  This run needs at least 40,000 calls to Keap, and the API key has 1,200 left today
		  Nothing was changed. Run it after midnight (UTC), or with fewer items. To do today what is possible, set 'Daily Quota Too Low' in 'Options' to 'Go On'.
		keapErrors.notReported
		  Keap didn't report a result for this record
		  It's unknown whether it was carried out. Look up the record in Keap first.
		keapErrors.rejectedWithBatch
		  Keap rejected the request: the batch is too large (about a batch that this record was part of)
		  Check the values of this operation against the reason that Keap gives. Keap also rejected the 3 records of the batch that were sent by themselves; this one wasn't.
		keapErrors.rejectedWithBatch
		  Keap rejected the request: the batch is too large (about a batch that this record was part of)
		  Another record already has this value. Change it, or update that record instead. Keap also rejected the one record of the batch that was sent by itself; this one wasn't.
		keapErrors.rejectedWithBatch
		  Keap rejected the request: the batch is too large (about a batch that this record was part of)
		  Another record already has this value. Change it, or update that record instead. Keap accepted none of the records that were sent by themselves; this one wasn't.
		keapErrors.withoutOutcome
		  The run ended without a result for this item, so it's unknown whether it was carried out
		  Look up the record in Keap before you run it again, and report this to the authors
		keapErrors.cancelled
		  The execution was canceled
		keapErrors.keapSays
		  Keap says: service unavailable
		keapErrors.webPage
		  a web page instead of data
		progress.itemsDone
		  Keap: 1,250 of 50,000 items done, 238 a minute, about 3 h 25 min left
		progress.itemsDone
		  Keap: 990 of 1,000 items done, 240 a minute, about 1 min left
		progress.recordsRead
		  Keap: read 120,000 records so far, to look up 50,000 of them with fewer calls
		runErrors.unknownOperation
		  The node has no operation 'merge' for 'contact'
		  Choose 'Resource' and 'Operation' again
		runErrors.carriedOut
		  1 other item was carried out before the run stopped.
		runErrors.carriedOut
		  12 other items were carried out before the run stopped.
		runErrors.nothingFound
		  Keap has no records that match
		runErrors.nothingFound
		  Keap has no records that match. Use other values, or fewer filters
		runErrors.nothingFound
		  Keap has no records that match. With an asterisk at the end, as in Smi*, 'Last Name' finds all that begin with the text. Use other values, or fewer filters
		runErrors.nothingFound
		  Keap has no records that match. With an asterisk at the end, as in Smi*, 'First Name' and 'Last Name' find all that begin with the text. Use other values, or fewer filters
		sentences.inSequence
		  Check the ID. It may have been deleted. Or merged
		sentences.show
		  {"a":1}
		sentences.show
		  short
		sentences.show
		  sho…
		triggerErrors.notVerified
		  Keap can't reach this workflow at https://n8n.example.com/webhook/1/webhook
		  Check that the address can be opened from the internet, without a login or a firewall in between, and that WEBHOOK_URL is the public address of this n8n. Or use the 'Keap Polling Trigger', which asks Keap for what is new and needs no address.
		triggerErrors.notVerified
		  Keap can't reach this workflow at https://n8n.example.com/webhook/1/webhook. Keap says: hook url not allowed
		  Check that the address can be opened from the internet, without a login or a firewall in between, and that WEBHOOK_URL is the public address of this n8n. Or use the 'Keap Polling Trigger', which asks Keap for what is new and needs no address.
		triggerErrors.notVerified
		  Keap can't reach this workflow at http://localhost:5678/webhook/1/webhook
		  The address is only known inside of this machine or network. Make n8n reachable from the internet, for example with a tunnel, and set WEBHOOK_URL to its public address. Or use the 'Keap Polling Trigger', which asks Keap for what is new and needs no address.
		triggerErrors.notVerified
		  Keap can't reach this workflow at http://n8n.example.com/webhook/1/webhook
		  The address has no https. Put n8n behind a proxy with a certificate and set WEBHOOK_URL to that address. Or use the 'Keap Polling Trigger', which asks Keap for what is new and needs no address.
		triggerErrors.subscriptionWithoutKey
		  Keap returned a hook subscription without its key
		  Activate the workflow again later
		triggerErrors.noEvents
		  'Event Names or IDs' is empty
		  Choose at least one event to start the workflow for
		triggerErrors.unknownEvents
		  'Event Names or IDs': this Keap account has no event 'contact.married'
		  Choose from its events: contact.add, contact.edit
		triggerErrors.unknownEvent
		  'Event' has no option 'married'
		  Choose an event from the list
		triggerErrors.noExample
		  Keap has nothing yet to show for 'Tag Applied to Contact'
		  Cause it once in Keap, then fetch a test event again
		triggerErrors.chooseFromList
		  Choose the tag from the list
	`);
});
