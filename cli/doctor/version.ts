import { found } from '../../core/rules/doctor/findings.ts';
import { VERSION } from '../../core/version.ts';
import type { HereCheck } from './here-check.ts';

export const version: HereCheck = {
  name: 'version',
  async run() {
    return [found('version_of', { version: VERSION, node: process.versions.node })];
  },
};
