/**
 * Where things are, and which n8n the playground runs.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The n8n the playground and the end-to-end checks run: a version or a tag such as `latest`. */
export const N8N_VERSION = process.env.N8N_VERSION || '2.41.0';

/** n8n refuses to start on an older Node. */
export const N8N_NODE_MAJOR = 24;

/** The name of this package, as n8n's community package folder knows it. */
export const PACKAGE_NAME = 'n8n-nodes-keap';

/** The repository. */
export const REPO = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Everything the playground downloads or writes; ignored by git, safe to delete. */
export const PLAYGROUND = join(REPO, '.playground');

/** n8n itself, about 3 GB. */
export const N8N_DIR = join(PLAYGROUND, 'n8n');

/** What n8n calls its user folder: workflows, credentials and executions of `npm start`. */
export const HOME = join(PLAYGROUND, 'home');

/** The example workflows and the file one of them imports. */
export const EXAMPLES = join(REPO, 'examples');
