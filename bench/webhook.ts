import { Agent, request } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { isSigned } from '../core/twilio/signature.ts';
import { WEBHOOKS } from '../core/twilio/urls.ts';
import { createApp } from '../server/app.ts';
import { type Figure, latencies, rounded } from './figures.ts';
import { benchConfig, benchDeps, TOKEN, voiceWebhook } from './practice.ts';

const CALLS = 3_000;
const WARM = 300;
const AT_ONCE = 32;
const PORT = 47_310;

/** The webhook of a missed call with everything durable, beside a bare route that checks the signature alone. */
export async function benchWebhook(): Promise<Figure[]> {
  const url = `http://127.0.0.1:${PORT}${WEBHOOKS.voice}`;
  const { config } = benchConfig(PORT, 1);
  const { deps, end } = benchDeps(config);
  const whole = await measure(url, createApp(deps), 'missed call, durable and encrypted', 0);
  await end();
  const bare = await measure(url, bareRoute(url), 'bare Hono route, signature and fixed TwiML', CALLS + WARM);
  const share = (whole.values.per_second ?? 0) / (bare.values.per_second ?? 1);
  return [whole, bare, { what: 'throughput beside the bare route', values: { ratio: rounded(share) } }];
}

function bareRoute(url: string): Hono {
  const app = new Hono();
  app.post(WEBHOOKS.voice, async c => {
    const form = Object.fromEntries(new URLSearchParams(await c.req.text()));
    const signed = isSigned([TOKEN], url, form, c.req.header('x-twilio-signature'));
    return signed ? c.body('<Response/>', 200, { 'content-type': 'text/xml' }) : c.body(null, 403);
  });
  return app;
}

async function measure(url: string, app: Hono, what: string, first: number): Promise<Figure> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const server = serve({ fetch: app.fetch, port: PORT, hostname: '127.0.0.1' }, () => resolve());
  await promise;
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  await send(url, agent, first, WARM);
  const began = performance.now();
  const samples = await send(url, agent, first + WARM, CALLS);
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  await new Promise<void>(done => server.close(() => done()));
  return latencies(what, samples, seconds);
}

/** Sends so many calls, `AT_ONCE` under way at a time; milliseconds each took. Stops at the first refusal. */
async function send(url: string, agent: Agent, from: number, count: number): Promise<number[]> {
  const calls = Array.from({ length: count }, (_, n) => voiceWebhook(url, from + n));
  const samples: number[] = [];
  const sender = async () => {
    for (let call = calls.pop(); call; call = calls.pop()) {
      const began = performance.now();
      await post(url, agent, call);
      samples.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return samples;
}

function post(url: string, agent: Agent, call: { body: string; signature: string }): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/x-www-form-urlencoded',
      'content-length': Buffer.byteLength(call.body),
      'x-twilio-signature': call.signature,
    };
    const out = request(url, { method: 'POST', agent, headers }, answer => {
      answer.resume();
      answer.on('end', () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`Answered ${answer.statusCode}`)),
      );
    });
    out.on('error', reject);
    out.end(call.body);
  });
}
