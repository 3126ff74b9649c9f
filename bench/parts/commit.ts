import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../core/clock.ts';
import { systemRandom } from '../../core/ids.ts';
import { openStore } from '../../core/store/store.ts';
import { commitOnce } from '../commits.ts';
import type { Effort } from '../effort.ts';
import { type Figure, percentile } from '../figures.ts';
import { makePractice } from '../practice.ts';

/** What is warm has a log that is written over and no longer grows. */
const EFFORT = { whole: { warm: 1_500, rounds: 500 }, quick: { warm: 10, rounds: 10 } } as const;

/** One durable, encrypted commit of one row, in turn with one fdatasync of 4 KiB on the same disk. */
export async function measureCommit(effort: Effort): Promise<Figure[]> {
  const { warm, rounds } = EFFORT[effort];
  using practice = makePractice({ port: 1 });
  const config = practice.config();
  const { folder, key } = practice;
  const store = openStore({ folder, key, clock: systemClock, random: systemRandom, migrates: true });
  using bare = bareFile(join(folder, 'bare'));
  const commits: number[] = [];
  const syncs: number[] = [];
  for (let round = 0; round < warm + rounds; round += 1) {
    if (round === warm / 2) await store.checkpoint();
    commits.push(await commitOnce(store, config, round));
    syncs.push(bare.syncOnce());
  }
  await store.close();
  const commit = percentile(commits.slice(warm), 0.5);
  const sync = percentile(syncs.slice(warm), 0.5);
  const part = 'commit';
  return [
    {
      part,
      id: 'commit.p50',
      what: 'one commit, encrypted and fully synced: p50',
      value: commit,
      unit: 'ms',
      aim: { most: 2 * sync + 0.1 },
    },
    {
      part,
      id: 'commit.fdatasync.p50',
      what: 'one fdatasync of 4 KiB on the same disk: p50',
      value: sync,
      unit: 'ms',
    },
  ];
}

const PAGE = 4096;
const PAGES = 1_000;

/** A file that has its length already: one that grew would be dearer to sync. */
function bareFile(path: string): Disposable & { syncOnce(): number } {
  const file = openSync(path, 'w');
  const page = Buffer.alloc(PAGE, 1);
  for (let n = 0; n < PAGES; n += 1) writeSync(file, page, 0, PAGE, n * PAGE);
  fdatasyncSync(file);
  let n = 0;
  return {
    /** Milliseconds. */
    syncOnce() {
      n = (n + 1) % PAGES;
      const began = performance.now();
      writeSync(file, page, 0, PAGE, n * PAGE);
      fdatasyncSync(file);
      return performance.now() - began;
    },
    [Symbol.dispose]: () => closeSync(file),
  };
}
