import { choice } from '../../descriptor/field';

/** The only reminders that Keap knows, in minutes. */
const REMINDERS = [
	{ name: '1 Day Before', value: 1440 },
	{ name: '1 Hour Before', value: 60 },
	{ name: '10 Minutes Before', value: 10 },
	{ name: '15 Minutes Before', value: 15 },
	{ name: '2 Days Before', value: 2880 },
	{ name: '2 Hours Before', value: 120 },
	{ name: '30 Minutes Before', value: 30 },
	{ name: '4 Hours Before', value: 240 },
	{ name: '5 Minutes Before', value: 5 },
	{ name: '8 Hours Before', value: 480 },
] as const;

/** When to remind the user of something that is at a certain time. */
export const reminder = <const N extends string>(name: N, description: string) =>
	choice(name, 'Reminder', REMINDERS, { description });
