import { z } from 'zod';
import type { Phone } from '../ids.ts';
import { parseDuration, parseRate, type Rate } from '../rules/duration.ts';
import { isLoopback } from '../rules/loopback.ts';
import { COUNTRIES, type Country, parsePhone } from '../rules/phone.ts';

/*
 * The kinds of value an owner writes. Messages say what was expected; the loader adds what was found, unless that is
 * a secret. Numbers and switches may also come as text, because `{env: NAME}` always yields text.
 */

const EXPECTED = {
  duration: 'expected a duration such as 18s, 10m, 24h, 7d or 5y',
  rate: 'expected a rate such as 60 per hour',
  phone: 'expected a phone number such as "+12125550123", in quotes',
  country: 'expected a country as two capital letters, such as US',
  onOff: 'expected on or off',
  again: 'expected a duration such as 30m, or off',
  timeOrOff: 'expected a time of day such as "03:10", or off',
  text: 'expected some text',
  url: 'expected an address such as https://calls.willowstreet.example',
  outside: 'expected an address that begins with https:// (http:// only on this machine itself)',
} as const;

export function text() {
  // Only for what is no text at all: a message given to the type would also stand for "too long".
  const error = ({ code }: { code?: string | undefined }) =>
    code === 'invalid_type' ? EXPECTED.text : undefined;
  return z.string({ error }).trim().min(1, { error: EXPECTED.text });
}

/** Integer milliseconds. */
export function duration(limits: { atLeast?: string; atMost?: string } = {}): z.ZodType<number, string> {
  const least = parseDuration(limits.atLeast ?? '0s') ?? 0;
  const most = parseDuration(limits.atMost ?? '100y') ?? Number.MAX_SAFE_INTEGER;
  return z.string({ error: EXPECTED.duration }).transform((written, context) => {
    const milliseconds = parseDuration(written);
    if (milliseconds === null) return fail(context, EXPECTED.duration);
    if (milliseconds < least) return fail(context, `expected at least ${limits.atLeast}`);
    if (milliseconds > most) return fail(context, `expected at most ${limits.atMost}`);
    return milliseconds;
  });
}

/** Integer milliseconds from a minute to a day, or `off`. */
export function again(): z.ZodType<number | 'off', string | boolean> {
  const least = parseDuration('1m') ?? 0;
  const most = parseDuration('24h') ?? 0;
  return z.union([z.string(), z.literal(false)], { error: EXPECTED.again }).transform((written, context) => {
    if (written === false || written === 'off') return 'off';
    const milliseconds = parseDuration(written);
    if (milliseconds === null) return fail(context, EXPECTED.again);
    if (milliseconds < least || milliseconds > most) return fail(context, 'expected 1m to 24h, or off');
    return milliseconds;
  });
}

/** A time of day as `03:10`, or `off`. */
export function timeOfDayOrOff(): z.ZodType<string, string | boolean> {
  return z
    .union([z.string(), z.literal(false)], { error: EXPECTED.timeOrOff })
    .transform((written, context) => {
      if (written === false || written === 'off') return 'off';
      return /^(?:[01]\d|2[0-3]):[0-5]\d$/.test(written) ? written : fail(context, EXPECTED.timeOrOff);
    });
}

export function rate(): z.ZodType<Rate, string> {
  return z
    .string({ error: EXPECTED.rate })
    .transform((written, context) => parseRate(written) ?? fail(context, EXPECTED.rate));
}

/** A number without quotes is read by YAML as a count and loses nothing but its `+`, so both are accepted. */
export function phone(country: Country): z.ZodType<Phone, string | number> {
  return z
    .union([z.string(), z.number()], { error: EXPECTED.phone })
    .transform((written, context) => parsePhone(String(written), country) ?? fail(context, EXPECTED.phone));
}

export function countryCode(): z.ZodType<Country, string> {
  return z
    .string()
    .regex(/^[A-Z]{2}$/, { error: EXPECTED.country })
    .transform(
      (written, context) => COUNTRIES.find(country => country === written) ?? fail(context, EXPECTED.country),
    );
}

const SWITCHES: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  [true, true],
  ['true', true],
  ['on', true],
  ['yes', true],
  [false, false],
  ['false', false],
  ['off', false],
  ['no', false],
]);

/** YAML 1.2 reads `on` and `yes` as words; people mean a switch. */
export function onOff(): z.ZodType<boolean, boolean | string> {
  return z
    .union([z.boolean(), z.enum(['on', 'off', 'yes', 'no', 'true', 'false'])], { error: EXPECTED.onOff })
    .transform(written => SWITCHES.get(written) ?? false);
}

export function wholeNumber(least: number, most: number): z.ZodType<number, number | string> {
  const expected = `expected a whole number from ${least} to ${most}`;
  return z
    .union([z.number(), z.string().regex(/^\d{1,9}$/)], { error: expected })
    .transform((written, context) => {
      const number = Number(written);
      return Number.isInteger(number) && number >= least && number <= most ? number : fail(context, expected);
    });
}

export function timeZone(): z.ZodType<string, string> {
  return text().transform((written, context) => {
    try {
      // Offsets such as +05:00 are valid time zones to Temporal, but know no daylight saving.
      if (/^[A-Za-z]/.test(written)) return Temporal.Now.zonedDateTimeISO(written).timeZoneId;
    } catch {}
    return fail(context, 'expected a time zone such as America/New_York');
  });
}

/** An absolute http or https address, without a trailing slash where it has no path. */
export function url(
  protocols: readonly string[],
  expected: string = EXPECTED.url,
): z.ZodType<string, string> {
  return z.string({ error: expected }).transform((written, context) => {
    const parsed = URL.parse(written.trim());
    if (!parsed || !protocols.includes(parsed.protocol)) return fail(context, expected);
    return written.trim();
  });
}

/** An address that we call: https, unless it is on this machine. */
export function addressOutside(): z.ZodType<string, string> {
  return z.string({ error: EXPECTED.outside }).transform((written, context) => {
    const parsed = URL.parse(written.trim());
    const isSafe =
      parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && isLoopback(parsed.hostname));
    return isSafe && parsed.username === '' && parsed.password === ''
      ? written.trim()
      : fail(context, EXPECTED.outside);
  });
}

/** One value or a list of them; always a list when parsed. */
export function oneOrMore<Out, In>(item: z.ZodType<Out, In>, expected: string): z.ZodType<Out[], In | In[]> {
  return z
    .union([item.transform(one => [one]), z.array(item).min(1)], { error: expected })
    .transform(items => items as Out[]) as unknown as z.ZodType<Out[], In | In[]>;
}

export function fail(context: z.core.$RefinementCtx<unknown>, message: string): never {
  context.issues.push({ code: 'custom', message, input: context.value });
  return z.NEVER;
}
