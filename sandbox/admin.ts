import express, { type Router } from 'express';
import type { Hooks } from './hooks';
import { hookControls } from './hooks/admin';
import type { Fault, FaultPlan, Limits, LogEntry } from './types';

/** What of a sandbox can be seen and controlled from outside. */
export interface Controls {
	readonly log: readonly LogEntry[];
	readonly inFlight: number;
	readonly store: { counts(): Record<string, number> };
	readonly hooks: Hooks;
	reset(): void;
	setFaults(plan?: FaultPlan): void;
	setLimits(limits: Limits | false): void;
}

/** Controls for those who use the sandbox from outside; no key needed. */
export function adminRoutes(sandbox: Controls): Router {
	const router = express.Router();
	router.use(express.json({ strict: false }));
	router.get('/state', (_request, response) => {
		response.json({
			calls: sandbox.log.length,
			inFlight: sandbox.inFlight,
			records: sandbox.store.counts(),
		});
	});
	router.get('/log', (_request, response) => {
		response.json(sandbox.log);
	});
	router.post('/reset', (_request, response) => {
		sandbox.reset();
		response.status(204).end();
	});
	/** `{count, fault}`: the next calls go wrong in this way. */
	router.post('/faults', (request, response) => {
		const { count, fault } = (request.body ?? {}) as { count?: number; fault?: Fault };
		let left = count ?? 1;
		sandbox.setFaults(fault === undefined ? undefined : () => (left-- > 0 ? fault : undefined));
		response.status(204).end();
	});
	/** `{perSecond, perMinute, perDay}`, Keap's own for what is left out; `false` for none. */
	router.post('/limits', (request, response) => {
		sandbox.setLimits((request.body ?? {}) as Limits | false);
		response.status(204).end();
	});
	router.use('/hooks', hookControls(sandbox.hooks));
	return router;
}
