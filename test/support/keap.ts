import { createSandbox, DEFAULT_KEY, type Sandbox, type SandboxOptions } from '../../sandbox';
import { redirectKeapTo } from '../../sandbox/redirect.cjs';
import { forgetRateLimiters } from '../../nodes/Keap/api/rateLimiter';
import { useClock } from '../../nodes/Keap/api/clock';
import { runNode, type EngineOptions, type EngineRun } from './engine';
import type { INodeParameters } from 'n8n-workflow';

export { DEFAULT_KEY };

export interface TestKeap {
	readonly sandbox: Sandbox;
	/** Runs the node against the sandbox with a key that may do everything. */
	run(parameters: INodeParameters, options?: EngineOptions): Promise<EngineRun>;
	/** The requests of the last `run`, as `POST /v2/contacts`. */
	calls(): string[];
}

/** A sandbox for the tests of one file, without limits unless they are asked for. Its log is empty before every test. */
export function useKeap(options: SandboxOptions = {}): TestKeap {
	let sandbox: Sandbox;
	let undo: () => void;
	beforeAll(async () => {
		sandbox = await createSandbox({ limits: false, ...options });
		undo = redirectKeapTo((await sandbox.listen(0)).url);
	});
	beforeEach(() => {
		forgetRateLimiters();
		sandbox.clearLog();
	});
	afterEach(() => {
		sandbox.setFaults();
		useClock();
	});
	afterAll(async () => {
		undo();
		await sandbox.close();
	});
	return {
		get sandbox() {
			return sandbox;
		},
		async run(parameters, engineOptions = {}) {
			sandbox.clearLog();
			return await runNode(parameters, { key: DEFAULT_KEY, ...engineOptions });
		},
		calls: () =>
			sandbox.log.map(({ method, path }) => `${method} ${path.replace('/crm/rest', '')}`),
	};
}
