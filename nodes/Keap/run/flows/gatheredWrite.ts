import { KeapError } from '../../api/errors';
import type { GatheredWrite, Operation } from '../../descriptor/operation';
import { InputError } from '../inputError';
import { chunks, inParallel, pathFor, requestFor, type Flow, type Job } from '../job';
import type { Prepared } from '../prepare';

/** What one id met in one call: Keap's word for it, or an error. */
type Verdict = { word: string } | { error: unknown };

interface Call {
	path: string;
	/** The value that stands in the path for an input that holds several. */
	spread?: string;
	ids: string[];
}

const idOf = (spec: GatheredWrite, item: Prepared) => String(item.inputs[spec.collect]);

/** The paths that an item wants to be part of: one, or one for each of the values that its operation spreads. */
function pathsOf({ operation }: Job, item: Prepared): Array<{ path: string; spread?: string }> {
	if (!operation.spread) return [{ path: pathFor(operation, item) }];
	const { input, as } = operation.spread;
	return ((item.inputs[input] ?? []) as string[]).map((value) => ({
		path: pathFor(operation, item, { [as]: value }),
		spread: value,
	}));
}

/** How many ids are tried alone before a refusal is taken to be about the call and not about one of them. */
const PROBES = 10;

/** Sends one call and notes what its ids met. Returns Keap's refusal where one of several ids may be to blame for it. */
async function attempt(
	{ client, operation, items }: Job,
	spec: GatheredWrite,
	{ path, ids }: Call,
	verdicts: Map<string, Verdict>,
): Promise<KeapError | undefined> {
	const request = { ...requestFor(operation, items[0], {}), path, query: {} };
	const answer = await client
		.send({ ...request, body: { [spec.into]: ids } })
		.catch((error: unknown) => ({ error }));
	if (!('error' in answer)) {
		const words =
			spec.results &&
			((answer.body ?? {}) as Record<string, Record<string, string>>)[spec.results.property];
		for (const id of ids)
			verdicts.set(id, { word: words ? (words[id] ?? 'NOT_REPORTED') : 'SUCCESS' });
		return undefined;
	}
	const { error } = answer;
	if (error instanceof KeapError && error.kind === 'badRequest' && ids.length > 1) return error;
	for (const id of ids) verdicts.set(id, { error });
	return undefined;
}

/** Halves a refused call until the bad ids are alone and the others have passed. */
async function halve(
	job: Job,
	spec: GatheredWrite,
	call: Call,
	verdicts: Map<string, Verdict>,
): Promise<void> {
	const middle = Math.ceil(call.ids.length / 2);
	for (const ids of [call.ids.slice(0, middle), call.ids.slice(middle)]) {
		const half = { ...call, ids };
		if (ids.length > 0 && (await attempt(job, spec, half, verdicts)))
			await halve(job, spec, half, verdicts);
	}
}

/** Sends one call. When Keap refuses it whole, it is broken up, unless no id that is tried alone passes either. */
async function send(
	job: Job,
	spec: GatheredWrite,
	call: Call,
	verdicts: Map<string, Verdict>,
): Promise<void> {
	const error = await attempt(job, spec, call, verdicts);
	if (!error) return;
	const step = Math.max(1, Math.floor(call.ids.length / PROBES));
	const probes = call.ids.filter((_, i) => i % step === 0).slice(0, PROBES);
	let passed = false;
	for (const id of probes) {
		await attempt(job, spec, { ...call, ids: [id] }, verdicts);
		passed = 'word' in (verdicts.get(id) ?? {});
		if (passed) break;
	}
	const ids = call.ids.filter((id) => !verdicts.has(id));
	if (passed) await halve(job, spec, { ...call, ids }, verdicts);
	else for (const id of ids) verdicts.set(id, { error });
}

/** Why an id was refused inside a call that succeeded. */
function refusal(spec: GatheredWrite, word: string, spread: string | undefined): InputError {
	const said = spec.results?.words?.[word] ?? `Keap says ${word}`;
	return new InputError(
		spread ? `${said} (${spread})` : said,
		'Check that the record exists and that the key may change it',
	);
}

/** What Keap doesn't know of a call whose records are in its body can only be the record in its path. */
function inWords({ inputs, spread: spec }: Operation, error: unknown, spread?: string): unknown {
	if (!spread || !(error instanceof KeapError) || error.kind !== 'notFound') return error;
	const field = inputs.find(({ name }) => name === spec?.input);
	const noun = field?.kind === 'tags' ? 'tag' : 'record';
	return new InputError(
		`'${field?.label ?? noun}': Keap has no ${noun} with the ID ${spread}`,
		error.remedy,
	);
}

/** Writes that Keap takes for many records at once: the items that share a path go out together. */
export const gatheredWrite: Flow = async (job) => {
	const { operation, results } = job;
	const spec = operation.gather;
	if (spec?.kind !== 'write') return;

	const idsByPath = new Map<string, { spread?: string; ids: Set<string> }>();
	for (const item of job.items) {
		for (const { path, spread } of pathsOf(job, item)) {
			const known = idsByPath.get(path);
			if (known) known.ids.add(idOf(spec, item));
			else idsByPath.set(path, { spread, ids: new Set([idOf(spec, item)]) });
		}
	}
	const verdicts = new Map<string, Map<string, Verdict>>();
	const calls: Call[] = [...idsByPath].flatMap(([path, { spread, ids }]) => {
		verdicts.set(path, new Map());
		return chunks([...ids], spec.chunk).map((chunk) => ({ path, spread, ids: chunk }));
	});
	const before = job.client.tally.calls;
	await inParallel(
		calls,
		async (call) => await send(job, spec, call, verdicts.get(call.path) ?? new Map()),
	);

	const good = new Set(spec.results?.good ?? ['SUCCESS']);
	let wanted = 0;
	for (const item of job.items) {
		const outcomes = pathsOf(job, item).map(({ path, spread }) => {
			wanted++;
			return { spread, verdict: verdicts.get(path)?.get(idOf(spec, item)) };
		});
		const failed = outcomes.find(
			({ verdict }) => !verdict || 'error' in verdict || !good.has(verdict.word),
		);
		if (failed) {
			const { verdict, spread } = failed;
			const word = verdict && 'word' in verdict ? verdict.word : 'nothing';
			results.fail(
				item.index,
				verdict && 'error' in verdict
					? inWords(operation, verdict.error, spread)
					: refusal(spec, word, spread),
			);
			continue;
		}
		const words = outcomes.map(({ spread, verdict }) => ({
			...(spread ? { [operation.spread?.as ?? 'id']: spread } : {}),
			result: verdict && 'word' in verdict ? verdict.word : '',
		}));
		results.add(item.index, { success: true, [spec.collect]: idOf(spec, item), results: words });
	}
	job.saved += Math.max(0, wanted - (job.client.tally.calls - before));
};
