/**
 * Counts checks and prints a line for each.
 */
import { pause } from '../../scripts/playground/wait.mjs';

const PAUSE_MS = 200;

export function checks() {
	let passed = 0;
	let failed = 0;
	return {
		/** @param {string} what @param {() => unknown} test throws, or answers something other than `undefined`, when it fails */
		async check(what, test) {
			try {
				const complaint = await test();
				if (complaint !== undefined) throw new Error(String(complaint));
				passed += 1;
				console.log(`✔ ${what}`);
			} catch (error) {
				failed += 1;
				console.log(`✖ ${what}\n    ${error.message.split('\n').join('\n    ')}`);
			}
		},

		/** Prints the sum. @returns {boolean} whether all is well */
		summary() {
			console.log(`\n${passed} passed, ${failed} failed`);
			return failed === 0 && passed > 0;
		},
	};
}

/** Tests again and again until there is no complaint. n8n publishes and unpublishes a little after saying so. @returns the last complaint */
export async function eventually(test, { seconds = 30 } = {}) {
	const deadline = Date.now() + seconds * 1000;
	for (;;) {
		const complaint = await test();
		if (complaint === undefined || Date.now() > deadline) return complaint;
		await pause(PAUSE_MS);
	}
}

/** A complaint when the two are not the same. */
export function differs(found, wanted, what = 'found') {
	const [a, b] = [JSON.stringify(found), JSON.stringify(wanted)];
	return a === b ? undefined : `${what}: ${a}\nwanted: ${b}`;
}

/** The first complaint about any of these, and how many more there are. */
export function complaintsAbout(list, complain) {
	const complaints = list.map(complain).filter((complaint) => complaint !== undefined);
	if (complaints.length === 0) return undefined;
	return complaints.length === 1
		? complaints[0]
		: `${complaints[0]}\n(and ${complaints.length - 1} more)`;
}
