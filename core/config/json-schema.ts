import { z } from 'zod';
import type { Path } from './problem.ts';
import { configSchema } from './schema.ts';

/** As much of JSON Schema as the configuration uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

let made: JsonSchema | undefined;

/** What may stand in the file, as JSON Schema, without the `{file: ...}` forms. */
export function fileSchema(): JsonSchema {
  made ??= z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return made;
}

/** The schema for editors, in which any single value may also come from a file or the environment. */
export function editorSchema(): JsonSchema {
  return {
    ...withElsewhere(fileSchema()),
    title: 'Second Ring configuration',
    $defs: {
      from_elsewhere: {
        description: 'The value comes from a file, or from an environment variable.',
        anyOf: ['file', 'env'].map(key => ({
          type: 'object',
          properties: { [key]: { type: 'string' } },
          required: [key],
          additionalProperties: false,
        })),
      },
    },
  } as JsonSchema;
}

/** The schema of what stands at a path; null where nothing is known. */
export function schemaAt(path: Path, from: JsonSchema = fileSchema()): JsonSchema | null {
  const [step, ...rest] = path;
  if (step === undefined) return from;
  for (const form of formsOf(from)) {
    const next =
      typeof step === 'number'
        ? form.items
        : form.properties && Object.hasOwn(form.properties, step)
          ? form.properties[step]
          : form.additionalProperties || undefined;
    const found = next && schemaAt(rest, next);
    if (found) return found;
  }
  return null;
}

/** Keys that may stand in the block at a path. */
export function keysAt(path: Path): string[] {
  const schema = schemaAt(path);
  return schema ? formsOf(schema).flatMap(form => Object.keys(form.properties ?? {})) : [];
}

/** Every key with the blocks it may stand in, depth first: `lines.*.ring.*.who`. `*` is a list item or a free name. */
export function keyPatterns(schema: JsonSchema = fileSchema(), at: readonly string[] = []): string[] {
  return formsOf(schema).flatMap(form => [
    ...Object.entries(form.properties ?? {}).flatMap(([key, inner]) => [
      [...at, key].join('.'),
      ...keyPatterns(inner, [...at, key]),
    ]),
    ...(form.items ? keyPatterns(form.items, [...at, '*']) : []),
    ...(form.additionalProperties ? keyPatterns(form.additionalProperties, [...at, '*']) : []),
  ]);
}

function formsOf(schema: JsonSchema): readonly JsonSchema[] {
  return schema.anyOf?.flatMap(formsOf) ?? [schema];
}

function withElsewhere(schema: JsonSchema): JsonSchema {
  const single = formsOf(schema).some(form => form.properties === undefined && form.type !== 'object');
  const inner: JsonSchema = {
    ...schema,
    ...(schema.properties ? { properties: mapValues(schema.properties, withElsewhere) } : {}),
    ...(schema.additionalProperties
      ? { additionalProperties: withElsewhere(schema.additionalProperties) }
      : {}),
    ...(schema.items ? { items: withElsewhere(schema.items) } : {}),
    ...(schema.anyOf && !single ? { anyOf: schema.anyOf.map(withElsewhere) } : {}),
  };
  if (!single || schema.type === 'array') return inner;
  const { description, default: usual, ...form } = inner;
  return {
    ...(description === undefined ? {} : { description }),
    ...(usual === undefined ? {} : { default: usual }),
    anyOf: [...(form.anyOf ?? [form]), { $ref: '#/$defs/from_elsewhere' }],
  };
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
