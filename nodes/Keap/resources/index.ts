import type { Operation, Resource } from '../descriptor/operation';
import { account } from './account';
import { api } from './api';
import { appointment } from './appointment';
import { company } from './company';
import { contact } from './contact';
import { contactLinkType } from './contactLinkType';
import { country } from './country';
import { customField } from './customField';
import { discount } from './discount';
import { email } from './email';
import { emailAddress } from './emailAddress';
import { file } from './file';
import { leadSource } from './leadSource';
import { leadSourceCategory } from './leadSourceCategory';
import { note } from './note';
import { opportunity } from './opportunity';
import { product } from './product';
import { tag } from './tag';
import { tagCategory } from './tagCategory';
import { task } from './task';
import { user } from './user';

/** Everything the node offers, the most used first. */
export const resources: readonly Resource[] = [
	contact,
	company,
	tag,
	tagCategory,
	note,
	opportunity,
	task,
	appointment,
	product,
	discount,
	user,
	email,
	emailAddress,
	file,
	leadSource,
	leadSourceCategory,
	contactLinkType,
	customField,
	account,
	country,
	api,
];

const operations = new Map(
	resources.flatMap((resource) =>
		resource.operations.map(
			(operation) => [`${resource.value} ${operation.value}`, operation] as const,
		),
	),
);

export const findOperation = (resource: string, operation: string): Operation | undefined =>
	operations.get(`${resource} ${operation}`);
