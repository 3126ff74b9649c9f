import type { Env, MiddlewareHandler } from 'hono';
import { validator } from 'hono/validator';
import { z } from 'zod';
import type { ContactId, EntryId, MessageId, VoicemailId } from '../../core/ids.ts';
import { Problem } from './problem.ts';

/** A UUID as our ids are written; anything else names nothing. */
const uuid = z.uuid().lowercase();
export const entryId = uuid.transform(id => id as EntryId);
export const contactId = uuid.transform(id => id as ContactId);
export const voicemailId = uuid.transform(id => id as VoicemailId);
export const messageId = uuid.transform(id => id as MessageId);

/** The version of an entry that somebody saw. */
export const version = z.number().int().min(1);

/** A handler behind it gets what the schema makes of a request; a client may send what the schema takes. */
type Validated<Part extends string, Schema extends z.ZodType> = MiddlewareHandler<
  Env,
  string,
  { in: { [P in Part]: z.input<Schema> }; out: { [P in Part]: z.output<Schema> } }
>;

/** Reads a JSON body by a schema. Its keys are named when they are wrong, its values never repeated. */
export function body<Schema extends z.ZodType>(schema: Schema) {
  const reading = validator('json', (value, c): z.output<Schema> => {
    const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
    if (type !== 'application/json') throw new Problem('not-json', 'Expected application/json.');
    return read(schema, value);
  });
  return reading as unknown as Validated<'json', Schema>;
}

export function queryOf<Schema extends z.ZodType>(schema: Schema) {
  const reading = validator('query', (value): z.output<Schema> => read(schema, value));
  return reading as unknown as Validated<'query', Schema>;
}

/** What a path names. A name that cannot be one of ours is of nothing that exists. */
export function named<Schema extends z.ZodType>(schema: Schema) {
  const reading = validator('param', (value): z.output<Schema> => {
    const reading = schema.safeParse(value);
    if (!reading.success) throw new Problem('not-found', 'There is nothing here by this name.');
    return reading.data;
  });
  return reading as unknown as Validated<'param', Schema>;
}

function read<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const reading = schema.safeParse(value);
  if (reading.success) return reading.data;
  const fields = [...new Set(reading.error.issues.map(issue => issue.path.join('.') || 'the whole'))];
  throw new Problem('bad-input', `This cannot be read: ${fields.map(known).join(', ')}.`, {
    fields: fields.map(known),
  });
}

/** A key that somebody made up is theirs, and may be anything. */
function known(field: string): string {
  return /^[A-Za-z0-9_.]{1,60}$/.test(field) ? field : 'something unknown';
}
