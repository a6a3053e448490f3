const { writeFileSync } = require('node:fs');
const { resolve } = require('node:path');
const { Transform } = require('node:stream');
const { dest, parallel, src } = require('gulp');

/** The node's and the credential's icons, next to the compiled code that refers to them. */
function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

/** The codex files, which tell n8n's node panel where to list the nodes. */
function codex() {
	return src('nodes/**/*.node.json').pipe(dest('dist/nodes'));
}

/** What n8n's editor shows of an operation's output before its first run, in as few bytes as it takes. */
function schemas() {
	const compact = new Transform({
		objectMode: true,
		transform(file, _encoding, done) {
			file.contents = Buffer.from(JSON.stringify(JSON.parse(file.contents)));
			done(null, file);
		},
	});
	return src('nodes/**/__schema__/**/*.json').pipe(compact).pipe(dest('dist/nodes'));
}

/** What n8n has to know of the node, as data: the module that would work it out is replaced by its own exports. */
async function compiled() {
	const file = resolve(process.env.OUT_DIR ?? 'dist', 'nodes/Keap/compiled.js');
	const lines = Object.entries(require(file)).map(
		([name, value]) => `exports.${name} = JSON.parse(${JSON.stringify(JSON.stringify(value))});\n`,
	);
	writeFileSync(file, `'use strict';\n${lines.join('')}`);
}

exports.compiled = compiled;
exports.build = parallel(icons, codex, schemas, compiled);
