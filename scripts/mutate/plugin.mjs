/** What `npm run mutate` adds to Stryker: samples, fewer test files for each mutant, and results as they come. */
import { readFileSync, writeFileSync } from 'node:fs';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import { strykerPlugins as jestPlugins } from '@stryker-mutator/jest-runner';
import { isSampled } from './sample.mjs';

/** Where the processes that run tests, one after another has ended, find what the first of them has seen. */
const SEEN = 'seen.json';

/** What the tests do without a mutant: the file and the time of each, and the mutants that each gets to, by its ID. */
function seenIn({ tests, mutantCoverage }) {
	const runs = tests.map(({ id, fileName, timeSpentMs }) => ({ id, fileName, timeSpentMs }));
	return { runs: Object.groupBy(runs, ({ id }) => id), reached: mutantCoverage.perTest };
}

/**
 * The tests for a mutant; for one that only loading gets to, those that get to any mutant of its file, and all where none
 * does: what a module makes while it is loaded, such as a description, may show in any of them.
 */
function testsFor({ testFilter, sandboxFileName }, { runs, reached }) {
	if (testFilter) return testFilter;
	const ids = readFileSync(sandboxFileName, 'utf8').matchAll(/stryMutAct_\w+\("(\d+)"\)/g);
	const mutants = new Set([...ids].map(([, id]) => id));
	const tests = Object.keys(runs);
	const reaching = tests.filter((test) =>
		Object.keys(reached[test] ?? {}).some((id) => mutants.has(id)),
	);
	return reaching.length > 0 ? reaching : tests;
}

/** The files of some tests, those first that take the least time for them. */
function filesOf(tests) {
	const times = new Map();
	for (const { fileName, timeSpentMs } of tests)
		times.set(fileName, (times.get(fileName) ?? 0) + timeSpentMs);
	return [...times.keys()].sort((a, b) => times.get(a) - times.get(b));
}

/**
 * Stryker's own runner, which loads every test file for every mutant, to skip most of their tests. Here a mutant gets the
 * files that have a test for it, one after the other until one notices it.
 */
class RunnerByFile {
	static inject = tokens(commonTokens.injector, commonTokens.options);

	constructor(injector, { sample }) {
		const [{ factory }] = jestPlugins;
		this.jest = injector.injectFunction(factory);
		this.sample = sample;
		const run = this.jest.run.bind(this.jest);
		this.jest.run = (settings) => run({ ...settings, testFiles: this.files });
	}

	capabilities() {
		return this.jest.capabilities();
	}

	async init() {
		await this.jest.init();
	}

	async dryRun(options) {
		const result = await this.jest.dryRun(options);
		if (result.mutantCoverage) writeFileSync(SEEN, JSON.stringify(seenIn(result)));
		return result;
	}

	async mutantRun(options) {
		if (!isSampled(options.activeMutant, this.sample))
			return { status: 'error', errorMessage: 'not in the sample' };
		this.seen ??= JSON.parse(readFileSync(SEEN, 'utf8'));
		const testFilter = testsFor(options, this.seen);
		let result = { status: 'survived', nrOfTests: 0 };
		for (const file of filesOf(testFilter.flatMap((id) => this.seen.runs[id]))) {
			this.files = [file];
			result = await this.jest.mutantRun({ ...options, testFilter });
			if (result.status !== 'survived') break;
		}
		return result;
	}
}

const MARKS = { Killed: '.', Timeout: 't', RuntimeError: '.' };

/** Tells what became of the mutants of the sample. */
class SampleReporter {
	static inject = tokens(commonTokens.options);

	constructor({ sample }) {
		this.sample = sample;
	}

	onMutationTestingPlanReady({ mutantPlans }) {
		const mutants = mutantPlans.map(({ mutant }) => mutant);
		this.ids = new Set(
			mutants.filter((mutant) => isSampled(mutant, this.sample)).map(({ id }) => id),
		);
	}

	onMutantTested({ id, status, fileName, location, mutatorName, replacement }) {
		if (!this.ids.has(id) || status === 'Ignored') return;
		if (MARKS[status]) return void process.stdout.write(MARKS[status]);
		const { start, end } = location;
		const lines = readFileSync(fileName, 'utf8')
			.split('\n')
			.slice(start.line - 1, end.line);
		console.log(`\n${fileName}:${start.line}:${start.column} ${mutatorName}, ${status}`);
		console.log(lines.map((line) => `- ${line}`).join('\n'));
		console.log(`+ ${replacement}`);
	}

	onMutationTestReportReady({ files }) {
		const mutants = Object.values(files).flatMap((file) => file.mutants);
		const tried = mutants.filter(({ id, status }) => this.ids.has(id) && status !== 'Ignored');
		const noticed = tried.filter(({ status }) => MARKS[status]);
		console.log(`\n${noticed.length} of ${tried.length} changes noticed`);
	}
}

export const strykerPlugins = [
	declareClassPlugin(PluginKind.TestRunner, 'byFile', RunnerByFile),
	declareClassPlugin(PluginKind.Reporter, 'sample', SampleReporter),
];
export const strykerValidationSchema = { properties: { sample: { type: 'object' } } };
