import { callArrives } from '../core/flows/call-arrives.ts';
import { type Copy, fill, makeDatabase, sampleOf } from './fill.ts';
import type { Practice } from './practice.ts';
import { callerNumber } from './webhooks.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;
/** How many contacts of the history can be written from: the others' numbers have two digits too many for anybody's. */
export const WRITERS = 1_000;

/** What became of a missed call once somebody has dealt with it. */
const HANDLED: NonNullable<Copy['change']> = {
  entries: { state: 'handled', owner: 'dana', handled_at: Date.now(), outcome: 'reached' },
  effects: { state: 'done', attempts: 1, provider_sid: 'SM' },
  messages: { status: 'delivered', provider_sid: 'SM' },
  alerts: { state: 'delivered', provider_sid: 'SM', sent_at: Date.now() },
};
/** Texted and told, and nobody has taken it yet. */
const WAITING = { ...HANDLED, entries: {} };

/**
 * Fills a practice's database with a past: one missed call a minute, each of another contact, texted, told and handled,
 * but for the newest ones, which wait.
 */
export async function fillHistory(practice: Practice, calls: number, waiting: number): Promise<void> {
  await makeDatabase(practice);
  const sample = await sampleOf((tx, { config, lines }) =>
    callArrives(tx, config(), {
      sid: `CA${'0'.repeat(32)}`,
      line: lines[0],
      from: callerNumber(0),
      forwardedFrom: null,
    }),
  );
  const copies = Array.from({ length: calls }, (_, n) => ({
    ago: 48 * HOUR + (calls - n) * MINUTE,
    change: {
      ...(n < calls - waiting ? HANDLED : WAITING),
      contacts: { phone: phoneOf(n) },
    },
  }));
  fill(practice, sample, copies);
}

function phoneOf(n: number): string {
  if (n < WRITERS) return callerNumber(n);
  const rest = n - WRITERS;
  const digits = (value: number, length: number) => String(value).padStart(length, '0');
  return `+1${digits(Math.floor(rest / 10_000), 3)}55501${digits(rest % 10_000, 4)}`;
}
