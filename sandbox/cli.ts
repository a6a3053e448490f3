import { Command, InvalidArgumentError } from 'commander';
import { bringUpToDate } from './seed/recent';
import { createSandbox, DEFAULT_KEY, RESTRICTED_KEY } from './index';

interface Options {
	port: number;
	contacts: number;
	file?: string;
	limits: boolean;
	perSecond?: number;
	perMinute?: number;
	perDay?: number;
	spike: 'rolling' | 'smoothed';
	latency: number;
	hookDelay: number;
}

function count(value: string): number {
	if (!/^\d+$/.test(value)) throw new InvalidArgumentError('Not a whole number.');
	return Number(value);
}

function spike(value: string): Options['spike'] {
	if (value !== 'rolling' && value !== 'smoothed')
		throw new InvalidArgumentError('rolling or smoothed.');
	return value;
}

async function main(): Promise<void> {
	const program = new Command('sandbox')
		.description('A sandbox that runs on this machine, for trying out n8n-nodes-keap')
		.option('--port <number>', 'port to listen on', count, 8181)
		.option('--contacts <number>', 'believable contacts to begin with', count, 3000)
		.option('--file <path>', 'keep everything in this SQLite file instead of in memory')
		.option('--no-limits', 'reject no call, however many there are')
		.option('--per-second <number>', 'calls a key may make in a second', count)
		.option('--per-minute <number>', 'calls a key may make in a minute', count)
		.option('--per-day <number>', 'calls a key may make in a day', count)
		.option(
			'--spike <kind>',
			'how the limit per second works: rolling or smoothed',
			spike,
			'rolling',
		)
		.option('--latency <ms>', 'time every response takes at least', count, 0)
		.option(
			'--hook-delay <ms>',
			'REST hooks are told of changes after this time to twice as much',
			count,
			1_000,
		)
		.parse();
	const {
		port,
		contacts,
		file,
		limits,
		perSecond,
		perMinute,
		perDay,
		spike: kind,
		latency,
		hookDelay,
	} = program.opts<Options>();
	const figures = Object.entries({ perSecond, perMinute, perDay }).filter(
		([, value]) => value !== undefined,
	);
	const sandbox = await createSandbox({
		contacts,
		...(file === undefined ? {} : { file }),
		limits: limits ? Object.fromEntries(figures) : false,
		spike: kind,
		latencyMs: latency,
		hooks: { automatic: true, delayMs: hookDelay },
	});
	bringUpToDate(sandbox.store, { now: Date.now(), contacts });
	const { url } = await sandbox.listen(port);
	console.log(`A sandbox that behaves like Keap. It is not Keap, and nothing leaves this machine.

  Address         ${url}/crm/rest
  Key             ${DEFAULT_KEY}
  Restricted key  ${RESTRICTED_KEY}
  Controls        ${url}/__sandbox/state
  REST hooks      ${url}/__sandbox/hooks
`);
	const stop = () => void sandbox.close().then(() => process.exit(0));
	process.once('SIGINT', stop);
	process.once('SIGTERM', stop);
}

void main();
