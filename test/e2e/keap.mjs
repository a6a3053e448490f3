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

	/** What moves the sandbox rather than the account. */
	async function control(path, body) {
		const response = await fetch(`${url}/__sandbox${path}`, {
			...(body !== undefined && {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			}),
		});
		if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}`);
		return response.status === 204 ? undefined : await response.json();
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
			return await control('/log');
		},

		/** How many contacts there are, without a call that counts. */
		async contactCount() {
			return (await control('/state')).records.contact ?? 0;
		},

		/** @param {{ perSecond?: number, perMinute?: number, perDay?: number } | false} limits those of every key from now on */
		async setLimits(limits) {
			await control('/limits', limits);
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

		/** @returns {Promise<string>} the id of a tag */
		async createTag(name) {
			return (await call('POST', '/tags', { name })).id;
		},

		async applyTag(id, contactId) {
			await call('POST', `/tags/${id}/contacts:applyTags`, { contact_ids: [contactId] });
		},

		async orders() {
			return await all('/orders', 'orders');
		},

		async payments() {
			return await all('/sales/payments', 'payments');
		},

		/** The contacts that have a tag, each with the time at which it was applied. */
		async tagged(name) {
			const { tags } = await call('GET', `/tags?filter=${encodeURIComponent(`name==${name}`)}`);
			return await all(`/tags/${tags[0].id}/contacts`, 'contacts');
		},

		/** All email addresses with their opt-in status. */
		async emailStatuses() {
			return await all('/emailAddresses', 'email_addresses');
		},

		/** The first order of the account. */
		async anyOrder() {
			const { orders } = await call('GET', '/orders?page_size=1');
			return await call('GET', `/orders/${orders[0].id}`);
		},

		/** The REST hooks, each with the deliveries to it. */
		async hooks() {
			return await control('/hooks');
		},

		/** Has Keap tell of something, and waits for the responses. @returns the deliveries */
		async tell(eventKey, ids, contactIds) {
			return await control('/hooks/events', { eventKey, ids, contactIds });
		},

		/** The last delivery to a hook once more. */
		async repeatDelivery(key) {
			return await control(`/hooks/${key}/repeat`, {});
		},

		/** As Keap does after too many failures. */
		async switchOff(key) {
			return await control(`/hooks/${key}/deactivate`, {});
		},
	};
}

/** The address in one of a contact's slots, such as `EMAIL1`. */
export const emailOf = (contact, slot) =>
	contact.email_addresses?.find(({ field }) => field === slot)?.email;
