import type { IExecuteFunctions } from 'n8n-workflow';

import { clock } from '../../api/clock';
import * as texts from '../../messages/progress';

/** How often a run that takes long says so in n8n's log, in ms. */
const INTERVAL_MS = 60_000;

/** Tells n8n's log how far a run has come, about every minute. It has no timer: it looks at the clock whenever something is done. */
export class Progress {
	private toldAt = clock.elapsed();
	private doneThen = 0;

	/** @param total how many items there are */
	constructor(
		private readonly logger: IExecuteFunctions['logger'],
		private readonly total: number,
	) {}

	/** So many items have a result or an error. */
	done(items: number): void {
		const ms = this.due();
		if (ms === undefined) return;
		const perMs = (items - this.doneThen) / ms;
		this.doneThen = items;
		if (perMs <= 0) return;
		const leftMs = (this.total - items) / perMs;
		this.logger.info(texts.itemsDone(items, this.total, perMs * 60_000, leftMs));
	}

	/** So many records of a list have been read, of which `keys` are wanted. */
	read(records: number, keys: number): void {
		if (this.due() !== undefined) this.logger.info(texts.recordsRead(records, keys));
	}

	/** Milliseconds since the last line, once it is time for another one. */
	private due(): number | undefined {
		const now = clock.elapsed();
		const ms = now - this.toldAt;
		if (ms < INTERVAL_MS) return undefined;
		this.toldAt = now;
		return ms;
	}
}
