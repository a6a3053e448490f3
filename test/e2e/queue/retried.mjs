/**
 * Executions that fail and are retried in n8n, once the reason is gone.
 */
import { step } from '../../../scripts/playground/progress.mjs';
import { RESTRICTED_KEY, SANDBOX_KEY } from '../../../scripts/playground/sandbox.mjs';
import { complaintsAbout, differs } from '../checks.mjs';
import { checkComplete } from './list.mjs';
import { WIDE_LIMITS } from './pace.mjs';

const LIST = { name: 'retried', contacts: 40, pieces: 4 };

export async function checkRetried({ check, rest, keap, imports }) {
	const list = await imports.listOf(LIST);
	await imports.useKey(RESTRICTED_KEY);
	const { executions } = await list.run(WIDE_LIMITS);
	await imports.useKey(SANDBOX_KEY);
	await check('with a key that may not write contacts, every execution fails', () =>
		complaintsAbout(executions, ({ id, status }) => differs(status, 'error', `execution ${id}`)),
	);
	const retried = await step(
		'Retrying the failed executions',
		async () => await Promise.all(executions.map(async ({ id }) => await rest.retry(id))),
	);
	await check('with the right key, n8n retries them with success', () =>
		complaintsAbout(retried, ({ id, status, error }) =>
			differs(status, 'success', `execution ${id}: ${error?.message}`),
		),
	);
	await checkComplete({ check, keap, list, what: 'and their contacts are in Keap, once' });
}
