import type { WebhookKind } from '../../simulator/core/webhook.ts';
import { DANA, Installation, type InstallationOptions, LINE } from '../e2e/installation.ts';
import { until } from '../e2e/until.ts';
import { Lock } from './lock.ts';
import { quietPort, Wire } from './wire.ts';

export const SAM = '+12125550142';
export const JO = '+12125550143';
export const KIM = '+12125550144';
export const LEE = '+12125550145';

/** What is due within this time is waited for when everything is to settle, in milliseconds. */
const SOON = 30_000;

export interface Practice extends AsyncDisposable {
  installation: Installation;
  /** Between the carrier and our server: webhooks and their answers. */
  inward: Wire;
  /** Between our worker and the carrier's REST API. */
  outward: Wire;
}

/** An installation with a wire on either side of it. */
export async function begin(options: InstallationOptions = {}): Promise<Practice> {
  const server = await quietPort();
  const rest = await quietPort();
  let inward = 0;
  let outward = 0;
  const installation = await Installation.begin({
    ...options,
    phones: [SAM, JO, KIM, LEE, ...(options.phones ?? [])],
    config: written => {
      const yaml = (options.config ?? (same => same))(written)
        .replace(/(server: \{port: )(\d+)/, (_, before, port) => {
          inward = Number(port);
          return `${before}${server}`;
        })
        .replace(/(api_url: http:\/\/127\.0\.0\.1:)(\d+)/, (_, before, port) => {
          outward = Number(port);
          return `${before}${rest}`;
        });
      return yaml;
    },
  });
  return {
    installation,
    inward: await Wire.between(inward, server),
    outward: await Wire.between(rest, outward),
    // The others of the file go on: what is done must not keep them from the processor.
    async [Symbol.asyncDispose]() {
      for (const one of installation.started) await one.kill();
    },
  };
}

/** A call that Dana declines, until the caller hears the tone. */
export async function callUntilTone(practice: Installation, phone: string): Promise<void> {
  await practice.do({ type: 'call', phone, to: LINE });
  await practice.rings(DANA);
  await practice.do({ type: 'decline', phone: DANA });
  await practice.tone(phone);
}

/** A call that Dana declines and after which the caller hangs up without a word. */
export async function missedCall(practice: Installation, phone: string): Promise<void> {
  await callUntilTone(practice, phone);
  await practice.do({ type: 'hang-up', phone });
}

/** A call with a voicemail of so many seconds; it takes no longer than a word to leave. */
export async function voicemail(practice: Installation, phone: string, seconds: number): Promise<void> {
  await callUntilTone(practice, phone);
  await speak(practice, phone, seconds);
  await practice.do({ type: 'hang-up', phone });
}

/** Words into the open recording, as long as they are said to be: nobody has to wait for long ones. */
export async function speak(practice: Installation, phone: string, seconds: number): Promise<void> {
  await practice.do({ type: 'speak', phone, words: 'Please call me back.', seconds: 0.1 });
  await until('the words are spoken', () => {
    const doing = practice.simulator.state().calls.findLast(call => call.phone === phone)?.doing;
    if (doing?.type !== 'recording' || doing.speaking !== null) return false;
    doing.startedAt -= seconds * 1000;
    for (const speech of doing.speech) speech.milliseconds = seconds * 1000;
    return true;
  });
}

/** The latest webhook of a kind, about a phone if one is named. */
export function webhook(practice: Installation, kind: WebhookKind, phone?: string) {
  return practice.simulator
    .state()
    .webhooks.findLast(one => one.kind === kind && (phone === undefined || one.number === phone));
}

/** Waits until the carrier asks us something; what comes after it on our side is up to the test. */
export async function asked(practice: Installation, kind: WebhookKind, phone?: string): Promise<void> {
  await until(`the webhook ${kind} is under way`, () => {
    return webhook(practice, kind, phone)?.outcome === 'under-way';
  });
  // Whoever answers this has read what came before it.
  await fetch(`${practice.url}/livez`);
}

/** Waits for a request at the carrier's REST API, answered or not, and gives its record. */
export function requested(practice: Installation, method: string, about: { to?: string; path?: string }) {
  return until(`${method} ${about.to ?? about.path} at the carrier`, () =>
    practice.simulator
      .state()
      .rest.findLast(
        one =>
          one.method === method &&
          one.path.includes(about.path ?? '') &&
          (about.to === undefined || one.params.some(([name, value]) => name === 'To' && value === about.to)),
      ),
  );
}

/** What `/readyz` says, as `200 ok`. */
export async function readiness(practice: Installation): Promise<string> {
  const answer = await fetch(`${practice.url}/readyz`);
  return `${answer.status} ${await answer.text()}`;
}

/** Waits until `/readyz` says something. */
export function becomes(practice: Installation, words: RegExp, limit?: number): Promise<unknown> {
  return until(`/readyz says ${words}`, async () => words.test(await readiness(practice)), limit);
}

/** Waits until nothing is under way and nothing falls due soon. */
export async function settled(practice: Installation, limit = 120_000): Promise<void> {
  await until(
    'everything has settled',
    async () => {
      const { webhooks } = practice.simulator.state();
      if (webhooks.some(one => one.outcome === 'under-way' || one.outcome === 'waiting')) return false;
      const left = await practice.inDatabase(read =>
        read
          .selectFrom('effects')
          .select('id')
          .where(eb =>
            eb.or([
              eb('state', '=', 'sending'),
              eb.and([eb('state', '=', 'pending'), eb('due_at', '<', Date.now() + SOON)]),
            ]),
          )
          .execute(),
      );
      return left.length === 0;
    },
    limit,
  );
}

/**
 * Lets what waits for a call that we hear nothing more of fall due now: it waits for minutes, so that a conversation is
 * never called missed.
 */
export function hurry(practice: Installation): void {
  const lock = Lock.on(practice);
  lock.run(`UPDATE effects SET due_at = ${Date.now()} WHERE kind = 'settle_call' AND state = 'pending'`);
  lock.close();
}
