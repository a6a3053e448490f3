import { keapDocument } from '../document';
import { writeSchemas } from './write';
import { outputSchemas } from './outputs';

/** `npm run schemas`: writes what n8n's editor shows of an operation's output before its first run. */
const schemas = outputSchemas(keapDocument);
void writeSchemas(schemas).then(() => console.log(`${schemas.size} schemas written`));
