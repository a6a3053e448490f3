import type { IncomingHttpHeaders } from 'node:http';
import type { Store } from './store';

export type { Doc, Json, JsonObject } from './json';

export type Method = 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE';

export interface SandboxKey {
	key: string;
	kind: 'PAT' | 'SAK';
	/** A PAT acts as this user. */
	userId?: string;
	/**
	 * What the key may not do, as `METHOD /v2/path`; `*` stands for anything, `{id}` for one segment, a leading `!`
	 * allows again what an earlier pattern denied. The last match decides.
	 */
	deny?: string[];
}

export interface Limits {
	perSecond?: number;
	perMinute?: number;
	perDay?: number;
	window?: 'rolling' | 'calendar';
}

export type Spike = 'rolling' | 'smoothed';

export interface Clock {
	now(): number;
	sleep(ms: number): Promise<void>;
}

/** What goes wrong with one request. */
export type Fault =
	| { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
	| { kind: 'resetBefore' }
	| { kind: 'resetAfter' }
	| { kind: 'halfBody' }
	| { kind: 'html'; status?: number }
	| { kind: 'silence' }
	| { kind: 'silenceAfter' }
	/** Carried out, but the response has another body. */
	| { kind: 'changedBody'; change: (body: unknown) => unknown };

export interface FaultRequest {
	/** Number of the call since the start or the last `clearLog()`, from 1. */
	n: number;
	method: string;
	/** Without the prefix: `/v2/contacts`. */
	path: string;
	query: URLSearchParams;
}

export type FaultPlan = (request: FaultRequest) => Fault | undefined;

export interface LogEntry {
	n: number;
	time: number;
	method: string;
	/** Without the prefix: `/v2/contacts`. */
	path: string;
	/** As sent, still encoded, without the question mark. */
	query: string;
	/** The parsed JSON, or the text parts and file names of a multipart body. */
	body: unknown;
	/** 0 as long as, or because, no response was sent. */
	status: number;
	key: string;
}

/** A request that has passed the gateway, and what is needed to respond to it. */
export interface Call {
	method: string;
	path: string;
	params: Record<string, string>;
	query: URLSearchParams;
	/** By their names in lower case. */
	headers: IncomingHttpHeaders;
	body: unknown;
	files: UploadedFile[];
	key: SandboxKey;
	/** When the request was let through, in UTC and whole seconds. */
	time: string;
	store: Store;
}

export interface UploadedFile {
	part: string;
	name: string;
	data: Buffer;
}

export interface RouteResponse {
	status: number;
	/** JSON by default. */
	type?: 'html';
	body?: unknown;
}

export interface Route {
	method: Method;
	/** Below `/crm/rest`, in Keap's own notation: `/v2/tags/{tagId}/contacts:applyTags`. */
	path: string;
	handle(call: Call): RouteResponse | Promise<RouteResponse>;
}
