import type { Operation, Resource } from '../descriptor/operation';
import { api } from './api';
import { company } from './company';
import { contact } from './contact';
import { contactLinkType } from './contactLinkType';
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
import { productCategory } from './productCategory';
import { productInterestBundle } from './productInterestBundle';
import { subscription } from './subscription';
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
	subscription,
	product,
	productCategory,
	productInterestBundle,
	discount,
	user,
	email,
	emailAddress,
	file,
	leadSource,
	leadSourceCategory,
	contactLinkType,
	customField,
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
