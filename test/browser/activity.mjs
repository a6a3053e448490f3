/**
 * Tells when a page has come to rest: nothing is fetched, and nothing has changed on it for a while.
 */

/** Longer than any timer of the editor between one change and the next that belongs to it (it throttles by 200 ms). */
const QUIET_MS = 400;
/** A form with everything filled in takes n8n a while, on a busy machine minutes. */
const LONGEST_MS = 180_000;

/** Must be called before the page loads n8n. */
export async function watchActivity(page) {
	await page.addInitScript(() => {
		const activity = { began: 0, last: 0, pending: 0 };
		window.keapActivity = activity;
		const touch = () => (activity.last = performance.now());
		new MutationObserver(touch).observe(document, {
			subtree: true,
			childList: true,
			attributes: true,
			characterData: true,
		});
		const begin = () => (activity.pending += 1);
		const end = () => {
			activity.pending -= 1;
			touch();
		};
		const { fetch } = window;
		window.fetch = async (...args) => {
			begin();
			return await fetch(...args).finally(end);
		};
		const { send } = XMLHttpRequest.prototype;
		XMLHttpRequest.prototype.send = function (...args) {
			begin();
			this.addEventListener('loadend', end);
			return send.apply(this, args);
		};
		// What a person does begins with one of these.
		for (const event of ['pointerdown', 'keydown'])
			window.addEventListener(event, () => (activity.began = performance.now()), { capture: true });
	});
}

/**
 * Waits until the page is at rest.
 * @returns {Promise<number>} milliseconds from the last click or key to the last change on the page
 */
export async function atRest(page) {
	return await page.evaluate(
		async ({ quiet, longest }) => {
			const { keapActivity: activity } = window;
			const deadline = performance.now() + longest;
			while (performance.now() < deadline) {
				const since = performance.now() - Math.max(activity.last, activity.began);
				if (activity.pending === 0 && since >= quiet)
					return Math.max(0, activity.last - activity.began);
				await new Promise((resolve) => setTimeout(resolve, 25));
			}
			throw new Error(`The editor has not come to rest within ${longest} ms`);
		},
		{ quiet: QUIET_MS, longest: LONGEST_MS },
	);
}
