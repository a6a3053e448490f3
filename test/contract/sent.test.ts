import type { INodeParameters } from 'n8n-workflow';

import { useClock } from '../../nodes/Keap/api/clock';
import type { Field } from '../../nodes/Keap/descriptor/field';
import { CUSTOM_FIELD_FILTERS } from '../../nodes/Keap/descriptor/names';
import { inputsOf, listOf } from '../../nodes/Keap/descriptor/operation';
import { optionsOf } from '../../nodes/Keap/descriptor/options';
import { setPath } from '../../nodes/Keap/run/paths';
import { runNode } from '../support/engine';
import { first, present } from '../support/present';
import { requestComplaints, type Captured } from './conformance';
import { keapDocument as document } from './document';
import { alternativesOf, CUSTOM_FIELD_TYPES, fillIn, isShown, type Form, type Json } from './forms';
import { subjectsOf, type Subject } from './rule';
import { CUSTOM_FIELD_SAMPLES, filterText, ITEM, sampleOf, TIMEZONE } from './samples';
import { customFieldOf, KNOWN, StubKeap } from './stub';

/** Reads `contact_ids[]`, `emails[].subject` or `email_addresses[field=EMAIL1].email`; `[]` is the first entry. */
function at(body: unknown, path: string): unknown {
	return path.split('.').reduce<unknown>((value, segment) => {
		const [, name, entry] = /^(\w+)(?:\[([^\]]*)\])?$/.exec(segment) ?? [];
		const property = (value as Json | undefined)?.[name ?? ''];
		if (entry === undefined) return property;
		const list = (property ?? []) as Json[];
		const [key = '', wanted] = entry.split('=');
		return entry === '' ? list[0] : list.find((candidate) => candidate[key] === wanted);
	}, body);
}

const sentCustomFields = CUSTOM_FIELD_TYPES.map((type, i) => ({
	id: customFieldOf(type, i).id,
	content: present(CUSTOM_FIELD_SAMPLES[type]).sent,
}));

/** The rest of an object or of a list's entries may be what Keap had before. */
function amongOthers(sent: unknown): unknown {
	if (Array.isArray(sent)) return expect.arrayContaining(sent.map(amongOthers));
	if (Buffer.isBuffer(sent) || typeof sent !== 'object' || sent === null) return sent;
	return expect.objectContaining(sent);
}

describe('requests', () => {
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

	/** Runs the node, and gives what it asked; everything it asked has to be as documented. */
	const send = async (parameters: Json, items: object[] = [ITEM]): Promise<Captured[]> => {
		keap.requests = [];
		const { error } = await runNode(parameters as INodeParameters, {
			// Each run has all calls of a key to itself.
			key: `key ${runs++}`,
			timezone: TIMEZONE,
			items: items as never,
		});
		if (error) throw new Error([error.message, error.description].join(' '));
		expect(keap.requests.flatMap((request) => requestComplaints(document, request))).toEqual([]);
		return keap.requests;
	};

	const ofEndpoint = (requests: Captured[], id: string) =>
		requests.filter(({ endpoint }) => endpoint?.id === id);

	const expectPlaced = (
		{ endpoint, path, operation }: Subject,
		requests: Captured[],
		{ expected }: Form,
		match: (sent: unknown) => unknown,
	) => {
		const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
		for (const { field, place, sent } of expected) {
			if (place.in === 'nowhere') continue;
			const own = ofEndpoint(requests, place.of ?? endpoint.id);
			expect([field.name, own.length > 0]).toEqual([field.name, true]);
			const pattern = present(own[0]).endpoint?.pattern ?? /^$/;
			if (place.in === 'path') {
				// A choice that the path begins with is part of the endpoint.
				if (!names.includes(place.at)) continue;
				const values = own.map((request) =>
					decodeURIComponent(pattern.exec(request.path)?.[names.indexOf(place.at) + 1] ?? ''),
				);
				expect([field.name, [...new Set(values)]]).toEqual([field.name, [sent].flat()]);
			} else if (place.in === 'query') {
				const value = Array.isArray(sent) ? sent.join(',') : String(sent);
				expect([field.name, present(own[0]).query.get(place.at)]).toEqual([field.name, value]);
			} else {
				// A form has only texts and files.
				const isText = present(own[0]).type.startsWith('multipart/') && !Buffer.isBuffer(sent);
				const body = operation.bodyList
					? (present(own[0]).body as unknown[])[0]
					: present(own[0]).body;
				const value = at(body, place.at);
				expect([field.name, value]).toEqual([field.name, match(isText ? String(sent) : sent)]);
			}
		}
	};

	const expectMask = ({ operation, endpoint }: Subject, requests: Captured[]) => {
		if (!operation.mask) return;
		const { body, query } = first(ofEndpoint(requests, endpoint.id));
		const maskOf = (key: string) =>
			inputsOf(operation).find((field) => field.key === key)?.mask ?? key;
		const names = Object.keys(body as Json)
			.map(maskOf)
			.filter((name) => name !== false);
		expect(query.get('update_mask')?.split(',').sort()).toEqual(names.sort());
	};

	const subjects = subjectsOf(document);
	const named = (some: Subject[]) => some.map((subject) => [subject.name, subject] as const);
	const exactDemands = ({ operation }: Subject) =>
		(operation.constraints ?? []).filter(({ exactly }) => exactly);

	describe.each(named(subjects.filter((subject) => exactDemands(subject).length === 0)))(
		'%s',
		(_, subject) => {
			it('holds every input in its place', async () => {
				// An upsert that finds nothing sends all of its inputs.
				if (subject.operation.flow.kind === 'upsert')
					keap.holds.set(subject.operation.flow.of.path, []);
				for (const alternative of alternativesOf(subject)) {
					const form = fillIn(subject, {}, [], alternative);
					const requests = await send(form.parameters);
					expectPlaced(subject, requests, form, amongOthers);
					expectMask(subject, requests);
					if (subject.operation.customFields) {
						const { body } = first(ofEndpoint(requests, subject.endpoint.id));
						expect(at(body, 'custom_fields')).toEqual(expect.arrayContaining(sentCustomFields));
					}
				}
			});
		},
	);

	it.each(
		subjects.flatMap((subject) =>
			exactDemands(subject).flatMap(({ oneOf }) =>
				oneOf.map((given) => [subject.name, given, subject, oneOf] as const),
			),
		),
	)('%s holds every input in its place, with %s', async (_, given, subject, oneOf) => {
		const form = fillIn(
			subject,
			{},
			inputsOf(subject.operation)
				.filter(({ name }) => name !== given && oneOf.includes(name))
				.map(({ key }) => key),
		);
		expectPlaced(subject, await send(form.parameters), form, amongOthers);
	});

	describe('of lists', () => {
		const lists = subjects.filter(({ operation }) => listOf(operation));
		/** What the path needs and nothing else. */
		const bare = (subject: Subject): Json => {
			const { parameters } = fillIn(subject);
			delete parameters.options;
			return parameters;
		};

		it.each(named(lists))('%s asks for as many as are wanted', async (_, subject) => {
			const { pageSize, offsets } = listOf(subject.operation) ?? {};
			const largest = offsets ? 1000 : pageSize;
			const asked = async (how: Json) => {
				const { query } = first(await send({ ...bare(subject), ...how }));
				return query.get(offsets ? 'limit' : 'page_size');
			};
			expect(await asked({ limit: 7 })).toBe(largest ? '7' : null);
			expect(await asked({ returnAll: true })).toBe(largest ? String(largest) : null);
		});

		it.each(named(lists.filter(({ operation }) => listOf(operation)?.sort)))(
			'%s sorts by each property',
			async (_, subject) => {
				const { sort: keys = [], offsets } = listOf(subject.operation) ?? {};
				for (const { value } of keys) {
					const sort = { value: { field: value, direction: 'desc' } };
					const { query } = first(await send({ ...bare(subject), sort }));
					if (offsets)
						expect([query.get('order'), query.get('order_direction')]).toEqual([
							value,
							'DESCENDING',
						]);
					else expect(query.get('order_by')).toBe(`${value} desc`);
				}
			},
		);

		it.each(
			lists.flatMap((subject) =>
				(listOf(subject.operation)?.filters ?? []).map(
					(filter) => [subject.name, filter.name, subject, filter] as const,
				),
			),
		)('%s filters by %s', async (_, name, subject, filter) => {
			const { given, sent } = sampleOf(filter);
			// What only says where another filter looks is given together with it.
			const main = listOf(subject.operation)?.filters?.find(
				({ needs }) => needs?.key === filter.key,
			);
			const mainSample = main && sampleOf(main);
			const requests = await send({
				...bare(subject),
				filters: { ...(main ? { [main.name]: mainSample?.given } : {}), [name]: given },
			});
			const { query } = first(ofEndpoint(requests, subject.endpoint.id));
			const { needs } = filter;
			if (listOf(subject.operation)?.offsets)
				return expect(query.get(filter.key)).toBe(String(sent));
			expect(query.get('filter')?.split(';').sort()).toEqual(
				[
					filterText(filter, sent),
					...(main ? [filterText(main, mainSample?.sent)] : []),
					...(needs ? [`${needs.key}==${needs.value}`] : []),
				].sort(),
			);
		});

		it.each(named(lists.filter(({ operation }) => listOf(operation)?.filterCustomFields)))(
			'%s filters by custom fields',
			async (_, subject) => {
				const filter = { field: 'My CURRENCY', operator: 'atLeast', value: '12.5' };
				const filters = { [CUSTOM_FIELD_FILTERS]: { values: [filter] } };
				const requests = await send({ ...bare(subject), filters });
				const { query } = first(ofEndpoint(requests, subject.endpoint.id));
				expect(query.get('filter')).toBe('my_currency>=12.5');
			},
		);
	});

	it.each(named(subjects.filter(({ operation }) => operation.selectable && operation.columns)))(
		'%s asks for what the simplified output is made of, or for everything',
		async (_, subject) => {
			const { selectable, customFieldsIn } = subject.operation;
			const { parameters } = fillIn(subject);
			const asked = async (simplify: boolean) => {
				const requests = await send({ ...parameters, options: {}, simplify });
				const { query } = first(ofEndpoint(requests, subject.endpoint.id));
				return query.get('fields')?.split(',');
			};
			const custom = customFieldsIn ? ['custom_fields'] : [];
			expect(await asked(true)).toEqual([...(selectable?.simple ?? []), ...custom]);
			// A write returns what Keap does by itself, unless 'Fields to Return' says otherwise.
			const reads = subject.endpoint.method === 'GET';
			expect(await asked(false)).toEqual(reads ? selectable?.all : undefined);
		},
	);

	/** The flow of an operation that creates a record or updates the one that is there. */
	const upsertOf = ({ operation: { flow } }: Subject) =>
		flow.kind === 'upsert' ? flow : undefined;

	/** Has Keap hold the record that an upsert is to find. */
	const hold = (subject: Subject, { expected, parameters }: Form) => {
		const flow = upsertOf(subject);
		if (!flow) return;
		const record: Json = { id: KNOWN.id };
		for (const { field, sent } of expected) {
			const { [field.key]: held } = flow.of.held ?? {};
			const path = typeof held === 'string' ? held : field.key;
			if (flow.by.includes(field.name)) setPath(record, path, sent);
		}
		if (flow.subject === 'contact') {
			record.email_addresses = [{ field: 'EMAIL2', email: parameters.email }];
			parameters.matchBy = 'Email';
		}
		keap.holds.set(flow.of.path, [record]);
	};
	afterEach(() => keap.holds.clear());

	const withOption = (name: string) =>
		named(
			subjects.filter(({ operation }) =>
				optionsOf(operation).some((option) => option.name === name),
			),
		);

	it.each(withOption('existingValues'))('%s replaces where that is wanted', async (_, subject) => {
		const form = fillIn(subject, { existingValues: 'replace' });
		hold(subject, form);
		const requests = await send(form.parameters);
		const { flow } = subject.operation;
		const read = document.find('GET', flow.kind === 'mergedWrite' ? flow.of.one : '');
		// What Keap takes whole is read for the properties that aren't given.
		if (flow.kind !== 'mergedWrite' || !flow.whole)
			expect(ofEndpoint(requests, read?.id ?? '')).toEqual([]);
		if (!upsertOf(subject)) expectPlaced(subject, requests, form, (sent) => sent);
	});

	it.each(withOption('emptyValues'))('%s clears where that is wanted', async (_, subject) => {
		const form = fillIn(subject, { emptyValues: 'clear' });
		hold(subject, form);
		const { collection, fields } = subject.operation.optional ?? { collection: '', fields: [] };
		form.parameters[collection] = Object.fromEntries(fields.map(({ name }) => [name, '']));
		delete form.parameters.customFields;
		const requests = await send(form.parameters);
		const written = requests.filter(({ method }) => method !== 'GET');
		expect(written.length).toBe(1);
		for (const { key } of fields) {
			const root = first(key.split('.'));
			// The address that an upsert finds a contact by stays.
			if (upsertOf(subject)?.subject === 'contact' && root === 'email_addresses') continue;
			expect([root, (present(written[0]).body as Json)[root]]).toEqual([root, null]);
		}
	});

	const requiredParts = (fields: readonly Field[] = []) =>
		fields.flatMap((field) =>
			field.kind === 'object' || field.kind === 'objects'
				? field.fields.filter(({ required }) => required).map((part) => ({ field, part }))
				: [],
		);

	it.each(
		subjects.flatMap((subject) =>
			requiredParts(subject.operation.optional?.fields).map(
				({ field, part }) => [subject.name, part.name, subject, field] as const,
			),
		),
	)('%s is not sent without %s', async (_, part, subject, field) => {
		const shown = alternativesOf(subject).find((alternative) => isShown(field, alternative));
		const { parameters } = fillIn(subject, {}, [], shown);
		const collection = parameters[subject.operation.optional?.collection ?? ''] as Json;
		const group = collection[field.name] as Record<string, Json | Json[]>;
		// An object has one entry, a list has several.
		for (const entry of Object.values(group).flat()) entry[part] = '';
		await expect(send(parameters)).rejects.toThrow('is empty');
		expect(keap.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
	});

	describe('of an upsert', () => {
		const upserts = named(subjects.filter(upsertOf));

		it.each(upserts)('%s creates what is not there', async (_, subject) => {
			keap.holds.set(present(upsertOf(subject)).of.path, []);
			const form = fillIn(subject);
			const requests = await send(form.parameters);
			expectPlaced(subject, requests, form, amongOthers);
			const written = requests.filter(({ method }) => method !== 'GET');
			expect(written.map(({ endpoint }) => endpoint?.id)).toEqual([subject.endpoint.id]);
		});

		it.each(upserts)('%s updates what is there', async (_, subject) => {
			const form = fillIn(subject);
			hold(subject, form);
			const requests = await send(form.parameters);
			const written = present(requests[requests.length - 1]);
			const { of } = present(upsertOf(subject));
			expect(written.endpoint?.id).toBe(document.find('PATCH', of.one)?.id);
			const mask = written.query.get('update_mask')?.split(',').sort();
			expect(mask).toEqual(Object.keys(written.body as Json).sort());
		});
	});

	describe('of several items', () => {
		const batched = named(
			subjects.filter(({ operation }) => operation.flow.kind.startsWith('batch')),
		);
		const two = [KNOWN.id, KNOWN.other];
		const close = Array.from({ length: 6 }, (_, i) => String(100 + i));

		it.each(batched)('%s go out together', async (_, subject) => {
			const { flow } = subject.operation;
			const range = flow.kind === 'batchRead' && flow.of.byId.range;
			const ids = range ? close : two;
			const identity = flow.kind === 'batchCreate' ? [flow.identify] : [];
			const { parameters } = fillIn(subject, {}, identity);
			const input =
				flow.kind === 'batchWrite' ? flow.collect : flow.kind === 'batchRead' ? flow.of.id : '';
			if (input) parameters[input] = { __rl: true, mode: 'id', value: '={{ $json.id }}' };
			const requests = await send(
				parameters,
				ids.map((id) => ({ ...ITEM, json: { id } })),
			);
			if (flow.kind === 'batchRead') {
				const { filter } = flow.of.byId;
				const { query } = first(ofEndpoint(requests, `GET ${flow.of.path}`));
				const [lowest, highest] = [ids.at(0), ids.at(-1)].map(String);
				expect(query.get('filter')?.split(';')).toEqual(
					expect.arrayContaining(
						range
							? [`${filter}>=${lowest}`, `${filter}<=${highest}`]
							: [`${filter}==${ids.join(',')}`],
					),
				);
				return;
			}
			for (const { body, query } of ofEndpoint(requests, subject.endpoint.id)) {
				if (flow.kind === 'batchWrite' && flow.in === 'query') {
					expect(query.get(flow.into)).toBe(ids.join(','));
					continue;
				}
				const list = (body as Json)['into' in flow ? flow.into : ''] as unknown[];
				if (flow.kind === 'batchWrite') expect(list).toEqual(ids);
				else expect(list.length).toBe(2);
			}
		});
	});
});
