import { collectionsOf } from './descriptor/collections';
import { methodsFor } from './editor';
import { resources } from './resources';

/** What n8n's editor calls while a person edits the node. */
export const methods = methodsFor(collectionsOf(resources));
