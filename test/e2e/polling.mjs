/**
 * The Keap Polling Trigger, at n8n's own pace.
 */
import { CREDENTIAL } from '../../scripts/playground/examples.mjs';
import { pause } from '../../scripts/playground/wait.mjs';
import { differs } from './checks.mjs';
import { executionsOf } from './executions.mjs';

const NAME = 'Keap Polling Trigger';

/** n8n takes no schedule of less than a minute, but any number of schedules. */
const EVERY_SECONDS = 5;
export const POLL_TIMES = Array.from({ length: 60 / EVERY_SECONDS }, (_, i) => ({
	mode: 'custom',
	cronExpression: `${i * EVERY_SECONDS} * * * * *`,
}));
const LONGEST_SECONDS = 60;

const personCalled = (name) => ({
	given_name: name,
	family_name: 'Pollard',
	email_addresses: [{ email: `${name.toLowerCase()}.pollard@example.com`, field: 'EMAIL1' }],
});

const WORKFLOW = {
	name: 'Polling',
	nodes: [
		{
			id: 'e2e00000-0000-4000-8000-000000000011',
			name: NAME,
			type: 'n8n-nodes-keap.keapPollingTrigger',
			typeVersion: 1,
			position: [0, 0],
			credentials: { keapApiKey: { id: CREDENTIAL.id, name: CREDENTIAL.name } },
			parameters: { pollTimes: { item: POLL_TIMES }, event: 'contactCreated' },
		},
	],
	connections: {},
	settings: { executionOrder: 'v1' },
};

/**
 * Publishes a workflow that has a Keap Polling Trigger.
 * @param {{ rest: object, keap: object, check: Function }} context `rest` is a running n8n
 * @returns its checks: those before and those after n8n has started again
 */
export async function pollingOf({ rest, keap, check }) {
	const id = await rest.createWorkflow(WORKFLOW);
	const runs = executionsOf(rest, id, 'trigger');
	/** Polls so far, by a call that nothing else makes meanwhile. */
	const polls = async () =>
		(await keap.log()).filter(
			({ path, query }) => path === '/v2/contacts' && /order_by=(create_time|id)/.test(query),
		).length;
	const until = async (wanted) => {
		const deadline = Date.now() + LONGEST_SECONDS * 1000;
		while ((await polls()) < wanted) {
			if (Date.now() > deadline) throw new Error(`No poll within ${LONGEST_SECONDS} seconds`);
			await pause(500);
		}
	};
	const morePolls = async (count) => await until((await polls()) + count);
	const started = async (contact) => {
		const execution = await runs.next({ seconds: LONGEST_SECONDS });
		if (execution.status !== 'success') return execution.error?.message ?? execution.status;
		return differs(
			execution.itemsOf(NAME).map(({ json }) => json.id),
			[contact],
		);
	};

	async function beforeRestart() {
		const latest = await keap.createContact(personCalled('Paul'));
		const test = await rest.execute(id, NAME);
		await check('fetching a test event shows the latest record', () =>
			differs(
				test.itemsOf(NAME).map(({ json }) => json.id),
				[latest],
			),
		);
		const first = await polls();
		await rest.activate(id);
		// The first poll takes two calls to find out where the list ends. What comes after the second poll is new.
		await until(first + 3);
		const contact = await keap.createContact(personCalled('Polly'));
		await check('a contact that is created later starts the workflow, alone', async () =>
			started(contact),
		);
		await morePolls(2);
		await check('and no more with the next polls', async () => await runs.noMore());
	}

	async function afterRestart() {
		await morePolls(2);
		await check('nor when n8n has started again', async () => await runs.noMore());
		const contact = await keap.createContact(personCalled('Pat'));
		await check('the next new contact starts the workflow, alone', async () => started(contact));
		await rest.deactivate(id);
	}

	return { id, beforeRestart, afterRestart };
}
