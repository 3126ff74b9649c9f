import type { DoctorCode } from './doctor/findings.ts';

/** What is left to do once an installation runs, in the order in which it is done; each has its words in core/texts/desk/health. */
export const FIRST_STEPS = [
  'sheet',
  'address',
  'connect',
  'test_call',
  'baa',
  'media',
  'legal',
  'registered',
  'backup',
  'backup_elsewhere',
] as const;
export type FirstStep = (typeof FIRST_STEPS)[number];

/** What is known of them. */
export interface StepFacts {
  /** What the worker found when it last looked outward; none where it never did. */
  found: readonly DoctorCode[];
  /** Whether Twilio has reached us, ever. */
  heard: boolean;
  /** Whether the configuration names who answers for the data. */
  legal: boolean;
  /** Whether a backup was made and checked, ever. */
  backup: boolean;
  /** What an owner says is done. */
  byHand: ReadonlySet<string>;
}

/** A step, whether it is done, and whether that is for an owner to say: no machine can see paper in a safe. */
export interface StepState {
  step: FirstStep;
  done: boolean;
  byHand: boolean;
}

/** Whether a machine can know of a step, and then what it knows; null: an owner says. */
const KNOWN: { readonly [S in FirstStep]: (facts: StepFacts) => boolean | null } = {
  sheet: () => null,
  address: ({ found, heard }) => heard || some(found, ['address_ours', 'address_not_from_here']),
  connect: ({ found, heard }) =>
    some(found, ['line_elsewhere', 'line_not_there']) ? false : heard || some(found, ['line_connected']),
  test_call: () => null,
  baa: () => null,
  media({ found }) {
    if (some(found, ['media_open'])) return false;
    // Twilio shows it only where there is a recording to try.
    return some(found, ['media_closed']) ? true : null;
  },
  legal: ({ legal }) => legal,
  registered({ found }) {
    if (some(found, ['registration_waits', 'registration_refused', 'registration_missing', 'texting_off'])) {
      return false;
    }
    return some(found, ['registered', 'registration_not_needed', 'registered_but_off']) ? true : null;
  },
  backup: ({ backup }) => backup,
  backup_elsewhere: () => null,
};

/** How each step stands. */
export function judgeSteps(facts: StepFacts): StepState[] {
  return FIRST_STEPS.map(step => {
    const known = KNOWN[step](facts);
    return { step, done: known ?? facts.byHand.has(step), byHand: known === null };
  });
}

function some(found: readonly DoctorCode[], codes: readonly DoctorCode[]): boolean {
  return codes.some(code => found.includes(code));
}
