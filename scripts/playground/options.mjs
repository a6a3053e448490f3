/**
 * The command line of `npm start`.
 */
import { parseArgs } from 'node:util';

export const USAGE = `
npm start -- [options]

  --port <number>           where n8n's editor stands            (5678)
  --sandbox-port <number>   where the sandbox stands             (8181)
  --contacts <number>       how many contacts it begins with     (3000)
  --limits keap|off         Keap's pace of 10 calls a second and 240 a minute, or none   (keap)
  --fresh                   forget what earlier starts left in n8n and in the sandbox
  --help                    this text
`;

/** An option that cannot be used as given. */
export class BadOption extends Error {}

/** @param {string[]} argv */
export function readOptions(argv) {
	let values;
	try {
		({ values } = parseArgs({
			args: argv,
			options: {
				port: { type: 'string', default: '5678' },
				'sandbox-port': { type: 'string', default: '8181' },
				contacts: { type: 'string', default: '3000' },
				limits: { type: 'string', default: 'keap' },
				fresh: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		}));
	} catch (error) {
		throw new BadOption(error.message);
	}
	if (!['keap', 'off'].includes(values.limits))
		throw new BadOption(`--limits is "keap" or "off", not "${values.limits}"`);
	return {
		port: number(values, 'port', 65_535),
		sandboxPort: number(values, 'sandbox-port', 65_535),
		contacts: number(values, 'contacts', 1_000_000),
		limits: values.limits === 'keap',
		fresh: values.fresh,
		help: values.help,
	};
}

function number(values, name, most) {
	const value = Number(values[name]);
	if (!Number.isInteger(value) || value < 1 || value > most) {
		throw new BadOption(`--${name} is a number from 1 to ${most}, not "${values[name]}"`);
	}
	return value;
}
