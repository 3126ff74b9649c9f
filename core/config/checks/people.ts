import { didYouMean } from '../nearest.ts';
import type { Check } from './check.ts';

export const alertTargetsExist: Check = {
  reads: ['staff.*.phone', 'alerts.*.to'],
  find: ({ alerts, staff }) =>
    alerts.flatMap(({ to }, i) =>
      to.flatMap((who, j) =>
        Object.hasOwn(staff, who)
          ? []
          : [
              {
                path: ['alerts', i, 'to', j],
                message: `alert target "${who}" is no staff member`,
                ...didYouMean(who, Object.keys(staff)),
              },
            ],
      ),
    ),
};

export const alertTargetsHavePhones: Check = {
  reads: ['staff.*.phone', 'alerts.*.to', 'alerts.*.by'],
  find: ({ alerts, staff }) =>
    alerts.flatMap(({ to, by }, i) =>
      to.flatMap((who, j) =>
        by === 'sms' && staff[who]?.phone === null
          ? [
              {
                path: ['alerts', i, 'to', j],
                message: `"${who}" has no phone to be texted`,
                hint: `add staff.${who}.phone`,
              },
            ]
          : [],
      ),
    ),
};

/** A phone that takes calls by lifting is a desk phone: texts to it are lost without a word. */
export const noTextsToLiftedPhones: Check = {
  reads: ['staff.*.phone', 'lines.*.ring', 'alerts.*.to', 'alerts.*.by'],
  find: ({ alerts, lines, staff }) => {
    const lifted = new Set(
      lines.flatMap(line =>
        line.ring.filter(leg => leg.accept === 'any').map(leg => staff[leg.who]?.phone ?? leg.who),
      ),
    );
    return alerts.flatMap(({ to, by }, i) =>
      to.flatMap((who, j) =>
        by === 'sms' && lifted.has(staff[who]?.phone ?? '')
          ? [
              {
                path: ['alerts', i, 'to', j],
                message: `"${who}" takes calls by lifting (accept: any), so it is a desk phone, and texts to it are lost`,
                hint: 'alert a mobile phone, or let them take calls with press_1',
              },
            ]
          : [],
      ),
    );
  },
};
