import { fieldsOf } from '../custom-fields';
import { subscriptions } from '../routes/subscriptions';
import type { Store } from '../store';
import { SEED_TIME } from './account';
import { believableValues, seededFaker } from './contacts';

const SUBSCRIBERS = 12;

/** What contacts pay again and again. */
export function seedSubscriptions(store: Store): void {
	const faker = seededFaker(4);
	const fields = fieldsOf(store, 'SUBSCRIPTION');
	const day = (date: Date) => date.toISOString().slice(0, 10);
	for (const { id: contactId } of store.query('contact', { limit: SUBSCRIBERS })) {
		const card = store.find('paymentMethod', 'contact_id', contactId);
		const isYearly = faker.datatype.boolean(0.25);
		const isActive = faker.datatype.boolean(0.8);
		const start = faker.date.past({ years: 1 });
		store.insert('subscription', {
			...subscriptions.defaults,
			contact_id: contactId,
			product_id: '5',
			subscription_plan_id: isYearly ? '2' : '1',
			billing_amount: isYearly ? 490 : 49,
			billing_cycle: isYearly ? 'YEAR' : 'MONTH',
			billing_frequency: 1,
			start_date: day(start),
			next_bill_date: day(faker.date.soon({ days: 30 })),
			...(card ? { payment_method_id: card.id } : {}),
			active: isActive,
			...(isActive ? {} : { end_date: day(new Date(SEED_TIME)), reason_stopped: 'Too busy' }),
			custom_fields: believableValues(faker, fields, 0.6),
			modification_time: SEED_TIME,
		});
	}
}
