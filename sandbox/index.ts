import { Sandbox, type SandboxOptions } from './server';

export { DEFAULT_KEY, RESTRICTED_KEY } from './keys';
export { KEAP_LIMITS } from './limits';
export type { Delivery, Hook, HookOptions, Hooks, HookStatus } from './hooks';
export { Sandbox, type SandboxOptions } from './server';
export { Store } from './store';
export type {
	Clock,
	Doc,
	Fault,
	FaultPlan,
	FaultRequest,
	Json,
	JsonObject,
	Limits,
	LogEntry,
	SandboxKey,
	Spike,
} from './types';

/** A sandbox that is ready to `listen()`. */
export const createSandbox = async (options: SandboxOptions = {}): Promise<Sandbox> =>
	new Sandbox(options);
