/**
 * Workflows to look at in the editor: nodes of one kind after a trigger.
 */
import { randomUUID } from 'node:crypto';
import { CREDENTIAL } from '../../scripts/playground/examples.mjs';
import { PACKAGE_NAME } from '../../scripts/playground/paths.mjs';

export const KEAP = `${PACKAGE_NAME}.keap`;

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
		...((node.type ?? KEAP) === KEAP
			? { credentials: { [CREDENTIAL.type]: { id: CREDENTIAL.id, name: CREDENTIAL.name } } }
			: {}),
		...node,
	}));
	return {
		name,
		nodes: [trigger, ...others],
		connections: {
			[trigger.name]: {
				main: [others.map(({ name: node }) => ({ node, type: 'main', index: 0 }))],
			},
		},
		settings: {},
	};
}

/** Every operation in every manner, a workflow for each resource. @param {import('./forms').FilledForm[]} forms */
export function generatedWorkflows(forms) {
	const byResource = Map.groupBy(forms, ({ resource }) => resource);
	return [...byResource].map(([resource, all]) =>
		workflowOf(
			`Every operation of ${resource}`,
			all.map(({ name, parameters }) => ({ name, parameters })),
		),
	);
}
