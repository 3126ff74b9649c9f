import type { Context, MiddlewareHandler } from 'hono';
import type { Config } from '../../core/config/schema.ts';
import type { Log } from '../../core/log.ts';
import { readAtMost } from '../../core/read-at-most.ts';
import { isSigned, looksSigned } from '../../core/twilio/signature.ts';
import type { WebhookDeps } from '../deps.ts';
import { hasFailed } from './failed.ts';

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

const REFUSALS = {
  unsigned: [403, 'Signature missing or wrong.'],
  wrong_signature: [403, 'Signature missing or wrong.'],
  too_large: [413, 'Body too large.'],
  // Whoever sent it has hung up: no failure of ours.
  cut_off: [400, 'The body ended too soon.'],
} as const;

/**
 * Lets only Twilio in: form POSTs that are signed with one of our tokens over the URL as `public_url` has it. Anything
 * else is refused before a row is read or written; what bears no signature, before its body is read.
 */
export function signedForm(
  config: () => Config,
  log: Log,
  heard: WebhookDeps['heard'],
): MiddlewareHandler<SignedEnv> {
  return async (c, next) => {
    const refuse = (reason: keyof typeof REFUSALS) => {
      log.info({ event: 'webhook_refused', reason, path: c.req.path });
      heard.count(reason);
      const [status, words] = REFUSALS[reason];
      return c.text(words, status);
    };
    const signature = c.req.header('x-twilio-signature');
    if (!signature) return refuse('unsigned');
    if (!looksSigned(signature)) return refuse('wrong_signature');
    const body = isForm(c) ? await readText(c) : '';
    if (typeof body !== 'string') return refuse(body.refused);

    const form = new URLSearchParams(body);
    const { twilio, practice } = config();
    const url = `${practice.public_url}${pathAndQuery(c.req.url)}`;
    if (!isSigned(twilio.auth_token, url, groupedFields(form), signature)) {
      heard.bad();
      return refuse('wrong_signature');
    }
    heard.good();
    c.set('parameters', { get: name => form.get(name) ?? '' });
    await next();
    heard.count(hasFailed(c) ? 'failed' : 'answered');
  };
}

function isForm(c: Context): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(c.req.header('content-type') ?? '');
}

async function readText({ req }: Context): Promise<string | { refused: 'too_large' | 'cut_off' }> {
  try {
    const announced = Number(req.header('content-length') ?? Number.NaN);
    if (announced > LARGEST) return { refused: 'too_large' };
    // As Twilio sends it; without a length it must be counted while it comes, which is slower.
    if (announced >= 0) return await req.text();
    const bytes = await readAtMost(req.raw, LARGEST);
    return bytes === null ? { refused: 'too_large' } : new TextDecoder().decode(bytes);
  } catch {
    return { refused: 'cut_off' };
  }
}

/** As it came over the wire: Twilio signs the characters it sent, not their normal form. */
function pathAndQuery(url: string): string {
  const path = url.indexOf('/', url.indexOf('://') + 3);
  return path === -1 ? '/' : url.slice(path);
}

/** Each name with its value or values. In one pass: strangers choose how many names there are, and they come here before the signature is known. */
export function groupedFields(form: URLSearchParams): Record<string, string | string[]> {
  // A Map first, and own properties only: a parameter that is called `__proto__` is signed like any other.
  const values = new Map<string, string[]>();
  for (const [name, value] of form) {
    const known = values.get(name);
    if (known) known.push(value);
    else values.set(name, [value]);
  }
  return Object.fromEntries(
    [...values].map(([name, all]) => [name, all.length === 1 ? (all[0] ?? '') : all]),
  );
}
