import { hookTriggerProperties } from '../../nodes/Keap/compiled';
import { narrowedBy, type Narrowing } from '../../nodes/Keap/descriptor/hookEvent';
import { hookCatalog } from '../../nodes/Keap/resources/events';
import { EVENT_KEYS } from '../../sandbox/hooks/event-keys';

const { events, narrowing, get } = hookCatalog;

describe('the events of the Keap Trigger', () => {
	it("are those that the sandbox tells of, under Keap's keys (else: sandbox/hooks/event-keys.ts, or a key is misspelt)", () => {
		expect(events.map(({ key }) => key).sort()).toEqual([...EVENT_KEYS].sort());
	});

	it('name a resource that has a Get, or none (else: misspelt, or the record cannot be read)', () => {
		const unread = events.filter(({ resource }) => resource !== undefined && !get(resource));
		expect(unread.map(({ key, resource }) => `${key}: ${resource}`)).toEqual([]);
	});

	it.each(Object.entries(narrowing))(
		'are narrowed by %s where the node shows it (else: trigger/hooks/properties.ts)',
		(by, { name }) => {
			const input = hookTriggerProperties.find((one) => one.name === name);
			expect(input?.displayOptions?.show?.events).toEqual(narrowedBy(hookCatalog, by as Narrowing));
		},
	);
});
