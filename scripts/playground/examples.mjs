/**
 * Brings the example workflows and their credential into an n8n, leaving alone what is there already.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXAMPLES } from './paths.mjs';

/** The credential that the example workflows name; n8n encrypts it while importing it. */
export const CREDENTIAL = { id: 'keapSandboxKey01', name: 'Keap (sandbox)', type: 'keapApiKey' };

/** Where the notes in the examples say that things are. */
const DEFAULT = { n8n: 'localhost:5678', sandbox: 'localhost:8181' };

/** The example workflows, in the order of their numbers. @returns {{ file: string, id: string, name: string }[]} */
export function exampleWorkflows() {
	return readdirSync(EXAMPLES)
		.filter((name) => name.endsWith('.json'))
		.map((name) => {
			const file = join(EXAMPLES, name);
			const { id, name: title } = JSON.parse(readFileSync(file, 'utf8'));
			return { file, id, name: title };
		})
		.sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}

/**
 * @param {ReturnType<import('./n8n.mjs').n8nInstance>} n8n not serving while this runs
 * @param {{ home: string, apiKey: string, sandboxUrl: string }} options
 * @returns {Promise<number>} how many things were imported
 */
export async function importExamples(n8n, { home, apiKey, sandboxUrl }) {
	let count = 0;
	if (!(await n8n.idsIn('credentials_entity')).includes(CREDENTIAL.id)) {
		const file = join(home, 'credential.json');
		writeFileSync(file, JSON.stringify([{ ...CREDENTIAL, data: { apiKey } }]), { mode: 0o600 });
		try {
			await n8n.command('import:credentials', `--input=${file}`);
		} finally {
			rmSync(file);
		}
		await expectIn(n8n, 'credentials_entity', [CREDENTIAL.id]);
		count += 1;
	}

	const present = await n8n.idsIn('workflow_entity');
	const missing = exampleWorkflows().filter(({ id }) => !present.includes(id));
	if (missing.length > 0) {
		const file = join(home, 'workflows.json');
		writeFileSync(
			file,
			at(
				{ [DEFAULT.n8n]: n8n.url, [DEFAULT.sandbox]: sandboxUrl },
				JSON.stringify(missing.map(({ file: path }) => JSON.parse(readFileSync(path, 'utf8')))),
			),
		);
		await n8n.command('import:workflow', `--input=${file}`);
		rmSync(file);
		await expectIn(
			n8n,
			'workflow_entity',
			missing.map(({ id }) => id),
		);
		count += missing.length;
	}
	return count;
}

/** A text with the addresses that hold here. */
const at = (addresses, text) =>
	Object.entries(addresses).reduce(
		(result, [known, url]) => result.replaceAll(known, new URL(url).host),
		text,
	);

/** n8n's import commands end with exit code 0 even when they imported nothing. */
async function expectIn(n8n, table, ids) {
	const present = await n8n.idsIn(table);
	if (!ids.every((id) => present.includes(id)))
		throw new Error('n8n did not take over the examples.');
}
