import type { Phone } from '../../ids.ts';
import type { Finding, Path } from '../problem.ts';
import type { Config } from '../schema.ts';
import type { Check } from './check.ts';

interface Numbered {
  readonly phone: Phone;
  readonly called: string;
  readonly path: Path;
}

export const linesAreDistinct: Check = {
  reads: ['lines.*.number'],
  find: config => repeated(linesOf(config), []),
};

/** A staff phone that is also a line would be rung by itself, in a loop. */
export const linesAreNotStaff: Check = {
  reads: ['lines.*.number', 'staff.*.phone'],
  find: config => {
    const lines = linesOf(config);
    return staffOf(config).flatMap(one => repeated([one], lines));
  },
};

/** Texts from a staff phone are told by its number: two people on one phone cannot be told apart. */
export const staffPhonesAreDistinct: Check = {
  reads: ['staff.*.phone'],
  severity: 'warning',
  find: config => repeated(staffOf(config), []),
};

export const blockedAreStrangers: Check = {
  reads: ['callers.block', 'lines.*.number', 'staff.*.phone'],
  find: config =>
    repeated(
      config.callers.block.map((phone, i) => ({
        phone,
        called: 'callers.block',
        path: ['callers', 'block', i],
      })),
      [...linesOf(config), ...staffOf(config)],
    ),
};

function linesOf({ lines }: Config): Numbered[] {
  return lines.map(({ number, name }, i) => ({
    phone: number,
    called: `the line "${name}"`,
    path: ['lines', i, 'number'],
  }));
}

function staffOf({ staff }: Config): Numbered[] {
  return Object.entries(staff).flatMap(([id, { phone }]) =>
    phone === null ? [] : [{ phone, called: `staff.${id}`, path: ['staff', id, 'phone'] }],
  );
}

/** Those whose number has been seen before, in `earlier` or among themselves. */
function repeated(numbers: readonly Numbered[], earlier: readonly Numbered[]): Finding[] {
  const owners = new Map(earlier.map(({ phone, called }) => [phone, called]));
  const findings: Finding[] = [];
  for (const { phone, called, path } of numbers) {
    const owner = owners.get(phone);
    if (owner === undefined) owners.set(phone, called);
    else findings.push({ path, message: `this is also the number of ${owner}` });
  }
  return findings;
}
