/**
 * Keap's limits for a Personal Access Token or Service Account Key: 10 calls a second, 240 a minute, 30,000 a day.
 * Source: https://developer.infusionsoft.com/api-token-quota-and-usage-measurements/
 */
export const DEFAULT_PER_SECOND = 10;
export const DEFAULT_PER_MINUTE = 240;

/** A counted window as the response headers announce it; what they leave out or blank is undefined. */
export interface WindowReport {
	limit?: number;
	used?: number;
	available?: number;
	/** Length of the window in milliseconds. */
	windowMs: number;
}

/** What one response says about the limits of its key. */
export interface LimitReport {
	perSecond?: number;
	minute?: WindowReport;
	day?: WindowReport & { resetsAt?: number };
	/** The limits of the whole Keap app, shared by all its keys. */
	tenant: WindowReport[];
	retryAfterMs?: number;
}

export type Headers = Record<string, unknown>;

const DAY_MS = 86_400_000;

const UNIT_MS = { second: 1_000, minute: 60_000, hour: 3_600_000, day: DAY_MS };

type Unit = keyof typeof UNIT_MS;

const isUnit = (text: string): text is Unit => Object.hasOwn(UNIT_MS, text);

function text(headers: Headers, name: string): string {
	const value = headers[name];
	return Array.isArray(value) ? String(value[0]) : value === undefined ? '' : String(value);
}

/** Headers hold one figure or several separated by pipes; blank ones are unknown. */
function figures(headers: Headers, name: string): Array<number | undefined> {
	return text(headers, name)
		.split('|')
		.map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
		.map((figure) => (Number.isFinite(figure) ? figure : undefined));
}

function windows(headers: Headers, prefix: string, defaultUnit: Unit): WindowReport[] {
	const units = text(headers, `${prefix}-time-unit`)
		.split('|')
		.map((unit) => unit.trim());
	const intervals = figures(headers, `${prefix}-interval`);
	const limits = figures(headers, `${prefix}-limit`);
	const available = figures(headers, `${prefix}-available`);
	const used = figures(headers, `${prefix}-used`);
	return limits.map((limit, i) => {
		const unit = units[i] ?? '';
		return {
			limit,
			available: available[i],
			used: used[i],
			windowMs: UNIT_MS[isUnit(unit) ? unit : defaultUnit] * (intervals[i] || 1),
		};
	});
}

const known = (window: WindowReport) =>
	window.limit !== undefined || window.available !== undefined || window.used !== undefined;

/** How long a Retry-After header wants the client to wait, in milliseconds. It holds seconds or an HTTP date. */
export function retryAfter(headers: Headers, now: number): number | undefined {
	const value = text(headers, 'retry-after').trim();
	if (value === '') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/**
 * Reads the limits out of a response's headers. Never fails: values may be absent, blank (on some 401 and 429 responses)
 * or lists with pipes (the tenant's, since 2026).
 */
export function readLimits(headers: Headers, now: number): LimitReport {
	const [minute] = windows(headers, 'x-keap-product-throttle', 'minute').filter(known);
	const [day] = windows(headers, 'x-keap-product-quota', 'day').filter(known);
	const [resetsAt] = figures(headers, 'x-keap-product-quota-expiry-time');
	const perSecond = /^\s*(\d+(?:\.\d+)?)\s*ps\s*$/i.exec(
		text(headers, 'x-keap-product-spike-limit'),
	);
	return {
		perSecond: perSecond && Number(perSecond[1]) > 0 ? Number(perSecond[1]) : undefined,
		minute,
		day: day && { ...day, resetsAt },
		tenant: windows(headers, 'x-keap-tenant-throttle', 'minute').filter(known),
		retryAfterMs: retryAfter(headers, now),
	};
}

/** Keap's ID of the account that a response comes from; undefined where the response doesn't tell. */
export const accountIn = (headers: Headers): string | undefined =>
	text(headers, 'x-keap-tenant-id').trim() || undefined;

/** Which limit a 429 enforces. */
export type RateLimit = 'spike' | 'minute' | 'tenant' | 'day';

const isSpent = ({ available }: WindowReport) => available !== undefined && available <= 0;

/** Whether the key has used up its day. */
export const isDaySpent = ({ day }: LimitReport): boolean => day !== undefined && isSpent(day);

/** Tells the kinds of rate limit apart by the counters in the headers, then by the words of the body. */
export function classifyRateLimit(report: LimitReport, body: string): RateLimit {
	if (isDaySpent(report)) return 'day';
	if (/spike/i.test(body)) return 'spike';
	if (report.minute && isSpent(report.minute)) return 'minute';
	const spent = report.tenant.filter(isSpent);
	if (spent.some((window) => window.windowMs >= DAY_MS)) return 'day';
	if (spent.length > 0) return 'tenant';
	return /quota/i.test(body) && report.minute?.available === undefined ? 'minute' : 'spike';
}

/** Keap's daily quotas are five or six digits long: what is announced beyond this says that there is none. */
const LARGEST_DAILY_QUOTA = 10_000_000;

/** Calls left today as a person wants to know them; undefined where the day has no limit to speak of. */
export const callsLeft = (announced: number | undefined): number | undefined =>
	announced === undefined || announced > LARGEST_DAILY_QUOTA ? undefined : Math.max(0, announced);

/** The next midnight UTC, when Keap starts counting a new day. */
export function nextUtcMidnight(now: number): number {
	return (Math.floor(now / DAY_MS) + 1) * DAY_MS;
}
