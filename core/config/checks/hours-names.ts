import { didYouMean } from '../nearest.ts';
import type { Finding, Path } from '../problem.ts';
import type { Config } from '../schema.ts';
import type { Check } from './check.ts';

export const lineHoursExist: Check = {
  reads: ['hours.*', 'lines.*.hours'],
  find: config => config.lines.flatMap((line, i) => unknownHours(config, line.hours, ['lines', i, 'hours'])),
};

export const alertHoursExist: Check = {
  reads: ['hours.*', 'alerts.*.during'],
  find: config =>
    config.alerts.flatMap(({ during }, i) =>
      during === null ? [] : unknownHours(config, during, ['alerts', i, 'during']),
    ),
};

export const staffHoursExist: Check = {
  reads: ['hours.*', 'staff.*.hours'],
  find: config =>
    Object.entries(config.staff).flatMap(([who, { hours }]) =>
      hours === null ? [] : unknownHours(config, hours, ['staff', who, 'hours']),
    ),
};

function unknownHours(config: Config, name: string, path: Path): Finding[] {
  if (Object.hasOwn(config.hours, name)) return [];
  return [
    { path, message: `"${name}" is not among the hours`, ...didYouMean(name, Object.keys(config.hours)) },
  ];
}
