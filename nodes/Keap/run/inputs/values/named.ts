import type { Json } from '../../../api/json';
import type { ListRequest, Lookups } from '../../../api/lookups';
import type { Collection } from '../../../descriptor/collection';
import {
	ambiguousName,
	parentNeeded,
	unknownName,
	type InputError,
} from '../../../messages/inputErrors';
import { folded } from './scalars';

/** Finds records by what a person calls them: the `byName` of their collection says how. */

/** An input that refers to records. */
export interface Reference {
	label: string;
	of: Collection;
}

type Inputs = Readonly<Record<string, unknown>>;

/** What Keap's filters take literally. */
const FILTERABLE = /^[^;,*<>=]+$/;

/** What a list calls its records, made once for each list: a run may ask for as many names as it has items. */
const indexes = new WeakMap<readonly Json[], ReadonlyMap<string, readonly Json[]>>();

function indexOf(records: readonly Json[], namesOf: (record: Json) => readonly string[]) {
	const known = indexes.get(records);
	if (known) return known;
	const index = new Map<string, Json[]>();
	for (const record of records) {
		for (const name of new Set(namesOf(record).map(folded))) {
			const same = index.get(name);
			if (same) same.push(record);
			else index.set(name, [record]);
		}
	}
	indexes.set(records, index);
	return index;
}

export class Named {
	private readonly label: string;
	private readonly of: Collection;

	constructor(
		{ label, of }: Reference,
		private readonly lookups: Lookups,
		private readonly inputs: Inputs,
	) {
		this.label = label;
		this.of = of;
	}

	/**
	 * The ID of the record that is called so; undefined where there is none.
	 * @throws InputError when several are
	 */
	async find(text: string): Promise<string | undefined> {
		const { of, lookups } = this;
		const name = text.trim();
		const found = await this.candidates(name);
		const exact = found.filter((record) => this.namesOf(record).includes(name));
		const [record, ...others] = exact.length === 1 ? exact : found;
		if (!record) return undefined;
		const idOf = (one: Json) =>
			lookups.idOf(one, of.idProperty, of.noun.toLowerCase(), this.request());
		if (others.length > 0)
			throw ambiguousName(
				this.label,
				of.plural.toLowerCase(),
				name,
				[record, ...others].map((one) => ({ id: idOf(one), label: of.picker.label(one, '') })),
			);
		return idOf(record);
	}

	/** The error that nothing is called so. `remedy` is what else the user may do. */
	async missing(name: string, remedy?: string): Promise<InputError> {
		const all = this.of.byName?.typed ? [] : await this.all();
		const names = all.map((record) => this.namesOf(record).find(Boolean) ?? '').filter(Boolean);
		return unknownName(this.label, this.of.noun.toLowerCase(), name, names, remedy);
	}

	private namesOf(record: Json): readonly string[] {
		return this.of.byName?.names(record) ?? [];
	}

	/** The records that are called so, whatever the case. */
	private async candidates(name: string): Promise<readonly Json[]> {
		const wanted = folded(name);
		const { typed } = this.of.byName ?? {};
		const namesOf = (record: Json) => this.namesOf(record);
		if (!typed) return indexOf(await this.all(), namesOf).get(wanted) ?? [];
		if (!FILTERABLE.test(name)) return [];
		const found = await Promise.all(
			typed(name).map(async (filter) => await this.lookups.found(this.request(filter), this.of)),
		);
		const byId = new Map(found.flat().map((record) => [record[this.of.idProperty], record]));
		return [...byId.values()].filter((record) => namesOf(record).map(folded).includes(wanted));
	}

	private async all(): Promise<readonly Json[]> {
		return await this.lookups.records(this.request(), this.of);
	}

	private request(filter?: string): ListRequest {
		const { path, picker } = this.of;
		const within = picker.within && this.pathWithin(picker.within);
		const found = within ?? this.pathWithin(path);
		if (found === undefined) throw parentNeeded(this.label, Object.values(this.of.parents ?? {}));
		return { method: 'GET', path: found, query: { ...picker.query, filter } };
	}

	/** The path with the parents in it that are given above; undefined where one isn't. */
	private pathWithin(path: string): string | undefined {
		const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
		const isGiven = (name: string) => ['string', 'number'].includes(typeof this.inputs[name]);
		if (!names.every(isGiven)) return undefined;
		return path.replace(/\{(\w+)\}/g, (_, name: string) =>
			encodeURIComponent(String(this.inputs[name])),
		);
	}
}
