/**
 * `npm test`: installs what is missing, then lint, types, build and all tests. Needs nothing but Node, npm and git.
 * `npm test -- --only tests` runs one of these.
 */
import { spawn } from 'node:child_process';
import { dirname, delimiter, join } from 'node:path';
import { parseArgs } from 'node:util';
import { REPO } from './playground/paths.mjs';
import { ensureDependencies } from './playground/package.mjs';
import { elapsed } from './playground/progress.mjs';
import { ensureNode } from './playground/runtime.mjs';

const bin = (...path) => join(REPO, 'node_modules', ...path);

/** What is run, in the order in which mistakes are cheapest to learn of. */
const CHECKS = [
	['ESLint', bin('eslint', 'bin', 'eslint.js'), '.'],
	['Prettier', bin('prettier', 'bin', 'prettier.cjs'), '--check', '--log-level', 'warn', '.'],
	['Workflows', bin('@tktco', 'node-actionlint', 'bin', 'node-actionlint.js')],
	['Types', bin('typescript', 'bin', 'tsc'), '--noEmit'],
	['Build: clean', bin('rimraf', 'dist', 'esm', 'bin.mjs'), 'dist'],
	['Build: compile', bin('typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
	['Build: assets', bin('gulp', 'bin', 'gulp.js'), 'build', '--silent'],
	['Tests', bin('jest', 'bin', 'jest.js')],
];

const { only } = parseArgs({ options: { only: { type: 'string' } } }).values;
const chosen = CHECKS.filter(([name]) => only === undefined || name.toLowerCase() === only);
if (chosen.length === 0) {
	console.error(`--only is one of ${CHECKS.map(([name]) => name.toLowerCase()).join(', ')}`);
	process.exit(1);
}

const node = await ensureNode();
await ensureDependencies();

for (const [name, script, ...args] of chosen) {
	const began = Date.now();
	console.log(`▸ ${name}`);
	const code = await run(script, args);
	if (code !== 0) {
		console.error(`✖ ${name} (${elapsed(began)})`);
		process.exit(1);
	}
	console.log(`✔ ${name} (${elapsed(began)})`);
}

/** Runs a script of a dependency under the Node that n8n needs, its output in full view. */
async function run(script, args) {
	const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
	const child = spawn(node, [script, ...args], {
		cwd: REPO,
		env,
		stdio: ['ignore', 'inherit', 'inherit'],
	});
	return await new Promise((resolve) => {
		child.once('error', () => resolve(1));
		child.once('exit', (code) => resolve(code ?? 1));
	});
}
