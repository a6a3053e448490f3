/**
 * Runs npm without a shell: the npm that started this script, else the one that came with Node.
 */
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { run } from './processes.mjs';

/**
 * @param {string} what for the message, should it fail
 * @param {string[]} args
 * @param {{ cwd: string, logFile: string, node?: string }} options `node` is the Node that npm runs under
 * @returns {Promise<string>} what npm printed
 */
export async function npm(what, args, { cwd, logFile, node = process.execPath }) {
	const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
	// `npm start` tells its children about the package it runs in; this npm must look at `cwd` instead.
	for (const name of Object.keys(env)) {
		if (/^npm_(package|lifecycle|config_local_prefix)/.test(name)) delete env[name];
	}
	return await run(what, node, [npmCli(), ...args], { cwd, logFile, env });
}

function npmCli() {
	const prefix = dirname(process.execPath);
	const candidates = [
		process.env.npm_execpath,
		join(prefix, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
		join(prefix, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
		join(prefix, '..', 'share', 'nodejs', 'npm', 'bin', 'npm-cli.js'),
	];
	const found = candidates.find((file) => file && /npm-cli\.c?js$/.test(file) && existsSync(file));
	if (!found) throw new Error('npm was not found. Start this with "npm start".');
	return found;
}
