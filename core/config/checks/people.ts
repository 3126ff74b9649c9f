import { targetLine } from '../../alerts/index.ts';
import { didYouMean } from '../nearest.ts';
import { memberPaths, TARGET_BLOCKS } from '../targets.ts';
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

export const alertTargetsHaveAddresses: Check = {
  reads: [...memberPaths(), 'alerts.*.to', 'alerts.*.by'],
  find: ({ alerts, staff }) =>
    alerts.flatMap(({ to, by }, i) => {
      const { address } = targetLine(by);
      if (address === null) return [];
      return to.flatMap((who, j) => {
        const member: Readonly<Record<string, unknown>> | undefined = staff[who];
        return member && member[address] === null
          ? [
              {
                path: ['alerts', i, 'to', j],
                message: `"${who}" has no ${address}, which alerts by ${by} need`,
                hint: `add staff.${who}.${address}`,
              },
            ]
          : [];
      });
    }),
};

export const alertTargetsHaveSettings: Check = {
  reads: ['alerts.*.by', ...TARGET_BLOCKS],
  find: config =>
    config.alerts.flatMap(({ by }, i) => {
      const blocks: Readonly<Record<string, unknown>> = config;
      return targetLine(by).settings && blocks[by] === null
        ? [
            {
              path: ['alerts', i, 'by'],
              message: `alerts by ${by} need the block \`${by}\``,
              hint: 'docs/configuration.md says what stands in it',
            },
          ]
        : [];
    }),
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
