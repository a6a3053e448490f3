/**
 * The two workflows of docs/scaling.md: one reads a file and hands out pieces of it, the other imports a piece.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from '../../../scripts/playground/progress.mjs';
import { pause } from '../../../scripts/playground/wait.mjs';

const PAUSE_MS = 1_000;
const LONGEST_SECONDS = 3_600;
const KEAP = { name: 'Keap', type: 'keapApiKey' };
const UNENDED = ['new', 'running', 'waiting', 'unknown'];

/**
 * Saves both in n8n, with their credentials.
 * @param {{ rest: object, keap: object, home: string, port: number }} options `rest` is a running n8n, which
 *   listens at `port` and may read `home`
 */
export async function importOf({ rest, keap, home, port }) {
	const keapApiKey = await rest.createCredential({ ...KEAP, data: { apiKey: 'none yet' } });
	const httpHeaderAuth = await rest.createCredential({
		name: 'Pieces',
		type: 'httpHeaderAuth',
		data: { name: 'X-Import-Secret', value: 'between these two' },
	});
	const workflow = (file, changes) => {
		const { nodes, ...rest } = JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
		return {
			...rest,
			nodes: nodes.map((node) => ({
				...node,
				parameters: { ...node.parameters, ...changes[node.name] },
				credentials: node.type.includes('keap') ? { keapApiKey } : { httpHeaderAuth },
			})),
		};
	};
	const piece = await rest.createWorkflow(workflow('piece.json', {}));
	await rest.activate(piece);
	const address = `http://127.0.0.1:${port}/webhook/keap-import-piece`;

	/** The executions of pieces that are not among `seen`. */
	const others = async (seen) => (await rest.executions(piece)).filter(({ id }) => !seen.has(id));

	return {
		keapApiKey,

		/** Gives the credential another key. */
		async useKey(apiKey) {
			await rest.updateCredential({ ...KEAP, id: keapApiKey.id, data: { apiKey } });
		},

		/**
		 * Writes a list of contacts into a file, and saves the workflow that imports it.
		 * @param {{ name: string, contacts: number, pieces: number }} list
		 */
		async listOf({ name, contacts, pieces: wanted }) {
			const rows = Array.from({ length: contacts }, (_, i) => ({
				email: `${name}.${i}@example.com`,
				first_name: `First${i}`,
				last_name: `Last${i}`,
			}));
			const size = Math.ceil(contacts / wanted);
			const pieces = Math.ceil(contacts / size);
			const file = join(home, `${name}.csv`);
			writeFileSync(file, csvOf(rows));
			const split = await rest.createWorkflow(
				workflow('split.json', {
					'Read the File': { fileSelector: file },
					'Loop Over Pieces': { batchSize: size },
					'Queue It': { url: address },
				}),
			);

			/**
			 * Imports the list under these limits, and waits for the end.
			 * @param {{ perSecond: number, perMinute: number }} limits afterwards there are none
			 * @param {(made: number) => Promise<void>} meanwhile gets how many contacts have been made so far, about every second
			 * @returns the executions of the pieces, and what Keap was asked
			 */
			async function run(limits, meanwhile = async () => {}) {
				await keap.setLimits(limits);
				const seen = new Set((await rest.executions(piece)).map(({ id }) => id));
				const before = await keap.contactCount();
				const calls = (await keap.log()).length;
				let made = 0;
				let failure;
				const handOut = async () => {
					const { status, error } = await rest.execute(split, 'Start', {
						seconds: LONGEST_SECONDS,
					});
					if (status !== 'success') throw new Error(error?.message ?? status);
				};
				const ended = async () => {
					handOut().catch((error) => (failure = error));
					const deadline = Date.now() + LONGEST_SECONDS * 1_000;
					while (Date.now() < deadline) {
						if (failure) throw failure;
						made = (await keap.contactCount()) - before;
						await meanwhile(made);
						const begun = await others(seen);
						const all = begun.length === pieces;
						if (all && begun.every(({ status }) => !UNENDED.includes(status))) return begun;
						await pause(PAUSE_MS);
					}
					throw new Error(`The import still runs after ${LONGEST_SECONDS} seconds`);
				};
				const executions = await step(`Importing ${contacts} contacts`, ended, {
					detail: () => `${made} made`,
				});
				await keap.setLimits(false);
				return { executions, log: (await keap.log()).slice(calls) };
			}

			return { rows, pieces, run };
		},
	};
}

function csvOf(rows) {
	const columns = Object.keys(rows[0]);
	return [columns, ...rows.map((row) => columns.map((column) => row[column]))]
		.map((values) => values.join(','))
		.join('\n');
}
