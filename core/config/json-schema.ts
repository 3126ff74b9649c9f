import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Path } from './problem.ts';
import { configSchema } from './schema.ts';

/** As much of JSON Schema as the configuration uses. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly minLength?: number;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly patternProperties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | false;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
}

const PLAIN_TEXT: JsonSchema = { type: 'string', minLength: 1 };
const ELSEWHERE: JsonSchema = { $ref: '#/$defs/from_elsewhere' };

const SENTENCES: JsonSchema = { $ref: '#/$defs/sentences' };

let made: JsonSchema | undefined;

/** What may stand in the file, as JSON Schema, without the `{file: ...}` forms. */
export function fileSchema(): JsonSchema {
  made ??= z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
  return made;
}

/** The schema for editors, in which any single value may also come from a file or the environment. */
export function editorSchema(): JsonSchema {
  const whole = withElsewhere(fileSchema());
  const texts = whole.properties?.texts;
  const languages = Object.keys(texts?.properties ?? {});
  return {
    ...whole,
    title: 'Second Ring configuration',
    properties: {
      ...whole.properties,
      // Every language has the same sentences.
      texts: { ...texts, properties: Object.fromEntries(languages.map(language => [language, SENTENCES])) },
    },
    $defs: {
      sentences: texts?.properties?.[languages[0] ?? ''],
      text: { anyOf: [PLAIN_TEXT, ELSEWHERE] },
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

/** Lets every single value, at any depth, be a reference instead. Blocks and lists are written out. */
function withElsewhere(schema: JsonSchema): JsonSchema {
  // Hundreds of sentences look like this, and would make the file three times as long.
  if (isDeepStrictEqual(schema, PLAIN_TEXT)) return { $ref: '#/$defs/text' };
  const { description, default: usual, anyOf, ...form } = schema;
  const forms = anyOf ?? [form];
  if (!forms.some(isSingle)) {
    return anyOf ? { ...schema, anyOf: anyOf.map(inside) } : inside(schema);
  }
  return {
    ...(description === undefined ? {} : { description }),
    ...(usual === undefined ? {} : { default: usual }),
    anyOf: [...forms.map(inside), ELSEWHERE],
  };
}

function inside(schema: JsonSchema): JsonSchema {
  const { properties, patternProperties, additionalProperties, items } = schema;
  return {
    ...schema,
    ...(properties ? { properties: mapValues(properties, withElsewhere) } : {}),
    ...(patternProperties ? { patternProperties: mapValues(patternProperties, withElsewhere) } : {}),
    ...(additionalProperties ? { additionalProperties: withElsewhere(additionalProperties) } : {}),
    ...(items ? { items: withElsewhere(items) } : {}),
  };
}

function isSingle({ type, properties }: JsonSchema): boolean {
  return properties === undefined && !['object', 'array', 'null'].includes(String(type));
}

function mapValues<T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
