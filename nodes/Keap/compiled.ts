import { compile } from './descriptor/compile';
import { searchMethod } from './descriptor/collection';
import { methods } from './methods';
import { resources } from './resources';
import { hookCatalog } from './resources/events';
import { pollCatalog } from './resources/polls';
import { hookProperties } from './trigger/hooks/properties';
import { pollProperties } from './trigger/polling/properties';

/**
 * What n8n has to know of the nodes before they are used, made from the resources. `npm run build` puts the result in the
 * place of this module: n8n then loads the nodes without the resources, and without compiling them.
 */

export const properties = compile(resources);

const { listSearch = {}, resourceMapping = {} } = methods;

/** The names of the methods that the editor calls. */
export const methodNames = {
	listSearch: Object.keys(listSearch),
	resourceMapping: Object.keys(resourceMapping),
};

export const hookTriggerProperties = hookProperties(hookCatalog);

export const hookMethodNames = {
	listSearch: Object.values(hookCatalog.narrowing).map(({ of }) => searchMethod(of)),
	resourceMapping: [],
};

export const pollTriggerProperties = pollProperties(pollCatalog);

export const pollMethodNames = {
	listSearch: [searchMethod(pollCatalog.tags.of)],
	resourceMapping: [],
};
