import { AsyncLocalStorage } from 'node:async_hooks';
import { createAdapterFactory } from 'better-auth/adapters';
import { type RawBuilder, sql } from 'kysely';
import type { Tables } from '../../core/store/schema.ts';
import { tokenHash } from '../../core/store/sessions.ts';
import type { Store } from '../../core/store/store.ts';
import type { Tx } from '../../core/store/writer.ts';

type Row = Record<string, unknown>;
interface Condition {
  field: string;
  value: unknown;
  operator?: string | undefined;
  connector?: string | undefined;
}

/** One write of the library's. */
export interface Written {
  table: keyof Tables;
  how: 'added' | 'changed' | 'counted';
  row: Row;
}

/** What a request adds to what the library writes for it. */
export interface During {
  /** Runs in the transaction of each write. May change a row that is to be added, and refuses the whole by throwing. */
  with(tx: Tx, written: Written): Promise<void>;
}

/**
 * Read before a write begins and never within: the writer runs what waits together on behalf of whoever came first, in
 * that one's context.
 */
const during = new AsyncLocalStorage<During>();

/** Calls the library, so that what we have to say about its writes is committed with them or not at all. */
export function adding<T>(to: During, act: () => Promise<T>): Promise<T> {
  return during.run(to, act);
}

/** Columns that the library would like to fill, and that nobody needs: where and with what somebody signed in. */
const LEFT_OUT = ['ipAddress', 'userAgent'];

const OPERATORS: Readonly<Record<string, RawBuilder<unknown>>> = {
  eq: sql`=`,
  ne: sql`<>`,
  lt: sql`<`,
  lte: sql`<=`,
  gt: sql`>`,
  gte: sql`>=`,
};

/**
 * Better Auth's storage on our store. Every write is a transaction of the one writer, so that none waits in the middle of
 * another's; reads use the connection that only reads. A session's token is kept as its hash.
 */
export function storeAdapter(store: Store) {
  return createAdapterFactory({
    config: {
      adapterId: 'second-ring',
      adapterName: 'Second Ring',
      supportsJSON: false,
      supportsDates: true,
      supportsBooleans: true,
      transaction: false,
      customTransformOutput: ({ data, fieldAttributes }) => {
        if (fieldAttributes.type === 'date' && typeof data === 'number') return new Date(data);
        if (fieldAttributes.type === 'boolean' && typeof data === 'number') return data === 1;
        return data;
      },
    },
    adapter: ({ getFieldName }) => ({
      create: ({ model, data }) => create(store, model, data),
      update: ({ model, where, update }) => change(store, model, where, columns(update as Row)),
      updateMany: ({ model, where, update }) =>
        store.write(async tx => {
          const changes = assignments(columns(update));
          const done = await sql`update ${table(model)} set ${changes}${only(where)}`.execute(tx.db);
          return Number(done.numAffectedRows ?? 0);
        }),
      async findOne<T>({ model, where }: { model: string; where: Condition[] }) {
        const { rows } = await sql<Row>`select * from ${table(model)}${all(where)} limit 1`.execute(
          store.read,
        );
        return known(rows[0], where) as T | null;
      },
      async findMany<T>({ model, where, limit, sortBy }: Asked) {
        const order = sortBy
          ? sql` order by ${sql.ref(getFieldName({ model, field: sortBy.field }))} ${sortBy.direction === 'desc' ? sql`desc` : sql`asc`}`
          : sql``;
        const { rows } =
          await sql<Row>`select * from ${table(model)}${all(where ?? [])}${order} limit ${limit}`.execute(
            store.read,
          );
        return rows.map(row => known(row, where ?? [])) as T[];
      },
      async delete({ model, where }) {
        await store.write(tx => sql`delete from ${table(model)}${only(where)}`.execute(tx.db));
      },
      deleteMany: ({ model, where }) =>
        store.write(async tx => {
          const done = await sql`delete from ${table(model)}${only(where)}`.execute(tx.db);
          return Number(done.numAffectedRows ?? 0);
        }),
      async consumeOne<T>({ model, where }: { model: string; where: Condition[] }) {
        const { rows } = await store.write(tx =>
          sql<Row>`delete from ${table(model)} where rowid in (select rowid from ${table(model)}${only(where)} limit 1) returning *`.execute(
            tx.db,
          ),
        );
        return known(rows[0], where) as T | null;
      },
      async incrementOne<T>({ model, where, increment, set }: Counted) {
        const sums = Object.entries(increment).map(
          ([field, by]) => sql`${sql.ref(field)} = coalesce(${sql.ref(field)}, 0) + ${by}`,
        );
        const changes = sql.join([...sums, ...Object.entries(columns(set ?? {})).map(assignment)]);
        const meanwhile = during.getStore();
        const row = await store.write(async tx => {
          const done =
            await sql<Row>`update ${table(model)} set ${changes}${only(where)} returning *`.execute(tx.db);
          const [counted] = done.rows;
          if (counted && sums.length > 0) {
            await meanwhile?.with(tx, { table: model as keyof Tables, how: 'counted', row: counted });
          }
          return counted;
        });
        return known(row, where) as T | null;
      },
      async count({ model, where }) {
        const { rows } = await sql<{
          count: number;
        }>`select count(*) as count from ${table(model)}${all(where ?? [])}`.execute(store.read);
        return rows[0]?.count ?? 0;
      },
    }),
  });
}

interface Asked {
  model: string;
  where?: Condition[] | undefined;
  limit: number;
  sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined;
}

interface Counted {
  model: string;
  where: Condition[];
  increment: Record<string, number>;
  set?: Row | undefined;
}

async function create<T extends Row>(store: Store, model: string, data: T): Promise<T> {
  const row = columns(data);
  const meanwhile = during.getStore();
  await store.write(async tx => {
    await meanwhile?.with(tx, { table: model as keyof Tables, how: 'added', row });
    const names = sql.join(Object.keys(row).map(name => sql.ref(name)));
    await sql`insert into ${table(model)} (${names}) values (${sql.join(Object.values(row))})`.execute(tx.db);
  });
  // The library goes on with the token that it made; only its hash is kept.
  return { ...row, ...data };
}

async function change<T>(store: Store, model: string, where: Condition[], row: Row): Promise<T | null> {
  const meanwhile = during.getStore();
  const { rows } = await store.write(async tx => {
    await meanwhile?.with(tx, { table: model as keyof Tables, how: 'changed', row });
    return sql<Row>`update ${table(model)} set ${assignments(row)}${only(where)} returning *`.execute(tx.db);
  });
  return known(rows[0], where) as T | null;
}

function table(model: string): RawBuilder<unknown> {
  return sql`${sql.table(model)}`;
}

/** As SQLite holds it: moments in milliseconds, yes and no as 1 and 0, a token as its hash. */
function columns(data: Row): Row {
  const row: Row = {};
  for (const [name, value] of Object.entries(data)) {
    if (LEFT_OUT.includes(name) || value === undefined) continue;
    if (name === 'token') row.token_hash = tokenHash(String(value));
    else row[name] = stored(value);
  }
  return row;
}

function stored(value: unknown): unknown {
  if (value instanceof Date) return value.getTime();
  return typeof value === 'boolean' ? Number(value) : value;
}

function assignments(row: Row): RawBuilder<unknown> {
  return sql.join(Object.entries(row).map(assignment));
}

function assignment([name, value]: [string, unknown]): RawBuilder<unknown> {
  return sql`${sql.ref(name)} = ${value}`;
}

function all(where: readonly Condition[]): RawBuilder<unknown> {
  if (where.length === 0) return sql``;
  return sql` where ${sql.join(where.map(condition), sql` and `)}`;
}

/** For whatever changes rows: nothing is ever meant to change them all. */
function only(where: readonly Condition[]): RawBuilder<unknown> {
  if (where.length === 0) throw new Error('The library would change a whole table.');
  return all(where);
}

function condition({ field, value, operator = 'eq', connector }: Condition): RawBuilder<unknown> {
  if (connector === 'OR') throw new Error('The adapter knows no OR: the library did not use it.');
  if (field === 'token') return sql`token_hash = ${tokenHash(String(value))}`;
  const column = sql.ref(field);
  if (value === null) return operator === 'ne' ? sql`${column} is not null` : sql`${column} is null`;
  if (operator === 'in') return sql`${column} in (${sql.join((value as unknown[]).map(stored))})`;
  const sign = OPERATORS[operator];
  if (!sign) throw new Error(`The adapter does not know ${operator}.`);
  return sql`${column} ${sign} ${stored(value)}`;
}

/** A row as the library knows it: a session with the token by which it was asked for, which stands nowhere. */
function known(row: Row | undefined, where: readonly Condition[]): Row | null {
  if (!row) return null;
  if (!('token_hash' in row)) return row;
  const { token_hash: _, ...rest } = row;
  return { ...rest, token: where.find(({ field }) => field === 'token')?.value ?? '' };
}
