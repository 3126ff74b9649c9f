import { expect, test } from 'vitest';
import { isTollFree, registrationOf } from '../../../core/rules/registration.ts';

const LINE = '+12125550100';
const FREE = '+18885550100';

function service(...states: string[]) {
  const campaigns = states.map(state => ({ state, help: '' }));
  return { sid: 'MG1', name: 'Texts', numbers: [LINE], byNumber: true, url: '', campaigns };
}

test.each<[string, string, Parameters<typeof registrationOf>[1], string[], string]>([
  ['in no service', LINE, [], [], 'none'],
  ['in a service without a campaign', LINE, [service()], [], 'none'],
  ['with a campaign under review', LINE, [service('IN_PROGRESS')], [], 'waiting'],
  ['with a verified one', LINE, [service('VERIFIED')], [], 'done'],
  ['with one that failed', LINE, [service('FAILED')], [], 'refused'],
  ['with one that failed and one sent in since', LINE, [service('FAILED', 'PENDING')], [], 'waiting'],
  ['in a word that is not known yet', LINE, [service('SOMETHING_NEW')], [], 'waiting'],
  ['toll-free and approved', FREE, [], ['TWILIO_APPROVED'], 'done'],
  ['toll-free and rejected', FREE, [], ['TWILIO_REJECTED'], 'refused'],
  ['toll-free and sent in again', FREE, [], ['IN_REVIEW', 'TWILIO_REJECTED'], 'waiting'],
  ['toll-free and never sent in', FREE, [service('VERIFIED')], [], 'none'],
  ['of another country', '+442079460000', [], [], 'not_needed'],
])('a number %s', (_name, number, services, verified, expected) => {
  const verifications = verified.map(state => ({ number: FREE, state }));
  expect(registrationOf(number, services, verifications)).toBe(expected);
});

test.each([
  [FREE, true],
  [LINE, false],
  ['+18185550100', false],
])('%s is toll-free: %s', (number, expected) => {
  expect(isTollFree(number)).toBe(expected);
});
