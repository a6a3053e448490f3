/**
 * What the sandbox has that forms mention.
 */
import { SANDBOX_KEY } from '../../scripts/playground/sandbox.mjs';

/**
 * @param {string} sandboxUrl
 * @param {Record<string, { path: string }>} records the kinds of record that have custom fields
 * @returns {Promise<import('./forms').Account>}
 */
export async function readAccount(sandboxUrl, records) {
	const read = async (path) => {
		const response = await fetch(`${sandboxUrl}/crm/rest/v2/${path}`, {
			headers: { 'x-keap-api-key': SANDBOX_KEY },
		});
		if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}`);
		return await response.json();
	};
	const { tags } = await read('tags');
	const customFields = await Promise.all(
		Object.entries(records).map(async ([record, { path }]) => [
			record,
			(await read(`${path}/model`)).custom_fields,
		]),
	);
	return { tags, customFields: Object.fromEntries(customFields) };
}
