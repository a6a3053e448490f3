import { FairQueue } from '../../nodes/Keap/api/fairQueue';

/** Who goes first among those who share a key. */

const entry = (name: string) => ({ owner: name.charAt(0), name });
const a1 = entry('a1');
const a2 = entry('a2');
const a3 = entry('a3');
const b1 = entry('b1');
const b2 = entry('b2');

function queueOf(...entries: Array<typeof a1>) {
	const queue = new FairQueue<typeof a1>();
	const ahead = entries.map((one) => queue.push(one));
	const rest = () => {
		const names: string[] = [];
		while (!queue.isEmpty) names.push(queue.shift()?.name ?? '');
		return names;
	};
	return { queue, ahead, rest };
}

it('owners take turns, and keep their own order', () => {
	const { ahead, rest } = queueOf(a1, a2, a3, b1, b2);
	expect(ahead).toEqual([0, 1, 2, 0, 1]);
	expect(rest()).toEqual(['a1', 'b1', 'a2', 'b2', 'a3']);
});

it('is empty at its end', () => {
	const { queue } = queueOf();
	expect(queue.isEmpty).toBe(true);
	expect(queue.shift()).toBeUndefined();
});

it('lets one leave', () => {
	const { queue, rest } = queueOf(a1, a2, b1);
	queue.remove(a1);
	queue.remove(b1);
	queue.remove(b2);
	queue.remove(a3);
	expect(rest()).toEqual(['a2']);
	const { queue: single } = queueOf(a1);
	single.remove(a1);
	expect(single.isEmpty).toBe(true);
});

it('lets some leave, each in its place', () => {
	const { queue, rest } = queueOf(a1, a2, a3, b1, b2);
	const gone = queue.removeWhere(({ name }) => ['a2', 'b1', 'b2'].includes(name));
	expect(gone).toEqual([a2, b1, b2]);
	expect(rest()).toEqual(['a1', 'a3']);
});
