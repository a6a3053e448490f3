const { dest, parallel, src } = require('gulp');

/** The node's and the credential's icons, next to the compiled code that refers to them. */
function icons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

/** The codex files, which tell n8n's node panel where to list the nodes. */
function codex() {
	return src('nodes/**/*.node.json').pipe(dest('dist/nodes'));
}

exports.build = parallel(icons, codex);
