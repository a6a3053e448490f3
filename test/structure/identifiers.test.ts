import { listOf } from '../../nodes/Keap/descriptor/operation';
import { Keap } from '../../nodes/Keap/Keap.node';
import { KeapPollingTrigger } from '../../nodes/Keap/KeapPollingTrigger.node';
import { KeapTrigger } from '../../nodes/Keap/KeapTrigger.node';
import { chosen, operations, triggers, shownFor } from './compiled';

/** What saved workflows and their authors rely on: it may grow, and never change. */
const OPERATIONS: Record<string, string[]> = {
	affiliate: [
		'addToProgram',
		'create',
		'delete',
		'get',
		'getClawbacks',
		'getCommissions',
		'getCommissionTotal',
		'getMany',
		'getPayments',
		'getReferrals',
		'getSummaries',
		'removeFromProgram',
		'update',
	],
	affiliateLink: ['create', 'delete', 'get', 'getMany', 'update'],
	automation: [
		'achieveGoal',
		'assignCategories',
		'delete',
		'get',
		'getIds',
		'getMany',
		'renameEasyAutomation',
		'unpublish',
		'unpublishBatch',
	],
	automationCategory: ['create', 'delete', 'getMany', 'update'],
	campaign: ['get', 'getGoals', 'getMany', 'getSequences'],
	commissionProgram: [
		'addCommission',
		'create',
		'createResource',
		'delete',
		'deleteResource',
		'get',
		'getMany',
		'getResources',
		'removeCommission',
		'update',
		'updateCommission',
		'updateResource',
	],
	account: [
		'getBusinessProfile',
		'getConfiguration',
		'getContactTypes',
		'getDefaultOptions',
		'getStatus',
		'updateBusinessProfile',
	],
	api: ['request'],
	appointment: ['create', 'delete', 'get', 'getMany', 'update'],
	company: ['addTags', 'create', 'delete', 'get', 'getMany', 'getTags', 'removeTags', 'update'],
	contact: [
		'addTags',
		'addToSequence',
		'create',
		'delete',
		'get',
		'getLeadScore',
		'getLinks',
		'getMany',
		'getTags',
		'link',
		'merge',
		'removeFromSequence',
		'removeTags',
		'unlink',
		'update',
		'upsert',
	],
	country: ['get', 'getMany', 'getProvince', 'getProvinces'],
	contactLinkType: ['create', 'delete', 'getMany', 'update'],
	customField: [
		'create',
		'createGroup',
		'createTab',
		'delete',
		'deleteGroup',
		'deleteTab',
		'getGroup',
		'getGroups',
		'getMany',
		'getModel',
		'getTab',
		'getTabs',
		'update',
		'updateGroup',
		'updateTab',
	],
	discount: ['addCriterion', 'create', 'delete', 'get', 'getMany', 'removeCriterion', 'update'],
	email: [
		'create',
		'createBatch',
		'delete',
		'deleteBatch',
		'get',
		'getMany',
		'getTemplate',
		'getTemplates',
		'send',
		'sendTemplate',
	],
	emailAddress: ['get', 'getMany', 'update'],
	file: ['delete', 'download', 'get', 'getMany', 'update', 'upload'],
	note: ['create', 'delete', 'get', 'getMany', 'getManyOfContact', 'getTemplates', 'update'],
	product: [
		'addOptionItem',
		'adjustInventory',
		'create',
		'createOption',
		'createSubscriptionPlan',
		'delete',
		'deleteImages',
		'deleteOption',
		'deleteOptionItem',
		'deleteSubscriptionPlan',
		'downloadLegacyImage',
		'get',
		'getMany',
		'getOption',
		'getOptions',
		'getSubscriptionPlan',
		'getSubscriptionPlans',
		'update',
		'updateOption',
		'updateOptionItem',
		'updateSubscriptionPlan',
		'uploadImage',
	],
	referral: ['create', 'getMany'],
	report: ['get', 'getFields', 'getMany', 'run'],
	tag: ['create', 'delete', 'get', 'getCompanies', 'getContacts', 'getMany', 'update'],
	tagCategory: ['create', 'delete', 'get', 'getMany', 'update'],
	task: ['create', 'delete', 'get', 'getMany', 'getManyOfCurrentUser', 'update'],
	user: [
		'create',
		'get',
		'getCurrent',
		'getGroup',
		'getGroups',
		'getMany',
		'getSignature',
		'update',
	],
	webform: ['getHtml', 'getMany'],
	wordPressOption: ['achieveGoal', 'create', 'delete', 'getMany'],
};

/** The parameters that name the record of a resource, where they are not called after the resource. */
const ID_PARAMETERS: Record<string, string> = {
	country: 'countryCode',
	emailAddress: 'emailAddress',
	wordPressOption: 'optionKey',
};

describe('identifiers', () => {
	it('of the node', () => {
		expect(new Keap().description).toMatchObject({
			name: 'keap',
			version: 1,
			group: ['transform'],
			usableAsTool: true,
			credentials: [{ name: 'keapApiKey', required: true }],
			inputs: ['main'],
			outputs: ['main'],
			subtitle: expect.stringContaining('$parameter["operation"]'),
		});
	});

	it('of the triggers', () => {
		const nodes = [new KeapTrigger(), new KeapPollingTrigger()];
		expect(nodes.map(({ description }) => description)).toMatchObject(
			triggers.map((trigger) => ({
				...trigger,
				version: 1,
				group: ['trigger'],
				credentials: [{ name: 'keapApiKey', required: true }],
				inputs: [],
				outputs: ['main'],
			})),
		);
		expect(nodes[0]).toMatchObject({
			description: { webhooks: [{ name: 'default', httpMethod: 'POST', path: 'webhook' }] },
		});
		expect(nodes[1]).toMatchObject({ description: { polling: true } });
	});

	it.each(Object.entries(OPERATIONS))('of the operations of %s', (resource, values) => {
		const own = operations.filter((operation) => operation.resource === resource);
		expect(own.map(({ value }) => value)).toEqual(expect.arrayContaining(values));
	});

	it('of records are named after them', () => {
		for (const { operation } of chosen) {
			if (!['get', 'update', 'delete'].includes(operation.value)) continue;
			const { resource, inputs } = operation;
			const name = ID_PARAMETERS[resource] ?? `${resource}Id`;
			expect([resource, inputs.map((input) => input.name)]).toEqual([
				resource,
				expect.arrayContaining([name]),
			]);
		}
	});

	it('of lists and of collections', () => {
		for (const one of chosen) {
			const { operation } = one;
			const names = shownFor(one).map(({ name }) => name);
			if (listOf(operation)) expect(names).toEqual(expect.arrayContaining(['returnAll', 'limit']));
			if (operation.value === 'create') expect(names).not.toContain('updateFields');
			if (operation.value === 'update') expect(names).not.toContain('additionalFields');
		}
	});
});
