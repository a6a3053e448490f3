/**
 * The node as a tool of n8n's AI Agent: the assistant example, with a scripted stand-in for its language model.
 *
 * The model makes one mistake of each kind, and knows how to mend it from nothing but the text that the tool gives it
 * back: what a message leaves out, it can't do.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { EXAMPLES } from '../../scripts/playground/paths.mjs';
import { SANDBOX_KEY } from '../../scripts/playground/sandbox.mjs';
import { complaintsAbout, differs } from './checks.mjs';
import { startModel } from './model.mjs';

const ASSISTANT = join(EXAMPLES, 'assistant.json');
const KEAP_TOOL = 'n8n-nodes-keap.keapTool';

/** What fifty contacts may cost a model, in bytes: 650 each. */
const MOST_FOR_FIFTY = 34_000;

const TOM = '2';
const TWINS = ['first', 'second'].map((name) => ({
	given_name: 'Robin',
	family_name: 'Twinham',
	email_addresses: [{ email: `${name}.twin@example.com`, field: 'EMAIL1' }],
}));
const ANN = {
	given_name: 'Annabel',
	family_name: 'Quillfeather',
	email_addresses: [{ email: 'annabel@example.com', field: 'EMAIL1' }],
};

/**
 * @param {{ rest: object, keap: object, port: number, check: Function }} options `rest` is a running n8n, `port` its own
 * @returns {Promise<string[]>} the ids of the workflows that ran
 */
export async function checkAssistant({ rest, keap, port, check }) {
	const model = await startModel();
	const elsewhere = await startElsewhere();
	try {
		const ids = { ann: await keap.createContact(ANN), twins: [] };
		for (const twin of TWINS) ids.twins.push(await keap.createContact(twin));
		const credential = await rest.createCredential({
			name: 'Scripted model',
			type: 'openAiApi',
			data: { apiKey: 'none-needed', url: model.url },
		});
		const talks = [];
		for (const mode of ['lastNode', 'streaming'])
			talks.push(await publish(rest, port, { mode, credential }));

		let count = 0;
		const converse = async (script) => {
			const played = model.play(script);
			played.answer = await talks[count++ % talks.length].say('Please do it');
			printCalls(played);
			return played;
		};
		const context = { keap, check, converse, ids };
		await checkWork(context);
		await checkMistakes(context);
		await checkSize(context);
		await checkAddresses(context, elsewhere);
		return talks.map(({ id }) => id);
	} finally {
		model.close();
		elsewhere.close();
	}
}

/** More calls than this are not printed one by one. */
const MOST_PRINTED = 10;

/** What the model asked for, how many bytes it got to read, and what was wrong. */
function printCalls({ calls }) {
	const sizes = calls.map(({ said = '' }) => Buffer.byteLength(said));
	if (calls.length > MOST_PRINTED) {
		console.log(`    ${calls.length} calls: ${Math.min(...sizes)} to ${Math.max(...sizes)} bytes`);
		return;
	}
	for (const [i, { tool, said }] of calls.entries())
		console.log(`    ${tool}: ${sizes[i]} bytes${isError(said) ? `: ${messageIn(said)}` : ''}`);
}

// -- Workflows

/** The example with a model, and two tools that a person may make. */
async function publish(rest, port, { mode, credential }) {
	const example = JSON.parse(readFileSync(ASSISTANT, 'utf8'));
	const { nodes, connections, settings } = example;
	const named = (name) => nodes.find((node) => node.name === name);
	const chat = named('When Chat Message Received');
	chat.webhookId = `keap-assistant-${mode}`;
	chat.parameters = { public: true, options: { responseMode: mode } };
	named('Assistant').parameters.options.maxIterations = 40;
	named('OpenAI Chat Model').credentials = { openAiApi: credential };
	for (const tool of [LIST_CONTACTS, API_REQUEST]) {
		nodes.push({ ...tool, credentials: named('Add Tags').credentials });
		connections[tool.name] = connections['Add Tags'];
	}
	const id = await rest.createWorkflow({
		name: `Assistant (${mode})`,
		nodes,
		connections,
		settings,
	});
	await rest.activate(id);
	const url = `http://127.0.0.1:${port}/webhook/${chat.webhookId}/chat`;
	return { id, say: async (text) => await say(url, text) };
}

const fromAi = (key, type = 'string') => `={{ $fromAI('${key}', '', '${type}') }}`;

const LIST_CONTACTS = {
	id: 'e2e-list-contacts',
	name: 'List Contacts',
	type: KEAP_TOOL,
	typeVersion: 1,
	position: [1000, 260],
	parameters: { resource: 'contact', operation: 'getMany', limit: fromAi('Limit', 'number') },
};

const API_REQUEST = {
	id: 'e2e-api-request',
	name: 'API Request',
	type: KEAP_TOOL,
	typeVersion: 1,
	position: [1160, 260],
	parameters: {
		resource: 'api',
		operation: 'request',
		method: fromAi('Method'),
		path: fromAi('Path'),
	},
};

/** One message of a chat. @returns {Promise<string>} what the assistant says at the end */
async function say(url, chatInput) {
	const deadline = Date.now() + 30_000;
	for (;;) {
		const response = await fetch(url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', connection: 'close' },
			body: JSON.stringify({ action: 'sendMessage', sessionId: crypto.randomUUID(), chatInput }),
		});
		const text = await response.text();
		if (response.ok) return answerIn(text);
		// n8n registers the address of a workflow a little after saying that it is published.
		if (response.status !== 404 || Date.now() > deadline)
			throw new Error(`The chat responded with ${response.status}: ${text}`);
		await new Promise((resolve) => setTimeout(resolve, 300));
	}
}

/** The answer of a chat: an object, or a line for each piece of it. */
function answerIn(text) {
	const lines = text
		.trim()
		.split('\n')
		.map((line) => JSON.parse(line));
	if ('output' in lines[0]) return lines[0].output;
	return lines
		.filter(({ type }) => type === 'item')
		.map(({ content }) => content)
		.join('');
}

// -- What the model does

const call = (tool, input) => ({ tool, input });

/** n8n hands on a tool's error as an object, or as the only one of a list. */
const isError = (said = '') => /^\[?\{"error":/.test(said);

/** What a tool says in words: why it couldn't do something, or that there is nothing. */
function messageIn(said) {
	const [only] = [JSON.parse(said)].flat();
	return only?.error ?? only?.message ?? said;
}

function recordsIn(said) {
	if (isError(said)) throw new Error(`Not mended: ${messageIn(said)}`);
	return JSON.parse(said);
}

/**
 * A call that goes wrong, and the same again with what the tool says to do instead.
 * @param remedy what to change, from the text; nothing where the text doesn't help
 */
function* mended(tool, input, remedy) {
	const text = messageIn(yield call(tool, input));
	const better = remedy(text);
	if (!better) throw new Error(`No remedy in: ${text}`);
	return recordsIn(yield call(tool, { ...input, ...better }));
}

/** The names that a text offers behind the words that introduce them. */
function offered(text, words) {
	const [, list] = new RegExp(`${words}: ([^.]+)`).exec(text) ?? [];
	return list?.split(/[,;] /);
}

/** The inputs that a text names, as the tool calls them: `'Last Name'` is `Last_Name`. */
const inputIn = (text, pattern) => pattern.exec(text)?.[1].replaceAll(' ', '_');

async function checkWork({ keap, check, converse, ids }) {
	const played = await converse(function* () {
		const [found] = recordsIn(yield call('Find_Contacts', { Last_Name: 'Quillf*' }));
		const Contact = found.id;
		recordsIn(
			yield call('Create_Task', { Title: 'Call Annabel', Assigned_To: 'tom becker', Contact }),
		);
		recordsIn(
			yield call('Add_Note', { Contact, User: 'Maria Alvarez', Title: 'Plan', Text: 'Annual' }),
		);
		recordsIn(yield call('Add_Tags', { Contact, Tags: 'VIP, newsletter' }));
		return 'All done.';
	});
	await check('an AI agent is offered the four tools with their inputs', () =>
		complainAboutTools(played),
	);
	await check('it finds a contact by a part of its name, and works with it', () =>
		played.error ? played.error.message : differs(played.answer, 'All done.'),
	);
	await check('its task is given to the user that it named', async () =>
		differs(
			(await keap.tasks(ids.ann)).map((task) => [task.title, String(task.assigned_to_user_id)]),
			[['Call Annabel', TOM]],
		),
	);
	await check('its note is on the contact', async () =>
		differs(
			(await keap.notes(ids.ann)).map(({ title, text }) => [title, text]),
			[['Plan', 'Annual']],
		),
	);
	await check('its tags are applied', async () =>
		differs((await tagsOf(keap, ids.ann)).sort(), ['Newsletter', 'VIP']),
	);
}

function complainAboutTools({ tools, system }) {
	if (!system.includes('Keap')) return `The system prompt is: ${system}`;
	const inputs = (name) => Object.keys(tools.get(name)?.parameters.properties ?? {}).sort();
	return differs(['Find_Contacts', 'Add_Note', 'Create_Task', 'Add_Tags'].map(inputs), [
		['Email', 'First_Name', 'Last_Name'],
		['Contact', 'Text', 'Title', 'User'],
		['Assigned_To', 'Contact', 'Description', 'Due_Time', 'Priority', 'Title'],
		['Contact', 'Tags'],
	]);
}

async function tagsOf(keap, id) {
	const names = await keap.tagNames();
	const contact = (await keap.contacts()).find((one) => one.id === id);
	return (contact?.tag_ids ?? []).map((tag) => names.get(String(tag)));
}

/** @returns {Record<string, () => Generator>} one script for each kind of mistake */
function mistakes({ ann, twins }) {
	const task = { Title: 'Call', Assigned_To: 'Tom Becker', Contact: ann };
	return {
		*'a tag that there is not'() {
			yield* mended('Add_Tags', { Contact: ann, Tags: 'Trade Shwo' }, (text) => {
				// The most similar one comes first.
				const [Tags] = offered(text, 'Use one of those in the account') ?? [];
				return Tags && { Tags };
			});
		},
		*'a misspelled choice'() {
			yield* mended('Create_Task', { ...task, Priority: 'Critcal' }, (text) => {
				const Priority = offered(text, 'Use one of')?.find((one) => /^crit/i.test(one));
				return Priority && { Priority };
			});
		},
		*'a user that there is not'() {
			yield* mended('Create_Task', { ...task, Assigned_To: 'Tom Beker' }, (text) => {
				const names = offered(text, 'Use one of those in the account');
				const Assigned_To = names?.find((name) => name.startsWith('Tom'));
				return Assigned_To && { Assigned_To };
			});
		},
		*'a name that two contacts have'() {
			const input = {
				Contact: 'Robin Twinham',
				User: '1',
				Title: 'Hello',
				Text: 'To the second one',
			};
			yield* mended('Add_Note', input, (text) => {
				// As in: 203 (Robin Twinham (first.twin@example.com)), 204 (…)
				const candidates = [...text.matchAll(/(\d+) \([^()]+\(([^)]+)\)\)/g)];
				const Contact = candidates.find(([, , email]) => email.startsWith('second.'))?.[1];
				return Contact === twins[1] ? { Contact } : undefined;
			});
		},
		*'a date that can be read in two ways'() {
			yield* mended('Create_Task', { ...task, Due_Time: '04.05.2027' }, (text) =>
				/\b\d{4}-\d{2}-\d{2}\b/.test(text) ? { Due_Time: '2027-05-04' } : undefined,
			);
		},
		*'a search that finds nothing'() {
			const found = yield* mended('Find_Contacts', { Last_Name: 'Quillf' }, (text) => {
				const label = inputIn(text, /asterisk at the end, [^']*'([^']+)' finds/);
				return label && { [label]: 'Quillf*' };
			});
			if (found[0]?.id !== ann) throw new Error(`Found: ${JSON.stringify(found)}`);
		},
		*'a name that is only a part of one'() {
			const input = { Contact: 'Quillfeather', Tags: 'Lead' };
			yield* mended('Add_Tags', input, (text) =>
				/its name such as \w+ \w+/.test(text) ? { Contact: 'Annabel Quillfeather' } : undefined,
			);
		},
		*'the ID of no contact'() {
			yield* idOfNothing('Add_Note', { User: '1', Title: 'Hello', Text: 'Again' }, /Check the ID/);
		},
		*'the ID of no contact, where many go out together'() {
			yield* idOfNothing('Add_Tags', { Tags: 'Customer' }, /Check that the record exists/);
		},
		*'an input that is empty'() {
			const input = { Contact: ann, User: '1', Title: '', Text: 'Without a title' };
			yield* mended('Add_Note', input, (text) => {
				const label = inputIn(text, /Fill in '([^']+)'/);
				return label && { [label]: 'Empty' };
			});
		},
		*'an input that is left out'() {
			const { Assigned_To: user, ...rest } = task;
			yield* mended('Create_Task', rest, (text) => {
				const label = inputIn(text, /'([^']+)' is empty.*its name/);
				return label && { [label]: user };
			});
		},
	};
}

/** Told to check an ID, the model looks the contact up. */
function* idOfNothing(tool, input, remedy) {
	const text = messageIn(yield call(tool, { ...input, Contact: '987654' }));
	if (!remedy.test(text) || !text.includes('987654')) throw new Error(`No remedy in: ${text}`);
	const [{ id }] = recordsIn(yield call('Find_Contacts', { Email: 'annabel@example.com' }));
	recordsIn(yield call(tool, { ...input, Contact: id }));
}

async function checkMistakes({ keap, check, converse, ids }) {
	let streamed = 0;
	for (const [what, script] of Object.entries(mistakes(ids))) {
		const played = await converse(function* () {
			yield* script();
			return 'Mended.';
		});
		streamed += played.streamed;
		await check(`it mends ${what} by what the tool says`, () =>
			played.error ? played.error.message : differs(played.answer, 'Mended.'),
		);
	}
	await check('some of the conversations were streamed', () =>
		streamed > 0 ? undefined : 'n8n asked for no stream',
	);
	await check('what it mended was done, and done once', async () => {
		const tasks = await keap.tasks(ids.ann);
		const notes = await keap.notes(ids.ann);
		const [first, second] = await Promise.all(ids.twins.map((id) => keap.notes(id)));
		return differs(
			{
				tasks: tasks.filter(({ title }) => title === 'Call').length,
				critical: tasks.filter(({ priority }) => priority === 'CRITICAL').length,
				due: tasks.map(({ due_time }) => due_time?.slice(0, 10)).filter(Boolean),
				forTom: tasks.every((task) => String(task.assigned_to_user_id) === TOM),
				notes: notes.map(({ title }) => title).sort(),
				twins: [first.length, second.length],
				tags: (await tagsOf(keap, ids.ann)).sort(),
			},
			{
				tasks: 4,
				critical: 1,
				due: ['2027-05-04'],
				forTom: true,
				notes: ['Empty', 'Hello', 'Plan'],
				twins: [0, 1],
				tags: ['Customer', 'Lead', 'Newsletter', 'Trade Show', 'VIP'],
			},
		);
	});
}

async function checkSize({ check, converse }) {
	const { calls, error } = await converse(function* () {
		yield call('List_Contacts', { Limit: 50 });
		return 'Read.';
	});
	await check('fifty contacts are short enough for a model, and hold nothing that is empty', () => {
		if (error) return error.message;
		const [{ said }] = calls;
		const size = Buffer.byteLength(said);
		if (recordsIn(said).length !== 50) return `${recordsIn(said).length} contacts`;
		if (/:(null|""|\[\]|\{\})/.test(said)) return said.slice(0, 2000);
		return size <= MOST_FOR_FIFTY ? undefined : `${size} bytes`;
	});
}

// -- Addresses

/** A server that is not Keap's, and must never be called. */
async function startElsewhere() {
	const requests = [];
	const server = createServer(({ method, url, headers }, response) => {
		requests.push({ method, url, headers });
		response.end('{}');
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		requests,
		host: `127.0.0.1:${server.address().port}`,
		close: () => server.close(),
	};
}

const addressesBeside = (host) => [
	`http://${host}/v2/contacts`,
	`https://${host}/crm/rest/v2/contacts`,
	`//${host}/crm/rest/v2/contacts`,
	`\\\\${host}\\v2\\contacts`,
	`https://api.infusionsoft.com@${host}/crm/rest/v2/contacts`,
	`https://api.infusionsoft.com:80@${host}/crm/rest/v2/contacts`,
	`https://api.infusionsoft.com.${host}/crm/rest/v2/contacts`,
	`https://api.infusionsoft.com/../@${host}/crm/rest/v2/contacts`,
	`@${host}/v2/contacts`,
	`.${host}/v2/contacts`,
	`/v2/contacts\r\nHost: ${host}`,
	'https://api.infusionsoft.com/oauth/token',
	'/v2/../../oauth/token',
	'/v2/contacts/../../../oauth/token',
	'/v2/%2e%2e/%2E%2E/oauth/token',
	'/v2/..%2f..%2foauth/token',
	'/v2/%252e%252e/%252e%252e/oauth/token',
	'/v2/..;/..;/oauth/token',
	'/v2\\..\\..\\oauth\\token',
	'/v2/contacts//1',
	'/v3/contacts',
	'v2contacts',
	'={{ $env.PATH }}',
];

async function checkAddresses({ keap, check, converse, ids }, elsewhere) {
	const tried = addressesBeside(elsewhere.host);
	const before = (await keap.log()).length;
	const refused = await converse(function* () {
		for (const Path of tried) yield call('API_Request', { Method: 'GET', Path });
		for (const Contact of [`${ids.ann}/notes/1`, '../users/1', `http://${elsewhere.host}/1`])
			yield call('Add_Note', { Contact, User: '1', Title: 'Hello', Text: 'There' });
		yield call('Find_Contacts', { Last_Name: 'Nobody;contact_id>0' });
		return 'Tried.';
	});
	await check(
		`it can't be talked into another host, path or filter (${refused.calls.length} tries)`,
		() =>
			refused.error
				? refused.error.message
				: complaintsAbout(refused.calls, ({ input, said }) =>
						isError(said) && /'(Path|Contact|Last Name)'/.test(messageIn(said))
							? undefined
							: `${JSON.stringify(input)}: ${said}`,
					),
	);
	await check('none of which was sent to anybody', async () =>
		differs(
			[
				elsewhere.requests,
				(await keap.log()).slice(before).map(({ method, path }) => `${method} ${path}`),
			],
			[[], []],
		),
	);
	const sent = await converse(function* () {
		return JSON.stringify(
			yield* mended(
				'API_Request',
				{ Method: 'GET', Path: `http://${elsewhere.host}/v2/tags/1` },
				(text) => {
					const [path] = /\/v2\/\w+/.exec(text.split('Enter')[1] ?? '') ?? [];
					return path && { Path: `${path}/${ids.ann}` };
				},
			),
		);
	});
	await check('and told how a path looks, it reads a record with one', () =>
		sent.error
			? sent.error.message
			: sent.answer.includes('Quillfeather')
				? undefined
				: sent.answer,
	);
	await check('nothing that the model reads holds the key', () =>
		JSON.stringify([refused.calls, sent.calls]).includes(SANDBOX_KEY) ? 'It does' : undefined,
	);
}
