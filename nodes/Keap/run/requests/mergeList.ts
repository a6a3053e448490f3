import { without, type Json } from '../../api/json';
import type { Field, MergeByKey } from '../../descriptor/field';
import { freeSlot, identityOf } from '../inputs/entries';
import { isEmpty } from '../inputs/values/scalars';
import { comparable, overlay, writable } from './mergeEntry';
import { sameNumber } from './sameValue';

/** An entry of the list that is being put together. */
interface Cell {
	/** What identifies it, such as its slot; undefined where it has nothing of the kind. */
	slot: string | undefined;
	entry: Json;
	/** Where it stands in the list. */
	position: number;
}

/** An entry that gets the slot `to` because its value was given for it. */
interface Move {
	cell: Cell;
	to: string;
}

/** Keap lists slots and custom fields without a value, too. */
const holdsSomething = (entry: Json, by: string) =>
	Object.entries(entry).some(([key, value]) => key !== by && !isEmpty(value));

/** Whether people name entries by an ID: such an entry is there, whatever it holds; a slot may be empty. */
const isNamed = (field: Field | undefined, by: string) =>
	field?.kind === 'objects' &&
	field.fields.some(({ key, kind }) => key === by && (kind === 'text' || kind === 'id'));

const inSlot = (cells: readonly Cell[], slot: string) => cells.find((cell) => cell.slot === slot);

/**
 * The slot that a move to `to` leaves free in the end: where an entry comes from may be where the next one moves to.
 * Undefined where there is none; `sources` holds the slot that each move comes from.
 */
function freedBy(to: string, sources: ReadonlyMap<string, string | undefined>): string | undefined {
	const passed = new Set<string>();
	let slot: string | undefined = to;
	while (slot !== undefined && sources.has(slot)) {
		if (passed.has(slot)) return undefined;
		passed.add(slot);
		slot = sources.get(slot);
	}
	return slot;
}

/** Merges one list; what is given comes with a slot of its own or without one. */
class ListMerge {
	private cells: Cell[];
	/** Where Keap has each slot, so that an entry that moves takes the position of the one before it. */
	private readonly positions = new Map<string | undefined, number>();
	private readonly slotted: Array<{ slot: string; entry: Json }> = [];
	private readonly slotless: Json[] = [];

	constructor(
		existing: readonly Json[],
		given: readonly Json[],
		private readonly rule: MergeByKey,
		private readonly field: Field | undefined,
	) {
		const { by } = rule;
		this.cells = existing
			.map((entry, position) => ({
				slot: identityOf(entry, by),
				entry: writable(entry, field),
				position,
			}))
			.filter(({ entry }) => isNamed(field, by) || holdsSomething(entry, by));
		for (const { slot, position } of this.cells)
			if (!this.positions.has(slot)) this.positions.set(slot, position);
		for (const entry of given) {
			const slot = identityOf(entry, by);
			if (slot === undefined) this.slotless.push(entry);
			else this.slotted.push({ slot, entry });
		}
	}

	run(): Json[] {
		this.move(this.findMoves());
		for (const { slot, entry } of this.slotted) {
			const cell = this.cellFor(slot, entry);
			if (cell) cell.entry = overlay(cell.entry, entry);
			else this.cells.push({ slot, entry, position: this.positionOf(slot) });
		}
		this.cells.sort((a, b) => a.position - b.position);
		for (const entry of this.slotless) this.addSlotless(entry);
		return this.cells.map(({ entry }) => entry);
	}

	private positionOf(slot: string): number {
		return this.positions.get(slot) ?? Number.MAX_SAFE_INTEGER;
	}

	/** Whether an entry says what it is about, where it may move. */
	private hasValue(entry: Json): boolean {
		const { movable } = this.rule;
		return movable !== undefined && comparable(entry[movable]) !== '';
	}

	/** Whether an entry is about the same as a given one that has a value. */
	private isSame(known: Json, given: Json): boolean {
		const { movable = '' } = this.rule;
		return movable === 'number'
			? sameNumber(known, given.number)
			: comparable(known[movable]) === comparable(given[movable]);
	}

	/** The entry in a slot; where Keap has several there, the one with the given value. */
	private cellFor(slot: string, given: Json): Cell | undefined {
		const cells = this.cells.filter((cell) => cell.slot === slot);
		return cells.find((cell) => this.isSame(cell.entry, given)) ?? cells[0];
	}

	/** Given values that Keap has in another slot. */
	private findMoves(): Move[] {
		// One that was given again for the slot that it has stays.
		const stays = (cell: Cell) =>
			this.slotted.some(({ slot, entry }) => slot === cell.slot && this.isSame(cell.entry, entry));
		const moves: Move[] = [];
		for (const { slot: to, entry } of this.slotted) {
			const there = this.cellFor(to, entry);
			if (!this.hasValue(entry) || (there && this.isSame(there.entry, entry))) continue;
			const cell = this.cells.find(
				(known) =>
					this.isSame(known.entry, entry) &&
					!stays(known) &&
					!moves.some((move) => move.cell === known),
			);
			if (cell) moves.push({ cell, to });
		}
		return moves;
	}

	/** An entry that moves leaves its slot to the one that it pushes aside, so that neither is lost or doubled. */
	private move(moves: readonly Move[]): void {
		const sources = new Map(moves.map(({ cell, to }) => [to, cell.slot]));
		const filled = new Set(
			this.slotted
				.filter(({ entry }) => this.rule.movable !== undefined && this.rule.movable in entry)
				.map(({ slot }) => slot),
		);
		const moved = new Set(moves.map(({ cell }) => cell));
		const replaced = new Set<Cell>();
		const homeless: Cell[] = [];
		const placed: Move[] = [...moves];
		for (const { to } of moves) {
			const aside = inSlot(this.cells, to);
			if (!aside || moved.has(aside)) continue;
			const free = freedBy(to, sources);
			if (free === undefined) homeless.push(aside);
			else if (filled.has(free)) replaced.add(aside);
			else placed.push({ cell: aside, to: free });
		}
		for (const { cell, to } of placed) {
			cell.slot = to;
			cell.position = this.positionOf(to);
			cell.entry = { ...cell.entry, [this.rule.by]: to };
		}
		this.cells = this.cells.filter((cell) => !replaced.has(cell));
		homeless.sort((a, b) => a.position - b.position);
		for (const cell of homeless) this.toFreeSlot(cell);
	}

	/** For an entry that was pushed aside by one without a slot. */
	private toFreeSlot(cell: Cell): void {
		const given = this.slotted.map(({ slot }) => slot);
		const taken = new Set([...this.cells.map(({ slot }) => slot), ...given]);
		cell.slot = freeSlot(this.field, this.rule, taken);
		cell.entry = { ...cell.entry, [this.rule.by]: cell.slot };
	}

	/** An entry for no slot in particular: the one with its value, or one more. */
	private addSlotless(given: Json): void {
		const { by } = this.rule;
		const entry = without(given, by);
		if (!holdsSomething(entry, by)) return;
		const hasValue = this.hasValue(entry);
		const known = this.cells.find((cell) =>
			hasValue ? this.isSame(cell.entry, entry) : this.says(cell.entry, entry),
		);
		if (known) {
			known.entry = overlay(known.entry, entry);
			return;
		}
		const taken = new Set(this.cells.map((cell) => cell.slot));
		const slot = hasValue ? freeSlot(this.field, this.rule, taken) : undefined;
		this.cells.push({ slot, entry: { ...entry, [by]: slot }, position: this.cells.length });
	}

	private says(known: Json, given: Json): boolean {
		return Object.entries(given).every(
			([key, value]) => comparable(known[key]) === comparable(value),
		);
	}
}

/**
 * A list with the given entries in it: those of the same identity are put over the existing ones, the others of either are
 * there as well. Nothing that is given or exists is changed.
 */
export const mergeList = (
	existing: readonly Json[],
	given: readonly Json[],
	rule: MergeByKey,
	field: Field | undefined,
): Json[] => new ListMerge(existing, given, rule, field).run();

/** Plain values: those that exist, and then those that are new. */
export function union(existing: readonly unknown[], given: readonly unknown[]): unknown[] {
	const known = new Set(existing.map(String));
	return [...existing, ...given.filter((value) => !known.has(String(value)))];
}
