/**
 * `npm run mutate -- <part>`: mutation testing with Stryker. It changes the part in many small ways, each of which the
 * tests should notice; the ones that they don't are listed. Needs Node 24, like the tests.
 */
import { createHash } from 'node:crypto';
import { globSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';

/** The parts, and the tests that are theirs: all tests would take hours. */
const PARTS = {
	'run/inputs': [
		'inputs/**',
		'badInput',
		'customFields',
		'parameters',
		'flows/{createdFields,createdTags}',
		'operations/{affiliate,company,contactGetMany,contactMerging,contactTags,contactUpdate,discount}',
		'operations/{email,order,product,sameColumns,task,upsert,wordPressOption}',
		'outputs/values',
	],
	'run/requests': [
		'merge*',
		'flows/{batchRead,difference,mergedWrite,order,sameValue,v1Pages}',
		'limits/bareText',
		'operations/{affiliate,affiliateLink,api,commissionProgram,company,contactMerging}',
		'operations/{discount,email,file,pages,paymentMethod,product,user}',
	],
	'run/flows': [
		'flows/**',
		'inputs/references',
		'limits/longRuns',
		'operations/{affiliateLink,api,automation,commissionProgram,company,contact}',
		'operations/{contactMerging,contactTags,contactUpdate,contactUpsert,file,upsert}',
	],
	'run/outputs': [
		'outputs/**',
		'flows/{batchRead,oddResponses,sync}',
		'limits/{hints,longRuns}',
		'operations/{api,automation,contact,email,file,order,product,report,sameColumns}',
	],
	api: [
		'limits/**',
		'customFields',
		'flows/{createdFields,createdTags,noList,oddResponses,reading,readingCost,sync,syncRaces,v1Pages}',
		'inputs/{countries,money,references}',
		'operations/{api,automation,pages,paymentMethod,upsert}',
		'outputs/values',
	],
	editor: ['editor/**', 'trigger/hooks'],
	trigger: ['trigger/**', 'structure/parameters/**'],
	descriptor: [
		'structure/{identifiers,shown,values,variants}',
		'structure/parameters/**',
		'editor/{catalog,searches}',
		'flows/{difference,sameValue}',
		'operations/{commissionProgram,product,task}',
	],
};

const USAGE = `
npm run mutate -- <part> [options]

  <part>               ${Object.keys(PARTS).join(', ')}
  --only <glob>        only these files of the part, such as 'values/*'
  --tests <glob>       only these tests, such as 'inputs/dates'
  --sample <percent>   try only so many of the changes    (100)
  --seed <text>        another seed, another sample       (1)
`;

/** Ends with the usage, for arguments that make no sense. */
function refuse(problem) {
	console.error(`${problem}\n${USAGE}`);
	process.exit(1);
}

function readArguments() {
	try {
		const { values, positionals } = parseArgs({
			allowPositionals: true,
			options: {
				only: { type: 'string', default: '**/*' },
				tests: { type: 'string' },
				sample: { type: 'string', default: '100' },
				seed: { type: 'string', default: '1' },
			},
		});
		const [part, ...others] = positionals;
		if (!Object.hasOwn(PARTS, part ?? '') || others.length) refuse('Which part?');
		const percent = Number(values.sample);
		if (!(percent > 0 && percent <= 100))
			refuse(`--sample is a percentage, not "${values.sample}"`);
		return { ...values, part, percent };
	} catch (error) {
		return refuse(error.message);
	}
}

const { part, only, tests, percent, seed } = readArguments();
const TEMPORARY = '.stryker-tmp';
const results = join(TEMPORARY, 'results');
mkdirSync(results, { recursive: true });
// Globs with many alternatives are longer than a file's name may be.
const run = createHash('sha256')
	.update(JSON.stringify([only, tests, percent, seed]))
	.digest('hex');
const name = `${part.replace('/', '-')}-${run.slice(0, 16)}`;

const mutated = `nodes/Keap/${part}/${only}.ts`;
await new Stryker({
	mutate: [mutated],
	// Messages stand in messages/, and other texts are names, which the tests of contract and structure hold.
	mutator: { excludedMutations: ['StringLiteral'] },
	testRunner: 'byFile',
	coverageAnalysis: 'perTest',
	jest: {
		enableFindRelatedTests: false,
		config: {
			// Loaded before any test, what a module does then isn't taken for something that the first test does.
			setupFiles: globSync(mutated).map((file) => `<rootDir>/${file}`),
			testEnvironment: join(import.meta.dirname, 'mutate', 'environment.cjs'),
			testMatch: (tests ? [tests] : PARTS[part]).map((glob) => `<rootDir>/test/${glob}.test.ts`),
		},
	},
	plugins: ['@stryker-mutator/jest-runner', './scripts/mutate/plugin.mjs'],
	sample: { percent, seed },
	concurrency: 1,
	timeoutMS: 60_000,
	// The first run of all tests of a part takes several minutes, on a busy machine more than Stryker's five.
	dryRunTimeoutMinutes: 30,
	incremental: true,
	incrementalFile: join(results, `${name}.json`),
	tempDirName: TEMPORARY,
	reporters: ['sample'],
	warnings: { slow: false },
	logLevel: 'warn',
}).runMutationTest();
