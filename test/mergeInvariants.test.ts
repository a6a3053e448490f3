import { contact } from '../nodes/Keap/resources/contact';
import { checkSlots } from '../nodes/Keap/run/inputs/entries';
import { mergeInto } from '../nodes/Keap/run/requests/merge';

/** What holds of merging whatever Keap has and whatever is given, tried on lists made from a fixed seed. */

type Json = Record<string, unknown>;

const RUNS = 1_000;

/** Numbers from 0 to 1, the same ones in every run. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
		return state / 4_294_967_296;
	};
}

const update = contact.operations.find(({ value }) => value === 'update')!;

interface Kind {
	key: string;
	by: string;
	slots: string[];
	/** What an entry is about. */
	value: string;
	movable: boolean;
}

const KINDS: Kind[] = [
	{
		key: 'email_addresses',
		by: 'field',
		slots: ['EMAIL1', 'EMAIL2', 'EMAIL3'],
		value: 'email',
		movable: true,
	},
	{
		key: 'phone_numbers',
		by: 'field',
		slots: ['PHONE1', 'PHONE2', 'PHONE3', 'PHONE4', 'PHONE5'],
		value: 'number',
		movable: true,
	},
	{ key: 'fax_numbers', by: 'field', slots: ['FAX1', 'FAX2'], value: 'number', movable: true },
	{
		key: 'social_accounts',
		by: 'type',
		slots: ['FACEBOOK', 'TWITTER', 'YOUTUBE'],
		value: 'name',
		movable: false,
	},
	{
		key: 'addresses',
		by: 'field',
		slots: ['BILLING', 'SHIPPING', 'OTHER'],
		value: 'line1',
		movable: false,
	},
];

/** Existing and given lists of one kind. Values are few, so that they meet. */
function lists({ by, slots, value }: Kind, random: () => number) {
	const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)];
	const entry = (slot: string | undefined): Json => ({
		...(slot === undefined ? {} : { [by]: slot }),
		[value]: pick(['a', 'b', 'c', 'd', 'e', 'f']),
	});
	const shuffled = [...slots].sort(() => random() - 0.5);
	const given = shuffled.slice(0, Math.floor(random() * (slots.length + 1))).map(entry);
	// Keap has each slot once, but may show entries without one.
	const existing = slots.filter(() => random() < 0.6).map(entry);
	while (random() < 0.2) existing.push(entry(pick([undefined, null as unknown as undefined])));
	return { existing, given };
}

describe.each(KINDS)('$key', (kind) => {
	const { key, by, value, movable } = kind;
	const random = seeded(7);
	const cases = Array.from({ length: RUNS }, () => lists(kind, random));
	const merge = (existing: Json[], given: Json[]) =>
		mergeInto(update, { [key]: existing }, { [key]: given })[key] as Json[];
	const values = (list: Json[]) => list.map((entry) => entry[value]);

	it('has everything that is given, in its slot', () => {
		for (const { existing, given } of cases) {
			const merged = merge(existing, given);
			for (const entry of given) expect(merged).toContainEqual(entry);
		}
	});

	it('loses nothing but what had the slot of something given', () => {
		for (const { existing, given } of cases) {
			const merged = merge(existing, given);
			const slots = given.map((entry) => entry[by]);
			for (const entry of existing)
				if (!slots.includes(entry[by])) expect(values(merged)).toContain(entry[value]);
		}
	});

	it('fills no slot twice', () => {
		for (const { existing, given } of cases) {
			const merged = merge(existing, given);
			expect(() => checkSlots(update, { [key]: merged })).not.toThrow();
		}
	});

	it('doubles no value that moves', () => {
		if (!movable) return;
		const times = (list: Json[], wanted: unknown) =>
			values(list).filter((one) => one === wanted).length;
		for (const { existing, given } of cases) {
			const merged = merge(existing, given);
			for (const wanted of new Set(values(merged)))
				expect(times(merged, wanted)).toBeLessThanOrEqual(
					Math.max(times(existing, wanted), times(given, wanted)),
				);
		}
	});

	it('changes nothing when it is done again', () => {
		for (const { existing, given } of cases) {
			const once = merge(existing, given);
			expect(merge(once, given)).toEqual(once);
		}
	});

	it('does not depend on the order of what is given', () => {
		const bySlot = (list: Json[]) =>
			list.map((entry) => `${String(entry[by])} ${String(entry[value])}`).sort();
		for (const { existing, given } of cases) {
			// Of two that are given the same value, either may be the one that moved.
			if (new Set(values(given)).size < given.length) continue;
			expect(bySlot(merge(existing, [...given].reverse()))).toEqual(bySlot(merge(existing, given)));
		}
	});

	it('keeps what is pushed aside', () => {
		if (!movable) return;
		const sorted = (list: Json[]) => values(list).map(String).sort();
		for (const { existing, given } of cases) {
			const [moved] = given;
			const source = existing.find((entry) => entry[value] === moved?.[value]);
			if (!source || !moved) continue;
			expect(sorted(merge(existing, [moved]))).toEqual(sorted(existing));
		}
	});
});
