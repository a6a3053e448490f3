import { keapError, KeapError } from '../../api/errors';
import { isObject, objectsOf, type Json } from '../../api/json';
import type { BatchCreate } from '../../descriptor/operation';
import { notCreated } from '../../messages/inputErrors';
import { notReported } from '../../messages/keapErrors';
import type { PreparedItem } from '../inputs/preparedItem';
import { isEmpty, toText } from '../inputs/values/scalars';
import { requestFor } from '../requests/request';
import type { RunContext } from './runContext';
import { isRejection, type Batch, type Records, type Reply } from './sendDivided';

/** A record that an item wants to be created. */
export interface Draft {
	item: PreparedItem;
	/** Unique within a call. */
	identity: string;
	body: Json;
}

/** What a response says: the records that were made and the reasons for those that weren't, by identity. */
interface Report {
	made: Map<string, Json>;
	reasons: Map<string, string>;
	/** Reasons that come without the identity of their record. */
	loose: string[];
}

const identityOf = (record: unknown, property: string): string | undefined => {
	const identity = isObject(record) ? record[property] : undefined;
	return identity === undefined || identity === null ? undefined : String(identity);
};

function readReport(body: unknown, { identify, made, rejected }: BatchCreate): Report {
	const response = isObject(body) ? body : {};
	const report: Report = { made: new Map(), reasons: new Map(), loose: [] };
	for (const record of objectsOf(response[made])) {
		const identity = identityOf(record, identify);
		if (identity !== undefined) report.made.set(identity, record);
	}
	const rejections = response[rejected.list];
	for (const entry of Array.isArray(rejections) ? (rejections as unknown[]) : []) {
		const { [rejected.record]: record, [rejected.reason]: given } = isObject(entry)
			? entry
			: { [rejected.reason]: entry };
		const identity = identityOf(record, identify);
		const reason = isEmpty(given) ? 'Keap gives no reason' : toText(given);
		if (identity === undefined) report.loose.push(reason);
		else report.reasons.set(identity, reason);
	}
	return report;
}

/**
 * Creates records in one call and tells each item what came of its own. Creating twice is worse than not at all: only what
 * Keap certainly rejected is sent again in smaller calls.
 */
export class BatchCreateCall implements Batch<Draft> {
	constructor(
		private readonly run: RunContext,
		private readonly spec: BatchCreate,
	) {}

	async send(drafts: Records<Draft>): Promise<Reply> {
		const { client, operation, results, stats } = this.run;
		const body = { [this.spec.into]: drafts.map((draft) => draft.body) };
		const response = await client
			.send({ ...requestFor(operation, drafts[0].item), body })
			.catch((error: unknown) => {
				if (error instanceof KeapError && isRejection(error)) return error;
				for (const { item } of drafts) results.fail(item.index, error);
				return undefined;
			});
		if (response instanceof KeapError) {
			stats.callsSaved--;
			return response;
		}
		if (!response) return 'failed';
		await this.report(drafts, readReport(response.body, this.spec));
		stats.callsSaved += drafts.length - 1;
		return 'accepted';
	}

	async rejected({ item }: Draft, error: KeapError): Promise<void> {
		this.run.results.fail(item.index, error);
	}

	rejectedTogether(drafts: readonly Draft[], error: KeapError): void {
		for (const { item } of drafts) this.run.results.fail(item.index, error);
	}

	/** Reasons name values of a record, which others may share. */
	async isAbout(): Promise<boolean> {
		return false;
	}

	stopped(): boolean {
		return this.run.results.stopped;
	}

	private async report(drafts: readonly Draft[], { made, reasons, loose }: Report): Promise<void> {
		const { results, simplifier } = this.run;
		const silent: Draft[] = [];
		for (const draft of drafts) {
			const { item, identity } = draft;
			const record = made.get(identity);
			const reason = reasons.get(identity);
			if (record) results.add(item.index, await simplifier.simplify(record, item));
			else if (reason !== undefined) results.fail(item.index, notCreated(reason));
			else silent.push(draft);
		}
		// As many reasons without a record as records without a result: they belong together, if not one by one.
		const reason = loose.length === silent.length ? [...new Set(loose)].join('; ') : undefined;
		for (const { item } of silent) {
			results.fail(item.index, reason === undefined ? this.unreported() : notCreated(reason));
		}
	}

	private unreported(): KeapError {
		return keapError('unknownOutcome', this.run.operation, notReported('record'));
	}
}
