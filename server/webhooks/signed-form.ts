import type { Context, MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Config } from '../../core/config/schema.ts';
import type { Log } from '../../core/log.ts';
import { isSigned } from '../../core/twilio/signature.ts';

/** A webhook's parameters once its signature held. A name that came several times counts by its first value. */
export interface Parameters {
  /** The value, or an empty string. */
  get(name: string): string;
}

export interface SignedEnv {
  Variables: { parameters: Parameters };
}

/** Twilio's own requests have a few KiB; nothing larger is read. */
const LARGEST = 64 * 1024;

/**
 * Lets only Twilio in: form POSTs that are signed with one of our tokens over the URL as `public_url` has it. Anything
 * else is refused before a row is read or written.
 */
export function signedForm(
  config: () => Config,
  log: Log,
): readonly [MiddlewareHandler<SignedEnv>, MiddlewareHandler<SignedEnv>] {
  const limit = bodyLimit({ maxSize: LARGEST, onError: c => c.text('Body too large.', 413) });
  const check: MiddlewareHandler<SignedEnv> = async (c, next) => {
    const form = isForm(c) ? new URLSearchParams(await c.req.text()) : new URLSearchParams();
    const { twilio, practice } = config();
    const url = `${practice.public_url}${pathAndQuery(c.req.url)}`;
    const signature = c.req.header('x-twilio-signature');
    if (!isSigned(twilio.auth_token, url, grouped(form), signature)) {
      log.info({
        event: 'webhook_refused',
        reason: signature ? 'wrong_signature' : 'unsigned',
        path: c.req.path,
      });
      return c.text('Signature missing or wrong.', 403);
    }
    c.set('parameters', { get: name => form.get(name) ?? '' });
    await next();
  };
  return [limit, check];
}

function isForm(c: Context): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '');
}

/** As it came over the wire: Twilio signs the characters it sent, not their normal form. */
function pathAndQuery(url: string): string {
  const path = url.indexOf('/', url.indexOf('://') + 3);
  return path === -1 ? '/' : url.slice(path);
}

function grouped(form: URLSearchParams): Record<string, string | string[]> {
  // Own properties only: a parameter that is called `__proto__` is signed like any other.
  return Object.fromEntries(
    [...new Set(form.keys())].map(name => {
      const values = form.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}
