/**
 * `npm start`: a real n8n with this node in it, next to the sandbox to try it on. Needs nothing but Node, npm and git.
 */
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 15)) {
	console.error(`This needs Node 20.15 or newer; here is ${process.version}.`);
	process.exit(1);
}
const { main } = await import('./playground/main.mjs');
await main(process.argv.slice(2));
