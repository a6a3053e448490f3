import type { DatabaseSync as Database, SQLInputValue, StatementSync } from 'node:sqlite';
import { ChangeFeed, type Change } from './changes';
import type { Doc, JsonObject } from './json';

// Asked of the process, not imported: module loaders older than node:sqlite do not know the name.
const { DatabaseSync } = process.getBuiltinModule('node:sqlite');

export interface Condition {
	sql: string;
	params: SQLInputValue[];
}

export interface Query {
	where?: Condition[];
	/** SQL order terms; the id is always appended, in the same direction as the last term. */
	orderBy?: { sql: string; descending: boolean };
	limit?: number;
	offset?: number;
}

export interface AppliedTag {
	tagId: string;
	recordId: string;
	appliedTime: string;
}

/** Properties that are searched or sorted often enough to deserve an index. */
const INDEXED: Record<string, string[]> = {
	contact: ['given_name', 'family_name', 'create_time', 'update_time'],
	company: ['company_name', 'update_time'],
	emailAddress: ['email'],
	note: ['contact_id'],
	task: ['contact_id'],
	email: ['contact_id'],
	file: ['contact_id'],
	link: ['contact1_id', 'contact2_id'],
	customField: ['record_type'],
};

/**
 * Everything the sandbox knows: JSON documents by kind and id, the addresses contacts can be found by, and who carries
 * which tag.
 */
export class Store {
	readonly changes = new ChangeFeed();
	private readonly db: Database;
	private readonly statements = new Map<string, StatementSync>();
	private readonly tables = new Set<string>();
	private depth = 0;

	constructor(file = ':memory:') {
		this.db = new DatabaseSync(file);
		this.db.exec(`
			PRAGMA journal_mode = ${file === ':memory:' ? 'MEMORY' : 'WAL'};
			PRAGMA synchronous = OFF;
			CREATE TABLE IF NOT EXISTS contact_email (contact_id INTEGER NOT NULL, email TEXT NOT NULL COLLATE NOCASE);
			CREATE INDEX IF NOT EXISTS contact_email_email ON contact_email (email COLLATE NOCASE);
			CREATE INDEX IF NOT EXISTS contact_email_contact ON contact_email (contact_id);
			CREATE TABLE IF NOT EXISTS applied_tag (
				kind TEXT NOT NULL, record_id INTEGER NOT NULL, tag_id INTEGER NOT NULL, applied_time TEXT NOT NULL,
				PRIMARY KEY (kind, record_id, tag_id)
			) WITHOUT ROWID;
			CREATE INDEX IF NOT EXISTS applied_tag_tag ON applied_tag (kind, tag_id, record_id);
		`);
	}

	close(): void {
		this.db.close();
	}

	/** All documents of a kind, by id. */
	list(kind: string): Doc[] {
		return this.query(kind);
	}

	get(kind: string, id: string | number): Doc | undefined {
		const row = this.prepare(`SELECT data FROM ${this.table(kind)} WHERE id = ?`).get(Number(id));
		return row === undefined ? undefined : parse(row.data);
	}

	/** Keeps the document's id, or gives it the next one. */
	insert(kind: string, doc: JsonObject): Doc {
		const table = this.table(kind);
		const id = doc.id === undefined ? this.nextId(kind) : Number(doc.id);
		const stored: Doc = Object.assign({ id: String(id) }, doc, { id: String(id) });
		this.prepare(`INSERT INTO ${table} (id, data) VALUES (?, ?)`).run(id, JSON.stringify(stored));
		this.index(kind, stored);
		this.tell({ what: 'added', kind, id: stored.id });
		return stored;
	}

	/** Many documents in one transaction. */
	insertMany(kind: string, docs: Iterable<JsonObject>): Doc[] {
		return this.transaction(() => Array.from(docs, (doc) => this.insert(kind, doc)));
	}

	/** Replaces a document. */
	put(kind: string, doc: Doc): Doc {
		const before = this.changes.watches(kind) ? this.get(kind, doc.id) : undefined;
		this.prepare(`UPDATE ${this.table(kind)} SET data = ? WHERE id = ?`).run(
			JSON.stringify(doc),
			Number(doc.id),
		);
		this.index(kind, doc);
		if (before !== undefined) this.tell({ what: 'changed', kind, id: doc.id, before, doc });
		return doc;
	}

	remove(kind: string, id: string | number): boolean {
		const changes = this.prepare(`DELETE FROM ${this.table(kind)} WHERE id = ?`).run(
			Number(id),
		).changes;
		if (kind === 'contact')
			this.prepare('DELETE FROM contact_email WHERE contact_id = ?').run(Number(id));
		if (kind === 'tag') this.prepare('DELETE FROM applied_tag WHERE tag_id = ?').run(Number(id));
		this.prepare('DELETE FROM applied_tag WHERE kind = ? AND record_id = ?').run(kind, Number(id));
		if (Number(changes) === 0) return false;
		this.tell({ what: 'removed', kind, id: String(id) });
		return true;
	}

	count(kind: string, where: Condition[] = []): number {
		const clause = whereClause(where);
		const row = this.prepare(`SELECT count(*) AS n FROM ${this.table(kind)}${clause.sql}`).get(
			...clause.params,
		);
		return Number(row?.n ?? 0);
	}

	query(kind: string, { where = [], orderBy, limit = -1, offset = 0 }: Query = {}): Doc[] {
		const clause = whereClause(where);
		const direction = orderBy?.descending === true ? 'DESC' : 'ASC';
		const order = orderBy === undefined ? 'id' : `${orderBy.sql} ${direction}, id ${direction}`;
		return this.prepare(
			`SELECT data FROM ${this.table(kind)}${clause.sql} ORDER BY ${order} LIMIT ? OFFSET ?`,
		)
			.all(...clause.params, limit, offset)
			.map((row) => parse(row.data));
	}

	find(kind: string, property: string, value: string): Doc | undefined {
		return this.query(kind, { where: [equals(property, value)], limit: 1 })[0];
	}

	contactsByEmail(email: string): Doc[] {
		return this.query('contact', {
			where: [
				{ sql: 'id IN (SELECT contact_id FROM contact_email WHERE email = ?)', params: [email] },
			],
		});
	}

	/** The ids of the tags of a record, ascending. */
	tagsOf(kind: 'contact' | 'company', id: string | number): string[] {
		return this.appliedTo(kind, id).map(({ tagId }) => tagId);
	}

	appliedTo(kind: 'contact' | 'company', id: string | number): AppliedTag[] {
		return this.prepare(
			'SELECT * FROM applied_tag WHERE kind = ? AND record_id = ? ORDER BY tag_id',
		)
			.all(kind, Number(id))
			.map(appliedTag);
	}

	/** The ids of the records of a kind that carry a tag. */
	carriersOf(kind: 'contact' | 'company', tagId: string | number): AppliedTag[] {
		return this.prepare(
			'SELECT * FROM applied_tag WHERE kind = ? AND tag_id = ? ORDER BY record_id',
		)
			.all(kind, Number(tagId))
			.map(appliedTag);
	}

	/** Whether the tag is new to the record. */
	applyTag(
		kind: 'contact' | 'company',
		id: string | number,
		tagId: string | number,
		time: string,
	): boolean {
		const statement = this.prepare('INSERT OR IGNORE INTO applied_tag VALUES (?, ?, ?, ?)');
		const { changes } = statement.run(kind, Number(id), Number(tagId), time);
		if (Number(changes) === 0) return false;
		this.tell({ what: 'tagged', kind, id: String(id), tagId: String(tagId) });
		return true;
	}

	removeTag(kind: 'contact' | 'company', id: string | number, tagId: string | number): boolean {
		const statement = this.prepare(
			'DELETE FROM applied_tag WHERE kind = ? AND record_id = ? AND tag_id = ?',
		);
		const { changes } = statement.run(kind, Number(id), Number(tagId));
		if (Number(changes) === 0) return false;
		this.tell({ what: 'untagged', kind, id: String(id), tagId: String(tagId) });
		return true;
	}

	transaction<T>(work: () => T): T {
		if (this.depth > 0) return work();
		this.db.exec('BEGIN');
		this.depth++;
		let result: T;
		try {
			result = work();
			this.db.exec('COMMIT');
		} catch (error) {
			this.db.exec('ROLLBACK');
			this.changes.drop();
			throw error;
		} finally {
			this.depth--;
		}
		this.changes.release();
		return result;
	}

	private tell(change: Change): void {
		this.changes.add(change);
		if (this.depth === 0) this.changes.release();
	}

	/** How many documents of each kind there are. */
	counts(): Record<string, number> {
		const names = this.prepare(
			"SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE 'doc\\_%' ESCAPE '\\'",
		)
			.all()
			.map(({ name }) => String(name).slice('doc_'.length));
		return Object.fromEntries(names.map((kind) => [kind, this.count(kind)]));
	}

	/** Forgets everything. */
	clear(): void {
		this.transaction(() => {
			for (const kind of Object.keys(this.counts()))
				this.db.exec(`DELETE FROM ${this.table(kind)}`);
			this.db.exec(
				'DELETE FROM sqlite_sequence; DELETE FROM contact_email; DELETE FROM applied_tag;',
			);
		});
	}

	/** An id that no record of the kind has had, for entries that are kept within other records. */
	issueId(kind: string): string {
		const { id } = this.insert(kind, {});
		this.remove(kind, id);
		return id;
	}

	private nextId(kind: string): number {
		const row = this.prepare('SELECT seq FROM sqlite_sequence WHERE name = ?').get(
			this.table(kind),
		);
		return Number(row?.seq ?? 0) + 1;
	}

	private index(kind: string, doc: Doc): void {
		if (kind !== 'contact') return;
		this.prepare('DELETE FROM contact_email WHERE contact_id = ?').run(Number(doc.id));
		for (const entry of Array.isArray(doc.email_addresses) ? doc.email_addresses : []) {
			if (
				typeof entry === 'object' &&
				entry !== null &&
				!Array.isArray(entry) &&
				typeof entry.email === 'string'
			) {
				this.prepare('INSERT INTO contact_email VALUES (?, ?)').run(Number(doc.id), entry.email);
			}
		}
	}

	private table(kind: string): string {
		const name = `doc_${kind}`;
		if (!this.tables.has(kind)) {
			if (!/^\w+$/.test(kind)) throw new Error(`Not a kind of record: ${kind}`);
			this.db.exec(
				`CREATE TABLE IF NOT EXISTS ${name} (id INTEGER PRIMARY KEY AUTOINCREMENT, data TEXT NOT NULL)`,
			);
			for (const property of INDEXED[kind] ?? []) {
				this.db.exec(
					`CREATE INDEX IF NOT EXISTS ${name}_${property} ON ${name} (${field(property)} COLLATE NOCASE)`,
				);
			}
			this.tables.add(kind);
		}
		return name;
	}

	private prepare(sql: string): StatementSync {
		let statement = this.statements.get(sql);
		if (statement === undefined) {
			if (this.statements.size > 500) this.statements.clear();
			// A query may look into a kind that there are no documents of so far.
			for (const [, kind = ''] of sql.matchAll(/\bdoc_(\w+)/g)) this.table(kind);
			statement = this.db.prepare(sql);
			this.statements.set(sql, statement);
		}
		return statement;
	}
}

/** A property of the document, as SQL. Dots reach into objects. */
export const field = (property: string) => `json_extract(data, '$.${property}')`;

/**
 * A property of another record, as SQL.
 * @param kind of the records that are queried
 * @param reference the property that holds the id of the other record
 */
export const joined = (
	kind: string,
	reference: string,
	other: { kind: string; property: string },
): string =>
	`(SELECT json_extract(other.data, '$.${other.property}') FROM doc_${other.kind} AS other
		WHERE other.id = CAST(json_extract(doc_${kind}.data, '$.${reference}') AS INTEGER))`;

export const equals = (property: string, value: SQLInputValue): Condition => ({
	sql: `${field(property)} = ? COLLATE NOCASE`,
	params: [value],
});

function whereClause(conditions: Condition[]): Condition {
	return {
		sql:
			conditions.length === 0
				? ''
				: ` WHERE ${conditions.map(({ sql }) => `(${sql})`).join(' AND ')}`,
		params: conditions.flatMap(({ params }) => params),
	};
}

const parse = (data: unknown) => JSON.parse(String(data)) as Doc;

const appliedTag = (row: Record<string, unknown>): AppliedTag => ({
	tagId: String(row.tag_id),
	recordId: String(row.record_id),
	appliedTime: String(row.applied_time),
});
