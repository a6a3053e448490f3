import { dateTime, longText, record, text } from '../descriptor/field';
import { create, get, getMany, remove, resource, update } from '../descriptor/operation';

const tagCategoryId = record('tagCategory', { required: true });
const description = longText('description', 'Description');

export const tagCategory = resource(
	'tagCategory',
	'Tag Category',
	[
		create({
			path: '/v2/tags/categories',
			inputs: [text('name', 'Name', { required: true, placeholder: 'e.g. Customer Segments' })],
			fields: [description],
		}),
		get({ path: '/v2/tags/categories/{tagCategoryId}', inputs: [tagCategoryId] }),
		getMany({
			path: '/v2/tags/categories',
			list: {
				items: 'tag_categories',
				pageSize: 1000,
				filters: [
					text('description', 'Description'),
					text('name', 'Name'),
					dateTime('sinceCreateTime', 'Created After'),
					dateTime('untilCreateTime', 'Created Before'),
					dateTime('sinceUpdateTime', 'Updated After'),
					dateTime('untilUpdateTime', 'Updated Before'),
				],
				sort: [
					{ name: 'Name', value: 'name' },
					{ name: 'Create Time', value: 'create_time' },
					{ name: 'Update Time', value: 'update_time' },
				],
			},
		}),
		update({
			path: '/v2/tags/categories/{tagCategoryId}',
			inputs: [tagCategoryId],
			fields: [description, text('name', 'Name')],
		}),
		remove({ path: '/v2/tags/categories/{tagCategoryId}', inputs: [tagCategoryId] }),
	],
	'Tag Categories',
);
