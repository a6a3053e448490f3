/**
 * The sandbox, asked over HTTP like Keap itself: an opinion on what the node did that is independent of the node.
 */
const PAGE = 1000;

/** @param {string} url of the sandbox @param {string} key */
export function keapAt(url, key) {
	const base = `${url}/crm/rest/v2`;

	async function call(method, path, body) {
		const response = await fetch(base + path, {
			method,
			headers: { 'x-keap-api-key': key, 'content-type': 'application/json' },
			body: body && JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok)
			throw new Error(`The sandbox answered ${response.status} to ${method} ${path}: ${text}`);
		return text === '' ? undefined : JSON.parse(text);
	}

	async function all(path, items, query = {}) {
		const records = [];
		let token;
		do {
			const page = await call(
				'GET',
				`${path}?${new URLSearchParams({ ...query, page_size: PAGE, ...(token && { page_token: token }) })}`,
			);
			records.push(...page[items]);
			token = page.next_page_token;
		} while (token);
		return records;
	}

	return {
		/** Every request so far. */
		async log() {
			return await (await fetch(`${url}/__sandbox/log`)).json();
		},

		/** All contacts, with everything the checks look at. */
		async contacts() {
			return await all('/contacts', 'contacts', {
				fields:
					'given_name,family_name,email_addresses,phone_numbers,addresses,custom_fields,tag_ids,create_time,update_time',
			});
		},

		/** Tag names by their ids. */
		async tagNames() {
			return new Map((await all('/tags', 'tags')).map(({ id, name }) => [id, name]));
		},

		/** The ids of the contacts' custom fields by their names. */
		async customFields() {
			const { custom_fields: fields } = await call('GET', '/contacts/model');
			return new Map(fields.map(({ id, label }) => [label, id]));
		},

		async notes(contactId) {
			return await all(`/contacts/${contactId}/notes`, 'notes');
		},

		async tasks(contactId) {
			return await all('/tasks', 'tasks', { filter: `contact_id==${contactId}` });
		},

		/** @returns {Promise<string>} its id */
		async createContact(contact) {
			return (await call('POST', '/contacts', contact)).id;
		},

		async changeContact(id, changes) {
			return await call(
				'PATCH',
				`/contacts/${id}?update_mask=${Object.keys(changes).join(',')}`,
				changes,
			);
		},
	};
}

/** The address in one of a contact's slots, such as `EMAIL1`. */
export const emailOf = (contact, slot) =>
	contact.email_addresses?.find(({ field }) => field === slot)?.email;
