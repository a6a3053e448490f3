import { objectsOf } from '../json';
import { folded } from './keyed';

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

const string = (value: unknown): string =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** Reads the custom fields that a record type's model lists. */
export function readModel(customFields: readonly unknown[]): CustomField[] {
	return objectsOf(customFields).map((field) => ({
		id: string(field.id),
		label: string(field.label) || string(field.field_name),
		fieldName: string(field.field_name),
		type: string(field.field_type),
		options: objectsOf(field.options).map((option) => ({
			id: string(option.id),
			label: string(option.label) || string(option.id),
		})),
	}));
}

/** The custom fields of one record type, found by what a person calls them. */
export class CustomFields {
	private readonly byId = new Map<string, CustomField>();
	private readonly byLabel = new Map<string, CustomField[]>();
	private readonly byFieldName = new Map<string, CustomField>();

	private readonly fields: CustomField[] = [];

	constructor(fields: readonly CustomField[]) {
		for (const field of fields) this.add(field);
	}

	get all(): readonly CustomField[] {
		return this.fields;
	}

	/** Takes a field that was made since. */
	add(field: CustomField): void {
		this.fields.push(field);
		this.byId.set(field.id, field);
		const label = folded(field.label);
		this.byLabel.set(label, [...(this.byLabel.get(label) ?? []), field]);
		const name = folded(field.fieldName);
		if (!this.byFieldName.has(name)) this.byFieldName.set(name, field);
	}

	/** The fields that a label or field name may mean, whatever the case. A label may belong to several. */
	named(name: string): readonly CustomField[] {
		const wanted = folded(name);
		if (wanted === '') return [];
		const labeled = this.byLabel.get(wanted) ?? [];
		const [exact, ...others] = labeled.filter(({ label }) => label === name.trim());
		if (exact && others.length === 0) return [exact];
		if (labeled.length > 0) return labeled;
		const field = this.byFieldName.get(wanted);
		return field ? [field] : [];
	}

	/** The fields that a name may mean, or the one with this ID where no label and no field name is like it. */
	find(nameOrId: string): readonly CustomField[] {
		const fields = this.named(nameOrId);
		if (fields.length > 0) return fields;
		const field = this.get(nameOrId.trim());
		return field ? [field] : [];
	}

	/**
	 * The name under which a field's value is returned: its label, unless that belongs to several fields, or its field name,
	 * unless that is the label of another one.
	 */
	nameOf(id: string): string {
		const field = this.get(id);
		if (!field) return id;
		const label = folded(field.label);
		if (this.byLabel.get(label)?.length === 1) return field.label;
		const name = folded(field.fieldName);
		return name !== label && this.byLabel.has(name) ? id : field.fieldName;
	}

	get(id: string): CustomField | undefined {
		return this.byId.get(id);
	}
}
