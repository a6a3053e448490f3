import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';

import { toList } from '../../run/inputs/values/scalars';
import { EVENTS } from './properties';

/** The keys of the events that start the workflow, each once; an expression may give them as a text. */
export const chosenEvents = (context: IHookFunctions | IWebhookFunctions): string[] => [
	...new Set(toList(context.getNodeParameter(EVENTS, [])).map(String)),
];
