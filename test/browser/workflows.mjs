/**
 * Workflows to look at in the editor: nodes of one kind after a trigger.
 */
import { randomUUID } from 'node:crypto';
import { CREDENTIAL } from '../../scripts/playground/examples.mjs';
import { PACKAGE_NAME } from '../../scripts/playground/paths.mjs';

export const KEAP = `${PACKAGE_NAME}.keap`;
const HOOKS = `${PACKAGE_NAME}.keapTrigger`;
const POLLING = `${PACKAGE_NAME}.keapPollingTrigger`;

/** Whether a node is one of this package's. */
export const isOurs = ({ type }) => type.startsWith(`${PACKAGE_NAME}.`);
const startsWorkflows = ({ type }) => type === HOOKS || type === POLLING;

const COLUMNS = 6;
const SPACING = { x: 220, y: 160 };

/**
 * @param {string} name
 * @param {{ name: string, parameters: object, type?: string, typeVersion?: number }[]} nodes by default of the Keap node
 */
export function workflowOf(name, nodes) {
	const trigger = {
		id: randomUUID(),
		name: 'Start',
		type: 'n8n-nodes-base.manualTrigger',
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
	};
	const others = nodes.map((node, i) => ({
		id: randomUUID(),
		type: KEAP,
		typeVersion: 1,
		position: [SPACING.x * (1 + (i % COLUMNS)), SPACING.y * Math.floor(i / COLUMNS)],
		...(isOurs({ type: KEAP, ...node })
			? { credentials: { [CREDENTIAL.type]: { id: CREDENTIAL.id, name: CREDENTIAL.name } } }
			: {}),
		...node,
	}));
	return {
		name,
		nodes: [trigger, ...others],
		connections: {
			[trigger.name]: {
				main: [
					others
						.filter((node) => !startsWorkflows(node))
						.map(({ name: node }) => ({ node, type: 'main', index: 0 })),
				],
			},
		},
		settings: {},
	};
}

/** Every operation in every manner, a workflow for each resource. @param {import('./forms').FilledForm[]} forms */
export function generatedWorkflows(forms) {
	const resources = [...new Set(forms.map(({ resource }) => resource))];
	return resources.map((resource) =>
		workflowOf(
			`Every operation of ${resource}`,
			forms
				.filter((form) => form.resource === resource)
				.map(({ name, parameters }) => ({ name, parameters })),
		),
	);
}

const rows = (name, mode, ids) => ({
	values: ids.map((value) => ({ [name]: { __rl: true, mode, value } })),
});

/** The triggers, filled in. @param {import('./forms').Account} account */
export function triggerForms({ tags }) {
	const [one, other] = tags;
	const byId = rows('tagId', 'list', [one.id, other.id]);
	const byName = rows('tagId', 'id', [`={{ '${one.name}' }}`, other.name]);
	const raw = { output: 'raw', options: { customFieldLabels: false } };
	const hooks = [
		{ name: 'Events of several kinds', parameters: { events: ['contact.add', 'order.edit'] } },
		{
			name: 'Tags and stages',
			parameters: {
				events: ['contactGroup.applied', 'contactGroup.removed', 'opportunity.stage_move'],
				tags: byId,
				stages: rows('stageId', 'list', ['1']),
			},
		},
		{
			name: 'Tags by name, raw',
			parameters: { events: ['contactGroup.applied'], tags: byName, ...raw },
		},
		{ name: 'Events by expression', parameters: { events: "={{ ['contact.edit'] }}" } },
	];
	const options = { ...raw.options, existingRecords: true, maxItems: 100 };
	const polling = [
		{ name: 'Contacts, raw', parameters: { event: 'contactCreatedOrUpdated', ...raw, options } },
		{ name: 'Orders', parameters: { event: 'orderCreated', options: { maxItems: 10 } } },
		{ name: 'Contacts with tags', parameters: { event: 'tagApplied', tags: byId } },
		{ name: 'Contacts with tags by name', parameters: { event: 'tagApplied', tags: byName } },
		{ name: 'Opt-outs', parameters: { event: 'emailAddressOptedOut' } },
	];
	return [
		...hooks.map((form) => ({ type: HOOKS, webhookId: randomUUID(), ...form })),
		...polling.map((form) => ({ type: POLLING, ...form })),
	];
}
