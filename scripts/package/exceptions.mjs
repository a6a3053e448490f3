/**
 * The rules of n8n that this package breaks on purpose: ESLint leaves them out for these files, and `npm run check:package`
 * expects exactly these findings. An entry that finds nothing fails the check.
 */
const SAVED = 'saved workflows hold the name of the credential type, keapApiKey';

/** @type {Array<{ file: string, rule: string, why: string }>} */
export const EXCEPTIONS = [
	{
		file: 'credentials/KeapApiKey.credentials.ts',
		rule: 'n8n-nodes-base/cred-class-name-unsuffixed',
		why: SAVED,
	},
	{
		file: 'credentials/KeapApiKey.credentials.ts',
		rule: 'n8n-nodes-base/cred-class-field-name-unsuffixed',
		why: SAVED,
	},
	{
		file: 'nodes/Keap/Keap.node.ts',
		rule: 'n8n-nodes-base/node-class-description-credentials-name-unsuffixed',
		why: SAVED,
	},
	{
		file: 'nodes/Keap/KeapTrigger.node.ts',
		rule: 'n8n-nodes-base/node-class-description-credentials-name-unsuffixed',
		why: SAVED,
	},
	{
		file: 'nodes/Keap/KeapPollingTrigger.node.ts',
		rule: 'n8n-nodes-base/node-class-description-credentials-name-unsuffixed',
		why: SAVED,
	},
	{
		file: 'credentials/KeapApiKey.credentials.ts',
		rule: 'n8n-nodes-base/cred-class-field-display-name-missing-api',
		why: 'it is shown as "Keap API Key", the words that Keap itself uses',
	},
];

/**
 * What is wrong, given what the rules have found: every finding that is no exception, and every exception that was not found.
 * @param {import('./scan.mjs').Finding[]} findings
 */
export function unexpected(findings, exceptions = EXCEPTIONS) {
	const isOf = (finding) => (exception) =>
		exception.file === finding.file && exception.rule === finding.rule;
	const unused = exceptions.filter((exception) => !findings.some((one) => isOf(one)(exception)));
	return [
		...findings
			.filter((finding) => !exceptions.some(isOf(finding)))
			.map(({ file, line, rule, message }) => `${file}:${line}: ${message} (${rule})`),
		...unused.map(
			({ file, rule }) => `${file}: ${rule} finds nothing there any more: remove its exception`,
		),
	];
}
