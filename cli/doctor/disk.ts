import { statfsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { found } from '../../core/rules/doctor/findings.ts';
import { judgeRoom } from '../../core/rules/doctor/room.ts';
import { DATABASE_FILE } from '../../core/store/store.ts';
import type { HereCheck } from './here-check.ts';

export const disk: HereCheck = {
  name: 'disk',
  async run({ reading }) {
    if (!('config' in reading)) return [];
    const folder = reading.config.storage.path;
    try {
      const { bavail, bsize } = statfsSync(folder);
      return [judgeRoom({ size: sizeOf(folder), room: bavail * bsize })];
    } catch (error) {
      return [found('room_unknown', { folder, error: (error as NodeJS.ErrnoException).code ?? 'unknown' })];
    }
  },
};

/** Bytes of the database with its log. */
function sizeOf(folder: string): number {
  return [DATABASE_FILE, `${DATABASE_FILE}-wal`]
    .map(name => statSync(join(folder, name), { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
}
