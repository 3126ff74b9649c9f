import { WEEKDAYS } from '../../rules/hours.ts';
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

export const digestHoursExist: Check = {
  reads: ['hours.*', 'digest.*.during'],
  find: config =>
    config.digest.flatMap(({ during }, i) =>
      during === null ? [] : unknownHours(config, during, ['digest', i, 'during']),
    ),
};

/** A digest comes when the hours begin, so there must be hours, and a morning at which they begin. */
export const digestHasMorning: Check = {
  reads: ['hours', 'staff.*.hours', 'digest'],
  find: ({ digest, hours, staff }) =>
    digest.flatMap(({ to, during }, i) =>
      to.flatMap((who, j) => {
        const name = during ?? staff[who]?.hours ?? null;
        const path = ['digest', i, 'to', j];
        if (name === null && Object.hasOwn(staff, who)) {
          const message = `"${who}" has no hours at whose opening a digest could come`;
          return [{ path, message, hint: `add \`during\`, or staff.${who}.hours` }];
        }
        const own = name !== null && Object.hasOwn(hours, name) ? hours[name] : undefined;
        const midnight = own && WEEKDAYS.find(day => own.days[day].some(({ from }) => from === 0));
        if (!midnight) return [];
        const message = `the hours "${name}" begin at midnight on ${midnight}, and so would the digest`;
        return [{ path, message, hint: 'name hours that begin in the morning' }];
      }),
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
