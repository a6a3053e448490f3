import { collection } from '../descriptor/collection';
import { named, textAt, words } from '../descriptor/labels';
import { belongingTo } from '../descriptor/search';

type Json = Readonly<Record<string, unknown>>;

/** `Visa ending in 4242 (04/2029, contact 17)`. */
function labelOf(method: Json): string {
	const end = textAt(method, 'card_info.last_four');
	const card = [textAt(method, 'card_info.brand'), end && `ending in ${end}`];
	const expiration = ['month', 'year'].map((part) =>
		textAt(method, `card_info.expiration_${part}`),
	);
	const contact = words(method.contact_id);
	return named(
		card.filter(Boolean).join(' '),
		expiration.filter(Boolean).join('/'),
		contact && `contact ${contact}`,
	);
}

const stated = {
	noun: 'Payment Method',
	id: 'paymentMethodId',
	idProperty: 'payment_method_id',
	example: '123',
	pageSize: 1000,
	picker: { query: { order_by: 'created_time desc' }, label: labelOf },
} as const;

/** The payment methods of all contacts, for references from where no contact is known. */
export const allPaymentMethods = collection({
	...stated,
	plural: 'All Payment Methods',
	path: '/v2/paymentMethods',
	items: 'payment_methods',
	picker: {
		...stated.picker,
		pageSize: 100,
		typed: belongingTo('contact_id'),
		id: 'payment_method_id',
	},
});

/** The payment methods of the contact that is chosen beside them. */
export const paymentMethods = collection({
	...stated,
	path: '/v2/contacts/{contactId}/paymentMethods',
	items: 'records',
	parents: { contactId: 'Contact' },
});
