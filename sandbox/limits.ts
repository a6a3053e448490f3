import { gatewayFault, quotaExceeded } from './errors';
import type { RouteResponse, Limits, Spike } from './types';

/** What Keap grants one key. */
export const KEAP_LIMITS = {
	perSecond: 10,
	perMinute: 240,
	perDay: 30_000,
	window: 'rolling',
} as const;
const NO_LIMIT = {
	perSecond: 100_000,
	perMinute: 1_000_000,
	perDay: 1_000_000_000,
	window: 'rolling',
} as const;
const TENANT = { perMinute: 10_000, perDay: 250_000 };

const SECOND = 1_000;
const MINUTE = 60_000;
const DAY = 86_400_000;
const SPIKE_TOLERANCE = 15;

/** Calls inside a window, oldest first. */
class Window {
	private times: number[] = [];
	private head = 0;

	constructor(private readonly length: number) {}

	count(now: number): number {
		while (this.head < this.times.length && (this.times[this.head] ?? 0) <= now - this.length)
			this.head++;
		if (this.head > 1_000) {
			this.times = this.times.slice(this.head);
			this.head = 0;
		}
		return this.times.length - this.head;
	}

	add(now: number): void {
		this.times.push(now);
	}
}

/** Calls since the clock last struck. */
class Period {
	private start = Number.NEGATIVE_INFINITY;
	private used = 0;

	constructor(private readonly length: number) {}

	count(now: number): number {
		const start = Math.floor(now / this.length) * this.length;
		if (start !== this.start) {
			this.start = start;
			this.used = 0;
		}
		return this.used;
	}

	add(now: number): void {
		this.count(now);
		this.used++;
	}
}

class Usage {
	readonly second = new Window(SECOND);
	readonly rollingMinute = new Window(MINUTE);
	readonly calendarMinute = new Period(MINUTE);
	readonly day = new Period(DAY);
	last = Number.NEGATIVE_INFINITY;
}

/** Counts the calls of every key, rejects those over the limit, and announces the state in headers. */
export class Gate {
	private readonly keys = new Map<string, Usage>();
	private tenant = new Usage();
	private limits: Required<Limits> = KEAP_LIMITS;
	private enforced = true;

	constructor(
		limits: Limits | false | undefined,
		private readonly spike: Spike = 'rolling',
	) {
		this.setLimits(limits);
	}

	setLimits(limits: Limits | false | undefined): void {
		this.enforced = limits !== false;
		this.limits = limits === false ? NO_LIMIT : { ...KEAP_LIMITS, ...limits };
	}

	reset(): void {
		this.keys.clear();
		this.tenant = new Usage();
	}

	/** Counts the call, or says why it is rejected. */
	admit(key: string, now: number): RouteResponse | undefined {
		const usage = this.usage(key);
		if (this.enforced) {
			if (this.isSpike(usage, now)) {
				const faultstring = `Spike arrest violation. Allowed rate : MessageRate{messagesPerPeriod=${this.limits.perSecond}, periodInMicroseconds=1000000, maxBurstMessageCount=1.0}`;
				return {
					status: 429,
					body: gatewayFault(faultstring, 'policies.ratelimit.SpikeArrestViolation'),
				};
			}
			const full =
				this.minute(usage).count(now) >= this.limits.perMinute ||
				usage.day.count(now) >= this.limits.perDay;
			if (full) {
				// A calendar window counts what it rejects, too.
				if (this.limits.window === 'calendar') usage.calendarMinute.add(now);
				return { status: 429, body: quotaExceeded };
			}
		}
		for (const counted of [usage, this.tenant]) {
			counted.second.add(now);
			counted.rollingMinute.add(now);
			counted.calendarMinute.add(now);
			counted.day.add(now);
			counted.last = now;
		}
		return undefined;
	}

	/** Without a valid key the names are there and the values are not. */
	headers(key: string | undefined, now: number): Record<string, string> {
		const usage = key === undefined ? undefined : this.usage(key);
		const { perDay, perMinute, perSecond } = this.limits;
		const day = usage?.day.count(now) ?? 0;
		const minute = usage === undefined ? 0 : this.minute(usage).count(now);
		const tenantMinute = this.minute(this.tenant).count(now);
		const tenantDay = this.tenant.day.count(now);
		const tenantPerMinute = Math.max(TENANT.perMinute, this.enforced ? 0 : perMinute);
		const tenantPerDay = Math.max(TENANT.perDay, this.enforced ? 0 : perDay);
		const pair = (first: number, second: number) => `${first}|${second}`;
		const left = (limit: number, used: number) => Math.max(0, limit - used);
		const values = {
			'x-keap-product-quota-limit': perDay,
			'x-keap-product-quota-time-unit': 'day',
			'x-keap-product-quota-interval': 1,
			'x-keap-product-quota-available': left(perDay, day),
			'x-keap-product-quota-used': day,
			'x-keap-product-quota-expiry-time': (Math.floor(now / DAY) + 1) * DAY,
			'x-keap-product-throttle-limit': perMinute,
			'x-keap-product-throttle-time-unit': 'minute',
			'x-keap-product-throttle-interval': 1,
			'x-keap-product-throttle-available': left(perMinute, minute),
			'x-keap-product-throttle-used': minute,
			'x-keap-product-spike-limit': `${perSecond}ps`,
			'x-keap-tenant-id': 'sandbox',
			'x-keap-tenant-throttle-limit': pair(tenantPerMinute, tenantPerDay),
			'x-keap-tenant-throttle-time-unit': 'minute|day',
			'x-keap-tenant-throttle-interval': '1|1',
			'x-keap-tenant-throttle-available': pair(
				left(tenantPerMinute, tenantMinute),
				left(tenantPerDay, tenantDay),
			),
			'x-keap-tenant-throttle-used': pair(tenantMinute, tenantDay),
		};
		return Object.fromEntries(
			Object.entries(values).map(([name, value]) => [
				name,
				usage === undefined ? '' : String(value),
			]),
		);
	}

	private isSpike(usage: Usage, now: number): boolean {
		const { perSecond } = this.limits;
		if (this.spike === 'rolling') return usage.second.count(now) >= perSecond;
		return now - usage.last < SECOND / perSecond - SPIKE_TOLERANCE;
	}

	private minute(usage: Usage): Window | Period {
		return this.limits.window === 'calendar' ? usage.calendarMinute : usage.rollingMinute;
	}

	private usage(key: string): Usage {
		let usage = this.keys.get(key);
		if (usage === undefined) this.keys.set(key, (usage = new Usage()));
		return usage;
	}
}
