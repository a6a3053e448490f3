/**
 * `node scripts/release/notes.mjs <version> < CHANGELOG.md`: prints the section of a version, for its release on GitHub.
 */
import { text } from 'node:stream/consumers';

const [version] = process.argv.slice(2);
const changelog = await text(process.stdin);
// A section ends where the next begins, the last one where the addresses of the headings do.
const sections = changelog.split(/^## \[|^\[[^\]]+\]: /m);
const section = sections.find((one) => one.startsWith(`${version}] `));
const notes = section?.slice(section.indexOf('\n')).trim();
if (!notes) {
	console.error(`The changelog says nothing about ${version ?? 'a version: which one?'}`);
	process.exit(1);
}
console.log(notes);
