/**
 * The examples that Keap starts.
 */
import { complaintsAbout, differs, eventually } from './checks.mjs';
import { executionsOf } from './executions.mjs';
import { emailOf } from './keap.mjs';

const TAG = { id: 'keapExampleTag', event: 'contactGroup.applied', tag: 'VIP' };
const ORDER = { id: 'keapExampleOrder', event: 'order.add' };
const SYNC = { id: 'keapExampleSync', table: 'Keap Contacts' };

/** A poll a minute, and some time to write. */
const SYNC_SECONDS = 90;

const CUSTOMER = {
	given_name: 'Vida',
	family_name: 'Vipond',
	email_addresses: [{ email: 'vida.vipond@example.com', field: 'EMAIL1' }],
};

/** @param {{ rest: object, keap: object, check: Function }} context `rest` is a running n8n that has the examples */
export function examplesOf({ rest, keap, check }) {
	const ended = (what, execution) =>
		differs(execution.status, 'success', execution.error?.message ?? what);

	/** Publishes an example and waits for its hook. */
	async function publish({ id, event }) {
		await rest.activate(id);
		await check(`${id} has a verified hook once it is published`, async () =>
			eventually(async () => {
				const found = (await keap.hooks()).filter(({ eventKey }) => eventKey === event);
				return differs(
					found.map(({ status }) => status),
					['Verified'],
				);
			}),
		);
		return executionsOf(rest, id, 'webhook');
	}

	async function checkTag() {
		const runs = await publish(TAG);
		const before = (await keap.log()).length;
		const contact = await keap.createContact(CUSTOMER);
		const [tag] = [...(await keap.tagNames())].find(([, name]) => name === TAG.tag);
		await keap.applyTag(tag, contact);
		await check('the example for a tag ends with success', async () =>
			ended('status', await runs.next()),
		);
		const sent = (await keap.log()).slice(before).filter(({ path }) => path === '/v2/emails:send');
		await check('one email has gone out, to the contact, with the name in it', () => {
			const [{ body } = {}] = sent;
			const html = Buffer.from(body?.html_content ?? '', 'base64').toString();
			return differs(
				[sent.length, body?.contacts, body?.subject, html.includes(CUSTOMER.given_name)],
				[1, [contact], `Welcome, ${CUSTOMER.given_name}`, true],
			);
		});
		await rest.deactivate(TAG.id);
	}

	async function checkOrder() {
		const runs = await publish(ORDER);
		const order = await keap.anyOrder();
		await keap.tell(ORDER.event, [order.id]);
		await check('the example for an order ends with success', async () =>
			ended('status', await runs.next()),
		);
		const [note] = (await keap.notes(order.contact.id)).filter(
			({ title }) => title === `Order ${order.id}`,
		);
		await check('the contact has a note that names each item', () =>
			complaintsAbout(order.order_items, ({ name, quantity }) =>
				note?.text?.includes(`${quantity} × ${name}`) ? undefined : `${name}: ${note?.text}`,
			),
		);
		console.log(`    (it says: ${note?.text?.replaceAll('\n', ', ')})`);
		const tasks = (await keap.tasks(order.contact.id)).filter(({ title }) =>
			title.endsWith(`order ${order.id}`),
		);
		await check('and a user has the task', () => differs(tasks.length, 1));
		await rest.deactivate(ORDER.id);
	}

	let syncedSince;

	/** Polls every minute from now on; what all the other checks change in contacts has to arrive. */
	async function beginSync() {
		// The first poll looks for the latest change, and then for what came with it.
		const polls = async () =>
			(await keap.log()).filter(({ query }) => query.includes('start_update_time')).length;
		const before = await polls();
		await rest.activate(SYNC.id);
		const complaint = await eventually(async () =>
			(await polls()) > before ? undefined : `${SYNC.id} does not poll`,
		);
		if (complaint) throw new Error(complaint);
		syncedSince = Math.floor(Date.now() / 1000) * 1000;
	}

	const rowOf = (contact) => [
		contact.id,
		contact.given_name ?? '',
		contact.family_name ?? '',
		emailOf(contact, 'EMAIL1') ?? '',
	];

	async function checkSync() {
		await check(
			'the example for a data table has a row for each contact that changed, as it is now',
			async () =>
				eventually(
					async () => {
						const rows = await rest.dataTableRows(SYNC.table);
						const changed = (await keap.contacts()).filter(
							(contact) => Date.parse(contact.update_time) >= syncedSince,
						);
						return differs(
							rows.map((row) => [row.keap_id, row.first_name, row.last_name, row.email]).sort(),
							changed.map(rowOf).sort(),
							'rows',
						);
					},
					{ seconds: SYNC_SECONDS },
				),
		);
		await rest.deactivate(SYNC.id);
		const failed = (await rest.executions(SYNC.id)).filter(({ status }) => status !== 'success');
		await check('and no execution of it has failed', async () =>
			failed.length > 0 ? (await rest.ended(failed[0].id, 5)).error?.message : undefined,
		);
	}

	return { ids: [TAG.id, ORDER.id, SYNC.id], checkTag, checkOrder, beginSync, checkSync };
}
