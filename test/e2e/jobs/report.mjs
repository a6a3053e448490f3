/**
 * The weekly report: what its email says, and that n8n sends it by its schedule.
 */
import { complaintsAbout, differs, eventually } from '../checks.mjs';

export const REPORT = {
	id: 'keapExampleReport',
	file: 'report.json',
	trigger: 'Every Monday at 7',
	days: 'Last Week',
	readers: ['1'],
};

const SCHEDULE_SECONDS = 5;

/** @param {object} context see jobs.mjs */
export async function checkReport({ rest, keap, check, run, copyOf, setValue, sent }) {
	const emails = async () => (await sent('/v2/emails:send')).map(({ body }) => body);
	const rowsOf = ({ html_content: html }) =>
		[
			...Buffer.from(html, 'base64')
				.toString()
				.matchAll(/<tr>(.*)<\/tr>/g),
		].map(([, row]) => [...row.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell));
	const expected = await lastWeek(keap);
	await check('there is something to report', () =>
		complaintsAbout(expected, ([what, count]) => (count === '0' ? `no ${what}` : undefined)),
	);

	await run(REPORT.id, REPORT.trigger, 'the report example');
	await check('one email has gone out, with the counts and sums of last week', async () => {
		const [email, ...others] = await emails();
		return differs(
			[others.length, email?.contacts, email && rowsOf(email)],
			[0, REPORT.readers, expected],
		);
	});
	console.log(`    (it says: ${(await emails())[0]?.subject})`);

	const quiet = await copyOf(REPORT.file, REPORT.days, (parameters) => {
		setValue(parameters, 'from', '2001-01-01T00:00:00Z');
		setValue(parameters, 'until', '2001-01-07T23:59:59Z');
	});
	await run(quiet, REPORT.trigger, 'a report of a week without anything');
	await check('it says that there was nothing', async () =>
		differs(
			rowsOf((await emails()).at(-1)),
			expected.map(([what, , sum]) => [what, '0', sum && '$0.00']),
		),
	);

	const frequent = await copyOf(REPORT.file, REPORT.trigger, (parameters) => {
		parameters.rule.interval = [{ field: 'seconds', secondsInterval: SCHEDULE_SECONDS }];
	});
	const before = (await emails()).length;
	await rest.activate(frequent);
	await check('n8n sends the report by its schedule, again and again', async () =>
		eventually(async () => {
			const count = (await emails()).length - before;
			return count >= 2 ? undefined : `${count} emails`;
		}),
	);
	await rest.deactivate(frequent);
	await check('and what it sends is the same', async () =>
		differs(rowsOf((await emails()).at(-1)), expected),
	);
	await check('its executions were started by the schedule, and succeeded', async () =>
		eventually(async () =>
			complaintsAbout(await rest.executions(frequent), ({ mode, status }) =>
				differs([mode, status], ['trigger', 'success']),
			),
		),
	);
}

/** What the report has to say, counted from what the sandbox has, in the time zone of this machine, which is n8n's. */
async function lastWeek(keap) {
	const today = new Date();
	const monday = (weeks) =>
		new Date(
			today.getFullYear(),
			today.getMonth(),
			today.getDate() - ((today.getDay() + 6) % 7) + weeks * 7,
		);
	const during = (records, property) =>
		records.filter((record) => {
			const time = new Date(record[property]);
			return time >= monday(-1) && time < monday(0);
		});
	const dollars = (cents) =>
		`$${String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ',')}.${String(cents % 100).padStart(2, '0')}`;
	const sum = (amounts) => dollars(amounts.reduce((total, cents) => total + cents, 0));

	const orders = during(await keap.orders(), 'creation_time');
	const payments = during(await keap.payments(), 'payment_time');
	const contacts = during(await keap.contacts(), 'create_time');
	const customers = during(await keap.tagged('Customer'), 'applied_time');
	return [
		['Orders', String(orders.length), sum(orders.map(({ total }) => total.amount))],
		[
			'Payments',
			String(payments.length),
			sum(payments.map(({ amount }) => Math.round(amount * 100))),
		],
		['New contacts', String(contacts.length), ''],
		['New customers', String(customers.length), ''],
	];
}
