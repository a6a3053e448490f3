import {
	create,
	get,
	getMany,
	operation,
	remove,
	resource,
	update,
	upsert,
} from '../../descriptor/builders';
import { enumeration } from '../../descriptor/enumeration';
import {
	boolean,
	choice,
	email,
	ids,
	longText,
	money,
	number,
	required,
	text,
	type Field,
} from '../../descriptor/field';
import { inputFile, outputProperty } from '../shared/files';
import { byPrefix, idRange } from '../shared/filters';
import { INVENTORY, products } from './collections';
import { productId } from './inputs';
import { optionOperations } from './options';
import { planOperations } from './plans';

const name = text('name', 'Name', { placeholder: 'e.g. Starter Workshop' });
const price = money('price', 'Price', 'cents', { min: 0 });
const sku = text('sku', 'SKU', { placeholder: 'e.g. MUG-001' });
const shortDescription = text('shortDescription', 'Short Description');

const html = { rows: 4, placeholder: 'e.g. <p>Handmade</p>' };

const fields: Field[] = [
	boolean('active', 'Active', 'Whether the product can be sold', { default: true }),
	text('bottomHtml', 'Bottom HTML', html),
	boolean('cityTaxable', 'City Taxable', 'Whether city taxes are added'),
	boolean('countryTaxable', 'Country Taxable', 'Whether country taxes are added'),
	longText('deliveryDescription', 'Delivery Description'),
	longText('description', 'Description'),
	boolean('isPackage', 'Package', 'Whether the product is a package of several'),
	boolean(
		'needsDigitalDelivery',
		'Needs Digital Delivery',
		'Whether the product is delivered digitally',
	),
	boolean('shippable', 'Shippable', 'Whether the product has to be shipped'),
	sku,
	boolean('stateTaxable', 'State Taxable', 'Whether state taxes are added'),
	boolean('storefrontHidden', 'Storefront Hidden', 'Whether the storefront leaves the product out'),
	boolean(
		'subscriptionOnly',
		'Subscription Only',
		'Whether the product is sold by subscription only',
	),
	boolean('taxable', 'Taxable', 'Whether the product is taxed'),
	text('topHtml', 'Top HTML', html),
	number('weight', 'Weight', { min: 0 }),
];

/** What an update has beside the rest, and a create in an object. */
const stock: Field[] = [
	number('inventoryLimit', 'Inventory Limit', { integer: true, min: 0 }),
	email('inventoryNotificationsEmail', 'Inventory Notifications Email', {
		key: 'email_for_inventory_notifications',
	}),
	boolean('outOfStockEnabled', 'Out of Stock Enabled', 'Whether the product can be out of stock'),
];
const stockOfNew = stock.map((field) => ({ ...field, key: INVENTORY[field.key] ?? field.key }));

export const product = resource('product', 'Product', [
	create({
		of: products,
		inputs: [required(name), required(price), required(shortDescription)],
		fields: [
			...fields,
			number('inventoryCount', 'Inventory Count', {
				key: 'inventory.inventory_count',
				integer: true,
				min: 0,
				description: 'How many are in stock',
			}),
			...stockOfNew,
		],
	}),
	upsert({
		of: products,
		by: ['sku'],
		inputs: [required(sku), required(name), required(price), required(shortDescription)],
		fields: [...fields.filter((field) => field !== sku), ...stock],
		createdAs: INVENTORY,
	}),
	get({ of: products }),
	getMany({
		of: products,
		list: {
			filters: [
				byPrefix(text('description', 'Description'), 'Printed'),
				...idRange('product_id'),
				byPrefix(name, 'Starter'),
				ids(products, 'productIds', 'Products'),
				byPrefix(shortDescription, 'Half'),
				byPrefix(text('sku', 'SKU'), 'MUG'),
			],
			sort: [
				{ name: 'Name', value: 'name' },
				{ name: 'SKU', value: 'sku' },
				{ name: 'Update Time', value: 'last_updated_time' },
			],
		},
	}),
	update({ of: products, fields: [...fields, name, price, shortDescription, ...stock] }),
	remove({ of: products }),
	operation({
		of: products,
		value: 'adjustInventory',
		name: 'Adjust Inventory',
		action: 'Adjust the inventory of a product',
		description: 'Add to the number of a product in stock, or subtract from it',
		method: 'POST',
		path: '/v2/products/{productId}:adjustInventory',
		inputs: [
			productId,
			choice('adjustment', 'Adjustment', enumeration(['INCREASE', 'DECREASE']), {
				key: 'type',
				required: true,
			}),
			number('quantity', 'Quantity', { integer: true, min: 1, required: true }),
		],
		output: { kind: 'record' },
	}),
	operation({
		value: 'uploadImage',
		name: 'Upload Image',
		action: 'Upload an image of a product',
		description: 'Upload an image for a product',
		method: 'POST',
		path: '/v2/products/{productId}/images',
		inputs: [productId, required(inputFile)],
		queryOptions: [
			boolean(
				'legacy',
				'Legacy Image',
				'Whether the image is also for the legacy cart, where it replaces the one that is there',
			),
		],
		body: 'multipart',
		output: { kind: 'done' },
	}),
	operation({
		value: 'deleteImages',
		name: 'Delete Images',
		action: 'Delete images of a product',
		description: 'Delete the images of a product permanently',
		method: 'DELETE',
		path: '/v2/products/{productId}/images',
		inputs: [productId],
		output: { kind: 'deleted' },
	}),
	operation({
		value: 'downloadLegacyImage',
		name: 'Download Legacy Image',
		action: 'Download a legacy image of a product',
		description: 'Retrieve the image that a product has in the legacy cart',
		method: 'GET',
		path: '/v2/products/{productId}/images/legacyImageData',
		inputs: [productId],
		options: [outputProperty],
		output: { kind: 'base64File', about: '/v2/products/{productId}', name: 'name', image: true },
	}),
	...optionOperations,
	...planOperations,
]);
