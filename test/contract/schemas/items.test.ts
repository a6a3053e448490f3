import type { INodeParameters } from 'n8n-workflow';

import { useClock } from '../../../nodes/Keap/api/clock';
import { CREATE_TAGS } from '../../../nodes/Keap/descriptor/names';
import { inputsOf, listOf } from '../../../nodes/Keap/descriptor/operation';
import { runNode, type EngineRun } from '../../support/engine';
import { DEFAULT_KEY, useKeap } from '../../support/keap';
import { keapDocument as document } from '../document';
import { undocumentedSchema } from '../exceptions';
import { fillIn } from '../forms';
import { subjectsOf, type Subject } from '../rule';
import { ITEM, TIMEZONE } from '../samples';
import { StubKeap } from '../stub';
import { differences } from './difference';
import { outputSchema } from './outputs';

/** That the schemas, which are made without running anything, are those of the items that come out. */

/** Operations with what their items are; of the paths of one, those that return the same once. */
const subjects = [
	...new Map(
		subjectsOf(document).flatMap((subject) => {
			const schema = outputSchema(document, subject);
			const { resource, value } = subject.operation;
			const same = JSON.stringify([resource, value, schema]);
			return schema ? [[same, [subject.name, subject, schema] as const] as const] : [];
		}),
	).values(),
];

const jsonOf = ({ items, error }: EngineRun) => {
	if (error) throw new Error([error.message, error.description].join(' '));
	if (items.length === 0) throw new Error('Nothing came out: sandbox/seed/ has no such record');
	return items.map(({ json }) => json);
};

describe('of a Keap in whose records everything is there, items have what their schema has', () => {
	const keap = new StubKeap(document);
	let runs = 0;

	beforeAll(async () => {
		await keap.start();
		// Nobody waits for Keap's limits here.
		let time = Date.now();
		useClock({ now: () => time, sleep: async (ms) => void (time += ms) });
	});
	afterAll(async () => {
		useClock();
		await keap.stop();
	});

	/** All inputs, of which all may be given together, and default options. */
	const parametersOf = (subject: Subject): INodeParameters => {
		const { constraints = [] } = subject.operation;
		const others = constraints.flatMap(({ oneOf, exactly }) => (exactly ? oneOf.slice(1) : []));
		const left = inputsOf(subject.operation).filter(({ name }) => others.includes(name));
		const { parameters } = fillIn(
			subject,
			{},
			left.map(({ key }) => key),
		);
		const { [CREATE_TAGS]: createsTags } = parameters.options as INodeParameters;
		const options = createsTags === undefined ? {} : { [CREATE_TAGS]: true };
		return { ...parameters, simplify: true, options };
	};

	/** What the stub doesn't do as Keap does. */
	const isStubs = ({ name, operation: { selectable, onRequest = [] } }: Subject) => [
		// It has what the document has.
		...(undocumentedSchema(name, 'id') ? ['item.id is null, not integer'] : []),
		// It returns all properties, whichever it is asked for.
		...(selectable ? onRequest.map((property) => `item.${property} is unknown`) : []),
		// Tags that are given by ID have no name, unless the run has read it.
		'item.tags[].tag_name is missing',
	];

	const returnsRecords = ({ operation: { output } }: Subject) =>
		output.kind === 'record' || output.kind === 'list';

	it.each(subjects)('%s', async (_, subject, schema) => {
		const run = await runNode(parametersOf(subject), {
			// Each run has all calls of a key to itself.
			key: `key ${runs++}`,
			timezone: TIMEZONE,
			items: [ITEM],
		});
		// What a raw record has is for Keap to decide.
		const whole = subject.operation.columns !== undefined || !returnsRecords(subject);
		const found = jsonOf(run).flatMap((item) => differences(schema, item, { whole }));
		expect(found.filter((difference) => !isStubs(subject).includes(difference))).toEqual([]);
	});
});

describe('of the sandbox, items have nothing but what their schema has', () => {
	const PERSONAL = 'personal-key';
	const keap = useKeap({
		contacts: 20,
		keys: [
			{ key: DEFAULT_KEY, kind: 'SAK' },
			{ key: PERSONAL, kind: 'PAT', userId: '2' },
		],
	});

	const lists = subjects.filter(
		([, { operation }]) => listOf(operation) && operation.inputs.length === 0,
	);

	it.each(lists)('%s', async (_, { operation, chosen }, schema) => {
		const { resource, value } = operation;
		const parameters = { resource, operation: value, ...chosen, limit: 20 };
		// Behind a Service Account Key there is no user, and appointments are those of everyone.
		const key = value.endsWith('OfCurrentUser') ? PERSONAL : DEFAULT_KEY;
		const run = await keap.run(parameters, { key });
		const found = jsonOf(run).flatMap((item) => differences(schema, item));
		expect([...new Set(found)]).toEqual([]);
	});
});
