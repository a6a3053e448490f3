import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';

import { KeapApiKey } from '../../../credentials/KeapApiKey.credentials';
import { hookCatalog } from '../../../nodes/Keap/resources/events';
import { EVENTS_METHOD } from '../../../nodes/Keap/trigger/hooks/properties';
import { chosen, properties, shownFor, triggers } from '../compiled';

/**
 * What workflows store of this node, one line for each parameter of each operation: where it stands, its type, the values
 * that it can have, and its default, which n8n doesn't store and fills in again when it opens a workflow.
 */

const choices = ({ type, options, modes = [] }: INodeProperties): string[] => {
	if (type === 'resourceLocator') return modes.map(({ name }) => name);
	if (type !== 'options' && type !== 'multiOptions') return [];
	return ((options ?? []) as INodePropertyOptions[]).map(({ value }) => String(value));
};

function lineOf(path: string, property: INodeProperties): string {
	const { type, typeOptions, default: value } = property;
	const values = choices(property).sort();
	return [
		`${path}: ${type}`,
		...(typeOptions?.multipleValues ? ['(several)'] : []),
		...(values.length ? [`[${values.join(', ')}]`] : []),
		`= ${JSON.stringify(value)}`,
	].join(' ');
}

/** A property and those inside of it, under the names by which a workflow has them. */
function linesOf(property: INodeProperties, parent: string): string[] {
	const path = parent ? `${parent} > ${property.name}` : property.name;
	const inner = (
		(property.options ?? []) as Array<INodeProperties | INodePropertyCollection>
	).flatMap((entry) => {
		if ('values' in entry)
			return entry.values.flatMap((value) => linesOf(value, `${path} > ${entry.name}`));
		return 'type' in entry ? linesOf(entry, path) : [];
	});
	return [lineOf(path, property), ...inner];
}

/** The menus that lead to an operation: what they choose by default isn't stored either. */
const MENUS = ['resource', 'operation'];

const menuLines = (): string[] =>
	properties
		.filter(({ name }) => MENUS.includes(name))
		.flatMap((menu) => {
			const of = menu.displayOptions?.show?.resource ?? [''];
			return of.flatMap((resource) => linesOf(menu, String(resource)));
		});

/** The editor asks Keap for the events; those that have a name in the catalog are what workflows have stored. */
const withEvents = (property: INodeProperties): INodeProperties =>
	property.typeOptions?.loadOptionsMethod === EVENTS_METHOD
		? { ...property, options: hookCatalog.events.map(({ key, name }) => ({ name, value: key })) }
		: property;

/** All lines, sorted. */
export function storedParameters(): string[] {
	const ofOperations = chosen.flatMap((one) =>
		shownFor(one)
			.filter(({ name }) => !MENUS.includes(name))
			.flatMap((property) => linesOf(property, `${one.operation.resource} ${one.operation.value}`)),
	);
	const ofTriggers = triggers.flatMap(({ name, properties: inputs }) =>
		inputs.flatMap((property) => linesOf(withEvents(property), name)),
	);
	const { name, properties: inputs } = new KeapApiKey();
	const ofCredential = inputs.flatMap((property) => linesOf(property, `credential ${name}`));
	return [...new Set([...menuLines(), ...ofOperations, ...ofTriggers, ...ofCredential])].sort();
}

/** What a workflow can hold and must still find: the parameter itself with its type and default, and each of its values. */
function partsOf(line: string): string[] {
	const [, path = line, type, values = '', rest] =
		/^(.*?): (\w+(?: \(several\))?)(?: \[([^\]]*)\])?( = .*)$/.exec(line) ?? [];
	const each = values ? values.split(', ').map((value) => `${path} has the value ${value}`) : [];
	return [`${path}: ${type}${rest}`, ...each];
}

/** How two states differ: what workflows that were saved with the first no longer find, and what is new. */
export function compare(before: readonly string[], now: readonly string[]) {
	const [old, current] = [before.flatMap(partsOf), now.flatMap(partsOf)];
	const [known, found] = [new Set(old), new Set(current)];
	return {
		lost: old.filter((part) => !found.has(part)),
		added: current.filter((part) => !known.has(part)),
	};
}
