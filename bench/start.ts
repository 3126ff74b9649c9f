import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Figure, percentile, rounded } from './figures.ts';
import { benchConfig } from './practice.ts';

const STARTS = 5;
const MAIN = new URL('../cli/main.js', import.meta.url).pathname;

/** How long the server takes from its start to listening, and what both processes hold at rest. */
export async function benchStart(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-bench-'));
  const file = join(folder, 'config.yaml');
  const text = benchConfig(47_311, 1).text.replace('level: error', 'level: info');
  writeFileSync(file, text, { mode: 0o600 });
  const starts: number[] = [];
  let rest = Number.NaN;
  for (let n = 0; n < STARTS; n += 1) {
    const server = await start(['serve', '--config', file], 'listening');
    starts.push(server.took);
    if (n === STARTS - 1) {
      const worker = await start(['work', '--config', file], 'working');
      await new Promise(resolve => setTimeout(resolve, 3_000));
      rest = memory(server.pid) + memory(worker.pid);
      await worker.stop();
    }
    await server.stop();
  }
  rmSync(folder, { recursive: true, force: true });
  return [
    {
      what: 'cold start of the server',
      values: { p50_ms: rounded(percentile(starts, 0.5)), samples: STARTS },
    },
    { what: 'server and worker at rest', values: { resident_mb: rounded(rest) } },
  ];
}

async function start(args: readonly string[], until: string) {
  const began = performance.now();
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (line: Buffer) => line.includes(until) && resolve());
    child.on('exit', code => reject(new Error(`${args[0]} ended with ${code}`)));
  });
  const took = performance.now() - began;
  return {
    pid: child.pid ?? 0,
    took,
    stop: () =>
      new Promise<void>(resolve => {
        child.on('exit', () => resolve());
        child.kill('SIGTERM');
      }),
  };
}

/** Resident memory of a process, in MB (10^6 bytes). Linux only. */
function memory(pid: number): number {
  const kib = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return (Number(kib) * 1024) / 1e6;
}
