/**
 * Chooses the mutants that `npm run mutate -- --sample` tries. A mutant is in a sample or not whatever other mutants there
 * are, so that a change elsewhere leaves the sample as it is.
 */
import { createHash } from 'node:crypto';
import { commonTokens, declareClassPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';

class Sample {
	static inject = tokens(commonTokens.options);

	constructor({ sample }) {
		this.sample = sample;
	}

	async init() {}

	async group(mutants) {
		return [mutants.map(({ id }) => id)];
	}

	/** Stryker leaves out of the score what a checker refuses. */
	async check(mutants) {
		return Object.fromEntries(
			mutants.map((mutant) => [
				mutant.id,
				this.holds(mutant)
					? { status: 'passed' }
					: { status: 'compileError', reason: 'not in the sample' },
			]),
		);
	}

	holds({ fileName, location, replacement }) {
		const { percent, seed } = this.sample;
		const path = fileName.slice(fileName.lastIndexOf('nodes'));
		const text = JSON.stringify([seed, path, location, replacement]);
		return createHash('sha256').update(text).digest().readUInt32BE() < (percent / 100) * 2 ** 32;
	}
}

export const strykerPlugins = [declareClassPlugin(PluginKind.Checker, 'sample', Sample)];
export const strykerValidationSchema = { properties: { sample: { type: 'object' } } };
