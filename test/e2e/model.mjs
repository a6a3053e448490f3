/**
 * A stand-in for a language model: a server that speaks OpenAI's chat completions, at once and streamed, and says what a
 * script tells it to (https://platform.openai.com/docs/api-reference/chat).
 */
import { once } from 'node:events';
import express from 'express';

const MODEL = 'scripted';

/**
 * What the model does in a conversation: yields a call of a tool, gets what the tool said, returns its last words.
 * @typedef {{ tool: string, input: Record<string, unknown> }} ToolCall
 * @typedef {() => Generator<ToolCall, string, string>} Script
 */

/**
 * Starts the server on a free port.
 * @returns {Promise<{ url: string, play(script: Script): Played, close(): void }>} `play` sets what the next conversation is
 */
export async function startModel() {
	let current;
	const app = express();
	app.use(express.json({ limit: '10mb' }));
	app.post('/v1/chat/completions', (request, response) => {
		current.take(request.body);
		const message = messageOf(current.next());
		if (request.body.stream) stream(response, message, request.body);
		else response.json(completion(message));
	});
	const server = app.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${server.address().port}/v1`,
		play: (script) => (current = new Played(script)),
		close: () => server.close(),
	};
}

/** One conversation, and what was seen of it from the model's side. */
class Played {
	/** The tools as the model was told about them, by name. */
	tools = new Map();
	/** What the system prompt said. */
	system = '';
	/** How many responses were asked for as a stream. */
	streamed = 0;
	/** Every call with what came back: the text that a model reads. @type {Array<ToolCall & { said: string }>} */
	calls = [];
	/** What went wrong in the script, such as a remedy that wasn't there. */
	error = undefined;

	#turns;
	#said;

	constructor(script) {
		this.#turns = script();
	}

	take({ messages, tools = [], stream: isStream }) {
		if (isStream) this.streamed++;
		// Newer models call the system's messages the developer's.
		const system = messages.find(({ role }) => role === 'system' || role === 'developer');
		this.tools = new Map(tools.map(({ function: tool }) => [tool.name, tool]));
		this.system = textOf(system ?? {});
		const last = messages.at(-1);
		this.#said = last?.role === 'tool' ? textOf(last) : undefined;
		if (this.#said !== undefined) this.calls.at(-1).said = this.#said;
	}

	/** What the model does now; a script that fails ends the conversation, as a model does that is at its wits' end. */
	next() {
		try {
			const { done, value } = this.#turns.next(this.#said);
			if (done) return { text: value };
			if (!this.tools.has(value.tool)) throw new Error(`There is no tool ${value.tool}`);
			this.calls.push({ ...value });
			return { call: value, id: `call_${this.calls.length}` };
		} catch (error) {
			this.error = error;
			return { text: error.message };
		}
	}
}

const textOf = ({ content = '' }) =>
	Array.isArray(content) ? content.map(({ text }) => text).join('') : content;

function messageOf({ text, call, id }) {
	if (!call) return { role: 'assistant', content: text };
	const { tool: name, input } = call;
	const made = { id, type: 'function', function: { name, arguments: JSON.stringify(input) } };
	return { role: 'assistant', content: null, tool_calls: [made] };
}

const envelope = (object) => ({
	id: 'chatcmpl-scripted',
	object,
	created: Math.floor(Date.now() / 1000),
	model: MODEL,
});

const finishOf = ({ tool_calls: calls }) => (calls ? 'tool_calls' : 'stop');

/** Nothing is counted: there are no tokens here. */
const USAGE = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };

const completion = (message) => ({
	...envelope('chat.completion'),
	choices: [{ index: 0, message, finish_reason: finishOf(message), logprobs: null }],
	usage: USAGE,
});

/** The same message in pieces: text word by word, the arguments of a call in two halves. */
function* deltasOf({ content, tool_calls: calls }) {
	yield { role: 'assistant', content: calls ? null : '' };
	for (const word of content?.match(/\S+\s*/g) ?? []) yield { content: word };
	for (const [index, call] of (calls ?? []).entries()) {
		const { name, arguments: text } = call.function;
		const half = Math.ceil(text.length / 2);
		yield { tool_calls: [{ ...call, index, function: { name, arguments: '' } }] };
		for (const part of [text.slice(0, half), text.slice(half)])
			yield { tool_calls: [{ index, function: { arguments: part } }] };
	}
}

function stream(response, message, { stream_options: options }) {
	const send = (data) => response.write(`data: ${data}\n\n`);
	const chunk = (rest) => send(JSON.stringify({ ...envelope('chat.completion.chunk'), ...rest }));
	response.set('content-type', 'text/event-stream');
	for (const delta of deltasOf(message))
		chunk({ choices: [{ index: 0, delta, finish_reason: null }] });
	chunk({ choices: [{ index: 0, delta: {}, finish_reason: finishOf(message) }] });
	if (options?.include_usage) chunk({ choices: [], usage: USAGE });
	send('[DONE]');
	response.end();
}
