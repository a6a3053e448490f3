/**
 * The Jest environment of `npm run mutate`. Loading n8n's packages costs more than most test files do; here all test files
 * share one realm, in which a package is loaded once. What stands in this repository, mutants and all, every test file
 * loads anew.
 */
const { TestEnvironment } = require('jest-environment-node');
const { default: Runtime } = require('jest-runtime');

/** The loader of the first test file loads packages for all of them, so that packages share what they load, too. */
let loader;
const { requireModuleOrMock } = Runtime.prototype;
Runtime.prototype.requireModuleOrMock = function (from, name) {
	if (/^(\.|\/|node:)/.test(name) || from.includes('/node_modules/'))
		return requireModuleOrMock.call(this, from, name);
	loader ??= this;
	return requireModuleOrMock.call(loader, from, name);
};
// A package may load more of itself later, also after the tests of the file that loaded it.
Runtime.prototype.leaveTestCode = function () {};
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

	/** One test that notices a mutant is enough. */
	handleTestEvent({ name, test }) {
		if (name === 'test_fn_failure' && process.env.__STRYKER_ACTIVE_MUTANT__) this.noticed = true;
		if (name === 'test_start' && this.noticed) test.mode = 'skip';
	}

	async teardown() {}
}

module.exports = SharedEnvironment;
