import { setTimeout as sleep } from 'node:timers/promises';
import { en } from '../core/texts/en.ts';
import type { Carrier } from './carrier.ts';
import { post } from './load.ts';
import type { Practice } from './practice.ts';
import { callerNumber, callWebhook } from './webhooks.ts';

/** A number of the practice is called so often, in milliseconds: it may send about one text a second. */
const APART = 2_000;
/** A text that was not asked for by then will not be, in milliseconds after the last call. */
const PATIENCE = 30_000;

/**
 * Calls that nobody takes, from callers who never called before, each line once in two seconds.
 *
 * @param first the first caller's number, for `callerNumber`
 * @returns for each the milliseconds from its webhook being sent to the carrier being asked to send the text
 */
export async function missCalls(
  { publicUrl, lines }: Practice,
  { asked }: Carrier,
  first: number,
  count: number,
): Promise<number[]> {
  const sent = new Map<string, number>();
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    const webhook = callWebhook(publicUrl, callerNumber(first + n), lines[n % lines.length] ?? '');
    // A little late by chance, or it would always meet the worker's ten milliseconds at the same point.
    const at = began + (n + Math.random()) * (APART / lines.length);
    await sleep(Math.max(0, at - performance.now()));
    sent.set(webhook.from, performance.now());
    await post(webhook, en.voice.text_on_its_way);
  }
  const last = performance.now();
  const missing = () => [...sent.keys()].filter(caller => !asked.has(caller)).length;
  while (missing() > 0) {
    if (performance.now() - last > PATIENCE)
      throw new Error(`${missing()} texts of ${count} were never sent.`);
    await sleep(10);
  }
  return [...sent].map(([caller, at]) => (asked.get(caller) ?? Number.NaN) - at);
}
