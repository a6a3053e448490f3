import { readdirSync, readFileSync } from 'node:fs';

const MESSAGES = 'nodes/Keap/messages';

/** What the messages are made of, as it stands in their code. */
const code = readdirSync(MESSAGES)
	.map((file) => readFileSync(`${MESSAGES}/${file}`, 'utf8'))
	.join('\n');

/** The first cells of the tables whose heading says that messages stand there. */
function quotedMessages(text: string): string[] {
	const tables = text.split('\n\n').filter((block) => /^\| Message /.test(block));
	return tables.flatMap((table) =>
		table
			.split('\n')
			.slice(2)
			.map((row) => row.split('|')[1]?.trim() ?? ''),
	);
}

/** The parts of a message that are always the same: values and labels stand between them. */
const fixedParts = (message: string): string[] =>
	message
		.split('…')
		.map((part) => part.replace(/^[\s':,]+|[\s':(,]+$/g, ''))
		.filter((part) => /\w{2}/.test(part));

describe('docs/errors.md', () => {
	const messages = quotedMessages(readFileSync('docs/errors.md', 'utf8'));

	it('lists messages', () => {
		expect(messages.length).toBeGreaterThan(40);
	});

	it.each(messages)('quotes what the node says: %s', (message) => {
		expect(fixedParts(message).filter((part) => !code.includes(part))).toEqual([]);
		expect(fixedParts(message)).not.toEqual([]);
	});
});
