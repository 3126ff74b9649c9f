import { formatDuration } from '../../rules/duration.ts';
import { didYouMean } from '../nearest.ts';
import type { Check } from './check.ts';

/** A caller who hears ringing for longer gives up, and the call never becomes ours. */
const LONGEST_PLAN = 45_000;

/** After about 20 s the callee's carrier answers with its voicemail. */
const CARRIER_VOICEMAIL = 20_000;

export const ringTargetsCanRing: Check = {
  reads: ['staff.*.phone', 'lines.*.ring.*.who'],
  find: ({ lines, staff }) =>
    lines.flatMap((line, i) =>
      line.ring.flatMap(({ who }, j) => {
        const path = ['lines', i, 'ring', j, 'who'];
        if (!Object.hasOwn(staff, who)) {
          const message = `ring target "${who}" is no staff member`;
          return [{ path, message, ...didYouMean(who, Object.keys(staff)) }];
        }
        const silent = staff[who]?.phone === null;
        return silent
          ? [{ path, message: `"${who}" has no phone to ring`, hint: `add staff.${who}.phone` }]
          : [];
      }),
    ),
};

export const ringPlansAreShort: Check = {
  reads: ['lines.*.ring.*.for'],
  find: ({ lines }) =>
    lines.flatMap(({ ring }, i) => {
      const total = ring.reduce((sum, leg) => sum + leg.for, 0);
      if (total <= LONGEST_PLAN) return [];
      const message = `these ring for ${formatDuration(total)} in all; callers give up after ${formatDuration(LONGEST_PLAN)}`;
      return [{ path: ['lines', i, 'ring'], on: 'key' as const, message, hint: 'shorten or drop one' }];
    }),
};

export const ringAfterHoursHasTargets: Check = {
  reads: ['lines.*.ring', 'lines.*.after_hours'],
  find: ({ lines }) =>
    lines.flatMap(({ ring, after_hours }, i) =>
      after_hours === 'ring' && ring.length === 0
        ? [
            {
              path: ['lines', i, 'after_hours'],
              message: 'after hours this line would ring, but nobody is listed under `ring`',
              hint: 'list somebody, or use text_and_voicemail',
            },
          ]
        : [],
    ),
};

export const liftedLegsAreShort: Check = {
  reads: ['lines.*.ring'],
  severity: 'warning',
  find: ({ lines }) =>
    lines.flatMap(({ ring }, i) =>
      ring.flatMap((leg, j) =>
        leg.accept === 'any' && leg.for > CARRIER_VOICEMAIL
          ? [
              {
                path: ['lines', i, 'ring', j, 'for'],
                message:
                  'beyond 20s a voicemail may answer, and with `accept: any` it would count as a person',
                hint: 'ring for 20s or less',
              },
            ]
          : [],
      ),
    ),
};
