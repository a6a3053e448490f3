/** A custom field as its record type's model describes it. */
export interface CustomField {
	id: string;
	label: string;
	/** The name that filters use. */
	fieldName: string;
	/** Keap's type, as in `TEXT` or `LIST_BOX`. */
	type: string;
	options: Array<{ id: string; label: string }>;
}

type Json = Record<string, unknown>;

const string = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Reads the custom fields out of a record type's model. */
export function readModel(body: unknown): CustomField[] {
	const fields = ((body ?? {}) as Json).custom_fields;
	return (Array.isArray(fields) ? (fields as Json[]) : []).map((field) => ({
		id: string(field.id),
		label: string(field.label) || string(field.field_name),
		fieldName: string(field.field_name),
		type: string(field.field_type),
		options: (Array.isArray(field.options) ? (field.options as Json[]) : []).map((option) => ({
			id: string(option.id),
			label: string(option.label) || string(option.id),
		})),
	}));
}

const folded = (text: string) => text.trim().toLowerCase();

/** The custom fields of one record type, found by what a person calls them. */
export class CustomFields {
	private readonly byName = new Map<string, CustomField>();
	private readonly names = new Map<string, string>();

	constructor(readonly all: readonly CustomField[]) {
		const labels = new Set<string>();
		for (const field of all) {
			// A label that two fields share can't name the second one: that is called by its field name.
			this.names.set(field.id, labels.has(folded(field.label)) ? field.fieldName : field.label);
			labels.add(folded(field.label));
		}
		// Later entries give way: an ID beats a label, a label beats a field name.
		for (const key of ['id', 'label', 'fieldName'] as const) {
			for (const field of all) {
				const name = folded(field[key]);
				if (name && !this.byName.has(name)) this.byName.set(name, field);
			}
		}
	}

	/** By ID, label or field name, whatever the case. */
	find(name: string): CustomField | undefined {
		return this.byName.get(folded(name));
	}

	/** The name under which a field's value is returned. */
	nameOf(id: string): string {
		return this.names.get(id) ?? id;
	}

	get(id: string): CustomField | undefined {
		return this.all.find((field) => field.id === id);
	}
}
