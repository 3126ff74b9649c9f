import type { HealthState } from '../health.ts';
import { HERE } from './here.ts';
import type { Values } from './kinds.ts';
import { AT_TWILIO } from './twilio.ts';

/** Every finding there can be, in the order in which they are shown. */
export const DOCTOR_FINDINGS = { ...HERE, ...AT_TWILIO } as const;

type Kind = typeof DOCTOR_FINDINGS;
export type DoctorCode = keyof Kind;
export type DoctorTopic = Kind[DoctorCode]['about'];

/** Findings that ask for something to be done: each has a sentence for it, its code with `_do` behind it. */
export type DoctorTrouble = {
  [Code in DoctorCode]: Kind[Code]['state'] extends 'ok' ? never : Code;
}[DoctorCode];

/** One thing about an installation, as a code whose sentence is in core/texts/desk/doctor. */
export interface DoctorFinding {
  what: DoctorCode;
  about: DoctorTopic;
  state: HealthState;
  values: Values;
}

/** Makes a finding of its code. */
export function found(what: DoctorCode, values: Values = {}): DoctorFinding {
  return { what, ...DOCTOR_FINDINGS[what], values };
}

/** Whether this version knows a code: a newer one may have stored it. */
export function isDoctorCode(code: string): code is DoctorCode {
  return Object.hasOwn(DOCTOR_FINDINGS, code);
}

/** Whether a finding asks for something to be done. */
export function asksForSomething(
  finding: Pick<DoctorFinding, 'what' | 'state'>,
): finding is { what: DoctorTrouble } & DoctorFinding {
  return finding.state !== 'ok';
}

const ORDER = Object.keys(DOCTOR_FINDINGS) as DoctorCode[];

/** Findings in the order of the catalogue, so that two looks at the same thing read the same. */
export function inOrder(findings: readonly DoctorFinding[]): DoctorFinding[] {
  return findings.toSorted((a, b) => ORDER.indexOf(a.what) - ORDER.indexOf(b.what));
}

/** The values of a finding as words. `moment` says a time, `bytes` a size. */
export function valuesInWords(
  values: Values,
  { moment, bytes }: { moment: (at: number) => string; bytes: (count: number) => string },
): Values {
  const say: Readonly<Record<string, (value: number) => string>> = {
    at: moment,
    until: moment,
    size: bytes,
    room: bytes,
  };
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const words = typeof value === 'number' ? say[name]?.(value) : undefined;
      return [name, words ?? value];
    }),
  );
}
