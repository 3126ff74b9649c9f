import type Database from 'better-sqlite3';
import {
  type Compilable,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Tables } from './schema.ts';

/** Builds queries and runs none. */
const builder = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: db => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

/** Where an argument goes in a query that is built before anybody calls it. */
class Slot {
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }
}

interface Shape {
  readonly sql: string;
  /** In the order of the question marks: an argument's slot, or a value that is always the same. */
  readonly parameters: readonly unknown[];
}

/** What a query is called with: values that SQLite can hold. */
type Values = Readonly<Record<string, unknown>>;

/**
 * A query that is built and compiled once for each set of arguments' names, and then only bound and run. Building one
 * with Kysely takes several times as long as SQLite takes to run it.
 */
export class Query<Args extends object, Row> {
  readonly #build: (db: Kysely<Tables>, args: Args) => Compilable<Row>;
  readonly #shapes = new Map<string, Shape>();

  constructor(build: (db: Kysely<Tables>, args: Args) => Compilable<Row>) {
    this.#build = build;
  }

  /** What SQLite is to be given for these arguments. */
  bind(args: Args): { shape: Shape; values: unknown[] } {
    const names = Object.keys(args);
    const key = names.join();
    let shape = this.#shapes.get(key);
    if (!shape) {
      const slots = Object.fromEntries(names.map(name => [name, new Slot(name)])) as unknown as Args;
      const { sql, parameters } = this.#build(builder, slots).compile();
      shape = { sql, parameters };
      this.#shapes.set(key, shape);
    }
    const given = args as Values;
    return { shape, values: shape.parameters.map(one => (one instanceof Slot ? given[one.name] : one)) };
  }
}

/**
 * A query by what it is given. `build` is called with stand-ins for the arguments: it may place them and spread them, but
 * not look at them.
 */
export function query<Args extends object, Row>(
  build: (db: Kysely<Tables>, args: Args) => Compilable<Row>,
): Query<Args, Row> {
  return new Query(build);
}

/** Whatever runs queries that only look. */
export interface Reads {
  all<Args extends object, Row>(query: Query<Args, Row>, args: Args): Row[];
  first<Args extends object, Row>(query: Query<Args, Row>, args: Args): Row | undefined;
}

/** Runs queries on one connection, which keeps each statement that it has compiled. */
export class Statements implements Reads {
  readonly #sqlite: Database.Database;
  readonly #kept = new Map<Shape, Database.Statement>();

  constructor(sqlite: Database.Database) {
    this.#sqlite = sqlite;
  }

  all<Args extends object, Row>(query: Query<Args, Row>, args: Args): Row[] {
    const { shape, values } = query.bind(args);
    return this.#statement(shape).all(values) as Row[];
  }

  first<Args extends object, Row>(query: Query<Args, Row>, args: Args): Row | undefined {
    const { shape, values } = query.bind(args);
    return this.#statement(shape).get(values) as Row | undefined;
  }

  /** Runs a query that answers nothing; how many rows it wrote, changed or deleted. */
  run<Args extends object>(query: Query<Args, unknown>, args: Args): number {
    const { shape, values } = query.bind(args);
    return this.#statement(shape).run(values).changes;
  }

  #statement(shape: Shape): Database.Statement {
    let statement = this.#kept.get(shape);
    if (!statement) {
      statement = this.#sqlite.prepare(shape.sql);
      this.#kept.set(shape, statement);
    }
    return statement;
  }
}
