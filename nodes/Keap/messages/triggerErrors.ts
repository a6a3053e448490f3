import { InputError } from './inputErrors';
import { keapSays, type ErrorText } from './keapErrors';
import { inSequence, show } from './sentences';

/** What the triggers say. */

const WITHOUT_HOOKS =
	"Or use the 'Keap Polling Trigger', which asks Keap for what is new and needs no address.";

/** Why Keap doesn't reach the workflow's address, as far as the address tells. */
export type Obstacle = 'private' | 'notSecure' | undefined;

const REMEDIES: Record<NonNullable<Obstacle> | 'unknown', string> = {
	private: `The address is only known inside of this machine or network. Make n8n reachable from the internet, for example with a tunnel, and set WEBHOOK_URL to its public address. ${WITHOUT_HOOKS}`,
	notSecure: `The address has no https. Put n8n behind a proxy with a certificate and set WEBHOOK_URL to that address. ${WITHOUT_HOOKS}`,
	unknown: `Check that the address can be opened from the internet, without a login or a firewall in between, and that WEBHOOK_URL is the public address of this n8n. ${WITHOUT_HOOKS}`,
};

/** Keap has not got its secret back from the address. `detail` are Keap's own words, where it sent any. */
export const notVerified = (address: string, obstacle: Obstacle, detail?: string): InputError =>
	new InputError(
		'rejected',
		undefined,
		inSequence(`Keap can't reach this workflow at ${address}`, detail && keapSays(detail)),
		REMEDIES[obstacle ?? 'unknown'],
	);

/** Keap has made a subscription, and nobody can tell which. */
export const subscriptionWithoutKey = (): ErrorText => ({
	message: 'Keap returned a hook subscription without its key',
	remedy: 'Activate the workflow again later',
});

export const noEvents = (): InputError =>
	new InputError(
		'empty',
		'Event Names or IDs',
		"'Event Names or IDs' is empty",
		'Choose at least one event to start the workflow for',
	);

export const unknownEvents = (keys: readonly string[], available: readonly string[]): InputError =>
	new InputError(
		'unknownChoice',
		'Event Names or IDs',
		`'Event Names or IDs': this Keap account has no event ${keys.map((key) => `'${show(key)}'`).join(', ')}`,
		`Choose from its events: ${available.join(', ')}`,
	);

/** What a post without the token is told, and one that makes no sense. */
export const notOurs = "This address is Keap's: the token is missing or wrong";
export const malformed = "This is no delivery of Keap's REST hooks";

/** What to do about the ID of something that there isn't. */
export const chooseFromList = (noun: string) => `Choose the ${noun} from the list`;

/** For a value that an expression or an older version of the node has given. */
export const unknownEvent = (value: string): InputError =>
	new InputError(
		'unknownChoice',
		'Event',
		`'Event' has no option '${show(value)}'`,
		'Choose an event from the list',
	);

/** A test looks for the latest thing that has happened. */
export const noExample = (event: string): InputError =>
	new InputError(
		'notFound',
		undefined,
		`Keap has nothing yet to show for '${event}'`,
		'Cause it once in Keap, then fetch a test event again',
	);
