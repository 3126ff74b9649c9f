import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mountSmallDisk } from '../cli/mounts.ts';
import { atTheEnd } from '../e2e/at-the-end.ts';
import { ALEX, DANA, LINE, ROBIN } from '../e2e/installation.ts';
import { brokenPromises } from './account.ts';
import { becomes, begin, callUntilTone, missedCall, readiness, SAM, settled, speak } from './practice.ts';

test.concurrent('the disk is full while calls come in: callers are greeted, and with room again it goes on by itself', async () => {
  const disk = mountSmallDisk(16 * 1024);
  atTheEnd(async () => disk.remove());
  await using begun = await begin({
    config: yaml => yaml.replace('path: ./data', `path: ${disk.folder}`),
  });
  const { installation: practice } = begun;
  const server = await practice.serve();
  const worker = await practice.work();

  // A text that is to be tried again in two seconds finds the disk full.
  const effect = { type: 'status', status: 429, accepted: false } as const;
  await practice.do({
    type: 'fault',
    fault: { on: 'rest', method: 'POST', number: ROBIN, count: 1, effect },
  });
  await missedCall(practice, ROBIN);
  await callUntilTone(practice, SAM);

  const fill = fillUp(disk.folder);
  await becomes(practice, /^503 the (disk that holds the database is full|database cannot be written)/);
  await practice.do({ type: 'hang-up', phone: SAM });
  // Whether this can still be stored hangs on the room that the log has kept; if so, it is acknowledged, and must stay.
  await practice.do({ type: 'text', phone: ROBIN, to: LINE, body: 'Is anybody there?' });
  await practice.do({ type: 'call', phone: ALEX, to: LINE });
  await practice.heard(ALEX, "You've reached Willow Street.");
  await practice.tone(ALEX);
  expect([server.isOver, worker.isOver]).toEqual([false, false]);

  rmSync(fill);
  await becomes(practice, /^200 ok$/);
  await speak(practice, ALEX, 2);
  await practice.do({ type: 'hang-up', phone: ALEX });
  await practice.text(ROBIN, 'Sorry we missed your call.');
  await practice.text(ALEX, 'Sorry we missed your call.');
  await practice.text(DANA, 'new entry');

  await settled(practice);
  expect(await brokenPromises(practice)).toEqual([]);
  expect(practice.simulator.state().recordings.filter(one => one.seconds > 0)).toMatchObject([
    { deleted: true },
  ]);
  for (const phone of [ROBIN, ALEX]) {
    expect(practice.textsOn(phone).filter(text => text.includes('Sorry we missed your call.'))).toHaveLength(
      1,
    );
  }
  expect(await readiness(practice)).toBe('200 ok');
  for (const one of [server, worker]) expect(await one.stop()).toMatchObject({ code: 0, signal: null });
}, 150_000);

/** Leaves not a byte on a disk; gives the file to remove. */
function fillUp(folder: string): string {
  const file = join(folder, 'fill');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(file, Buffer.alloc(bavail * bsize));
  expect(statfsSync(folder).bavail).toBe(0);
  return file;
}
