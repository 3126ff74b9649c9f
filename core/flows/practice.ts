import type { Config, LineConfig } from '../config/schema.ts';
import type { Phone } from '../ids.ts';
import type { KnownNumbers } from '../rules/callers.ts';
import { isOpen, nextOpening } from '../rules/hours.ts';
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

export function knownNumbers(config: Config): KnownNumbers {
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
  const now = Temporal.Instant.fromEpochMilliseconds(at);
  const zone = config.practice.time_zone;
  if (isOpen(hours, now, zone, shut)) return { open: true, opens: null };
  return { open: false, opens: nextOpening(hours, now, zone, shut) };
}
