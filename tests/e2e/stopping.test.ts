import { describe, expect, test } from 'vitest';
import { Installation, LINE } from './installation.ts';
import type { Ended } from './process.ts';
import { RedisServer } from './redis.ts';
import { until } from './until.ts';

/** What Docker gives a container between SIGTERM and SIGKILL, in milliseconds. */
const GRACE = 10_000;
const PHONES = Array.from({ length: 60 }, (_, index) => `+1646555${String(100 + index).padStart(4, '0')}`);

describe.concurrent('a process that is told to stop', () => {
  test('a server that is told to stop in a rush keeps every text that it has acknowledged', async () => {
    const practice = await Installation.begin({ phones: PHONES });
    const server = await practice.serve();
    for (const phone of PHONES) {
      await practice.do({ type: 'text', phone, to: LINE, body: 'Please call me.' });
    }
    await until('the first texts are acknowledged', () => practice.acknowledged.size > 5);
    server.send('SIGTERM');
    expect(told('server', await server.ends(GRACE))).toMatchObject({ code: 0, signal: null });
    const acknowledged = [...practice.acknowledged].toSorted();
    const stored = await practice.inDatabase(read =>
      read.selectFrom('messages').select('provider_sid').where('direction', '=', 'in').execute(),
    );
    expect(stored.map(message => message.provider_sid).toSorted()).toEqual(
      expect.arrayContaining(acknowledged),
    );
    await practice.serve();
    expect(JSON.parse(await practice.ask('queue', '--json')).length).toBeGreaterThanOrEqual(
      acknowledged.length,
    );
  }, 60_000);

  test.each(['with', 'without'])(
    'a worker that is told to stop %s Redis ends what it has begun; the next one goes on, and nothing goes twice',
    async redis => {
      const phones = PHONES.slice(0, 4);
      const options = { phones, ...(redis === 'with' && { redis: await RedisServer.started() }) };
      const practice = await Installation.begin(options);
      await practice.serve();
      const worker = await practice.work();
      // Without status callbacks only the worker itself can know what became of a text.
      const { length: count } = phones;
      for (const fault of [
        { on: 'rest', method: 'POST', count, effect: { type: 'slow', milliseconds: 4_000 } },
        { on: 'webhook', kind: 'message-status', count: 100, effect: { type: 'lost' } },
      ] as const) {
        await practice.do({ type: 'fault', fault });
      }
      for (const phone of phones) await practice.do({ type: 'text', phone, to: LINE, body: '1' });
      const { state } = practice.simulator;
      await until(
        'two texts are on their way to the carrier',
        () => state().rest.filter(one => one.status === null).length >= 2,
      );
      worker.send('SIGTERM');
      expect(told(`worker ${redis} Redis`, await worker.ends(GRACE))).toMatchObject({
        code: 0,
        signal: null,
      });
      const left = await practice.inDatabase(read =>
        read.selectFrom('effects').select(['kind', 'state']).execute(),
      );
      expect(left.filter(effect => ['sending', 'unknown', 'failed'].includes(effect.state))).toEqual([]);
      expect(left.some(effect => effect.state === 'pending')).toBe(true);
      await practice.work();
      for (const phone of phones) await practice.text(phone, 'A person will call this number');
      await until('nothing is left to do', () =>
        practice.inDatabase(async read => {
          const effects = await read.selectFrom('effects').select(['kind', 'state']).execute();
          return effects.filter(one => one.kind === 'send_text').every(one => one.state === 'done');
        }),
      );
      expect(phones.map(phone => practice.textsOn(phone).length)).toEqual([1, 1, 1, 1]);
    },
    60_000,
  );
});

/** How long it took, for whoever reads the output; the pass mark is that nothing had to be killed. */
function told(who: string, ended: Ended): Ended {
  process.stdout.write(`${who}: stopped after ${ended.after} ms\n`);
  return ended;
}
