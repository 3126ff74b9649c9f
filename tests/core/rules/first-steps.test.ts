import { expect, test } from 'vitest';
import type { DoctorCode } from '../../../core/rules/doctor/findings.ts';
import { FIRST_STEPS, type FirstStep, judgeSteps, type StepFacts } from '../../../core/rules/first-steps.ts';

const NEW: StepFacts = { found: [], heard: false, legal: false, backup: false, byHand: new Set() };
const how = (step: FirstStep, change: Partial<StepFacts>) => {
  const found = judgeSteps({ ...NEW, ...change }).find(one => one.step === step);
  return found && `${found.done ? 'done' : 'open'}${found.byHand ? ', by hand' : ''}`;
};

test('a new installation has everything before it', () => {
  expect(judgeSteps(NEW).map(({ step }) => step)).toEqual([...FIRST_STEPS]);
  expect(judgeSteps(NEW).filter(({ done }) => done)).toEqual([]);
});

test.each<[FirstStep, Partial<StepFacts>, string]>([
  ['sheet', {}, 'open, by hand'],
  ['sheet', { byHand: new Set(['sheet']) }, 'done, by hand'],
  ['address', {}, 'open'],
  ['address', { byHand: new Set(['address']) }, 'open'],
  ['address', { found: ['address_ours'] }, 'done'],
  ['address', { found: ['address_strange'] }, 'open'],
  ['address', { heard: true, found: ['address_silent'] }, 'done'],
  ['connect', { found: ['line_connected'] }, 'done'],
  ['connect', { found: ['line_connected', 'line_elsewhere'] }, 'open'],
  ['connect', { heard: true, found: ['line_not_there'] }, 'open'],
  ['connect', { heard: true }, 'done'],
  ['media', {}, 'open, by hand'],
  ['media', { byHand: new Set(['media']) }, 'done, by hand'],
  ['media', { byHand: new Set(['media']), found: ['media_open'] }, 'open'],
  ['media', { found: ['media_closed'] }, 'done'],
  ['legal', { legal: true }, 'done'],
  ['registered', {}, 'open, by hand'],
  ['registered', { found: ['registered'] }, 'done'],
  ['registered', { found: ['registered', 'registration_waits'] }, 'open'],
  ['registered', { byHand: new Set(['registered']), found: ['texting_off'] }, 'open'],
  ['backup', { backup: true }, 'done'],
  ['backup', { byHand: new Set(['backup']) }, 'open'],
])('%s with %o is %s', (step, change, state) => {
  expect(how(step, change)).toBe(state);
});

test('all that a machine knows by a finding is a finding that there is', () => {
  const codes: DoctorCode[] = ['address_ours', 'line_connected', 'media_closed', 'registered'];
  const all = { found: codes, heard: true, legal: true, backup: true, byHand: new Set<string>(FIRST_STEPS) };
  expect(judgeSteps(all).filter(({ done }) => !done)).toEqual([]);
});
