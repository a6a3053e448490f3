import { getMany, resource } from '../descriptor/builders';

export const shippingMethod = resource('shippingMethod', 'Shipping Method', [
	getMany({
		path: '/v2/shipping',
		list: { items: 'shipping_methods' },
		columns: {
			id: 'id',
			name: 'name',
			description: 'description',
			type: 'type',
			status: 'status',
			international: 'international',
		},
	}),
]);
