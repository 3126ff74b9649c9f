import type { Context } from 'hono';
import { z } from 'zod';
import { readAtMost } from '../../core/read-at-most.ts';
import { AuthProblem } from './problem.ts';

/** The longest that anything here has to say is an address, a name and a password. */
const LONGEST_BODY = 8 * 1024;

/** The body of a request that says all by being made. */
export const NOTHING = z.strictObject({});

/** Reads a body of JSON. @throws AuthProblem */
export async function readJson<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<z.output<Schema>> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw new AuthProblem('not-json');
  const bytes = await readAtMost(c.req.raw, LONGEST_BODY);
  if (bytes === null) throw new AuthProblem('too-large');
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new AuthProblem('bad-input');
  }
  const parsed = schema.safeParse(value);
  // Which field, and never what stood in it.
  if (!parsed.success)
    throw new AuthProblem('bad-input', { field: String(parsed.error.issues[0]?.path[0] ?? '') });
  return parsed.data;
}

/**
 * Whether a request that changes something comes from our own pages. Browsers send Origin with each of those, and
 * Sec-Fetch-Site beside it; whoever sends neither is no browser, and has no cookie that could be misused without being
 * asked for: it is refused all the same, since nothing else is meant to come here.
 */
export function fromOwnPages(headers: Headers, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null && site !== 'same-origin') return false;
  const origin = headers.get('origin');
  return origin === null ? site === 'same-origin' : origin === new URL(publicUrl).origin;
}
