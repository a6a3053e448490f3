import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { present } from '../support/present';

/** What GitHub runs; that the files make sense to it is what `npm run lint` sees. */

const FOLDER = '.github/workflows';
const workflows = readdirSync(FOLDER).map((name) => ({
	name,
	text: readFileSync(join(FOLDER, name), 'utf8'),
}));

/** What a constant of scripts/playground/paths.mjs holds. */
const constant = (name: string) =>
	present(
		new RegExp(`export const ${name} = .*?'?([\\d.]+)'?;`).exec(
			readFileSync('scripts/playground/paths.mjs', 'utf8'),
		)?.[1],
	);

describe.each(workflows)('$name', ({ text }) => {
	it('pins every action to a commit, and says which version that is', () => {
		const actions = text.match(/\buses: .*/g) ?? [];
		const others = actions.filter((line) => !line.includes('./.github/'));
		expect(others.length).toBeGreaterThan(0);
		expect(others.filter((line) => !/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(line))).toEqual([]);
	});

	it('may do nothing that its jobs do not ask for', () => {
		expect(text).toMatch(/^permissions:( \{\}|\n {2}contents: read)\n\n/m);
	});

	it('leaves no token behind for what it runs', () => {
		const checkouts = text.match(/uses: actions\/checkout/g) ?? [];
		expect(text.match(/persist-credentials: false/g)).toHaveLength(checkouts.length);
	});
});

it('the examples run in the n8n that the playground runs', () => {
	const ci = readFileSync(`${FOLDER}/ci.yml`, 'utf8');
	expect(ci).toContain(`{ n8n: '${constant('N8N_VERSION')}', parts: `);
	expect(ci).toContain('{ n8n: latest, parts: ');
});

it('the Node of this repository is the one that n8n needs', () => {
	expect(readFileSync('.nvmrc', 'utf8').trim()).toBe(constant('N8N_NODE_MAJOR'));
});
