import { createServer } from 'node:http';
import { expect, test } from 'vitest';
import { systemClock } from '../../core/clock.ts';
import { beginLookingAround, lastLook } from '../../core/flows/look-around.ts';
import { systemRandom } from '../../core/ids.ts';
import { installationAnswer } from '../../core/installation.ts';
import { createLog } from '../../core/log.ts';
import { openStore } from '../../core/store/store.ts';
import { createWorker } from '../../worker/main.ts';
import { CONFIG, KEY, Practice } from '../cli/practice.ts';

test('the worker looks outward, keeps what it found, and looks again a day later', async () => {
  const site = createServer((request, response) => {
    response.end(installationAnswer(KEY, request.url?.split('/').at(-1) ?? ''));
  });
  await new Promise<void>(done => site.listen(0, '127.0.0.1', done));
  const url = `http://127.0.0.1:${(site.address() as { port: number }).port}`;
  const practice = new Practice(
    undefined,
    CONFIG.replace('https://calls.willowstreet.example', url).replace(
      'auth_token:',
      'api_url: "http://127.0.0.1:1"\n  auth_token:',
    ),
  );
  const { store, config } = practice;
  let now = systemClock.now().epochMilliseconds;
  const clock = { now: () => Temporal.Instant.fromEpochMilliseconds(now) };

  const shifted = openStore({
    folder: config.storage.path,
    key: KEY,
    clock,
    random: systemRandom,
    migrates: false,
  });
  try {
    expect(await lastLook(store)).toBeNull();
    await shifted.write(tx => beginLookingAround(tx));
    const log = createLog('silent', 'test', { write: () => {} });
    const { sweep } = await createWorker({ store: shifted, config: () => config, clock, log, fetch });
    await sweep.start();
    expect(sweep.underWay).toBe(0);
    now += 30_000;
    await sweep.drain();
    const first = await lastLook(shifted);
    expect(first?.at).toBe(now);
    expect(first?.findings.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['address_ours', 'clocks_not_compared', 'account_unread']),
    );
    now += 86_400_000 - 1;
    await sweep.drain();
    expect((await lastLook(shifted))?.at).toBe(first?.at);
    now += 1;
    await sweep.drain();
    expect((await lastLook(shifted))?.at).toBe(now);
    // A worker that starts again promises nothing twice.
    await shifted.write(tx => beginLookingAround(tx));
    const { count } = await shifted.read
      .selectFrom('effects')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('kind', '=', 'look_around')
      .executeTakeFirstOrThrow();
    expect(count).toBe(1);
  } finally {
    await shifted.close();
    site.close().closeAllConnections();
  }
});
