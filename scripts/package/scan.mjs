/**
 * The rules that n8n holds every published package to. What runs them for n8n is `@n8n/scan-community-package`: of the
 * tarball the manifest and all compiled code, of the repository the manifest, the nodes and the credentials; no comment
 * turns a rule off, and only errors count.
 */
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import { relative } from 'node:path';
import { ESLint } from 'eslint';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import tseslint from 'typescript-eslint';

const { community, credentials, nodes } = n8nNodesBase.configs;

/** The rules of n8n's scanner, with the same ones turned off as there. */
const RULES = [
	n8nCommunityNodesPlugin.configs.recommended,
	{ rules: { 'no-console': 'error' }, plugins: { 'n8n-nodes-base': n8nNodesBase } },
	{ files: ['package.json'], rules: community.rules },
	{
		files: ['**/credentials/**/*.ts'],
		rules: {
			...credentials.rules,
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
			'n8n-nodes-base/cred-class-field-type-options-password-missing': 'off',
		},
	},
	{
		files: ['**/nodes/**/*.ts'],
		rules: {
			...nodes.rules,
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
			'n8n-nodes-base/node-param-type-options-max-value-present': 'off',
		},
	},
	{ files: ['**/*.json', '**/*.ts'], languageOptions: { parser: tseslint.parser } },
].flat();

const TARBALL = ['package.json', '**/*.js'];
const REPOSITORY = ['package.json', '{nodes,credentials}/**/*.{js,ts,json}'];

/**
 * What n8n's rules find in an unpacked tarball.
 * @param {string} folder
 * @returns {Promise<Finding[]>}
 */
export const scanTarball = async (folder) => await scan(folder, TARBALL);

/** What n8n's rules find in the sources that a tarball is made from. @param {string} folder the repository */
export const scanRepository = async (folder) => await scan(folder, REPOSITORY);

/**
 * @typedef {{ file: string, rule: string, message: string }} Finding `file` stands below the folder, with forward slashes
 */
async function scan(folder, patterns) {
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: RULES,
		errorOnUnmatchedPattern: false,
	});
	const results = await eslint.lintFiles(patterns);
	return results.flatMap(({ filePath, messages }) =>
		messages
			.filter(({ severity }) => severity === 2)
			.map(({ ruleId, line, message }) => ({
				file: relative(folder, filePath).replaceAll('\\', '/'),
				rule: ruleId ?? 'parser',
				line,
				message,
			})),
	);
}
