import { useClock } from '../../nodes/Keap/api/clock';
import { VirtualClock } from '../support/virtualClock';
import { Network, sendMany, type NetworkOptions } from './network';

const clock = new VirtualClock(() => false, Date.UTC(2026, 0, 5, 12, 0, 37));
beforeAll(() => useClock(clock));
afterAll(() => useClock());

const timed = async (work: () => Promise<unknown>) => {
	const begin = clock.now();
	await work();
	return clock.now() - begin;
};

const SHAPES: NetworkOptions[] = (['rolling', 'calendar'] as const).flatMap((window) =>
	(['rolling', 'smoothed'] as const).map((spike) => ({ limits: { window }, spike })),
);

describe.each(SHAPES)('$limits.window minute, $spike second, over an uneven line', (shape) => {
	it('one process: 600 calls', async () => {
		const network = new Network(clock, shape);
		const client = network.client();
		const ms = await timed(() => sendMany(client, 600));
		console.log(JSON.stringify(shape), 'one', ms, network.refusals, client.tally);
	});

	it('two processes: 300 calls each', async () => {
		const network = new Network(clock, shape);
		const clients = [network.client(), network.client()];
		const ms = await timed(() => Promise.all(clients.map((client) => sendMany(client, 300))));
		console.log(JSON.stringify(shape), 'two', ms, network.refusals, clients.map((c) => c.tally));
	});

	it('another program that calls twice a second and does not wait', async () => {
		const network = new Network(clock, shape);
		let on = true;
		const foreign = async () => {
			while (on) {
				await network.call();
				await clock.sleep(500);
			}
		};
		const other = foreign();
		const client = network.client();
		const ms = await timed(() => sendMany(client, 300));
		on = false;
		await other;
		console.log(JSON.stringify(shape), 'other', ms, network.refusals, network.statuses.length, client.tally);
	});
});
