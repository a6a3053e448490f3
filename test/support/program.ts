import { spawnSync } from 'node:child_process';

/** What a program in `test/` answers to an input, both as JSON: for what Jest's modules can't import. */
export function answerOf<T>(program: string, input: unknown): T {
	const { stdout, stderr } = spawnSync(process.execPath, [program], {
		input: JSON.stringify(input),
		encoding: 'utf8',
	});
	if (!stdout) throw new Error(stderr);
	return JSON.parse(stdout) as T;
}
