import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { present } from '../support/present';
import { fileOf, FOLDER, readFacts, type Facts } from './facts';
import { published } from './published';

const CLI = join(__dirname, 'cli.ts');

/** Runs the command as `npm run contract` does. */
async function contract(...args: string[]): Promise<{ code: number; out: string; error: string }> {
	const child = spawn(process.execPath, ['--import', 'tsx', CLI, ...args], {
		cwd: join(__dirname, '..', '..'),
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const ended = new Promise<number>((resolve) =>
		child.once('close', (code) => resolve(code ?? -1)),
	);
	const [out, error, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
	return { code, out, error };
}

/** What is printed about differences, without the coverage. */
const differences = (out: string) => out.slice(0, out.indexOf('\nThe node offers')).trimEnd();

describe('npm run contract', () => {
	const folder = mkdtempSync(join(tmpdir(), 'contract-'));
	const facts = join(folder, 'facts');
	const document = join(folder, 'openapi.json');

	beforeEach(() => cpSync(FOLDER, facts, { recursive: true }));
	afterAll(() => rmSync(folder, { recursive: true }));

	const publish = (change: (facts: Facts) => void = () => undefined, version = 'v2') => {
		const newer = readFacts(version);
		change(newer);
		writeFileSync(document, JSON.stringify(published(newer)));
	};

	/** Something that the node offers is gone, and something that it can't offer yet is new. */
	const withoutTitle = ({ operations, schemas }: Facts) => {
		delete present(schemas.Task).properties?.title;
		operations['GET /v2/horoscopes'] = { tags: ['Horoscopes'], responses: { '200': {} } };
	};

	it.each(['v1', 'v2'])(
		'finds nothing new in a document that says the same of %s',
		async (version) => {
			publish(undefined, version);
			const { code, out } = await contract(document);
			expect(differences(out).split('\n')).toEqual([
				document,
				'0 differences from the committed facts, 0 of them in what the node offers',
			]);
			expect(code).toBe(0);
		},
	);

	it('reports what is new, and fails', async () => {
		publish(withoutTitle);
		const before = readFileSync(fileOf('v2', facts), 'utf8');
		const { code, out } = await contract(document, '--facts', facts);
		expect(differences(out).split('\n')).toEqual([
			document,
			'2 differences from the committed facts, 1 of them in what the node offers',
			'',
			'In what the node offers:',
			'  Task: property title removed',
			expect.stringContaining('task create'),
			'',
			'In what it does not offer:',
			'  GET /v2/horoscopes: operation added',
		]);
		expect(code).toBe(1);
		expect(readFileSync(fileOf('v2', facts), 'utf8')).toBe(before);
	});

	it('writes what is new where that is wanted, and then finds nothing', async () => {
		publish(withoutTitle);
		const written = await contract(document, '--facts', facts, '--write');
		expect(written.code).toBe(0);
		expect(written.out).toContain('2 differences');
		expect(present(readFacts('v2', facts).schemas.Task).properties).not.toHaveProperty('title');
		const again = await contract(document, '--facts', facts);
		expect(again.out).toContain('\n0 differences');
		expect(again.code).toBe(0);
	});

	it('writes what was committed when nothing is new', async () => {
		publish();
		await contract(document, '--facts', facts, '--write');
		const [own, written] = [FOLDER, facts].map((place) =>
			readFileSync(fileOf('v2', place), 'utf8'),
		);
		expect(written).toBe(own);
	});

	it('takes everything for new where nothing is known', async () => {
		publish(undefined, 'v1');
		rmSync(fileOf('v1', facts));
		const { code, out } = await contract(document, '--facts', facts);
		const { operations } = readFacts('v1');
		expect(out).toContain(`\n${Object.keys(operations).length} differences`);
		expect(code).toBe(1);
	});

	it('tells how much of Keap the node offers', async () => {
		const { code, out } = await contract();
		const total = Object.keys(readFacts('v2').operations).length;
		const [line, offered] =
			new RegExp(`^The node offers (\\d+) of the ${total} operations of REST v2$`, 'm').exec(out) ??
			[];
		expect(line).toBeDefined();
		const missing = out
			.slice(out.indexOf(String(line)))
			.split('\n')
			.filter((entry) => entry.startsWith('      '));
		expect(missing.length).toBe(total - Number(offered));
		expect(out).toMatch(/^ {2}Contact: (\d+) of \1$/m);
		expect(code).toBe(0);
	});

	it.each([
		['is not there', undefined],
		['is no JSON', 'openapi: 3.0.0'],
		['is no document of Keap', '{"paths":{}}'],
	])('says so where a file %s', async (_, content) => {
		const file = join(folder, 'other.json');
		if (content !== undefined) writeFileSync(file, content);
		const { code, out, error } = await contract(file);
		expect(error).toMatch(`${file}: `);
		expect(error.trim().split('\n')).toHaveLength(1);
		expect([code, out]).toEqual([2, '']);
	});
});
