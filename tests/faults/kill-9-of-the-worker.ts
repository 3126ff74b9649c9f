import { expect, test } from 'vitest';
import { ALEX, DANA, type Installation, ROBIN } from '../e2e/installation.ts';
import type { Process } from '../e2e/process.ts';
import { until } from '../e2e/until.ts';
import { brokenPromises } from './account.ts';
import { Lock } from './lock.ts';
import {
  becomes,
  begin,
  JO,
  KIM,
  LEE,
  missedCall,
  readiness,
  requested,
  SAM,
  settled,
  voicemail,
} from './practice.ts';

/** Long enough for several transactions of pieces; what the caller waits for is a word. Seconds. */
const LONG = 170;

/**
 * One worker after the other dies, each at another point, with nobody to tell the next one: only what is written down
 * counts. Their holds run out in the same minute, in which the last one's death shows at /readyz too.
 */
test.concurrent('kill -9 of the worker at every point of a missed call and of a voicemail', async () => {
  await using begun = await begin();
  const { installation: practice } = begun;
  await practice.serve();
  const lock = Lock.on(practice);
  let worker = await practice.work();
  const dies = async (): Promise<Process> => {
    await worker.kill();
    return practice.work();
  };
  // What became of a text only its own answer can tell: the hard case. The callbacks' case is a test of its own.
  await practice.do({
    type: 'fault',
    fault: { on: 'webhook', kind: 'message-status', count: 1_000, effect: { type: 'lost' } },
  });

  // Claimed, and the carrier has taken nothing.
  await onSend(practice, ROBIN, { type: 'hang', accepted: false });
  await missedCall(practice, ROBIN);
  await requested(practice, 'POST', { to: ROBIN });
  worker = await dies();

  // The carrier has the text, and its answer is on its way.
  await onSend(practice, ALEX, { type: 'slow', milliseconds: 600_000 });
  await missedCall(practice, ALEX);
  await requested(practice, 'POST', { to: ALEX });
  worker = await dies();

  // The answer is there, and is not written down.
  await onSend(practice, SAM, { type: 'slow', milliseconds: 1_500 });
  await missedCall(practice, SAM);
  const record = await requested(practice, 'POST', { to: SAM });
  await lock.take();
  await until('the carrier has answered', () => record.status === 201);
  await worker.kill();
  lock.release();
  worker = await practice.work();

  // In the middle of a voicemail.
  await practice.do({ type: 'set', settings: { recordingReadySeconds: 0 } });
  await practice.do({
    type: 'fault',
    fault: {
      on: 'rest',
      method: 'GET',
      path: '.wav',
      count: 1,
      effect: { type: 'slow', milliseconds: 1_500 },
    },
  });
  await voicemail(practice, JO, LONG);
  await requested(practice, 'GET', { path: '.wav' });
  await lock.take();
  const pieces = () =>
    lock.get<{ pieces: number; state: string }>(
      'SELECT (SELECT count(*) FROM voicemail_chunks) AS pieces, (SELECT state FROM voicemails) AS state',
    );
  await until('some of the pieces are stored', () => {
    lock.letThrough();
    return pieces().pieces > 0;
  });
  expect(pieces()).toMatchObject({ state: 'announced' });
  await worker.kill();
  lock.release();
  worker = await practice.work();

  // The voicemail is stored, and still at the carrier.
  await practice.do({
    type: 'fault',
    fault: { on: 'rest', method: 'DELETE', count: 1, effect: { type: 'hang', accepted: false } },
  });
  await voicemail(practice, KIM, 2);
  await requested(practice, 'DELETE', {});
  await worker.kill();

  // Nobody works: what is promised meanwhile waits, and health says so for as long.
  expect(await readiness(practice)).toBe('200 ok');
  await missedCall(practice, LEE);
  await becomes(practice, /^503 effects are not moving/, 90_000);
  worker = await practice.work();
  await becomes(practice, /^200 ok$/, 90_000);

  await settled(practice);
  expect(await brokenPromises(practice)).toEqual([]);
  expect(texts(practice, [ROBIN, ALEX, SAM, JO, KIM, LEE])).toEqual([0, 1, 1, 1, 1, 1]);
  expect(practice.textsOn(DANA).length).toBeGreaterThan(0);
  expect(await readiness(practice)).toBe('200 ok');
}, 240_000);

function onSend(
  practice: Installation,
  number: string,
  effect: { type: 'hang'; accepted: boolean } | { type: 'slow'; milliseconds: number },
): Promise<unknown> {
  return practice.do({ type: 'fault', fault: { on: 'rest', method: 'POST', number, count: 1, effect } });
}

function texts(practice: Installation, phones: readonly string[]): number[] {
  return phones.map(phone => practice.textsOn(phone).length);
}
