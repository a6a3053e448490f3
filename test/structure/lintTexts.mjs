/**
 * Lints texts as if they were the files of these names: a list of `{ file, text }` comes in as JSON, a list of the names of
 * the broken rules goes out. In a process of its own, since ESLint imports its configuration, which Jest's modules can't.
 */
import { ESLint } from 'eslint';
import { text } from 'node:stream/consumers';
import tseslint from 'typescript-eslint';

const RULES = [
	'keap/no-cycle',
	'import-x/no-restricted-paths',
	'@typescript-eslint/no-restricted-imports',
	'no-restricted-globals',
];

const eslint = new ESLint({
	// Made-up files are part of no TypeScript project.
	overrideConfig: [tseslint.configs.disableTypeChecked],
	ruleFilter: ({ ruleId }) => RULES.includes(ruleId),
});
const results = [];
for (const { file, text: code } of JSON.parse(await text(process.stdin))) {
	const [{ messages }] = await eslint.lintText(code, { filePath: file });
	results.push(messages.map(({ ruleId, message }) => ruleId ?? message));
}
process.stdout.write(JSON.stringify(results));
