import type { HookEvent } from '../../../nodes/Keap/descriptor/hookEvent';
import type { PollEvent } from '../../../nodes/Keap/descriptor/pollEvent';
import { resources } from '../../../nodes/Keap/resources';
import { hookCatalog } from '../../../nodes/Keap/resources/events';
import { pollCatalog } from '../../../nodes/Keap/resources/polls';
import { EVENT, pollProperties } from '../../../nodes/Keap/trigger/polling/properties';
import { choicesOf } from '../compiled';
import { markdownTable } from './markdown';

/** What the docs say about the events of the triggers, made from the catalogs themselves. */

const nameOf = (value: string) => resources.find((one) => one.value === value)?.name ?? value;

function recordOf({ resource, tagging }: HookEvent): string {
	if (resource === undefined) return 'The ID only';
	return tagging ? `${nameOf(resource)}, with \`tag_id\`` : nameOf(resource);
}

const toHookRow = (event: HookEvent): string[] => [
	event.name,
	`\`${event.key}\``,
	recordOf(event),
	event.narrowedBy === undefined ? '' : hookCatalog.narrowing[event.narrowedBy].label,
];

/** The events of the Keap Trigger, in the order of its menu. */
export const hookEventsTable = (): string =>
	markdownTable(
		['Event', "Keap's key", 'Record', 'Narrowed by'],
		hookCatalog.events.map(toHookRow),
	);

const CALLS: Record<PollEvent['kind'], string> = {
	created: '1',
	updated: '1',
	tagged: '1 for each tag',
	optedOut: '1 for each 1,000 addresses that are opted out',
};

/** The events of the Keap Polling Trigger, in the order of its menu. */
export function pollEventsTable(): string {
	const event = pollProperties(pollCatalog).find(({ name }) => name === EVENT);
	const rows = (event ? choicesOf(event) : []).map(({ name, value, description = '' }) => {
		const known = pollCatalog.events.find((one) => one.value === value);
		return [name, description, known ? CALLS[known.kind] : ''];
	});
	return markdownTable(['Event', 'What comes', 'Calls per poll'], rows);
}
