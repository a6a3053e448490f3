import { compile } from './descriptor/compile';
import { methods } from './methods';
import { resources } from './resources';

/**
 * What n8n has to know of the node before it is used, made from the resources. `npm run build` puts the result in the place
 * of this module: n8n then loads the node without the resources, and without compiling them.
 */

export const properties = compile(resources);

const { listSearch = {}, resourceMapping = {} } = methods;

/** The names of the methods that the editor calls. */
export const methodNames = {
	listSearch: Object.keys(listSearch),
	resourceMapping: Object.keys(resourceMapping),
};
