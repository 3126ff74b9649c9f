import { expect, onTestFinished, test } from 'vitest';
import { openBrowser } from './browser.ts';
import { Installation } from './installation.ts';
import { mainPath, NEEDLES } from './main-path.ts';
import { RedisServer } from './redis.ts';

test('with Redis, a missed call becomes a text, a voicemail, an entry and a person who follows up; only ids lie in Redis', async () => {
  const redis = await RedisServer.started();
  onTestFinished(() => redis.end());
  const given = await redis.listen();
  onTestFinished(() => given.end());
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const practice = await Installation.begin({ redis });
  const server = await practice.serve();
  const worker = await practice.work();

  const token = await mainPath(practice, browser);

  const effects = await practice.inDatabase(read =>
    read.selectFrom('effects').select(['id', 'kind', 'state']).execute(),
  );
  expect(effects.filter(effect => effect.state === 'failed' || effect.state === 'unknown')).toEqual([]);
  const toRedis = given.heard.join('\n');
  expect(effects.filter(effect => toRedis.includes(effect.id)).length).toBeGreaterThan(5);
  for (const needle of [...NEEDLES, token]) {
    expect(found(needle, { toRedis, logs: `${server.output}${worker.output}` }), needle).toEqual([]);
  }
  expect(await server.stop()).toMatchObject({ code: 0 });
  expect(await worker.stop()).toMatchObject({ code: 0 });
  expect(linesFromWarn(server.output + worker.output)).toEqual([]);
}, 90_000);

/** Where a needle lies, whatever its letters' case. */
function found(needle: string, places: Record<string, string>): string[] {
  return Object.entries(places)
    .filter(([, text]) => text.toLowerCase().includes(needle.toLowerCase()))
    .map(([place]) => place);
}

function linesFromWarn(log: string): string[] {
  return log.split('\n').filter(line => line !== '' && !/^\{"level":[123]0,/.test(line));
}
