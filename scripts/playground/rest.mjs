/**
 * A running n8n, used the way its own editor uses it.
 */
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { OWNER } from './n8n.mjs';
import { N8N_DIR, N8N_VERSION } from './paths.mjs';
import { pause } from './wait.mjs';

const [major, minor] = N8N_VERSION.split('.').map(Number);

/** Whether this n8n is older than a version; a tag such as `latest` isn't. */
export const isBefore = (otherMajor, otherMinor) =>
	major < otherMajor || (major === otherMajor && minor < otherMinor);

/** Before 2.0, workflows were active or not, and ran as the editor had them. */
export const IS_OLD = isBefore(2, 0);

const ROWS_AT_ONCE = 100;
const ENDED = ['success', 'error', 'crashed', 'canceled'];

/** Logs in as the owner. @param {number} port */
export async function logIn(port) {
	const base = `http://127.0.0.1:${port}/rest`;
	let cookie = '';
	// A busy n8n may close a connection that waits for its next use just when it comes.
	const connection = 'close';

	async function call(method, path, body) {
		const response = await fetch(base + path, {
			method,
			headers: { 'content-type': 'application/json', connection, cookie },
			body: body && JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok)
			throw new Error(
				`n8n answered ${response.status} to ${method} ${path}: ${text.slice(0, 500)}`,
			);
		cookie =
			response.headers
				.getSetCookie()
				.map((line) => line.split(';')[0])
				.join('; ') || cookie;
		return JSON.parse(text).data;
	}

	// An n8n before 2.0 doesn't take its owner from the environment.
	const { userManagement } = await call('GET', '/settings');
	if (userManagement?.showSetupOnFirstLoad) {
		const { email, password } = OWNER;
		await call('POST', '/owner/setup', {
			email,
			password,
			firstName: 'Playground',
			lastName: 'Owner',
		});
	}
	await call('POST', '/login', { emailOrLdapLoginId: OWNER.email, password: OWNER.password });

	return {
		/** The node types of this n8n whose name begins like this. */
		async nodeTypes(prefix) {
			const response = await fetch(`http://127.0.0.1:${port}/types/nodes.json`, {
				headers: { connection, cookie },
			});
			return (await response.json()).filter(({ name }) => name.startsWith(prefix));
		},

		/** What the editor shows of an operation's output before it has run. */
		async outputSchema({ node, version, resource, operation }) {
			const path = [node, version, resource, operation].join('/');
			const response = await fetch(`http://127.0.0.1:${port}/schemas/${path}.json`, {
				headers: { connection, cookie },
			});
			if (!response.ok) throw new Error(`n8n answered ${response.status} for the schema ${path}`);
			return await response.json();
		},

		/** What the "Test" button of a credential says. @returns {Promise<{ status: string, message: string }>} */
		async testCredential({ id, name, type }, data) {
			return await call('POST', '/credentials/test', { credentials: { id, name, type, data } });
		},

		/** Saves a new credential. @returns {Promise<{ id: string, name: string }>} what a node holds of it */
		async createCredential(credential) {
			const { id, name } = await call('POST', '/credentials', credential);
			return { id, name };
		},

		/** Gives a credential another secret. */
		async updateCredential({ id, ...credential }) {
			await call('PATCH', `/credentials/${id}`, credential);
		},

		/** Presses "Execute workflow". */
		async run(workflowId, trigger) {
			// Older ones want the workflow along.
			const workflowData = await call('GET', `/workflows/${workflowId}`);
			return await call('POST', `/workflows/${workflowId}/run`, {
				triggerToStartFrom: { name: trigger },
				workflowData,
			});
		},

		/** Presses it where the trigger waits for a call. */
		async listen(workflowId, trigger) {
			const { waitingForWebhook } = await this.run(workflowId, trigger);
			if (!waitingForWebhook) throw new Error('n8n does not wait for the trigger');
		},

		/** Runs a workflow as "Execute workflow" does. @returns the ended execution: its status and what each node gave out */
		async execute(workflowId, trigger, { seconds = 300 } = {}) {
			const { executionId } = await this.run(workflowId, trigger);
			return await this.ended(executionId, seconds);
		},

		/** Waits for the end of an execution. */
		async ended(executionId, seconds) {
			const deadline = Date.now() + seconds * 1000;
			for (;;) {
				const execution = await call('GET', `/executions/${executionId}`);
				// Older ones say that it has ended before they have saved what it did.
				const isSaved = execution.data?.length !== 2;
				if (ENDED.includes(execution.status) && isSaved) return readExecution(execution);
				if (Date.now() > deadline)
					throw new Error(`Execution ${executionId} still runs after ${seconds} seconds`);
				await pause(500);
			}
		},

		/** The newest executions of a workflow, up to a hundred, newest first. */
		async executions(workflowId) {
			const filter = encodeURIComponent(JSON.stringify({ workflowId }));
			return (await call('GET', `/executions?filter=${filter}&limit=100`)).results;
		},

		/** Runs a failed execution again, with what it has. @returns the ended execution */
		async retry(executionId) {
			return readExecution(await call('POST', `/executions/${executionId}/retry`, {}));
		},

		/** Saves a new workflow. @returns {Promise<string>} its id */
		async createWorkflow(workflow) {
			return (await call('POST', '/workflows', { active: false, ...workflow })).id;
		},

		async workflow(workflowId) {
			return await call('GET', `/workflows/${workflowId}`);
		},

		/** Publishes a workflow, so that its triggers listen. */
		async activate(workflowId) {
			const { versionId } = await call('GET', `/workflows/${workflowId}`);
			return IS_OLD
				? await call('PATCH', `/workflows/${workflowId}`, { active: true, versionId })
				: await call('POST', `/workflows/${workflowId}/activate`, { versionId });
		},

		async deactivate(workflowId) {
			if (IS_OLD) await call('PATCH', `/workflows/${workflowId}`, { active: false });
			else await call('POST', `/workflows/${workflowId}/deactivate`, {});
		},

		/** All rows of a data table of the owner's. @returns {Promise<object[]>} none if there is no such table */
		async dataTableRows(name) {
			const { id: project } = await call('GET', '/projects/personal');
			const tables = `/projects/${project}/data-tables`;
			const table = (await call('GET', tables)).data.find((one) => one.name === name);
			const rows = [];
			for (let count = table ? Infinity : 0; rows.length < count;) {
				const query = `skip=${rows.length}&take=${ROWS_AT_ONCE}`;
				const page = await call('GET', `${tables}/${table.id}/rows?${query}`);
				rows.push(...page.data);
				count = page.count;
			}
			return rows;
		},
	};
}

/** n8n keeps the data of an execution as text in its own encoding. */
function readExecution({ id, status, data }) {
	const { parse } = createRequire(join(N8N_DIR, 'node_modules', 'n8n', 'package.json'))('flatted');
	const { resultData } = typeof data === 'string' ? parse(data) : data;
	const itemsOf = (node) =>
		resultData.runData[node]?.flatMap((run) => run.data?.main?.[0] ?? []) ?? [];
	return { id, status, error: resultData.error, itemsOf, data };
}
