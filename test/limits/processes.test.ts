import { useClock } from '../../nodes/Keap/api/clock';
import { VirtualClock } from '../support/virtualClock';
import { Network, sendMany, type NetworkOptions } from './network';
import { randomFrom } from './support';

/** A key that several n8n processes and other programs use at once; each process knows only its own calls. */

const SHAPES: NetworkOptions[] = (['rolling', 'calendar'] as const).flatMap((window) =>
	(['rolling', 'smoothed'] as const).map((spike) => ({ limits: { window }, spike })),
);

/** What 600 calls need at the very least, were they made by one process. */
const IDEAL_MS = 133_000;

describe.each(SHAPES)('$limits.window minute, $spike second, an uneven line', (shape) => {
	const clock = new VirtualClock(() => false, Date.UTC(2026, 0, 5, 12, 0, 37));
	let network: Network;
	let begin: number;
	beforeEach(() => {
		useClock(clock);
		jest.spyOn(Math, 'random').mockImplementation(randomFrom(5));
		network = new Network(clock, shape);
		begin = clock.now();
	});
	afterEach(() => {
		jest.restoreAllMocks();
		useClock();
	});
	const elapsed = () => clock.now() - begin;

	it('one process sends 600 calls', async () => {
		expect(await sendMany(network.client(), 600)).toBe(600);
		expect(elapsed()).toBeLessThan(1.15 * IDEAL_MS);
		// A gateway that wants every call a tenth of a second after the last one sees some overtake each other.
		expect(network.refusals).toBeLessThanOrEqual(shape.spike === 'smoothed' ? 30 : 0);
	});

	it('two processes send 300 calls each', async () => {
		const clients = [network.client(), network.client()];
		const done = await Promise.all(clients.map((client) => sendMany(client, 300)));
		expect(done).toEqual([300, 300]);
		expect(elapsed()).toBeLessThan(1.35 * IDEAL_MS);
		expect(network.refusals).toBeLessThan(0.2 * 600);
	});

	it('one process sends 300 calls while another program calls twice a second and never waits', async () => {
		let on = true;
		const program = async () => {
			while (on) {
				await network.call();
				await clock.sleep(500);
			}
		};
		const other = program();
		expect(await sendMany(network.client(), 300)).toBe(300);
		expect(elapsed()).toBeLessThan(180_000);
		on = false;
		await other;
	});
});
