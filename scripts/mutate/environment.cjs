/**
 * The Jest environment of `npm run mutate`. Loading n8n's packages costs more than most test files do; here all test files
 * share one realm, in which a package is loaded once. What stands in this repository, mutants and all, every test file
 * loads anew.
 */
const { TestEnvironment } = require('jest-environment-node');
const { default: Runtime } = require('jest-runtime');

/** What packages export, by the name that they are required by. */
const packages = new Map();
const { requireModuleOrMock } = Runtime.prototype;
Runtime.prototype.requireModuleOrMock = function (from, name) {
	if (/^(\.|\/|node:)/.test(name) || from.includes('/node_modules/'))
		return requireModuleOrMock.call(this, from, name);
	if (!packages.has(name)) packages.set(name, requireModuleOrMock.call(this, from, name));
	return packages.get(name);
};
// A package may load more of itself later, with the loader of the test file that required it first.
Runtime.prototype.teardown = function () {
	this.restoreAllMocks();
};

let realm;

class SharedEnvironment extends TestEnvironment {
	constructor(config, context) {
		super(config, context);
		const { process } = this.global;
		const { moduleMocker, fakeTimers, fakeTimersModern, global } = this;
		realm ??= { context: this.context, global, moduleMocker, fakeTimers, fakeTimersModern };
		Object.assign(this, realm);
		// Stryker says in the environment which mutant is the active one.
		this.global.process = process;
		// What Jest keeps of the test file before.
		for (const symbol of Object.getOwnPropertySymbols(this.global))
			if (/^[A-Z_]+$/.test(symbol.description)) delete this.global[symbol];
	}

	async teardown() {}
}

module.exports = SharedEnvironment;
