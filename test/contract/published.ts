import {
	requestOf,
	type Content,
	type Facts,
	type FilterKeyFacts,
	type Parameter,
	type Schema,
} from './facts';
import type { OpenApi, RawSchema } from './openapi';

const ticked = (words: Iterable<string>) => [...words].map((word) => `\`${word}\``).join(', ');

function keyText(key: string, facts: FilterKeyFacts): string {
	const { type, operators = [], wildcard, needs = [], values = [], maxItems } = facts;
	return [
		`- (${type}) \`${key}\` - made up`,
		...(wildcard ? ['wildcard'] : []),
		...(operators.length ? [`operators ${ticked(operators)}`] : []),
		...needs.map((other) => `Requires \`${other}\``),
		...(values.length ? [`one of ${ticked(values)}`] : []),
		...(maxItems === undefined ? [] : [`maximum ${maxItems}`]),
	].join('; ');
}

function parameterText({ filter, sort, selectable }: Parameter): string {
	const lines: string[] = ['Made up, for a test.'];
	for (const [key, facts] of Object.entries(filter?.keys ?? {})) lines.push(keyText(key, facts));
	if (filter?.customFields) lines.push('', 'Custom fields, too.');
	if (sort) {
		lines.push('One of the following fields:', ...sort.keys.map((key) => `- \`${key}\``));
		lines.push(...(sort.open ? ['- ...'] : []), 'One of the following directions:');
	}
	if (selectable)
		lines.push(
			`(${selectable.open ? 'Fields such as' : 'Available fields are:'} ${ticked(selectable.values)})`,
		);
	return lines.join('\n');
}

/** An OpenAPI document as Keap could have published it: what facts hold, in sentences where Keap has sentences. */
export function published(facts: Facts, { writtenOut = false } = {}): OpenApi {
	const schemaOf = (schema: Schema, within: string[] = []): RawSchema => {
		const { $ref, contentEncoding, maxItems, ...plain } = schema;
		const { items, additionalProperties, properties, ...rest } = plain;
		const target = $ref === undefined ? undefined : facts.schemas[$ref];
		// v1 repeats shared schemas wherever they occur.
		if (writtenOut && $ref !== undefined && target?.properties && !within.includes($ref))
			return { title: $ref, ...schemaOf(target, [...within, $ref]) };
		const below = (entry: Schema) => schemaOf(entry, within);
		return {
			...($ref === undefined ? {} : { $ref: `#/components/schemas/${$ref}` }),
			...rest,
			description: [
				'Made up, for a test.',
				...(contentEncoding ? ['Encoded in Base64.'] : []),
				...(maxItems === undefined ? [] : [`At the maximum ${maxItems}.`]),
			].join(' '),
			example: 'made up',
			...(items ? { items: below(items) } : {}),
			...(additionalProperties === undefined
				? {}
				: {
						additionalProperties:
							typeof additionalProperties === 'object'
								? below(additionalProperties)
								: additionalProperties,
					}),
			...(properties
				? {
						properties: Object.fromEntries(
							Object.entries(properties)
								.reverse()
								.map(([name, entry]) => [name, below(entry)] as const),
						),
					}
				: {}),
		};
	};
	const contentOf = (content: Content) =>
		Object.fromEntries(
			Object.entries(content).map(
				([type, schema]) => [type, { schema: schemaOf(schema) }] as const,
			),
		);
	const paths: OpenApi['paths'] = {};
	for (const [id, operation] of Object.entries(facts.operations).reverse()) {
		const { method, path } = requestOf(id);
		(paths[`/rest${path}`] ??= {})[method.toLowerCase()] = {
			tags: operation.tags,
			deprecated: operation.deprecated,
			parameters: operation.parameters?.map((parameter) => ({
				name: parameter.name,
				in: parameter.in,
				required: parameter.required ?? false,
				explode: parameter.explode,
				deprecated: parameter.deprecated,
				description: parameterText(parameter),
				schema: schemaOf(parameter.schema),
			})),
			requestBody: operation.body && {
				required: operation.body.required,
				content: contentOf(operation.body.content),
			},
			responses: {
				'400': { content: { 'application/json': { schema: { type: 'object' } } } },
				...Object.fromEntries(
					Object.entries(operation.responses).map(
						([status, content]) => [status, { content: contentOf(content) }] as const,
					),
				),
			},
		};
	}
	const schemas = Object.entries(facts.schemas)
		.reverse()
		.map(([name, schema]) => [name, schemaOf(schema, writtenOut ? [name] : [])] as const);
	return JSON.parse(
		JSON.stringify({
			paths,
			components: {
				schemas: { ...Object.fromEntries(schemas), Unused: { type: 'object' } },
			},
		}),
	) as OpenApi;
}
