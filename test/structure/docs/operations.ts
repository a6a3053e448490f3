import type { Operation, Resource } from '../../../nodes/Keap/descriptor/operation';
import { resources } from '../../../nodes/Keap/resources';
import { pathsOf } from '../../contract/operations';
import { anchor, markdownTable } from './markdown';

/** What the docs say about the operations that the node offers, made from the resources themselves. */

const HEAD = `# Operations

What the node offers, by resource, in the order of its menus. Made by \`npm run docs\` from
[\`nodes/Keap/resources/\`](../nodes/Keap/resources/). REST v2 is Keap's current API; **v1** marks what only the older one
has. Some operations also read what they are about: an update that keeps what it doesn't mention, names that stand for IDs.`;

/** The endpoints of an operation; one whose requests a person writes has none of its own. */
const endpointsOf = (operation: Operation): string[] =>
	operation.flow.kind === 'rawRequest'
		? []
		: [...new Set(pathsOf(operation).map((at) => `${at.operation.method} ${at.path}`))];

const isV1 = (endpoints: readonly string[]) => endpoints.some((one) => one.includes(' /v1/'));

function toRow(operation: Operation): string[] {
	const endpoints = endpointsOf(operation);
	const shown = endpoints.map((endpoint) => `\`${endpoint}\``).join('<br>');
	const api = endpoints.length === 0 ? 'any' : isV1(endpoints) ? '**v1**' : 'v2';
	return [operation.name, operation.description, shown, api];
}

const section = ({ name, operations }: Resource): string =>
	`## ${name}\n\n${markdownTable(['Operation', 'What it does', 'Endpoint', 'API'], operations.map(toRow))}`;

/** The whole of docs/operations.md. */
export const operationsPage = (): string => `${[HEAD, ...resources.map(section)].join('\n\n')}\n`;

/** The table in the README. */
export const operationsTable = (): string =>
	markdownTable(
		['Resource', 'Operations'],
		resources.map(({ name, operations }) => [
			`[${name}](docs/operations.md#${anchor(name)})`,
			operations.map((operation) => operation.name).join(', '),
		]),
	);
