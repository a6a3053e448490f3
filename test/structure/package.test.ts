import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { present } from '../support/present';

const read = (path: string) =>
	JSON.parse(readFileSync(resolve(path), 'utf8')) as Record<string, unknown>;

/** The texts of a file, or of all files below a folder. */
const textsIn = (path: string): string[] =>
	statSync(resolve(path)).isDirectory()
		? readdirSync(resolve(path)).flatMap((name) => textsIn(`${path}/${name}`))
		: [readFileSync(resolve(path), 'utf8')];

interface Manifest {
	name: string;
	version: string;
	description: string;
	license: string;
	homepage: string;
	author: { name: string; email: string };
	repository: { type: string; url: string };
	keywords: string[];
	files: string[];
	n8n: { n8nNodesApiVersion: number; strict: boolean; nodes: string[]; credentials: string[] };
	peerDependencies: Record<string, string>;
	scripts: Record<string, string>;
}

const manifest = read('package.json') as unknown as Manifest & Record<string, unknown>;

describe('the package', () => {
	it('is one that n8n finds', () => {
		expect(manifest.name).toBe('n8n-nodes-keap');
		expect(manifest.keywords).toContain('n8n-community-node-package');
		expect(manifest.license).toBe('MIT');
		expect(manifest.version).toMatch(/^\d+\.\d+\.\d+/);
		expect(manifest.description).not.toBe('');
		expect(new URL(manifest.homepage).protocol).toBe('https:');
		expect(manifest.author.name).not.toBe('');
		expect(manifest.author.email).toMatch(/@/);
		expect(manifest.repository.url).toMatch(
			/^git\+https:\/\/github\.com\/[\w-]+\/n8n-nodes-keap\.git$/,
		);
	});

	it('brings nothing along, and runs nothing when it is installed', () => {
		expect(manifest.files).toEqual(['dist']);
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		for (const key of ['dependencies', 'overrides', 'bundledDependencies', 'optionalDependencies'])
			expect(manifest).not.toHaveProperty(key);
		for (const hook of [
			'prepare',
			'preinstall',
			'install',
			'postinstall',
			'prepublish',
			'preprepare',
			'postprepare',
		])
			expect(manifest.scripts).not.toHaveProperty(hook);
		expect(JSON.stringify(manifest)).not.toMatch(/<\.\.\.>|\{\{/);
	});

	it('names what it holds', () => {
		const { nodes, credentials, n8nNodesApiVersion, strict } = manifest.n8n;
		expect([n8nNodesApiVersion, strict]).toEqual([1, true]);
		expect(nodes).toContain('dist/nodes/Keap/Keap.node.js');
		expect(credentials).toEqual(['dist/credentials/KeapApiKey.credentials.js']);
		for (const path of [...nodes, ...credentials]) {
			const source = path.replace(/^dist\//, '').replace(/\.js$/, '.ts');
			expect([source, existsSync(resolve(source))]).toEqual([source, true]);
		}
	});

	it('has every command that its documents and scripts name', () => {
		const texts = ['README.md', 'CONTRIBUTING.md', 'docs', 'scripts', '.ci/run', '.github'].flatMap(
			textsIn,
		);
		const commands = texts.flatMap((text) => [...text.matchAll(/\bnpm run ([a-z][\w:-]*)/g)]);
		expect(commands.length).toBeGreaterThan(5);
		expect(
			commands.map(([, name]) => name).filter((name) => !(present(name) in manifest.scripts)),
		).toEqual([]);
		// The two that npm itself has names for.
		expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(['start', 'test']));
	});

	it('tests everything with `npm test`, without calling itself', () => {
		const check = 'scripts/check.mjs';
		expect(manifest.scripts.test).toBe(`node ${check}`);
		expect(readFileSync(resolve(check), 'utf8').replace(/`[^`]*`/g, '')).not.toMatch(
			/\bnpm\b.*test/,
		);
	});

	it('has nodes that n8n can place in its panel', () => {
		for (const path of manifest.n8n.nodes) {
			const codex = read(path.replace(/^dist\//, '').replace(/\.js$/, '.json'));
			expect(codex).toMatchObject({
				node: manifest.name,
				nodeVersion: '1.0',
				codexVersion: '1.0',
				resources: {
					credentialDocumentation: [{ url: expect.stringMatching(/^https:\/\//) }],
					primaryDocumentation: [{ url: expect.stringMatching(/^https:\/\//) }],
				},
			});
			const known = ['Sales', 'Marketing & Content', 'Communication', 'Productivity'];
			expect(known).toEqual(expect.arrayContaining(codex.categories as string[]));
		}
	});
});
