import { readAtMost } from '../../core/read-at-most.ts';

/** A body as fields, whatever their types; or the status that says why not. */
export type Body =
  | { readonly ok: true; readonly fields: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly status: 400 | 413 | 415 };

export const BODY_LIMIT = 64 * 1024;

/**
 * Reads at most 64 KiB of a form, urlencoded or multipart, or of JSON where it is welcome. A field that came several
 * times is a list. Never throws.
 */
export async function readBody(request: Request, { json }: { json: boolean }): Promise<Body> {
  const type = request.headers.get('content-type') ?? '';
  const kind = type.split(';')[0]?.trim().toLowerCase() ?? '';
  try {
    const bytes = await readAtMost(request, BODY_LIMIT);
    if (bytes === null) return { ok: false, status: 413 };
    if (kind === 'application/json' && json) return fromJson(new TextDecoder().decode(bytes));
    if (kind === 'application/x-www-form-urlencoded') {
      return { ok: true, fields: collect(new URLSearchParams(new TextDecoder().decode(bytes))) };
    }
    if (kind === 'multipart/form-data') {
      const form = await new Response(bytes, { headers: { 'content-type': type } }).formData();
      return { ok: true, fields: collect(form) };
    }
    return { ok: false, status: 415 };
  } catch {
    return { ok: false, status: 400 };
  }
}

function fromJson(text: string): Body {
  const value: unknown = JSON.parse(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, status: 400 };
  return { ok: true, fields: value as Record<string, unknown> };
}

// A Map first: a field may be called __proto__.
function collect(entries: Iterable<[string, unknown]>): Record<string, unknown> {
  const fields = new Map<string, unknown[]>();
  for (const [name, value] of entries) {
    const values = fields.get(name);
    if (values) values.push(value);
    else fields.set(name, [value]);
  }
  return Object.fromEntries(
    [...fields].map(([name, values]) => [name, values.length > 1 ? values : values[0]]),
  );
}
