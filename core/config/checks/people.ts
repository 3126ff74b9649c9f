import { targetLine } from '../../alerts/index.ts';
import { liftedPhones } from '../lifted.ts';
import { didYouMean } from '../nearest.ts';
import type { Config } from '../schema.ts';
import { memberPaths, TARGET_BLOCKS } from '../targets.ts';
import type { Check } from './check.ts';

const NOTICES = ['alerts.*.to', 'alerts.*.by', 'digest.*.to', 'digest.*.by', 'watch.to', 'watch.by'];

/** Everything that is sent to staff, with where it stands. */
function noticesOf({ alerts, digest, watch }: Pick<Config, 'alerts' | 'digest' | 'watch'>) {
  return [
    ...(watch && watch.to.length > 0 ? [{ ...watch, path: ['watch'] }] : []),
    ...alerts.map(({ to, by }, i) => ({ to, by, path: ['alerts', i] })),
    ...digest.map(({ to, by }, i) => ({ to, by, path: ['digest', i] })),
  ];
}

export const alertTargetsExist: Check = {
  reads: ['staff.*.phone', 'alerts.*.to', 'digest.*.to', 'watch.to'],
  find: config =>
    noticesOf(config).flatMap(({ to, path }) =>
      to.flatMap((who, j) =>
        Object.hasOwn(config.staff, who)
          ? []
          : [
              {
                path: [...path, 'to', j],
                message: `alert target "${who}" is no staff member`,
                ...didYouMean(who, Object.keys(config.staff)),
              },
            ],
      ),
    ),
};

export const alertTargetsHaveAddresses: Check = {
  reads: [...memberPaths(), ...NOTICES],
  find: config =>
    noticesOf(config).flatMap(({ to, by, path }) => {
      const { address } = targetLine(by);
      if (address === null) return [];
      return to.flatMap((who, j) => {
        const member: Readonly<Record<string, unknown>> | undefined = config.staff[who];
        return member && member[address] === null
          ? [
              {
                path: [...path, 'to', j],
                message: `"${who}" has no ${address}, which alerts by ${by} need`,
                hint: `add staff.${who}.${address}`,
              },
            ]
          : [];
      });
    }),
};

export const alertTargetsHaveSettings: Check = {
  reads: ['alerts.*.by', 'digest.*.by', 'watch.by', ...TARGET_BLOCKS],
  find: config =>
    noticesOf(config).flatMap(({ by, path }) => {
      const blocks: Readonly<Record<string, unknown>> = config;
      return targetLine(by).settings && blocks[by] === null
        ? [
            {
              path: [...path, 'by'],
              message: `alerts by ${by} need the block \`${by}\``,
              hint: 'docs/configuration.md says what stands in it',
            },
          ]
        : [];
    }),
};

export const noTextsToLiftedPhones: Check = {
  reads: ['staff.*.phone', 'lines.*.ring', ...NOTICES],
  find: config => {
    const { lines, staff } = config;
    const lifted = liftedPhones({ lines, staff });
    return noticesOf(config).flatMap(({ to, by, path }) =>
      to.flatMap((who, j) =>
        by === 'sms' && lifted.has(staff[who]?.phone ?? '')
          ? [
              {
                path: [...path, 'to', j],
                message: `"${who}" takes calls by lifting (accept: any), so it is a desk phone, and texts to it are lost`,
                hint: 'alert a mobile phone, or let them take calls with press_1',
              },
            ]
          : [],
      ),
    );
  },
};
