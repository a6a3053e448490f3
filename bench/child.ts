import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

interface Call {
	file: string;
	name: string;
	args: unknown[];
}

type Reply = { value: unknown } | { error: string };

/** A process of its own, with nothing in it but what is measured. It keeps what its calls leave behind. */
export class Child {
	private readonly process: ChildProcess;

	/** `file` is the module whose exported functions are called. */
	constructor(
		private readonly file: string,
		flags: string[] = [],
	) {
		this.process = fork(__filename, { execArgv: [...process.execArgv, ...flags] });
	}

	/** Calls the function of this name over there; arguments and result have to be plain data. One call at a time. */
	async call<A extends unknown[], R>(work: (...args: A) => R | Promise<R>, ...args: A): Promise<R> {
		const over = new AbortController();
		const { signal } = over;
		this.process.send({ file: this.file, name: work.name, args } satisfies Call);
		const reply = await Promise.race([
			once(this.process, 'message', { signal }).then(([message]) => message as Reply),
			once(this.process, 'exit', { signal }).then(([code]): Reply => ({ error: `ended, ${code}` })),
		]).finally(() => over.abort());
		if ('error' in reply) throw new Error(`${work.name}: ${reply.error}`);
		return reply.value as R;
	}

	async end(): Promise<void> {
		if (this.process.exitCode !== null) return;
		const ended = once(this.process, 'exit');
		this.process.disconnect();
		this.process.kill();
		await ended;
	}
}

/** Calls one function in a process that ends afterwards. */
export async function apart<A extends unknown[], R>(
	file: string,
	work: (...args: A) => R | Promise<R>,
	args: A,
	flags: string[] = [],
): Promise<R> {
	const child = new Child(file, flags);
	try {
		return await child.call(work, ...args);
	} finally {
		await child.end();
	}
}

async function answer({ file, name, args }: Call): Promise<Reply> {
	try {
		const module = (await import(file)) as Record<string, (...given: unknown[]) => unknown>;
		const work = module[name];
		if (!work) throw new Error(`${file} exports no ${name}`);
		return { value: await work(...args) };
	} catch (error) {
		return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
	}
}

if (require.main === module) {
	process.on('message', (call: Call) => void answer(call).then((reply) => process.send?.(reply)));
}
