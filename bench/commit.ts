import { closeSync, fdatasyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeUntil } from '../core/store/closures.ts';
import { type Figure, latencies, percentile, rounded } from './figures.ts';
import { benchConfig, benchDeps } from './practice.ts';

const ROUNDS = 300;

/** One durable, encrypted commit beside one fdatasync of 4 KiB on the same disk. */
export async function benchCommit(): Promise<Figure[]> {
  const { config } = benchConfig(1, 1);
  const { store, end } = benchDeps(config);
  const line = config.lines[0]?.number;
  if (!line) throw new Error('The bench practice has no line');
  const commits: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    await store.write(tx => closeUntil(tx, line, round));
    commits.push(performance.now() - began);
  }
  await end();
  const syncs = syncBare();
  const commit = percentile(commits, 0.5);
  const sync = percentile(syncs, 0.5);
  return [
    latencies('one commit, encrypted and fully synced', commits),
    latencies('one fdatasync of 4 KiB', syncs),
    {
      what: 'commit beside fdatasync',
      values: { ratio: rounded(commit / sync), more_us: rounded((commit - sync) * 1000) },
    },
  ];
}

function syncBare(): number[] {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-bench-'));
  const file = openSync(join(folder, 'bare'), 'w');
  const page = Buffer.alloc(4096, 1);
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const began = performance.now();
    writeSync(file, page, 0, page.length, round * page.length);
    fdatasyncSync(file);
    samples.push(performance.now() - began);
  }
  closeSync(file);
  rmSync(folder, { recursive: true, force: true });
  return samples;
}
