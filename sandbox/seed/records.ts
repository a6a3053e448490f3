import { fieldsOf } from '../custom-fields';
import type { Store } from '../store';
import type { JsonObject } from '../types';
import { SEED_TIME } from './account';
import { believableAddress, believableValues, seededFaker } from './contacts';
import { utc } from '../utc';

const COMPANIES = 60;

export function seedCompanies(store: Store): void {
	const faker = seededFaker(2);
	const fields = fieldsOf(store, 'COMPANY');
	const tags = store.list('tag').map(({ id }) => id);
	store.transaction(() => {
		for (let id = 1; id <= COMPANIES; id++) {
			const created = faker.date.past({ years: 4 });
			const name = faker.company.name();
			store.insert('company', {
				id: String(id),
				company_name: name,
				website: `https://company${id}.example`,
				address: believableAddress(faker, 'BILLING'),
				email_address: { email: `office@company${id}.example`, field: 'EMAIL1' },
				phone_number: { number: `602555${faker.string.numeric(4)}`, field: 'PHONE1', type: 'Work' },
				contact_type: faker.helpers.arrayElement(['Customer', 'Vendor', 'Partner']),
				owner_id: String(faker.number.int({ min: 1, max: 7 })),
				notes: faker.company.catchPhrase(),
				custom_fields: believableValues(faker, fields, 0.6),
				create_time: utc(created),
				update_time: utc(faker.date.between({ from: created, to: SEED_TIME })),
			});
			for (const tag of faker.helpers.arrayElements(tags, { min: 0, max: 2 })) {
				store.applyTag('company', id, tag, utc(faker.date.past({ years: 1 })));
			}
		}
	});
}

/** What hangs on contacts, and what stands on its own. */
export function seedActivities(store: Store): void {
	const faker = seededFaker(3);
	const fields = fieldsOf(store, 'TASK_NOTE_APPOINTMENT');
	const opportunityFields = fieldsOf(store, 'OPPORTUNITY');
	const contacts = store.query('contact', { limit: 1_000 }).map(({ id }) => id);
	const contactId = () => faker.helpers.arrayElement(contacts);
	const user = () => String(faker.number.int({ min: 1, max: 7 }));
	const times = () => {
		const created = faker.date.past({ years: 2 });
		return {
			create_time: utc(created),
			update_time: utc(faker.date.between({ from: created, to: SEED_TIME })),
		};
	};
	const many = (count: number, make: () => JsonObject) =>
		Array.from({ length: contacts.length > 0 ? count : 0 }, make);

	store.insertMany(
		'note',
		many(150, () => ({
			contact_id: contactId(),
			title: faker.helpers.arrayElement([
				'First call',
				'Meeting',
				'Follow-up',
				'Complaint',
				'Feedback',
			]),
			text: `Talked about ${faker.company.buzzPhrase()}. ${faker.person.firstName()} will decide next week.`,
			type: faker.helpers.arrayElement(['Call', 'Email', 'Appointment', 'Other']),
			user_id: user(),
			created_by_user_id: '1',
			last_updated_by_user_id: '1',
			custom_fields: believableValues(faker, fields, 0.4),
			...times(),
		})),
	);
	store.insertMany(
		'task',
		Array.from({ length: 80 }, () => {
			const { create_time: created, update_time: modified } = times();
			const completed = faker.datatype.boolean(0.4);
			return {
				title: faker.helpers.arrayElement([
					'Call back',
					'Send proposal',
					'Prepare contract',
					'Check invoice',
					'Say thank you',
				]),
				description: `About ${faker.commerce.productName().toLowerCase()}`,
				type: faker.helpers.arrayElement(['Call', 'Email', 'Other']),
				priority: faker.helpers.arrayElement(['CRITICAL', 'ESSENTIAL', 'NONESSENTIAL']),
				completed,
				...(completed ? { completion_time: modified } : {}),
				...(faker.datatype.boolean(0.8) ? { due_time: utc(faker.date.soon({ days: 60 })) } : {}),
				...(contacts.length > 0 ? { contact_id: contactId() } : {}),
				assigned_to_user_id: user(),
				created_by_user_id: '1',
				last_updated_by_user_id: '1',
				accepted: true,
				custom_fields: believableValues(faker, fields, 0.4),
				create_time: created,
				modification_time: modified,
			};
		}),
	);
	store.insertMany(
		'email',
		many(60, () => {
			const sent = utc(faker.date.past({ years: 1 }));
			const id = contactId();
			return {
				contact_id: id,
				subject: faker.helpers.arrayElement([
					'Welcome',
					'Your invoice',
					'A question',
					'News from us',
				]),
				sent_to_address: `contact${id}@example.com`,
				sent_from_address: 'hello@keap-sandbox.example',
				sent_time: sent,
				original_provider: 'INFUSIONSOFT',
				original_provider_id: faker.string.hexadecimal({ length: 32, prefix: '', casing: 'lower' }),
				plain_content: Buffer.from(`Hello,\n\n${faker.commerce.productDescription()}`).toString(
					'base64',
				),
				html_content: Buffer.from(
					`<p>Hello,</p><p>${faker.commerce.productDescription()}</p>`,
				).toString('base64'),
				created_time: sent,
			};
		}),
	);
	store.insertMany(
		'opportunity',
		many(40, () => {
			const { create_time: created, update_time: updated } = times();
			return {
				contact_id: contactId(),
				stage_id: String(faker.number.int({ min: 1, max: 6 })),
				user_id: user(),
				opportunity_title: faker.helpers.arrayElement([
					'New website',
					'Annual plan',
					'Coaching',
					'Upgrade',
					'Workshop',
				]),
				projected_revenue_low: faker.number.int({ min: 100, max: 2_000 }),
				projected_revenue_high: faker.number.int({ min: 2_000, max: 20_000 }),
				include_in_forecast: true,
				next_action_time: utc(faker.date.soon({ days: 30 })),
				created_by: '1',
				last_updated_by: '1',
				status: 'Active',
				status_id: '1',
				custom_fields: believableValues(faker, opportunityFields, 0.5),
				created_time: created,
				last_updated_time: updated,
				stage_entrance_time: created,
			};
		}),
	);
	store.insertMany(
		'stageMove',
		store.list('opportunity').map((opportunity) => ({
			opportunity_id: opportunity.id,
			move_time: opportunity.stage_entrance_time ?? SEED_TIME,
			move_from_stage_id: '0',
			move_to_stage_id: opportunity.stage_id ?? '1',
			user_id: opportunity.user_id ?? '1',
			created_by: '1',
			create_time: opportunity.stage_entrance_time ?? SEED_TIME,
		})),
	);
	for (const [name, content] of [
		['price-list.csv', 'item,price\nConsulting,120.00\n'],
		['welcome.txt', 'Welcome!\n'],
		['logo.png', 'iVBORw0KGgo='],
	] as const) {
		const data = name.endsWith('.png') ? content : Buffer.from(content).toString('base64');
		const file = store.insert('file', {
			file_name: name,
			category: 'DOCUMENTS',
			file_box_type: name.endsWith('.png') ? 'IMAGE' : 'APPLICATION',
			is_public: true,
			created_by_id: '1',
			file_size: Buffer.from(data, 'base64').length,
			created_time: SEED_TIME,
			updated_time: SEED_TIME,
		});
		store.insert('fileContent', { id: file.id, data });
	}
}

/** Templates and types an account's owner has set up. */
export function seedSettings(store: Store): void {
	store.insertMany(
		'linkType',
		(
			[
				['Spouse', 1],
				['Employer', 1],
				['Colleague', 100],
				['Referred by', 3],
			] as const
		).map(([name, max]) => ({
			name,
			max_links: max,
			create_time: SEED_TIME,
		})),
	);
	store.insertMany('noteTemplate', [
		{
			title: 'Discovery call',
			description: 'Needs, budget, timing',
			action_type: 'Call',
			assignment_user_id: 3,
			notify_users: ['3'],
		},
		{
			title: 'Complaint',
			description: 'What happened, what was promised',
			action_type: 'Other',
			assignment_user_id: 6,
			notify_users: ['6', '1'],
		},
	]);
	store.insertMany(
		'emailTemplate',
		['Welcome', 'Monthly newsletter', 'Appointment reminder', 'Invoice reminder', 'Thank you'].map(
			(title) => ({
				piece_title: title,
				categories: ['General'],
				from_address: '~Owner.Email~',
				to_address: '~Contact.Email~',
				cc_address: '',
				bcc_address: '',
				subject: `${title}, ~Contact.FirstName~`,
				text_body: `Hello ~Contact.FirstName~,\n\n${title}.`,
				html_body: `<h1>Hello ~Contact.FirstName~</h1><p>${title}.</p>`,
				content_type: 'HTML',
				merge_context: 'Contact',
			}),
		),
	);
}
