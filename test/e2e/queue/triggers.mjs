/**
 * Both triggers in queue mode: the main process listens and polls, the workers run what comes of it.
 */
import { differs, eventually } from '../checks.mjs';
import { executionsOf } from '../executions.mjs';
import { POLL_TIMES } from '../polling.mjs';

const WEBHOOK_ID = 'e2e00000-0000-4000-8000-00000000b0ce';
const LONGEST_SECONDS = 60;

const triggerWorkflow = (name, node) => ({
	name,
	nodes: [{ id: WEBHOOK_ID, name, typeVersion: 1, position: [0, 0], ...node }],
	connections: {},
	settings: { executionOrder: 'v1' },
});

/**
 * @param {{ rest: object, keap: object, check: Function, workers: object[], imports: object }} context `rest` is a running n8n
 */
export async function checkTriggers({ rest, keap, check, workers, imports }) {
	const credentials = { keapApiKey: imports.keapApiKey };
	const contact = await keap.createContact({
		given_name: 'Quentin',
		email_addresses: [{ email: 'quentin@example.com', field: 'EMAIL1' }],
	});
	const hooked = triggerWorkflow('Keap Trigger', {
		type: 'n8n-nodes-keap.keapTrigger',
		webhookId: WEBHOOK_ID,
		parameters: { events: ['contact.edit'] },
		credentials,
	});
	const polling = triggerWorkflow('Keap Polling Trigger', {
		type: 'n8n-nodes-keap.keapPollingTrigger',
		parameters: {
			pollTimes: { item: POLL_TIMES },
			event: 'contactCreated',
		},
		credentials,
	});

	/** A complaint unless one execution on a worker has begun and succeeded, with this contact in it. */
	const started = async (runs, name, id) => {
		const execution = await runs.next({ seconds: LONGEST_SECONDS });
		if (execution.status !== 'success') return execution.error?.message ?? execution.status;
		if (!workers.some((worker) => worker.executions().includes(String(execution.id))))
			return `no worker ran execution ${execution.id}`;
		return differs(
			execution.itemsOf(name).map(({ json }) => json.id),
			[id],
		);
	};

	const hookedId = await rest.createWorkflow(hooked);
	const deliveries = executionsOf(rest, hookedId, 'webhook');
	await rest.activate(hookedId);
	await check('the Keap Trigger has a verified hook', async () =>
		eventually(async () =>
			differs(
				(await keap.hooks()).map(({ status }) => status),
				['Verified'],
			),
		),
	);
	await keap.tell('contact.edit', [contact]);
	await check('what Keap delivers starts one execution, on a worker', async () =>
		started(deliveries, hooked.name, contact),
	);
	const [{ key }] = await keap.hooks();
	await keap.repeatDelivery(key);
	await keap.tell('contact.edit', [contact]);
	await check('and a repeated delivery none', async () =>
		started(deliveries, hooked.name, contact),
	);
	await check('nor anything else', async () => deliveries.noMore());
	await rest.deactivate(hookedId);

	const pollingId = await rest.createWorkflow(polling);
	const polls = executionsOf(rest, pollingId, 'trigger');
	const pollsSoFar = async () =>
		(await keap.log()).filter(({ query }) => /order_by=(create_time|id)/.test(query)).length;
	const before = await pollsSoFar();
	await rest.activate(pollingId);
	await check('the Keap Polling Trigger polls', async () =>
		// The first poll finds out where the list ends, in two calls. What comes after the second one is new.
		eventually(async () => ((await pollsSoFar()) > before + 2 ? undefined : 'no'), {
			seconds: LONGEST_SECONDS,
		}),
	);
	const fresh = await keap.createContact({
		given_name: 'Quinn',
		email_addresses: [{ email: 'quinn@example.com', field: 'EMAIL1' }],
	});
	await check('a new contact starts one execution, on a worker', async () =>
		started(polls, polling.name, fresh),
	);
	await check('and no other', async () => polls.noMore());
	await rest.deactivate(pollingId);
}
