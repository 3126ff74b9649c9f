import { setTimeout as sleep } from 'node:timers/promises';
import { systemClock } from '../core/clock.ts';
import { WEBHOOKS } from '../core/twilio/urls.ts';
import { createApp } from '../server/app.ts';
import { runWorker } from '../worker/main.ts';
import { type Figure, latencies } from './figures.ts';
import { benchConfig, benchDeps, voiceWebhook } from './practice.ts';

const CALLS = 20;
/** One call in two seconds a number, as the aim has it. */
const APART = 2_000;

/** From a call being missed to the carrier being asked to send the text, without Redis. */
export async function benchSending(): Promise<Figure[]> {
  const { config } = benchConfig(1, 1);
  const { deps, store, end } = benchDeps(config);
  const asked: number[] = [];
  const worker = await runWorker({
    store,
    config: deps.config,
    clock: systemClock,
    log: deps.log,
    fetch: async (_, init) => {
      const texted = String(init?.body).includes(
        encodeURIComponent('Sorry we missed').replaceAll('%20', '+'),
      );
      if (texted) asked.push(performance.now());
      return Response.json({ sid: `SM${asked.length}`, status: 'queued' }, { status: 201 });
    },
  });
  const app = createApp(deps);
  const url = `${config.practice.public_url}${WEBHOOKS.voice}`;
  const samples: number[] = [];
  for (let n = 0; n < CALLS; n += 1) {
    const { body, signature } = voiceWebhook(url, n);
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-twilio-signature': signature };
    const began = performance.now();
    await app.fetch(new Request(url, { method: 'POST', headers, body }));
    const answered = performance.now();
    while (asked.length <= n && performance.now() - began < APART) await sleep(1);
    samples.push((asked[n] ?? Number.POSITIVE_INFINITY) - answered);
    await sleep(Math.max(0, APART - (performance.now() - began)));
  }
  await worker.stop();
  await end();
  return [latencies('from missed to the carrier being asked', samples)];
}
