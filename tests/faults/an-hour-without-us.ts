import { expect, test } from 'vitest';
import { ALEX, DANA, LINE, ROBIN } from '../e2e/installation.ts';
import { until } from '../e2e/until.ts';
import { brokenPromises } from './account.ts';
import { ahead } from './ahead.ts';
import { becomes, begin, callUntilTone, requested, SAM, settled, speak } from './practice.ts';

const HOUR = 3_600_000;

test.concurrent('an hour without us: what Twilio saw meanwhile is in the queue, marked late, and nobody is texted for it', async () => {
  await using begun = await begin();
  const { installation: practice } = begun;
  const before = [await practice.serve(), await practice.work()];
  await requested(practice, 'GET', { path: 'Recordings' });
  await callUntilTone(practice, SAM);
  for (const one of before) await one.kill();

  await speak(practice, SAM, 5);
  await practice.do({ type: 'hang-up', phone: SAM });
  await practice.do({ type: 'call', phone: ROBIN, to: LINE });
  await practice.do({ type: 'text', phone: ALEX, to: LINE, body: 'Could I come at three?' });
  await until('the carrier has given up telling us', () =>
    practice.simulator.state().webhooks.every(one => !['waiting', 'under-way'].includes(one.outcome)),
  );

  await ahead(practice, 'serve', HOUR, '"event":"listening"');
  await ahead(practice, 'work', HOUR, '"event":"working"');
  await becomes(practice, /^200 ok$/);
  await until('what was missed has been heard of', () => practice.logs.includes('"event":"heard_late"'));
  await settled(practice);
  expect(await brokenPromises(practice)).toEqual([]);
  const entries = JSON.parse(await practice.ask('queue', '--json')) as {
    contact: { phone: string };
    asks: { kind: string }[];
    notes: { code: string }[];
  }[];
  const found = Object.fromEntries(
    entries.map(({ contact, asks, notes }) => [
      contact.phone,
      [...asks.map(({ kind }) => kind), ...notes.map(({ code }) => code)].sort(),
    ]),
  );
  expect(found).toMatchObject({
    [ROBIN]: ['heard_late', 'missed_call', 'text_too_late'],
    [ALEX]: ['heard_late', 'message'],
    [SAM]: expect.arrayContaining(['heard_late', 'missed_call', 'voicemail']),
  });
  expect([ROBIN, ALEX].map(phone => practice.textsOn(phone))).toEqual([[], []]);
  expect(practice.textsOn(DANA).length).toBeGreaterThan(0);
}, 120_000);
