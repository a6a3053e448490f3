import type { Operation, Resource } from '../descriptor/operation';
import { account } from './account';
import { affiliate } from './affiliate';
import { affiliateLink } from './affiliateLink';
import { api } from './api';
import { appointment } from './appointment';
import { automation } from './automation';
import { automationCategory } from './automationCategory';
import { campaign } from './campaign';
import { commissionProgram } from './commissionProgram';
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
import { merchant } from './merchant';
import { note } from './note';
import { opportunity } from './opportunity';
import { order } from './order';
import { payment } from './payment';
import { paymentMethod } from './paymentMethod';
import { product } from './product';
import { productCategory } from './productCategory';
import { productInterestBundle } from './productInterestBundle';
import { referral } from './referral';
import { report } from './report';
import { shippingMethod } from './shippingMethod';
import { subscription } from './subscription';
import { tag } from './tag';
import { tagCategory } from './tagCategory';
import { task } from './task';
import { transaction } from './transaction';
import { user } from './user';
import { webform } from './webform';
import { wordPressOption } from './wordPressOption';

/** Everything the node offers, in the order of Keap's own menus: people, marketing, sales, partners, settings. */
export const resources: readonly Resource[] = [
	contact,
	company,
	opportunity,
	note,
	task,
	appointment,
	tag,
	tagCategory,
	email,
	emailAddress,
	automation,
	automationCategory,
	campaign,
	webform,
	order,
	subscription,
	product,
	productCategory,
	productInterestBundle,
	discount,
	payment,
	transaction,
	paymentMethod,
	shippingMethod,
	merchant,
	affiliate,
	affiliateLink,
	commissionProgram,
	referral,
	leadSource,
	leadSourceCategory,
	file,
	report,
	user,
	account,
	country,
	contactLinkType,
	customField,
	wordPressOption,
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

/** One that is there: catalogs name operations of this node. @throws when it isn't */
export function operationOf(resource: string, operation: string): Operation {
	const found = findOperation(resource, operation);
	if (!found) throw new Error(`There is no ${operation} of ${resource}`);
	return found;
}
