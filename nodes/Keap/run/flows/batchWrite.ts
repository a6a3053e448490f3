import { KeapError } from '../../api/errors';
import type { BatchWrite, Operation } from '../../descriptor/operation';
import { rejectedInBatch, unknownRecord, type InputError } from '../../messages/inputErrors';
import { chunks, forEachConcurrent } from '../concurrency';
import { pathFor } from '../inputs/path';
import type { PreparedItem } from '../inputs/prepare';
import { requestFor } from '../requests/request';
import type { Flow, RunContext } from './runContext';

/** What one id met in one call: Keap's word for it, or an error. */
type Verdict = { word: string } | { error: unknown };

interface Call {
	path: string;
	/** The value that stands in the path for an input that holds several. */
	fanOutValue?: string;
	ids: string[];
}

const idOf = (spec: BatchWrite, item: PreparedItem) => String(item.inputs[spec.collect]);

/** The paths that an item wants to be part of: one, or one for each of the values that its operation spreads. */
function pathsOf(
	{ operation }: RunContext,
	item: PreparedItem,
): Array<{ path: string; fanOutValue?: string }> {
	if (!operation.fanOut) return [{ path: pathFor(operation, item) }];
	const { input, as } = operation.fanOut;
	return ((item.inputs[input] ?? []) as string[]).map((value) => ({
		path: pathFor(operation, item, { [as]: value }),
		fanOutValue: value,
	}));
}

/** How many ids are tried alone before a refusal is taken to be about the call and not about one of them. */
const PROBES = 10;

/** Sends one call and notes what its ids met. Returns Keap's refusal where one of several ids may be to blame for it. */
async function attempt(
	{ client, operation, items }: RunContext,
	spec: BatchWrite,
	{ path, ids }: Call,
	verdicts: Map<string, Verdict>,
): Promise<KeapError | undefined> {
	const request = { ...requestFor(operation, items[0], {}), path, query: {} };
	const response = await client
		.send({ ...request, body: { [spec.into]: ids } })
		.catch((error: unknown) => ({ error }));
	if (!('error' in response)) {
		const words =
			spec.results &&
			((response.body ?? {}) as Record<string, Record<string, string>>)[spec.results.property];
		for (const id of ids)
			verdicts.set(id, { word: words ? (words[id] ?? 'NOT_REPORTED') : 'SUCCESS' });
		return undefined;
	}
	const { error } = response;
	if (error instanceof KeapError && error.kind === 'badRequest' && ids.length > 1) return error;
	for (const id of ids) verdicts.set(id, { error });
	return undefined;
}

/** Halves a refused call until the bad ids are alone and the others have passed. */
async function halve(
	run: RunContext,
	spec: BatchWrite,
	call: Call,
	verdicts: Map<string, Verdict>,
): Promise<void> {
	const middle = Math.ceil(call.ids.length / 2);
	for (const ids of [call.ids.slice(0, middle), call.ids.slice(middle)]) {
		const half = { ...call, ids };
		if (ids.length > 0 && (await attempt(run, spec, half, verdicts)))
			await halve(run, spec, half, verdicts);
	}
}

/** Sends one call. When Keap refuses it whole, it is broken up, unless no id that is tried alone passes either. */
async function send(
	run: RunContext,
	spec: BatchWrite,
	call: Call,
	verdicts: Map<string, Verdict>,
): Promise<void> {
	const error = await attempt(run, spec, call, verdicts);
	if (!error) return;
	const step = Math.max(1, Math.floor(call.ids.length / PROBES));
	const probes = call.ids.filter((_, i) => i % step === 0).slice(0, PROBES);
	let passed = false;
	for (const id of probes) {
		await attempt(run, spec, { ...call, ids: [id] }, verdicts);
		passed = 'word' in (verdicts.get(id) ?? {});
		if (passed) break;
	}
	const ids = call.ids.filter((id) => !verdicts.has(id));
	if (passed) await halve(run, spec, { ...call, ids }, verdicts);
	else for (const id of ids) verdicts.set(id, { error });
}

/** Why an id was refused inside a call that succeeded. */
function refusal(spec: BatchWrite, word: string, fanOutValue: string | undefined): InputError {
	const said = spec.results?.words?.[word] ?? `Keap says ${word}`;
	return rejectedInBatch(fanOutValue ? `${said} (${fanOutValue})` : said);
}

/** What Keap doesn't know of a call whose records are in its body can only be the record in its path. */
function inWords(
	{ inputs, fanOut: spec }: Operation,
	error: unknown,
	fanOutValue?: string,
): unknown {
	if (!fanOutValue || !(error instanceof KeapError) || error.kind !== 'notFound') return error;
	const field = inputs.find(({ name }) => name === spec?.input);
	const noun = field?.kind === 'tags' ? 'tag' : 'record';
	return unknownRecord(field?.label ?? noun, noun, fanOutValue, error.remedy);
}

/** Writes that Keap takes for many records at once: the items that share a path go out together. */
export const batchWrite: Flow = async (run) => {
	const { operation, results } = run;
	const spec = operation.batch;
	if (spec?.kind !== 'write') return;

	const idsByPath = new Map<string, { fanOutValue?: string; ids: Set<string> }>();
	for (const item of run.items) {
		for (const { path, fanOutValue } of pathsOf(run, item)) {
			const known = idsByPath.get(path);
			if (known) known.ids.add(idOf(spec, item));
			else idsByPath.set(path, { fanOutValue, ids: new Set([idOf(spec, item)]) });
		}
	}
	const verdicts = new Map<string, Map<string, Verdict>>();
	const calls: Call[] = [...idsByPath].flatMap(([path, { fanOutValue, ids }]) => {
		verdicts.set(path, new Map());
		return chunks([...ids], spec.chunk).map((chunk) => ({ path, fanOutValue, ids: chunk }));
	});
	const before = run.client.stats.calls;
	await forEachConcurrent(
		calls,
		async (call) => await send(run, spec, call, verdicts.get(call.path) ?? new Map()),
	);

	const good = new Set(spec.results?.good ?? ['SUCCESS']);
	let wanted = 0;
	for (const item of run.items) {
		const outcomes = pathsOf(run, item).map(({ path, fanOutValue }) => {
			wanted++;
			return { fanOutValue, verdict: verdicts.get(path)?.get(idOf(spec, item)) };
		});
		const failed = outcomes.find(
			({ verdict }) => !verdict || 'error' in verdict || !good.has(verdict.word),
		);
		if (failed) {
			const { verdict, fanOutValue } = failed;
			const word = verdict && 'word' in verdict ? verdict.word : 'nothing';
			results.fail(
				item.index,
				verdict && 'error' in verdict
					? inWords(operation, verdict.error, fanOutValue)
					: refusal(spec, word, fanOutValue),
			);
			continue;
		}
		const words = outcomes.map(({ fanOutValue, verdict }) => ({
			...(fanOutValue ? { [operation.fanOut?.as ?? 'id']: fanOutValue } : {}),
			result: verdict && 'word' in verdict ? verdict.word : '',
		}));
		results.add(item.index, { success: true, [spec.collect]: idOf(spec, item), results: words });
	}
	run.callsSaved += Math.max(0, wanted - (run.client.stats.calls - before));
};
