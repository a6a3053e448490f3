import type { IExecuteFunctions } from 'n8n-workflow';

import type { KeapClient } from '../../api/client';
import type { Operation } from '../../descriptor/operation';
import type { Results } from './results';
import type { Simplifier } from './simplify';

/** What turning a response into an item's output needs to know about the run. */
export interface OutputContext {
	context: IExecuteFunctions;
	operation: Operation;
	client: KeapClient;
	simplifier: Simplifier;
	results: Results;
}
