import js from '@eslint/js';
import { n8nCommunityNodesPlugin } from '@n8n/eslint-plugin-community-nodes';
import prettier from 'eslint-config-prettier';
import importX from 'eslint-plugin-import-x';
import n8nNodesBase from 'eslint-plugin-n8n-nodes-base';
import globals from 'globals';
import jsonParser from 'jsonc-eslint-parser';
import tseslint from 'typescript-eslint';

import { imports, NETWORK, zones } from './scripts/lint/architecture.mjs';
import { noCycle } from './scripts/lint/noCycle.mjs';
import { EXCEPTIONS } from './scripts/package/exceptions.mjs';

const rulesOf = (prefix) =>
	Object.fromEntries(
		Object.keys(n8nNodesBase.rules)
			.filter((rule) => rule.startsWith(prefix))
			.map((rule) => [`n8n-nodes-base/${rule}`, 'error']),
	);

export default tseslint.config(
	{ ignores: ['dist/**', '.playground/**', '.stryker-tmp/**', 'coverage/**', 'node_modules/**'] },
	{
		files: ['**/*.ts'],
		extends: [js.configs.recommended, tseslint.configs.recommendedTypeChecked, prettier],
		languageOptions: {
			parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
		},
		rules: {
			'@typescript-eslint/no-explicit-any': 'error',
			'@typescript-eslint/consistent-type-imports': 'error',
			// JSON comes as unknown from Keap and from workflows, and every String() of it would have to be an exception.
			'@typescript-eslint/no-base-to-string': 'off',
			// Interfaces promise a result, whether or not an implementation has to wait for it.
			'@typescript-eslint/require-await': 'off',
			// What was caught is passed on as it came.
			'@typescript-eslint/prefer-promise-reject-errors': ['error', { allowThrowingUnknown: true }],
		},
	},
	{
		files: ['bench/**/*.ts', 'sandbox/**/*.ts', 'test/**/*.ts'],
		rules: {
			// Interfaces here state their functions as methods, and none of these uses `this`.
			'@typescript-eslint/unbound-method': 'off',
		},
	},
	{
		files: ['test/**/*.ts'],
		rules: {
			// Jest's matchers inside of an expected object are `any`.
			'@typescript-eslint/no-unsafe-assignment': 'off',
			// IDs out of the sandbox's JSON go into paths.
			'@typescript-eslint/restrict-template-expressions': 'off',
		},
	},
	{
		files: ['**/*.mjs', '**/*.cjs', '**/*.js'],
		extends: [js.configs.recommended, prettier],
		languageOptions: { globals: globals.node },
		rules: { 'no-var': 'error', 'prefer-const': 'error', eqeqeq: 'error' },
	},
	{ files: ['**/*.cjs', '**/*.js'], languageOptions: { sourceType: 'commonjs' } },
	// What it has the page do runs in the browser.
	{ files: ['test/browser/activity.mjs'], languageOptions: { globals: globals.browser } },
	{
		files: ['credentials/**/*.ts', 'nodes/**/*.ts'],
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		linterOptions: { noInlineConfig: true },
		rules: { 'no-console': 'error' },
	},
	{
		files: ['**/*.ts', '**/*.mjs', '**/*.cjs'],
		plugins: { keap: { rules: { 'no-cycle': noCycle } } },
		rules: { 'keap/no-cycle': 'error' },
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'import-x': importX },
		settings: { 'import-x/resolver-next': [importX.createNodeResolver({ extensions: ['.ts'] })] },
		rules: {
			'import-x/no-restricted-paths': ['error', { zones }],
			'no-restricted-globals': ['error', ...NETWORK],
		},
	},
	...imports.map(({ files, patterns }) => ({
		files,
		rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns }] },
	})),
	{
		files: ['package.json'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		extends: [n8nCommunityNodesPlugin.configs.recommended],
		languageOptions: { parser: jsonParser, parserOptions: { extraFileExtensions: ['.json'] } },
		rules: rulesOf('community-package-json-'),
	},
	{
		files: ['credentials/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...rulesOf('cred-'),
			// Written for n8n's own repository, where documentationUrl is a page name; here it is a URL
			// (which credential-documentation-url of the community plugin checks).
			'n8n-nodes-base/cred-class-field-documentation-url-miscased': 'off',
		},
	},
	{
		files: ['nodes/**/*.ts'],
		plugins: { 'n8n-nodes-base': n8nNodesBase },
		rules: {
			...rulesOf('node-'),
			// Both want the string 'main', which node-connection-type-literal of the community plugin forbids.
			'n8n-nodes-base/node-class-description-inputs-wrong-regular-node': 'off',
			'n8n-nodes-base/node-class-description-outputs-wrong': 'off',
		},
	},
	...EXCEPTIONS.map(({ file, rule }) => ({ files: [file], rules: { [rule]: 'off' } })),
);
