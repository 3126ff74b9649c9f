import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { SETTINGS } from '../../core/rules/connecting.ts';
import { Refusal } from '../refusal.ts';

const FILE = 'before-connect.json';

const schema = z.strictObject({
  account: z.string(),
  /** By number: what stood there before, of what was changed. */
  numbers: z.record(z.string(), z.partialRecord(z.enum(SETTINGS), z.string())),
  /** By service: whether texts went to each number's own address. */
  services: z.record(z.string(), z.boolean()),
});

/** What stood at Twilio before `connect` first changed it. Addresses of other systems may hold passwords: the file is private. */
export type Before = z.infer<typeof schema>;

/** @throws Refusal when the file cannot be understood */
export function readBefore(folder: string): Before | null {
  const file = join(folder, FILE);
  if (!existsSync(file)) return null;
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (typeof (error as NodeJS.ErrnoException).code === 'string') throw error;
    throw new Refusal(
      `${file} was not written by this version of Second Ring, or only half. Move it away; what stood at Twilio before is in it.`,
    );
  }
}

/** Keeps what stands now beside what is kept already: the oldest is what somebody wants back. */
export function withBefore(kept: Before | null, now: Before): Before {
  if (!kept || kept.account !== now.account) return now;
  const numbers = { ...now.numbers };
  for (const [number, settings] of Object.entries(kept.numbers)) {
    numbers[number] = { ...numbers[number], ...settings };
  }
  return { account: now.account, numbers, services: { ...now.services, ...kept.services } };
}

/** Whole or not at all, even when the machine stops meanwhile. Null takes it away. */
export function writeBefore(folder: string, before: Before | null): void {
  const file = join(folder, FILE);
  if (before === null) {
    rmSync(file, { force: true });
    return;
  }
  writeFileSync(`${file}.new`, `${JSON.stringify(before, null, 2)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}
