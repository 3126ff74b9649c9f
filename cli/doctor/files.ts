import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import { found } from '../../core/rules/doctor/findings.ts';
import { nameOf } from '../open-config.ts';
import type { HereCheck } from './here-check.ts';

const ANYBODY = 0o007;
const GROUP_OR_ANYBODY = 0o077;

/** Whether other users of the machine may read what is none of their business. */
export const files: HereCheck = {
  name: 'files',
  async run({ reading }) {
    if (!('config' in reading)) return [];
    const folder = dirname(reading.file);
    const open = [
      // It names staff and their phones; the group is the container's, which has to read it.
      ...openOf([reading.file], ANYBODY),
      ...openOf(
        [...filesNamed(parse(reading.text)), reading.config.storage.path].map(path => resolve(folder, path)),
      ),
    ].map(nameOf);
    return [open.length === 0 ? found('files_private') : found('files_open', { files: open.join(' ') })];
  },
};

function openOf(paths: readonly string[], mask = GROUP_OR_ANYBODY): string[] {
  return paths.filter(path => {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats !== undefined && (stats.mode & mask) !== 0;
  });
}

/** Every `{file: PATH}` of a configuration: each holds a secret. */
function filesNamed(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  if (!Array.isArray(value) && 'file' in value && typeof value.file === 'string') return [value.file];
  return Object.values(value).flatMap(filesNamed);
}
