import type { Config, LineConfig } from '../config/schema.ts';
import type { Phone } from '../ids.ts';
import type { KnownNumbers } from '../rules/callers.ts';
import { isOpen, nextClosing, nextOpening, type WeeklyHours } from '../rules/hours.ts';
import { closedUntil } from '../store/closures.ts';
import type { Tx } from '../store/writer.ts';
import type { Language } from '../texts/texts.ts';

export function findLine(config: Config, number: string): LineConfig | undefined {
  return config.lines.find(line => line.number === number);
}

/** The line a webhook is about. A number that the file does not know (yet) is answered like the first line. */
export function lineFor(config: Config, number: string): LineConfig {
  return findLine(config, number) ?? (config.lines[0] as LineConfig);
}

const numbersOf = new WeakMap<Config, KnownNumbers>();

export function knownNumbers(config: Config): KnownNumbers {
  const known = numbersOf.get(config);
  if (known) return known;
  const numbers = readNumbers(config);
  numbersOf.set(config, numbers);
  return numbers;
}

function readNumbers(config: Config): KnownNumbers {
  return {
    lines: config.lines.map(line => line.number),
    staff: Object.values(config.staff).flatMap(member => (member.phone ? [member.phone] : [])),
    blocked: config.callers.block,
    country: config.practice.country,
  };
}

export function staffWithPhone(config: Config, phone: Phone): string | undefined {
  return Object.entries(config.staff).find(([, member]) => member.phone === phone)?.[0];
}

export function defaultLanguage(config: Config): Language {
  return config.practice.languages[0] as Language;
}

/** The language a caller can switch to, if the practice speaks two. */
export function otherLanguage(config: Config, language: Language): Language | null {
  return config.practice.languages.find(other => other !== language) ?? null;
}

export interface Openness {
  open: boolean;
  /** When it opens next; null while open or if it never does. */
  opens: Temporal.ZonedDateTime | null;
}

/** Whether a line is open now, by its hours and by a closure that staff have set. */
export async function openness(tx: Tx, config: Config, line: LineConfig): Promise<Openness> {
  const until = await closedUntil(tx, line.number);
  const shut = until === null ? null : Temporal.Instant.fromEpochMilliseconds(until);
  return hoursAt(config, line.hours, tx.now, shut);
}

export function hoursAt(
  config: Config,
  name: string,
  at: number,
  shut: Temporal.Instant | null = null,
): Openness {
  const hours = config.hours[name];
  if (!hours) return { open: false, opens: null };
  const zone = config.practice.time_zone;
  return shut ? opennessAt(hours, zone, at, shut) : unshutAt(hours, zone, at);
}

function opennessAt(hours: WeeklyHours, zone: string, at: number, shut: Temporal.Instant | null): Openness {
  const now = Temporal.Instant.fromEpochMilliseconds(at);
  if (isOpen(hours, now, zone, shut)) return { open: true, opens: null };
  return { open: false, opens: nextOpening(hours, now, zone, shut) };
}

/** How long an answer with no change in sight is kept, in milliseconds. */
const LONG = 86_400_000;
const lastAnswers = new WeakMap<
  WeeklyHours,
  { zone: string; from: number; until: number; openness: Openness }
>();

/** Nothing changes between an opening and the next closing: calendars are asked once for each. */
function unshutAt(hours: WeeklyHours, zone: string, at: number): Openness {
  const last = lastAnswers.get(hours);
  if (last && last.zone === zone && last.from <= at && at < last.until) return last.openness;
  const openness = opennessAt(hours, zone, at, null);
  const change = openness.open
    ? nextClosing(hours, Temporal.Instant.fromEpochMilliseconds(at), zone)
    : openness.opens;
  lastAnswers.set(hours, { zone, from: at, until: change?.epochMilliseconds ?? at + LONG, openness });
  return openness;
}
