import express, { type ErrorRequestHandler, type Request, type RequestHandler } from 'express';
import multer from 'multer';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { adminRoutes } from './admin';
import { ApiError, errorBody, gatewayFault } from './errors';
import { deliver, exchangeOf, exchanges, preempt, type Exchange } from './exchange';
import { Hooks, type HookOptions } from './hooks';
import { hookRoutes } from './hooks/routes';
import { authorize, defaultKeys, presentedKey } from './keys';
import { Gate } from './limits';
import { allRoutes, bySpecificity } from './routes';
import { seedStore } from './seed';
import { Store } from './store';
import type {
	Call,
	Clock,
	FaultPlan,
	Limits,
	LogEntry,
	Method,
	Route,
	RouteResponse,
	SandboxKey,
	Spike,
	UploadedFile,
} from './types';
import { utc } from './utc';

export interface SandboxOptions {
	/** Believable contacts to begin with; none by default. */
	contacts?: number;
	/** Companies, tags, notes, tasks and the like to begin with; true by default. Users and custom fields are always there. */
	seed?: boolean;
	keys?: SandboxKey[];
	/** Keap's own figures where not given. False enforces nothing and announces huge figures. */
	limits?: Limits | false;
	spike?: Spike;
	latencyMs?: number | (() => number);
	clock?: Clock;
	/** An SQLite file; kept in memory by default. */
	file?: string;
	faults?: FaultPlan;
	/** Routes besides those that Keap has. */
	routes?: Route[];
	hooks?: HookOptions;
}

const PREFIX = '/crm/rest';
const MAX_BODY = '64mb';

const realClock: Clock = { now: Date.now, sleep: async (ms) => void (await sleep(ms)) };

/** A sandbox that is served over HTTP. */
export class Sandbox {
	readonly log: LogEntry[] = [];
	/** Requests being handled or responded to right now. */
	inFlight = 0;
	readonly store: Store;
	readonly hooks: Hooks;

	private readonly clock: Clock;
	private readonly gate: Gate;
	private readonly keys: Map<string, SandboxKey>;
	private readonly server: Server;
	private calls = 0;
	private faults: FaultPlan | undefined;
	private latency: number | (() => number);

	constructor(private readonly options: SandboxOptions = {}) {
		this.clock = options.clock ?? realClock;
		this.store = new Store(options.file);
		this.gate = new Gate(options.limits, options.spike);
		this.keys = new Map((options.keys ?? defaultKeys()).map((key) => [key.key, key]));
		this.faults = options.faults;
		this.latency = options.latencyMs ?? 0;
		this.hooks = new Hooks(this.store, this.clock, options.hooks);
		this.seed();
		this.server = createServer({ keepAliveTimeout: 60_000 }, this.application());
	}

	async listen(port = 0): Promise<{ port: number; url: string }> {
		this.server.listen(port, '127.0.0.1');
		await once(this.server, 'listening');
		this.hooks.begin();
		const address = this.server.address() as AddressInfo;
		return { port: address.port, url: `http://127.0.0.1:${address.port}` };
	}

	/** Cuts off whoever is still waiting, too. */
	async close(): Promise<void> {
		this.hooks.end();
		if (this.server.listening) {
			const closed = once(this.server, 'close');
			this.server.close();
			this.server.closeAllConnections();
			await closed;
		}
		this.store.close();
	}

	clearLog(): void {
		this.log.length = 0;
		this.calls = 0;
	}

	setFaults(plan?: FaultPlan): void {
		this.faults = plan;
	}

	setLimits(limits: Limits | false | undefined): void {
		this.gate.setLimits(limits);
	}

	setLatency(ms: number | (() => number)): void {
		this.latency = ms;
	}

	/** Back to the first moment: the seed, no hooks, no calls counted, nothing logged, no faults. */
	reset(): void {
		this.hooks.end();
		this.store.clear();
		this.gate.reset();
		this.clearLog();
		this.faults = this.options.faults;
		this.seed();
		this.hooks.begin();
	}

	private seed(): void {
		if (this.store.count('user') > 0) return;
		seedStore(this.store, {
			contacts: this.options.contacts ?? 0,
			records: this.options.seed ?? true,
		});
	}

	private application(): express.Express {
		const app = express();
		app.disable('x-powered-by');
		app.disable('etag');
		app.set('query parser', false);
		app.use((_request, response, next) => {
			response.set('x-sandbox', '1');
			next();
		});
		app.get('/', (_request, response) => {
			response
				.type('text')
				.send('This is a sandbox for trying out n8n-nodes-keap. It is not Keap.\n');
		});
		app.use('/__sandbox', adminRoutes(this));
		app.use(
			PREFIX,
			this.arrive,
			express.json({ limit: MAX_BODY, strict: false }),
			multer({ storage: multer.memoryStorage() }).any(),
			this.keepUnreadable,
			this.admit,
			apiRouter(
				bySpecificity([...allRoutes, ...hookRoutes(this.hooks), ...(this.options.routes ?? [])]),
				this.store,
				this.clock,
			),
			this.respondWithError,
		);
		app.use((request, response) => {
			response.status(404).json(errorBody(request.path, new ApiError(404, 'Not Found')));
		});
		return app;
	}

	/** Every call is counted and logged, whatever becomes of it. */
	private readonly arrive: RequestHandler = (request, response, next) => {
		this.inFlight++;
		response.once('close', () => this.inFlight--);
		const entry: LogEntry = {
			n: ++this.calls,
			time: this.clock.now(),
			method: request.method,
			path: request.path,
			query: request.originalUrl.split('?')[1] ?? '',
			body: undefined,
			status: 0,
			key: presentedKey(request.headers),
		};
		this.log.push(entry);
		exchanges.set(response, { entry });
		next();
	};

	/** What is wrong with a body counts only after the gateway has let the call pass. */
	private readonly keepUnreadable: ErrorRequestHandler = (
		error: unknown,
		_request,
		response,
		next,
	) => {
		exchangeOf(response).unreadable = error;
		next();
	};

	/** The gateway: key, limits, and what is to go wrong, before anything is looked up. */
	private readonly admit: RequestHandler = async (request, response, next) => {
		const exchange = exchangeOf(response);
		const { entry } = exchange;
		entry.body = loggedBody(request);
		const { method, path } = entry;
		const key = this.keys.get(entry.key);
		const rejection =
			key === undefined ? rejectKey(entry.key) : this.gate.admit(entry.key, entry.time);
		response.set('Date', new Date(entry.time).toUTCString());
		response.set(this.gate.headers(key?.key, entry.time));
		if (key === undefined || rejection !== undefined) {
			deliver(response, exchange, rejection ?? rejectKey(''));
			return;
		}
		exchange.key = key;
		exchange.fault = this.faults?.({
			n: entry.n,
			method,
			path,
			query: new URLSearchParams(entry.query),
		});
		const latency = typeof this.latency === 'number' ? this.latency : this.latency();
		if (latency > 0) await this.clock.sleep(latency);
		if (preempt(response, exchange)) return;
		authorize(key, method, path);
		next(exchange.unreadable);
	};

	private readonly respondWithError: ErrorRequestHandler = (
		error: unknown,
		_request,
		response,
		next,
	) => {
		if (response.headersSent) return next(error);
		const exchange = exchangeOf(response);
		const { path } = exchange.entry;
		const failure = error instanceof ApiError ? error : unexpected(error);
		deliver(response, exchange, { status: failure.status, body: errorBody(path, failure) });
	};
}

/** Errors of the parsers carry a 4xx status; the rest are the sandbox's own mistakes. */
function unexpected(error: unknown): ApiError {
	const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
	if (status < 500 || error instanceof multer.MulterError) {
		return new ApiError(400, 'Input could not be converted to a valid request');
	}
	return new ApiError(500, error instanceof Error ? error.message : String(error));
}

function rejectKey(key: string): RouteResponse {
	const body =
		key === ''
			? gatewayFault('Invalid access token', 'oauth.v2.InvalidAccessToken')
			: gatewayFault('Invalid Access Token', 'keymanagement.service.invalid_access_token');
	return { status: 401, body };
}

function apiRouter(routes: Route[], store: Store, clock: Clock): express.Router {
	const router = express.Router({ caseSensitive: true });
	for (const { method, path, handle } of routes) {
		router[method.toLowerCase() as Lowercase<Method>](
			expressPath(path),
			async (request, response) => {
				const exchange = exchangeOf(response);
				deliver(response, exchange, await handle(callOf(request, exchange, store, clock.now())));
			},
		);
	}
	for (const { path, methods } of methodsByPath(routes)) {
		router.all(expressPath(path), ({ method, params }, _response, next) => {
			// An action such as `3:archive` isn't an ID: nothing serves that path.
			if (Object.values(params).some((value) => String(value).includes(':'))) return next();
			throw new ApiError(
				405,
				`Method ${method} is not supported at ${path}, only ${methods.join(', ')}`,
			);
		});
	}
	router.use((request) => {
		throw new ApiError(404, `The sandbox doesn't serve the path ${request.path}`);
	});
	return router;
}

/** What each path offers. Another name of a parameter doesn't make another path. */
function methodsByPath(routes: Route[]): Array<{ path: string; methods: Method[] }> {
	const paths = new Map<string, { path: string; methods: Method[] }>();
	for (const { path, method } of routes) {
		const nameless = path.replace(/\{\w+\}/g, '{}');
		const known = paths.get(nameless);
		if (known === undefined) paths.set(nameless, { path, methods: [method] });
		else known.methods.push(method);
	}
	return [...paths.values()];
}

/** From Keap's notation of a path to that of Express. */
const expressPath = (path: string) => path.replaceAll(':', '\\:').replace(/\{(\w+)\}/g, ':$1');

function callOf(request: Request, { entry, key }: Exchange, store: Store, now: number): Call {
	if (key === undefined) throw new Error('Not admitted');
	const params = Object.entries(request.params).map(([name, value]) => [name, String(value)]);
	return {
		method: entry.method,
		path: entry.path,
		params: Object.fromEntries(params) as Record<string, string>,
		query: new URLSearchParams(entry.query),
		headers: request.headers,
		body: request.body as unknown,
		files: uploadedFiles(request),
		key,
		time: utc(now),
		store,
	};
}

const uploadedFiles = ({ files }: Request): UploadedFile[] =>
	(Array.isArray(files) ? files : []).map((file) => ({
		part: file.fieldname,
		// Multer reads names as Latin-1.
		name: Buffer.from(file.originalname, 'latin1').toString(),
		data: file.buffer,
	}));

function loggedBody(request: Request): unknown {
	const body = request.body as unknown;
	const files = uploadedFiles(request);
	if (files.length === 0) return body;
	const sizes = files.map(({ part, name, data }) => [part, { name, size: data.length }]);
	return {
		...(body as Record<string, unknown>),
		...(Object.fromEntries(sizes) as Record<string, unknown>),
	};
}
