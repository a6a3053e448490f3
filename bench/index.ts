import { Command } from 'commander';

import { calls } from './calls';
import { cpu } from './cpu';
import { load } from './load';
import { memory } from './memory';
import { pace } from './pace';
import { build } from './paths';
import { routing } from './routing';
import { sync } from './sync';
import { toTable, type Theme } from './table';

const THEMES: Record<string, (quick: boolean) => Promise<Theme>> = {
	cpu,
	routing,
	calls,
	sync,
	pace,
	load,
	memory,
};

async function main(): Promise<void> {
	const { only, quick } = new Command('bench')
		.description('Compares this node with what n8n has without it. Ratios within one run count.')
		.option('--only <themes>', `some of: ${Object.keys(THEMES).join(', ')}`, (text) =>
			text.split(','),
		)
		.option('--quick', 'fewer items and runs', false)
		.parse()
		.opts<{ only?: string[]; quick: boolean }>();
	const chosen = (only ?? Object.keys(THEMES)).map((name) => {
		const theme = THEMES[name];
		if (!theme) throw new Error(`There is no theme ${name}`);
		return { name, theme };
	});

	build();
	const themes: Theme[] = [];
	for (const { name, theme } of chosen) {
		process.stderr.write(`${name} …\n`);
		themes.push(await theme(quick));
	}
	console.log(toTable(themes));
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
