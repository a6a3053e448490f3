import { number, record } from '../../descriptor/field';
import { products } from './collections';

export const productId = record(products, { required: true });

export const displayOrder = (key: string) =>
	number('displayOrder', 'Display Order', {
		key,
		integer: true,
		min: 0,
		description: 'The place among the others; the smallest comes first',
	});
