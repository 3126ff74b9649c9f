import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Check } from '../../../core/doctor/check.ts';
import { runChecks } from '../../../core/doctor/run-checks.ts';
import { found } from '../../../core/rules/doctor/findings.ts';

type Deps = { signal: AbortSignal };
const good: Check<Deps> = { name: 'good', run: async () => [found('config_good', { file: 'config.yaml' })] };
const broken: Check<Deps> = {
  name: 'broken',
  run: () => {
    throw new TypeError('with +12125550140 in it');
  },
};
const rejects: Check<Deps> = { name: 'rejects', run: () => Promise.reject(new RangeError('no')) };

test('a check that breaks, or does not end, is a finding and hides none of the others', async () => {
  const hangs: Check<Deps> = { name: 'hangs', run: () => new Promise(() => {}) };
  const findings = await runChecks([broken, hangs, good, rejects], signal => ({ signal }), 100);
  expect(findings.map(({ what, values }) => [what, values])).toEqual([
    ['check_broke', { check: 'broken', error: 'TypeError' }],
    ['check_broke', { check: 'rejects', error: 'RangeError' }],
    ['check_timed_out', { check: 'hangs', seconds: 0 }],
    ['config_good', { file: 'config.yaml' }],
  ]);
  expect(JSON.stringify(findings)).not.toContain('555');
});

test('a check whose time is up is told so', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const waits: Check<Deps> = {
    name: 'waits',
    run: ({ signal }) =>
      sleep(60_000, [], { signal, ref: false }).catch(error => {
        resolve((signal.reason as Error).name);
        throw error;
      }),
  };
  const findings = await runChecks([waits], signal => ({ signal }), 50);
  expect(findings).toEqual([found('check_timed_out', { check: 'waits', seconds: 0 })]);
  expect(await promise).toBe('TimeoutError');
});

test('all run at once: what one waits for, another may bring', async () => {
  const { promise, resolve } = Promise.withResolvers<void>();
  const first: Check<Deps> = { name: 'first', run: () => promise.then(() => []) };
  const second: Check<Deps> = {
    name: 'second',
    run: async () => {
      resolve();
      return [found('config_good', { file: 'a' })];
    },
  };
  expect(await runChecks([first, second], signal => ({ signal }), 10_000)).toEqual([
    found('config_good', { file: 'a' }),
  ]);
});
