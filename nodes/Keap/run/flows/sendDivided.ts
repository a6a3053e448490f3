import { KeapError, type KeapErrorKind } from '../../api/errors';
import { rejectedWithBatch } from '../../messages/keapErrors';

/** What came of one call that carried several records. */
export type Reply =
	/** Keap took it; what it said of each record is noted. */
	| 'accepted'
	/** It failed otherwise, or its outcome is unknown; that is noted for all its records. */
	| 'failed'
	/** Keap rejected it as a whole: nothing of it was carried out. */
	| KeapError;

/** The records of one call, of which there is at least one. */
export type Records<T> = readonly [T, ...T[]];

const areSome = <T>(records: readonly T[]): records is Records<T> => records.length > 0;

/** How the records of a batch are sent, and who is told what came of them. */
export interface Batch<T> {
	send(records: Records<T>): Promise<Reply>;
	/** A record that was rejected when it was sent by itself. */
	rejected(record: T, error: KeapError): Promise<void>;
	/** Records that were not sent by themselves, of a batch that was rejected. */
	rejectedTogether(records: readonly T[], error: KeapError): void;
	/** Whether the rejection of a single record is certainly about this record, and not about the call. */
	isAbout(record: T, error: KeapError): Promise<boolean>;
	/** Whether nothing more is to be sent. */
	stopped(): boolean;
}

const REJECTIONS = new Set<KeapErrorKind>(['badRequest', 'conflict', 'forbidden', 'notFound']);

/** Whether Keap certainly carried out nothing of a call, and one of its records may be to blame. */
export const isRejection = ({ kind }: KeapError): boolean => REJECTIONS.has(kind);

/** How many records are sent by themselves before a rejection is taken to be about the call. */
const PROBES = 10;

/** How often the rest is sent anew because a probe failed for a reason of its own, such as a lost connection. */
const FRESH_STARTS = 2;

/** The golden ratio scatters the probes: evenly spaced ones would all meet every second record. */
const SCATTER = 0.618_033_988_75;

function probesOf<T>(records: readonly T[]): Set<T> {
	if (records.length <= PROBES) return new Set(records);
	const places = Array.from({ length: PROBES }, (_, i) =>
		Math.floor(((i * SCATTER) % 1) * records.length),
	);
	return new Set(places.flatMap((place) => records.slice(place, place + 1)));
}

/**
 * Sends records in one call. When Keap rejects it as a whole, some are sent by themselves. Once one of them is accepted,
 * the rejection is known to be about others, which are found by halving: with one bad record among two hundred it takes
 * fewer than twenty calls. If none is accepted, the rejection is about the call, and the remaining records share it, unless
 * it is certainly about the very records; then each is sent by itself. A probe that fails, for want of a connection or of
 * calls, says nothing of the others: they are sent together once more, and fail for the same reason if it persists.
 */
export async function sendDivided<T>(
	records: readonly T[],
	batch: Batch<T>,
	freshStarts = FRESH_STARTS,
): Promise<void> {
	if (!areSome(records)) return;
	const reply = await batch.send(records);
	if (typeof reply === 'string') return;
	if (records.length === 1) return await batch.rejected(records[0], reply);

	const { accepted, failed, rejected, left } = await probe(records, batch);
	if (batch.stopped() || left.length === 0) return;
	if (failed && freshStarts > 0) return await sendDivided(left, batch, freshStarts - 1);
	if (accepted) {
		// With a bad one among the probes, the rest may be all good.
		if (rejected.length > 0) await sendOrHalve(left, batch);
		else await halve(left, batch);
		return;
	}
	const verdicts = await Promise.all(
		rejected.map(async ([record, error]) => await batch.isAbout(record, error)),
	);
	if (verdicts.length > 0 && verdicts.every(Boolean)) {
		for (const record of left) if (!batch.stopped()) await sendOrHalve([record], batch);
	} else {
		batch.rejectedTogether(left, shared(reply, rejected.length));
	}
}

/** The error of the records that were not sent by themselves; `tried` others were, and none was accepted. */
function shared(error: KeapError, tried: number): KeapError {
	const { kind, status, detail, method, path } = error;
	const { message, remedy } = rejectedWithBatch(error, tried);
	return new KeapError(kind, message, { remedy, status, detail, method, path });
}

interface Probed<T> {
	accepted: boolean;
	failed: boolean;
	rejected: Array<[T, KeapError]>;
	/** The records that were not sent by themselves. */
	left: T[];
}

/** Sends some records by themselves until one is accepted, or fails. */
async function probe<T>(records: readonly T[], batch: Batch<T>): Promise<Probed<T>> {
	const rejected: Array<[T, KeapError]> = [];
	const sent = new Set<T>();
	let reply: Reply | undefined;
	for (const record of probesOf(records)) {
		if (typeof reply === 'string' || batch.stopped()) break;
		reply = await batch.send([record]);
		sent.add(record);
		if (typeof reply === 'string') continue;
		await batch.rejected(record, reply);
		rejected.push([record, reply]);
	}
	const [accepted, failed] = [reply === 'accepted', reply === 'failed'];
	return { accepted, failed, rejected, left: records.filter((record) => !sent.has(record)) };
}

async function sendOrHalve<T>(records: readonly T[], batch: Batch<T>): Promise<void> {
	if (!areSome(records) || batch.stopped()) return;
	const reply = await batch.send(records);
	if (typeof reply === 'string') return;
	if (records.length === 1) await batch.rejected(records[0], reply);
	else await halve(records, batch);
}

/** For records at least one of which is bad. */
async function halve<T>(records: readonly T[], batch: Batch<T>): Promise<void> {
	const middle = Math.ceil(records.length / 2);
	await sendOrHalve(records.slice(0, middle), batch);
	await sendOrHalve(records.slice(middle), batch);
}
