import { Linter } from 'eslint';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import type { INodeProperties } from 'n8n-workflow';
import tseslint from 'typescript-eslint';

import { toLiteral } from './literal';

/** The rules for parameters; those for the class around them see it in its own file, when the node is linted. */
const RULES = Object.keys(n8nNodesBase.rules ?? {}).filter(
	(rule) =>
		rule.startsWith('node-param-') &&
		// People fill in an address from its street to its country, not from city to street.
		rule !== 'node-param-fixed-collection-type-unsorted-items',
);

/** What to do about rules that go by a word in a name, and whose own words don't say so. */
const REMEDIES: Readonly<Record<string, string>> = {
	'node-param-color-type-unused':
		'n8n wants a color picker for every text whose name has "color" in it: name it otherwise, or add a kind of field for colors',
	'node-param-display-name-miscased':
		'labels are in Title Case, with small words such as "of" in lower case: change the label of the field',
};

/**
 * Lints properties as if a person had written them out in the file of a node. ESLint sees only literals, so what a compiler
 * makes of descriptors is invisible to it otherwise. Gives the complaints, each with the lines that it is about.
 */
export function lintProperties(properties: readonly INodeProperties[]): string[] {
	const code = `export const properties: INodeProperties[] = ${toLiteral(properties)};\n`;
	const messages = new Linter({ configType: 'flat' }).verify(
		code,
		[
			{
				files: ['**/*.ts'],
				plugins: { 'n8n-nodes-base': n8nNodesBase },
				languageOptions: { parser: tseslint.parser as Linter.Parser },
				rules: Object.fromEntries(RULES.map((rule) => [`n8n-nodes-base/${rule}`, 'error'])),
			},
		],
		{ filename: 'Keap.node.ts' },
	);
	const lines = code.split('\n');
	return messages.map(({ ruleId, message, line }) => {
		const context = lines.slice(Math.max(0, line - 3), line + 1).map((text) => text.trim());
		const rule = ruleId?.replace('n8n-nodes-base/', '') ?? 'parser';
		const remedy = REMEDIES[rule];
		return `${rule}: ${message}${remedy ? ` (${remedy})` : ''} at ${context.join(' ')}`;
	});
}
