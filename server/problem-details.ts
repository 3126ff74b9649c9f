import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** A refusal as its reader gets it: problem details (RFC 9457) with a sentence for people. */
export interface ProblemDetails {
  type: string;
  status: number;
  title: string;
  detail: string;
  [more: string]: unknown;
}

/** `name` in words joined by hyphens; clients may rely on it, as the end of `type`. */
export function problemDetails(
  name: string,
  status: ContentfulStatusCode,
  detail: string,
  more: Readonly<Record<string, unknown>>,
): ProblemDetails {
  const title = `${name[0]?.toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;
  return { type: `urn:second-ring:problem:${name}`, status, title, detail, ...more };
}

export function sendProblem(c: Context, details: ProblemDetails): Response {
  return c.body(JSON.stringify(details), details.status as ContentfulStatusCode, {
    'Content-Type': 'application/problem+json',
  });
}
