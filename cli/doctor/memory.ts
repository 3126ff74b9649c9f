import { readFileSync, realpathSync } from 'node:fs';
import { freemem, totalmem } from 'node:os';
import { basename } from 'node:path';
import { judgeMemory, judgeSwap, type Swap } from '../../core/rules/doctor/memory.ts';
import type { HereCheck } from './here-check.ts';

export const memory: HereCheck = {
  name: 'memory',
  async run() {
    return [judgeMemory({ size: totalmem(), room: available() })];
  },
};

/** Linux lists where memory is written to; elsewhere nothing is known and nothing is said. */
export const swap: HereCheck = {
  name: 'swap',
  async run() {
    const list = textOf('/proc/swaps');
    return list === null ? [] : [judgeSwap(swapsIn(list))];
  },
};

/** What could be had, and not merely what lies idle: a cache is given up for whoever needs it. In bytes. */
function available(): number {
  const line = /^MemAvailable:\s+(\d+) kB$/m.exec(textOf('/proc/meminfo') ?? '');
  return line ? Number(line[1]) * 1024 : freemem();
}

/** The lines of /proc/swaps after its heading: name, type, size and more. */
export function swapsIn(list: string, isClosed = isEncrypted): Swap[] {
  return list
    .split('\n')
    .slice(1)
    .flatMap(line => line.split(/\s+/)[0] || [])
    .map(name => ({ name, closed: isClosed(name) }));
}

/** zram stays in memory. What dm-crypt keeps says so by its name. */
function isEncrypted(name: string): boolean {
  const device = basename(realPath(name));
  return /^zram\d+$/.test(device) || (textOf(`/sys/block/${device}/dm/uuid`)?.startsWith('CRYPT-') ?? false);
}

function realPath(name: string): string {
  try {
    return realpathSync(name);
  } catch {
    return name;
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
