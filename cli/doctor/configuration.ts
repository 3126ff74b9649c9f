import { found } from '../../core/rules/doctor/findings.ts';
import { nameOf } from '../open-config.ts';
import type { HereCheck } from './here-check.ts';

export const configuration: HereCheck = {
  name: 'configuration',
  async run({ reading }) {
    const file = nameOf(reading.file);
    if ('errors' in reading) return [found('config_broken', { file, count: reading.errors.length })];
    const count = reading.warnings.length;
    return [count === 0 ? found('config_good', { file }) : found('config_warns', { file, count })];
  },
};
