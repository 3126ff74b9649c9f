import { Agent, request } from 'node:http';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import type { Webhook } from './webhooks.ts';

/** Connections are kept, as a proxy in front keeps them. */
const agent = new Agent({ keepAlive: true });

/** A timer may be a millisecond late; the last two are waited out by looking. */
const SURE = 2;

/**
 * Sends all of them, `atOnce` under way at a time, and the next as soon as one is answered.
 *
 * @returns how many were answered a second. Throws at the first wrong answer.
 */
export async function closedLoop(
  webhooks: readonly Webhook[],
  atOnce: number,
  expects: string,
): Promise<number> {
  const waiting = webhooks.values();
  const began = performance.now();
  const senders = Array.from({ length: atOnce }, async () => {
    for (const webhook of waiting) await post(webhook, expects);
  });
  await Promise.all(senders);
  return webhooks.length / ((performance.now() - began) / 1000);
}

/**
 * Sends so many a second, whether those before were answered or not. Each counts from when it should have been sent: one
 * that waits because the other side is slow has waited.
 *
 * @returns milliseconds that each took. Throws at the first wrong answer.
 */
export async function openLoop(
  webhooks: readonly Webhook[],
  perSecond: number,
  expects: string,
): Promise<number[]> {
  const began = performance.now();
  const answers = webhooks.map(async (webhook, n) => {
    const at = began + (n * 1000) / perSecond;
    await until(at);
    await post(webhook, expects);
    return performance.now() - at;
  });
  return Promise.all(answers);
}

async function until(at: number): Promise<void> {
  const long = at - performance.now() - SURE;
  if (long > 0) await sleep(long);
  while (performance.now() < at) await setImmediate();
}

/** Posts one webhook and reads its answer; throws unless that is a 200 that holds `expects`. */
export function post({ url, body, signature }: Webhook, expects: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'content-length': Buffer.byteLength(body),
      'x-twilio-signature': signature,
      'user-agent': 'TwilioProxy/1.1',
    };
    const out = request(url, { method: 'POST', agent, headers }, async answer => {
      try {
        const said = Buffer.concat(await answer.toArray()).toString();
        if (answer.statusCode === 200 && said.includes(expects)) resolve();
        else reject(new Error(`${url.pathname} was answered ${answer.statusCode}: ${said.slice(0, 300)}`));
      } catch (error) {
        reject(error);
      }
    });
    out.on('error', reject);
    out.end(body);
  });
}
