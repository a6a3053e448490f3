// n8n's engine reports every run that stops; here the tests do.
process.env.N8N_LOG_LEVEL ??= 'silent';
// The machine's zone must not matter: it differs from that of every workflow that the tests run.
process.env.TZ = 'Pacific/Auckland';

/** Tests run compiled by swc: types are checked by `npm run types`. */
module.exports = {
	rootDir: __dirname,
	testEnvironment: 'node',
	testMatch: ['<rootDir>/test/**/*.test.ts'],
	transform: {
		'^.+\\.ts$': [
			'@swc/jest',
			{ jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
		],
	},
	modulePathIgnorePatterns: [
		'<rootDir>/dist/',
		'<rootDir>/.playground/',
		'<rootDir>/.stryker-tmp/',
	],
	testTimeout: 60_000,
};
