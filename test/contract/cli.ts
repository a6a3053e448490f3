import { readFileSync } from 'node:fs';
import { Command } from 'commander';

import { compare } from './compare';
import { coverageOf, offeredBy } from './coverage';
import { KeapDocument } from './document';
import { FOLDER, readFacts, VERSIONS, type Facts } from './facts';
import { factsOf, type OpenApi } from './openapi';
import { changesReport, coverageReport } from './report';
import { writeFacts } from './write';

interface Options {
	write: boolean;
	facts: string;
}

const DIFFERENT = 1;
const FAILED = 2;

const read = (file: string): Facts => {
	try {
		return factsOf(JSON.parse(readFileSync(file, 'utf8')) as OpenApi);
	} catch (error) {
		throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
	}
};

/** What was committed about this version; nothing before its first document. */
function committed(version: string, folder: string): Facts {
	try {
		return readFacts(version, folder);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
		return { version, operations: {}, schemas: {} };
	}
}

const print = (lines: string[]) => console.log([...lines, ''].join('\n'));

const printCoverage = (facts: Facts) =>
	print(coverageReport(facts.version, coverageOf(new KeapDocument(facts))));

/** @throws Error when a document lacks what the node offers: it would take the facts of the rest away */
function refuseParts(newer: Facts, offered: Array<[id: string, names: string[]]>): void {
	const present = new Set(new KeapDocument(newer).endpoints.map(({ id }) => id));
	const lacking = offered.filter(([id]) => !present.has(id));
	const [[id, [name]] = ['', ['']]] = lacking;
	if (lacking.length > 0)
		throw new Error(
			`Not written: the document lacks ${lacking.length} operations that the node offers, such as ${id} (${name}). Give the whole document, or remove first what Keap has removed.`,
		);
}

/** Whether a document of Keap's says what was committed. */
async function check(file: string, { write, facts: folder }: Options): Promise<boolean> {
	const newer = read(file);
	const older = committed(newer.version, folder);
	const changes = compare(older, newer);
	const offered = new Map([
		...offeredBy(new KeapDocument(older)),
		...offeredBy(new KeapDocument(newer)),
	]);
	print([file, ...changesReport(changes, offered)]);
	printCoverage(newer);
	if (write) {
		refuseParts(newer, [...offeredBy(new KeapDocument(older))]);
		print([`Written to ${await writeFacts(newer, folder)}`]);
	}
	return write || changes.length === 0;
}

async function main(): Promise<void> {
	const program = new Command('contract')
		.description(
			"Compares Keap's published OpenAPI documents with the facts that the contract tests run from",
		)
		.argument('[files...]', 'OpenAPI documents, as JSON; without any, only the coverage is told')
		.option('--write', 'replace the committed facts by those of the documents', false)
		.option('--facts <folder>', 'where the facts are', FOLDER)
		.addHelpText('after', '\nExits with 1 when there are differences, unless they were written.')
		.parse();
	const options = program.opts<Options>();
	if (program.args.length === 0)
		for (const version of VERSIONS) printCoverage(readFacts(version, options.facts));
	for (const file of program.args) if (!(await check(file, options))) process.exitCode = DIFFERENT;
}

main().catch((error: unknown) => {
	console.error((error as Error).message);
	process.exitCode = FAILED;
});
