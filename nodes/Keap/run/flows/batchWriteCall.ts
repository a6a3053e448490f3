import { keapError, KeapError } from '../../api/errors';
import { isObject } from '../../api/json';
import type { KeapRequest, KeapResponse } from '../../api/request';
import { inputsOf, type BatchWrite } from '../../descriptor/operation';
import {
	oneOfTwoUnknown,
	rejectedInBatch,
	unexplained,
	unknownInPath,
	unknownRecord,
} from '../../messages/inputErrors';
import { BY_KIND, notReported } from '../../messages/keapErrors';
import { requestFor } from '../requests/request';
import type { Target } from './batchTargets';
import { isFanOutValueMissing, unknownFanOutValue } from './fanOutValue';
import type { RunContext } from './runContext';
import { isRejection, type Batch, type Records, type Reply } from './sendDivided';
import { isReference } from './unknownReferences';

/** Sends targets of one path together and notes what came of each. */
export class BatchWriteCall implements Batch<Target> {
	constructor(
		private readonly run: RunContext,
		private readonly spec: BatchWrite,
	) {}

	async send(targets: Records<Target>): Promise<Reply> {
		const { client, stats } = this.run;
		const response = await client
			.send(this.request(targets))
			.catch(async (error: unknown) => await this.failure(targets, error));
		if (response instanceof KeapError) {
			stats.callsSaved--;
			if (response.mayHaveBeenDone) for (const target of targets) target.mayHaveBeenDone = true;
			return response;
		}
		if (!response) return 'failed';
		for (const target of targets) this.note(target, response);
		stats.callsSaved += targets.reduce((sum, { items }) => sum + items.length, 0) - 1;
		return 'accepted';
	}

	async rejected(target: Target, error: KeapError): Promise<void> {
		if (error.kind !== 'notFound') return this.fail(target, error);
		const { label, noun } = this.record;
		const { id, fanOutValue } = target;
		if (await this.isIdMissing(target))
			this.fail(target, unknownRecord(label, noun, id, BY_KIND.notFound().remedy));
		else if (fanOutValue !== undefined)
			this.fail(target, oneOfTwoUnknown(label, `${noun} ${id}`, `record ${fanOutValue}`));
		else if (target.path === this.run.operation.path) this.fail(target, error);
		else this.fail(target, unknownInPath(this.recordsInPath(target)));
	}

	rejectedTogether(targets: readonly Target[], error: KeapError): void {
		for (const target of targets) this.fail(target, error);
	}

	async isAbout(target: Target, { kind, detail = '' }: KeapError): Promise<boolean> {
		if (detail.split(/[^\w-]+/).includes(target.id)) return true;
		return kind === 'notFound' && (await this.isIdMissing(target));
	}

	stopped(): boolean {
		return this.run.results.stopped;
	}

	private request(targets: Records<Target>): KeapRequest {
		const [{ path, items, body }] = targets;
		const mayHaveBeenDone = targets.some((target) => target.mayHaveBeenDone);
		const request = { ...requestFor(this.run.operation, items[0], {}), mayHaveBeenDone };
		const ids = { [this.spec.into]: targets.map(({ id }) => id) };
		if (this.spec.in !== 'query') return { ...request, path, query: {}, body: { ...body, ...ids } };
		// After a lost response, a 404 for several records doesn't say that all of them are gone.
		const alone = targets.length === 1 ? {} : { alreadyDoneOn: [] };
		return { ...request, ...alone, path, query: ids };
	}

	/** Keap's rejection where one of the targets may be to blame for it; otherwise the error is that of all of them. */
	private async failure(targets: Records<Target>, error: unknown): Promise<KeapError | undefined> {
		const mayBeOne = error instanceof KeapError && isRejection(error);
		const [{ fanOutValue }] = targets;
		const isPathUnknown =
			mayBeOne &&
			error.kind === 'notFound' &&
			fanOutValue !== undefined &&
			(await isFanOutValueMissing(this.run, this.spec.fanOut, fanOutValue));
		if (mayBeOne && !isPathUnknown) return error;
		const theirs =
			isPathUnknown && fanOutValue !== undefined
				? unknownFanOutValue(this.run.operation, this.spec.fanOut, fanOutValue)
				: error;
		for (const target of targets) this.fail(target, theirs);
		return undefined;
	}

	/** Whether a 404 for a target alone is about its id: the other record exists, or the call names no other. */
	private async isIdMissing({ fanOutValue }: Target): Promise<boolean> {
		if (fanOutValue === undefined) {
			const { collect } = this.spec;
			return !inputsOf(this.run.operation).some(
				(field) => isReference(field) && field.name !== collect,
			);
		}
		return (await isFanOutValueMissing(this.run, this.spec.fanOut, fanOutValue)) === false;
	}

	/** The records that the path of a target names, as in `automation 5 or sequence 7`. */
	private recordsInPath({ items: [item] }: Target): string {
		const { inputs, path } = this.run.operation;
		return inputs
			.filter(({ name }) => path.includes(`{${name}}`))
			.map(({ name, label }) => `${label.toLowerCase()} ${String(item.inputs[name])}`)
			.join(' or ');
	}

	/** What the collected ids are called. */
	private get record(): { label: string; noun: string } {
		const field = this.run.operation.inputs.find(({ name }) => name === this.spec.collect);
		const label = field?.label ?? 'Record';
		return { label, noun: label.toLowerCase() };
	}

	private note(target: Target, response: KeapResponse): void {
		const { results } = this.spec;
		if (!results) {
			target.outcome = { word: this.spec.fanOut?.done ?? 'done' };
			return;
		}
		const { property, good, alreadyDone = [], words = {} } = results;
		const reported = isObject(response.body) ? response.body[property] : undefined;
		const word = isObject(reported) ? reported[target.id] : undefined;
		if (typeof word !== 'string' || word === '') this.fail(target, this.unreported(target));
		else if (good[word] !== undefined) target.outcome = { word: good[word] };
		else if (response.retriedAfterLoss && alreadyDone.includes(word))
			target.outcome = { word: Object.values(good)[0] ?? '' };
		else {
			const { id, fanOutValue: value } = target;
			this.fail(target, rejectedInBatch(words[word] ?? unexplained(word), { id, value }));
		}
	}

	private unreported({ path }: Target): KeapError {
		const { method } = this.run.operation;
		return keapError('unknownOutcome', { method, path }, notReported(this.record.noun));
	}

	/** The items fail at once, so that a run that stops at errors begins nothing more. */
	private fail(target: Target, error: unknown): void {
		target.outcome = { error };
		this.run.results.failUnsettled(target.items, error);
	}
}
