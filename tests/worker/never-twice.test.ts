import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EdgeError } from '../../core/errors.ts';
import { LEASE } from '../../core/flows/claim.ts';
import { releaseLost } from '../../core/flows/settle-effect.ts';
import { staffCalls } from '../../core/flows/staff-calls.ts';
import { textArrives } from '../../core/flows/text-arrives.ts';
import { textStatusComes } from '../../core/flows/text-status.ts';
import type { EffectId } from '../../core/ids.ts';
import { createLog } from '../../core/log.ts';
import { openStore } from '../../core/store/store.ts';
import { createPerform } from '../../worker/perform.ts';
import { practiceConfig } from './practice-config.ts';

type Fate = 'done' | 'refused_for_now' | 'refused' | 'unknown' | 'broken' | 'never_comes_back';
type Event =
  | { do: 'wake'; which: number }
  | { do: 'wake_all' }
  | { do: 'release' }
  | { do: 'callback'; which: number; status: string }
  | { do: 'pass'; seconds: number }
  | { do: 'fate'; fate: Fate };

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wake' as const), which: fc.nat(9) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('wake_all' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('callback' as const),
      which: fc.nat(7),
      status: fc.constantFrom('queued', 'sent', 'delivered', 'undelivered', 'failed', 'nonsense'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.constantFrom(1, 5, 61, 600) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('fate' as const),
      fate: fc.constantFrom<Fate>(
        'done',
        'refused_for_now',
        'refused',
        'unknown',
        'broken',
        'never_comes_back',
      ),
    }),
  },
);

/** One life of a practice whose worker is woken, doubled, cut off and called back in any order. */
async function live(events: readonly Event[]): Promise<Map<EffectId, Fate[]>> {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-twice-'));
  let now = 1_790_000_000_000;
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(now) };
  const random = { bytes: (length: number) => randomBytes(length) };
  const store = openStore({ folder, key: 'd4'.repeat(32), clock, random, migrates: true });
  const config = practiceConfig();
  const attempts = new Map<EffectId, Fate[]>();
  const broken: Error[] = [];
  let fate: Fate = 'done';
  const send = async ({ effect }: { effect: EffectId }) => {
    attempts.set(effect, [...(attempts.get(effect) ?? []), fate]);
    if (fate === 'never_comes_back') return new Promise<never>(() => {});
    if (fate === 'refused_for_now') throw new EdgeError('http_429', { sent: 'no' });
    if (fate === 'refused') throw new EdgeError('http_400', { sent: 'no', permanent: true });
    if (fate === 'unknown') throw new EdgeError('cut_off', { sent: 'unknown' });
    if (fate === 'broken') throw new TypeError('a mistake of ours');
    return { sid: `SM${effect.replaceAll('-', '')}`, status: 'queued' };
  };
  const perform = createPerform({
    store,
    clock,
    config: () => config,
    sms: { send, find: async () => [] },
    alerts: { send: (_target, { effect }) => send({ effect }), find: async () => [] },
    rest: {
      sendText: send,
      placeCall: ({ call }) => send({ effect: call as string as EffectId }),
      placeTestCall: ({ test }) => send({ effect: test as string as EffectId }),
      fetchRecording: () => Promise.reject(),
      mediaIsOpen: async () => null,
      deleteRecording: () => Promise.reject(),
      eraseWords: () => Promise.reject(),
      erasePictures: () => Promise.reject(),
      eraseText: () => Promise.reject(),
      eraseCall: () => Promise.reject(),
      textsLike: async () => [],
      textStatus: async () => null,
      call: async () => null,
      seen: async () => [],
      wasLifted: async () => false,
    },
    fetch: () => Promise.reject(),
    log: createLog('silent', 'test', { write: () => {} }),
  });
  const wake = (id: EffectId | undefined) => {
    if (id) perform(id).catch((error: Error) => error.name === 'StoreLostError' || broken.push(error));
    return new Promise(resolve => setTimeout(resolve, 2));
  };
  try {
    for (const [sid, body] of [
      ['SM01', 'I want to kill myself'],
      ['SM02', '1'],
    ] as const) {
      const text = { sid, line: '+12125550100', from: '+12125550140', body, media: 0, optOutType: null };
      await store.write(tx => textArrives(tx, config, text));
    }
    const { id: entry } = await store.read.selectFrom('entries').select('id').executeTakeFirstOrThrow();
    const calling = { entry, staff: 'dana', request: 'one press of the button', typed: false };
    await store.write(tx => staffCalls(tx, config, calling));
    for (const happens of events) {
      const known = await store.read.selectFrom('effects').select('id').orderBy('id').execute();
      const at = (index: number) => known[index % known.length]?.id;
      if (happens.do === 'wake') await wake(at(happens.which));
      if (happens.do === 'wake_all') await Promise.all(known.flatMap(({ id }) => [wake(id), wake(id)]));
      if (happens.do === 'release') await store.write(tx => releaseLost(tx, config));
      if (happens.do === 'pass') now += happens.seconds * 1000;
      if (happens.do === 'fate') fate = happens.fate;
      const effect = happens.do === 'callback' ? at(happens.which) : undefined;
      if (happens.do === 'callback' && effect && attempts.has(effect)) {
        const { status } = happens;
        const sid = `SM${effect.replaceAll('-', '')}`;
        await store.write(tx => textStatusComes(tx, config, { effect, sid, status, errorCode: null }));
      }
    }
    // Long after, with every lease run out, all of them once more.
    now += LEASE + 1;
    await store.write(tx => releaseLost(tx, config));
    const all = await store.read.selectFrom('effects').select('id').execute();
    await Promise.all(all.map(({ id }) => wake(id)));
    expect(broken).toEqual([]);
    return attempts;
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

test('whatever happens in whatever order, nothing that may have gone out is sent again', {
  timeout: 120_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(event, { minLength: 5, maxLength: 30 }), async events => {
      for (const fates of (await live(events)).values()) {
        expect(fates.slice(0, -1).filter(fate => fate !== 'refused_for_now')).toEqual([]);
      }
    }),
    { numRuns: 60 },
  );
});
