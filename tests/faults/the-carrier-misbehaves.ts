import { describe, expect, test } from 'vitest';
import type { RestFault } from '../../simulator/core/faults.ts';
import { ALEX, DANA, type Installation, ROBIN } from '../e2e/installation.ts';
import { until } from '../e2e/until.ts';
import { brokenPromises } from './account.ts';
import { begin, KIM, missedCall, readiness, requested, SAM, settled } from './practice.ts';

type Effect = RestFault['effect'];

function onSend(practice: Installation, number: string, effect: Effect, count = 1): Promise<unknown> {
  return practice.do({ type: 'fault', fault: { on: 'rest', method: 'POST', number, count, effect } });
}

function count(practice: Installation, phones: readonly string[]): number[] {
  return phones.map(phone => practice.textsOn(phone).length);
}

/** What the queue says beside the entry of a phone. */
async function notesOf(practice: Installation, phone: string): Promise<string[]> {
  const entries = JSON.parse(await practice.ask('queue', '--json')) as {
    contact: { phone: string } | null;
    notes: { code: string }[];
  }[];
  return entries.filter(one => one.contact?.phone === phone).flatMap(one => one.notes.map(note => note.code));
}

describe.concurrent('the carrier', () => {
  test('is slow, asks for patience with 429, fails after it took the text, and refuses connections', async () => {
    await using begun = await begin();
    const { installation: practice, outward } = begun;
    await practice.serve();
    await practice.work();

    await onSend(practice, ROBIN, { type: 'slow', milliseconds: 4_000 });
    await missedCall(practice, ROBIN);
    await onSend(practice, ALEX, { type: 'status', status: 429, accepted: false, retryAfterSeconds: 5 });
    await missedCall(practice, ALEX);
    const asked = await requested(practice, 'POST', { to: ALEX });
    // Its callbacks come all the same, and they know better than the answer.
    await onSend(practice, SAM, { type: 'status', status: 500, accepted: true });
    await missedCall(practice, SAM);
    for (const phone of [ROBIN, ALEX, SAM]) await practice.text(phone, 'Sorry we missed your call.');
    expect((await requested(practice, 'POST', { to: ALEX })).at - asked.at).toBeGreaterThanOrEqual(5_000);

    await outward.break();
    await missedCall(practice, KIM);
    await until('a worker was refused', () => practice.logs.includes('"code":"not_connected"'));
    await outward.mend();
    await practice.text(KIM, 'Sorry we missed your call.');

    await settled(practice);
    expect(await brokenPromises(practice)).toEqual([]);
    expect(count(practice, [ROBIN, ALEX, SAM, KIM])).toEqual([1, 1, 1, 1]);
    for (const phone of [ROBIN, ALEX, SAM, KIM])
      expect(await notesOf(practice, phone)).not.toContain('text_unknown');
    expect(await readiness(practice)).toBe('200 ok');
  }, 150_000);

  test('hangs: what may have gone out is never sent again, and is said on its entry', async () => {
    await using begun = await begin();
    const { installation: practice } = begun;
    await practice.serve();
    await practice.work();
    await practice.do({
      type: 'fault',
      fault: { on: 'webhook', kind: 'message-status', count: 1_000, effect: { type: 'lost' } },
    });
    await onSend(practice, ROBIN, { type: 'hang', accepted: true });
    await onSend(practice, ALEX, { type: 'hang', accepted: false });
    await missedCall(practice, ROBIN);
    await missedCall(practice, ALEX);
    await until(
      'both texts have been given up',
      () => practice.logs.split('"code":"timed_out"').length > 2,
      60_000,
    );
    await settled(practice);
    expect(await brokenPromises(practice)).toEqual([]);
    expect(count(practice, [ROBIN, ALEX])).toEqual([1, 0]);
    expect((await notesOf(practice, ALEX)).filter(code => code.startsWith('text_'))).not.toEqual([]);
    // Nobody else had to wait for them.
    expect(practice.textsOn(DANA)).toHaveLength(2);
    expect(await readiness(practice)).toBe('200 ok');
  }, 150_000);
});
