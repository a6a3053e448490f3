import type { Store } from '../store';
import type { JsonObject } from '../types';
import { SEED_TIME } from './account';
import { seededFaker } from './contacts';

export const ORDERS = 30;
const DAY_MS = 86_400_000;

/** What an account's owner has set up to be paid, and to ship. */
export function seedSaleSettings(store: Store): void {
	store.insertMany('merchant', [
		{ name: 'Stripe', type: 'STRIPE', is_test: false, is_default: true },
		{ name: 'PayPal', type: 'PAYPAL', is_test: false, is_default: false },
		{ name: 'Stripe Test', type: 'STRIPE', is_test: true, is_default: false },
	]);
	store.insertMany(
		'shippingMethod',
		(
			[
				['Standard', 'Three to five days', false],
				['Express', 'The next day', false],
				['International', 'Two weeks', true],
			] as const
		).map(([name, description, international]) => ({
			name,
			description,
			type: 'FLAT_RATE',
			status: 'ACTIVE',
			international,
			settings: {},
		})),
	);
}

const item = (store: Store, entry: JsonObject): JsonObject => ({
	id: store.issueId('orderItem'),
	item_type: 'PRODUCT',
	quantity: 1,
	...entry,
});

/** What contacts have bought, and how they paid. */
export function seedSales(store: Store): void {
	const faker = seededFaker(4);
	const contacts = store.query('contact', { limit: 1_000 }).map(({ id }) => id);
	if (contacts.length === 0) return;
	for (let n = 1; n <= ORDERS; n++) {
		const contact = faker.helpers.arrayElement(contacts);
		const time = new Date(Date.parse(SEED_TIME) - n * 3 * DAY_MS).toISOString();
		const product = faker.helpers.arrayElement(['1', '3', '4']);
		const quantity = faker.number.int({ min: 1, max: 3 });
		const isPaid = n % 3 !== 0;
		const { id } = store.insert('order', {
			contact_id: contact,
			order_title: `Webshop ${1000 + n}`,
			order_type: n % 5 === 0 ? 'OFFLINE' : 'ONLINE',
			order_time: time,
			creation_time: time,
			modification_time: time,
			status: isPaid ? 'PAID' : 'SENT',
			source_type: 'API',
			allow_payment: true,
			allow_paypal: false,
			files: [],
			synced: false,
			custom_fields: [],
			order_items: [item(store, { product_id: product, quantity })],
			...(n % 4 === 0
				? {
						shipping_address: {
							first_name: 'Jo',
							last_name: 'Miller',
							line1: '2065 W Obispo Ave',
							locality: 'Gilbert',
							region: 'US-AZ',
							zip_code: '85233',
							country_code: 'USA',
						},
					}
				: {}),
		});
		if (isPaid) seedPayment(store, { contact, order: id, product, quantity, time });
	}
}

interface Paid {
	contact: string;
	order: string;
	product: string;
	quantity: number;
	time: string;
}

function seedPayment(store: Store, { contact, order, product, quantity, time }: Paid): void {
	const amount = (Number(store.get('product', product)?.price ?? 0) / 100) * quantity;
	const method =
		store.find('paymentMethod', 'contact_id', contact) ??
		store.insert('paymentMethod', {
			contact_id: contact,
			credit_card_id: store.issueId('creditCard'),
			merchant_account_id: '1',
			merchant_account_type: 'STRIPE',
			payment_method_type: 'CARD',
			created_time: time,
			active: true,
			card_info: {
				brand: 'Visa',
				card_type: 'CREDIT',
				last_four: '4242',
				expiration_month: '04',
				expiration_year: '2029',
				fingerprint: `fingerprint-${contact}`,
			},
		});
	const common = {
		amount,
		contact_id: contact,
		order_id: order,
		payment_method_id: method.id,
		merchant_account_id: '1',
		merchant_account_type: 'STRIPE',
	};
	const payment = store.insert('payment', {
		...common,
		type: 'Credit Card',
		status: 'APPROVED',
		note: '',
		commissioned: true,
		synced: false,
		payment_time: time,
		update_time: time,
	});
	store.insert('transaction', {
		...common,
		status: 'APPROVED',
		is_successful: true,
		transaction_method: 'CAPTURE',
		transaction_time: time,
		payment_id: payment.id,
	});
	store.insert('orderPayment', {
		order_id: order,
		invoice_id: order,
		payment_id: payment.id,
		amount,
		note: '',
		pay_time: time,
		pay_status: 'APPROVED',
		skip_commission: false,
		last_updated_time: time,
	});
}
