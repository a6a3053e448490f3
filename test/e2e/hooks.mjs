/**
 * The Keap Trigger: from Keap's hooks to a workflow that has run.
 */
import { RESTRICTED_KEY, SANDBOX_KEY } from '../../scripts/playground/sandbox.mjs';
import { differs, eventually } from './checks.mjs';
import { executionsOf } from './executions.mjs';

const NAME = 'Keap Trigger';
const WEBHOOK_ID = 'e2e00000-0000-4000-8000-00000000b00c';
const CREDENTIAL = { name: 'Keap (hooks)', type: 'keapApiKey' };

/** How long the workflow takes, in seconds, and how soon Keap has to be answered all the same, in ms. */
const WORKFLOW_SECONDS = 2;
const PROMPT_MS = 1_000;

const PERSON = {
	given_name: 'Hedda',
	family_name: 'Hooke',
	email_addresses: [{ email: 'hedda.hooke@example.com', field: 'EMAIL1' }],
};
const CHOSEN_TAG = 'Starts Workflows';
const OTHER_TAG = 'Starts Nothing';
const BOTH_VERIFIED = ['contact.edit Verified', 'contactGroup.applied Verified'];

/** A trigger, and something that takes its time. */
const workflowWith = (credential) => ({
	name: 'Hooks',
	nodes: [
		{
			id: 'e2e00000-0000-4000-8000-000000000001',
			name: NAME,
			type: 'n8n-nodes-keap.keapTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: WEBHOOK_ID,
			credentials: { keapApiKey: credential },
			parameters: {
				events: ['contact.edit', 'contactGroup.applied'],
				tags: { values: [{ tagId: { __rl: true, mode: 'id', value: CHOSEN_TAG } }] },
			},
		},
		{
			id: 'e2e00000-0000-4000-8000-000000000002',
			name: 'Take Time',
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			position: [220, 0],
			parameters: { amount: WORKFLOW_SECONDS, unit: 'seconds' },
		},
	],
	connections: { [NAME]: { main: [[{ node: 'Take Time', type: 'main', index: 0 }]] } },
	settings: { executionOrder: 'v1' },
});

/**
 * Publishes a workflow that has a Keap Trigger.
 * @param {{ rest: object, keap: object, check: Function }} context `rest` is a running n8n
 * @returns its checks: those before and those after n8n has started again
 */
export async function hooksOf({ rest, keap, check }) {
	const credential = await rest.createCredential({ ...CREDENTIAL, data: { apiKey: SANDBOX_KEY } });
	const contact = await keap.createContact(PERSON);
	const chosen = await keap.createTag(CHOSEN_TAG);
	const other = await keap.createTag(OTHER_TAG);
	const id = await rest.createWorkflow(workflowWith(credential));
	const runs = executionsOf(rest, id, 'webhook');
	const tests = executionsOf(rest, id, 'manual');

	const hooks = async (kind = 'webhook') =>
		(await keap.hooks()).filter(({ hookUrl }) => hookUrl.includes(`/${kind}/${WEBHOOK_ID}/`));
	const states = async (kind) =>
		(await hooks(kind)).map(({ eventKey, status }) => `${eventKey} ${status}`).sort();
	const become = async (wanted, kind) =>
		await eventually(async () => differs(await states(kind), wanted));
	const hookKeys = async () => (await hooks()).map(({ key }) => key);
	const keyOf = async (event) => (await hooks()).find(({ eventKey }) => eventKey === event).key;
	const edit = async () => await keap.tell('contact.edit', [contact]);
	const useKey = async (apiKey) =>
		await rest.updateCredential({ ...CREDENTIAL, id: credential.id, data: { apiKey } });

	/** A complaint unless exactly one execution has begun and succeeded, with the contact in it. */
	const started = async (more = { event_key: 'contact.edit' }, executions = runs) => {
		const execution = await executions.next();
		if (execution.status !== 'success') return execution.error?.message ?? execution.status;
		const items = execution.itemsOf(NAME).map(({ json }) => json);
		const wanted = { ...more, id: contact, given_name: PERSON.given_name };
		const found = items.map((json) =>
			Object.fromEntries(Object.keys(wanted).map((name) => [name, json[name]])),
		);
		return differs(found, [wanted], 'the items of the trigger');
	};

	async function beforeRestart() {
		await rest.activate(id);
		await check('a published Keap Trigger has a verified hook for each of its events', async () =>
			become(BOTH_VERIFIED),
		);
		await keap.changeContact(contact, { family_name: 'Hook' });
		await check('a contact that is changed in Keap starts the workflow with its data', async () =>
			started({ event_key: 'contact.edit', family_name: 'Hook' }),
		);
		await checkResponse();
		await check('a repeated delivery starts nothing', async () => {
			const status = await repeat();
			await edit();
			return differs(status, 200) ?? (await started());
		});
		await check('a tag that was not chosen starts nothing, one that was chosen does', async () => {
			await keap.tell('contactGroup.applied', [other], [contact]);
			await keap.applyTag(chosen, contact);
			return await started({ event_key: 'contactGroup.applied', tag_id: chosen });
		});
		await checkRetry();
		await checkTest();
		await checkInactive();
		// This delivery comes again after the restart.
		await edit();
		await check('which work', async () => started());
	}

	async function repeat() {
		const { attempts } = await keap.repeatDelivery(await keyOf('contact.edit'));
		return attempts.at(-1).status;
	}

	async function checkResponse() {
		const began = Date.now();
		const [{ attempts }] = await edit();
		const waited = Date.now() - began;
		const status = await runs.status();
		await check('Keap is answered within a second, long before the workflow ends', () => {
			if (waited > PROMPT_MS) return `after ${waited} ms`;
			if (status === 'success') return 'the workflow has ended';
			return differs(
				attempts.map((attempt) => attempt.status),
				[200],
			);
		});
		console.log(`    (after ${waited} ms)`);
		await check('and the workflow runs to its end', async () => started());
	}

	async function checkRetry() {
		await useKey(RESTRICTED_KEY);
		await edit();
		const failed = await runs.next();
		await useKey(SANDBOX_KEY);
		await check('a contact that the key may not read makes the execution fail', () =>
			differs(failed.status, 'error'),
		);
		console.log(`    (it says: ${failed.error?.message})`);
		await check("n8n's retry completes it once the key may", async () => {
			const { status, error, itemsOf } = await rest.retry(failed.id);
			if (status !== 'success') return error?.message ?? status;
			return differs(
				itemsOf(NAME).map(({ json }) => [json.id, json.given_name]),
				[[contact, PERSON.given_name]],
			);
		});
	}

	async function checkTest() {
		await rest.listen(id, NAME);
		await check('listening for a test event makes hooks of its own', async () =>
			differs(await states('webhook-test'), BOTH_VERIFIED),
		);
		await edit();
		await check('an event starts the test with the contact', async () => started(undefined, tests));
		await check('and the published workflow as well', async () => started());
		await check(
			'the hooks of the test are gone, those of the published workflow are not',
			async () => (await become([], 'webhook-test')) ?? differs(await states(), BOTH_VERIFIED),
		);
	}

	async function checkInactive() {
		const before = await hookKeys();
		await keap.switchOff(await keyOf('contact.edit'));
		await rest.deactivate(id);
		await check('unpublishing removes the hooks, also those that Keap has switched off', async () =>
			become([]),
		);
		await rest.activate(id);
		await check('publishing makes new ones', async () => {
			const complaint = await become(BOTH_VERIFIED);
			const kept = (await hookKeys()).filter((key) => before.includes(key));
			return complaint ?? differs(kept, []);
		});
	}

	let keysBefore;

	/** The last thing before n8n stops: Keap switches one of the hooks off. */
	async function justBeforeRestart() {
		keysBefore = await hookKeys();
		await keap.switchOff(await keyOf('contactGroup.applied'));
	}

	async function afterRestart() {
		await check(
			'when n8n starts again, the hooks are the same, and verified again',
			async () => (await become(BOTH_VERIFIED)) ?? differs(await hookKeys(), keysBefore),
		);
		await check('a delivery from before that is repeated starts nothing', async () => {
			const status = await repeat();
			await edit();
			return differs(status, 200) ?? (await started());
		});
		await check('the hook that was switched off works, too', async () => {
			await keap.tell('contactGroup.applied', [chosen], [contact]);
			return await started({ event_key: 'contactGroup.applied', tag_id: chosen });
		});
		await rest.deactivate(id);
		await check('unpublishing removes the hooks', async () => become([]));
		await check('nothing else has started the workflow', async () => await runs.noMore());
	}

	return { id, beforeRestart, justBeforeRestart, afterRestart };
}
