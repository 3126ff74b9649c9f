import { describe, expect, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { Installation } from './installation.ts';
import { mainPath, NEEDLES } from './main-path.ts';
import type { Process } from './process.ts';
import { RedisServer } from './redis.ts';

describe.concurrent('a missed call becomes a text, a voicemail, an entry and a person who follows up', () => {
  test('with Redis, in which only ids lie', async () => {
    const redis = await RedisServer.started();
    const given = await redis.listen();
    const practice = await Installation.begin({ redis });
    const server = await practice.serve();
    const worker = await practice.work();

    const token = await mainPath(practice, await openBrowser());

    const effects = await practice.inDatabase(read =>
      read.selectFrom('effects').select(['id', 'state']).execute(),
    );
    expect(effects.filter(effect => effect.state === 'failed' || effect.state === 'unknown')).toEqual([]);
    const toRedis = given.join('\n');
    expect(effects.filter(effect => toRedis.includes(effect.id)).length).toBeGreaterThan(5);
    expect(found([...NEEDLES, token], toRedis)).toEqual([]);
    await expectQuietEnd(server, worker, token);
  }, 90_000);

  test('without Redis', async () => {
    const practice = await Installation.begin();
    const server = await practice.serve();
    const worker = await practice.work();
    const token = await mainPath(practice, await openBrowser());
    await expectQuietEnd(server, worker, token);
  }, 90_000);
});

/** Both stop as they should, and their logs hold no trouble, no words, no name and no number. */
async function expectQuietEnd(server: Process, worker: Process, token: string): Promise<void> {
  expect(await server.stop()).toMatchObject({ code: 0 });
  expect(await worker.stop()).toMatchObject({ code: 0 });
  const log = server.output + worker.output;
  expect(log).toContain('"event":"stopped"');
  expect(found([...NEEDLES, token], log)).toEqual([]);
  expect(log.split('\n').filter(line => line !== '' && !/^\{"level":[123]0,/.test(line))).toEqual([]);
}

/** Which needles lie in a text, whatever their letters' case. */
function found(needles: readonly string[], text: string): string[] {
  return needles.filter(needle => text.toLowerCase().includes(needle.toLowerCase()));
}
