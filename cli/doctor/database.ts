import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { found } from '../../core/rules/doctor/findings.ts';
import type { Condition } from '../../core/store/quick-check.ts';
import { DATABASE_FILE } from '../../core/store/store.ts';
import type { HereCheck } from './here-check.ts';

export const database: HereCheck = {
  name: 'database',
  async run({ reading, signal }) {
    if (!('config' in reading)) return [];
    const { path: folder, key } = reading.config.storage;
    const path = join(folder, DATABASE_FILE);
    if (!existsSync(path)) return [found('database_not_yet')];
    const condition = await beside(path, key, signal);
    if (!condition.opens) return [found('database_closed', { why: condition.why })];
    return [found(condition.whole ? 'database_whole' : 'database_damaged')];
  },
};

function beside(path: string, key: string, signal: AbortSignal): Promise<Condition> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('database-thread.ts', import.meta.url), { workerData: { path, key } });
    signal.addEventListener('abort', () => void thread.terminate(), { once: true });
    thread.on('message', resolve);
    thread.on('error', reject);
    thread.on('exit', () => reject(new Error('ended early')));
  });
}
