/**
 * Everything that the node says about a request to Keap that didn't succeed: what happened, then what to do. The client
 * adds Keap's own words to it.
 */

import { inSequence, show } from './sentences';

export interface ErrorText {
	message: string;
	/** What the user can do about it. */
	remedy: string;
}

const seconds = (ms: number) => Math.round(ms / 1_000);

const unauthorized = (): ErrorText => ({
	message: "Keap doesn't accept the API key",
	remedy:
		'Check the API key in the Keap credential: it may be mistyped or revoked, or too new for Keap to know it everywhere',
});

const forbidden = (): ErrorText => ({
	message: "This API key doesn't have permission for this operation",
	remedy:
		'Use a Service Account Key, or the Personal Access Token of a Keap user who has the permission, or extend the permissions of that user in Keap',
});

const notFound = (): ErrorText => ({
	message: 'Keap has no such record',
	remedy:
		'Check the ID: the record may have been deleted or merged, or belong to another Keap account',
});

const conflict = (reason: string): ErrorText => ({
	message: `Keap rejected the request: ${reason}`,
	remedy: 'Another record already has this value. Change it, or update that record instead.',
});

const badRequest = (reason: string): ErrorText => ({
	message: `Keap rejected the request: ${reason}`,
	remedy: 'Check the values of this operation against the reason that Keap gives',
});

/** For a conflict that an operation has words for. */
export const alreadySo = (message: string): ErrorText => ({
	message,
	remedy: 'Remove it from the input, since nothing is left to do',
});

/** For a 404 about something that people know by its value rather than by an ID. */
export const noSuchValue = (label: string, value: unknown): ErrorText => ({
	message: `The account has no such ${label.toLowerCase()}: ${show(value)}`,
	remedy: `Check '${label}'`,
});

/** For the responses that Keap itself gives; `reason` is in its words. */
export const BY_KIND = { unauthorized, forbidden, notFound, conflict, badRequest } satisfies Record<
	string,
	(reason: string) => ErrorText
>;

export const tooLarge = (status: number): ErrorText => ({
	message: `The request is too large for Keap (HTTP ${status})`,
	remedy: 'Send less at once: a smaller file, shorter texts, or fewer values',
});

export const redirected = (status: number): ErrorText => ({
	message: `The request was redirected (HTTP ${status}), and the API key must not go elsewhere`,
	remedy:
		'Something between n8n and Keap redirects requests, such as a proxy. Check the network of this n8n.',
});

/** A page that turns the request down. Keap itself would do that with data. */
export const intercepted = (status: number, title: string): ErrorText => ({
	message: `Something between n8n and Keap turned the request down (HTTP ${status}${title && `: ${title}`})`,
	remedy: `A proxy, a firewall or a network that wants a sign-in responded with a web page instead of Keap. Let n8n reach Keap without it, or allow Keap's address there.`,
});

/** `scope`: whose quota it is, the API key's own or that of the Keap app, which all its integrations share. */
export const dayExhausted = (resetsAt: number, scope: 'key' | 'app'): ErrorText => ({
	message:
		scope === 'key'
			? 'The API key has used up its daily quota of calls to Keap'
			: 'The Keap account has used up the daily quota of calls that all its integrations share',
	remedy: `The daily quota resets at ${new Date(resetsAt).toISOString()}. Run the rest then, or spread the work over several days.`,
});

/** For a run that can't be finished today, before it begins. */
export const beyondDay = (least: number, left: number): ErrorText => ({
	message: `This run needs at least ${least.toLocaleString('en-US')} calls to Keap, and the API key has ${left.toLocaleString('en-US')} left today`,
	remedy:
		"Nothing was changed. Run it after midnight (UTC), or with fewer items. To do today what is possible, set 'Daily Quota Too Low' in 'Options' to 'Go On'.",
});

export const rateLimited = (maxWaitMs: number): ErrorText => ({
	message: `Keap's rate limit would delay the request for more than ${seconds(maxWaitMs)} seconds`,
	remedy:
		"Raise 'Max Wait (Seconds)' in 'Options', or run fewer workflows with the same key at the same time",
});

export const unreadableAfterWrite = (): ErrorText => ({
	message: "Keap carried out the request, but its response couldn't be read",
	remedy: 'Look up the record in Keap before you run it again',
});

export const notAFile = (name: string): ErrorText => ({
	message: `Keap's response doesn't hold the content of the file '${name}'`,
	remedy: 'Open the file in Keap. If it has its content there, run this again later.',
});

/** What came in place of a usable response. */
export type Received =
	| { what: 'nothing' }
	/** The time limit of the request passed. */
	| { what: 'nothingInTime' }
	| { what: 'status'; status: number }
	/** A web page with a status that says success. */
	| { what: 'page'; status: number; title: string }
	/** A success whose body can't be read. */
	| { what: 'unreadable'; status: number };

function sentence(received: Received): string {
	switch (received.what) {
		case 'nothing':
			return 'The connection broke before Keap sent a complete response';
		case 'nothingInTime':
			return "Keap didn't respond in time";
		case 'status':
			return `Keap returned HTTP ${received.status}`;
		case 'page':
			return `A web page came instead of Keap's response${received.title && ` ('${received.title}')`}`;
		case 'unreadable':
			return `Keap's response (HTTP ${received.status}) couldn't be read`;
	}
}

export const unknownOutcome = (received: Received): ErrorText => ({
	message: `${sentence(received)}, so it's unknown whether the request was carried out`,
	remedy:
		'It was not sent again, so that nothing is created twice. Look up the record in Keap before you run it again.',
});

const LATER: Record<Received['what'], string> = {
	nothing: 'Run it again later. If it happens often, check the network of this n8n.',
	nothingInTime:
		"Run it again later. If Keap is just slow, raise 'Timeout (Seconds)' in 'Options'.",
	status: 'Keap may be down for a while. Run it again later.',
	page: 'A proxy, a firewall or a network that wants a sign-in may respond in place of Keap, or Keap is down for maintenance. Open the address in a browser on the same network to see the page.',
	unreadable: 'Keap may be down for a while. Run it again later.',
};

const times = (attempts: number) => `tried ${attempts} time${attempts === 1 ? '' : 's'}`;

export const stillFailing = (received: Received, attempts: number): ErrorText => ({
	message: `${received.what === 'status' ? `Keap kept returning HTTP ${received.status}` : sentence(received)} (${times(attempts)})`,
	remedy: LATER[received.what],
});

/** For a response that was read and doesn't hold what it must. `what` as in "no record". */
export const incompleteResponse = (what: string): ErrorText => ({
	message: `Keap's response holds ${what}`,
	remedy: 'Keap may have trouble at the moment. Run it again later.',
});

export const tagWithoutId = (name: string): ErrorText => ({
	message: `Keap created the tag '${name}' but returned no ID for it`,
	remedy: 'Look up the tag in Keap, then run it again: a tag that exists is found by its name',
});

export const customFieldWithoutId = (label: string): ErrorText => ({
	message: `Keap created the custom field '${label}' but returned no ID for it`,
	remedy: 'Look up the field in Keap, then run it again: a field that exists is found by its label',
});

export const recordWithoutId = (noun: string): ErrorText => ({
	message: `Keap returned a ${noun} without its ID`,
	remedy: 'Nothing was changed. Run it again later, or enter the ID yourself.',
});

/** For a list that was asked for in the order of its IDs, and came in another. */
export const outOfOrder = (noun: string): ErrorText => ({
	message: `Keap returned ${noun} records in another order than by ID`,
	remedy: 'Nothing was changed. Run it again later.',
});

/** For one record of a batch that Keap accepted. */
export const notReported = (noun: string): ErrorText => ({
	message: `Keap didn't report a result for this ${noun}`,
	remedy: "It's unknown whether it was carried out. Look up the record in Keap first.",
});

/** For the records of a rejected batch that were not sent by themselves; `tried` others were. */
export const rejectedWithBatch = (whole: ErrorText, tried: number): ErrorText => ({
	message: `${whole.message} (about a batch that this record was part of)`,
	remedy: inSequence(
		whole.remedy,
		`Keap ${tried > 0 ? `also rejected the ${tried === 1 ? 'one record' : `${tried} records`} of the batch that ${tried === 1 ? 'was' : 'were'}` : 'accepted none of the records that were'} sent by ${tried === 1 ? 'itself' : 'themselves'}; this one wasn't.`,
	),
});

/** For an item that a run ended without; only an error in this node causes it. */
export const withoutOutcome = (): ErrorText => ({
	message:
		"The run ended without a result for this item, so it's unknown whether it was carried out",
	remedy: 'Look up the record in Keap before you run it again, and report this to the authors',
});

/** What Keap itself gives as the reason, beside the node's own words. */
export const keapSays = (reason: string) => `Keap says: ${reason}`;

/** What stands for a page without a title that came in place of a response. */
export const webPage = () => 'a web page instead of data';

/** n8n tells a cancelled run from a failed one by this word, in this spelling. */
export const cancelled = (): ErrorText => ({ message: 'The execution was canceled', remedy: '' });
