import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, startProgram } from './running.ts';

const PROGRAMS = ['redis-server', 'valkey-server'];

export interface Redis extends AsyncDisposable {
  url: string;
}

/** A Redis that keeps nothing, on a free port of loopback; null where none is installed. */
export async function startRedis(): Promise<Redis | null> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-bench-'));
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--dir',
    folder,
    '--save',
    '',
    '--appendonly',
    'no',
  ];
  for (const program of PROGRAMS) {
    try {
      const redis = await startProgram(program, options, 'Ready to accept connections');
      return {
        url: `redis://127.0.0.1:${port}`,
        async [Symbol.asyncDispose]() {
          await redis[Symbol.asyncDispose]();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
    }
  }
  rmSync(folder, { recursive: true, force: true });
  return null;
}
