import { expect, test } from 'vitest';
import { ALEX, ROBIN } from '../e2e/installation.ts';
import { brokenPromises } from './account.ts';
import { ahead } from './ahead.ts';
import { becomes, begin, missedCall, settled } from './practice.ts';

const HOUR = 3_600_000;

test.concurrent('the clock is set back an hour after a power cut, and forward again', async () => {
  await using begun = await begin();
  const { installation: practice } = begun;
  const early = [
    await ahead(practice, 'serve', HOUR, '"event":"listening"'),
    await ahead(practice, 'work', HOUR, '"event":"working"'),
  ];
  await missedCall(practice, ROBIN);
  await practice.text(ROBIN, 'Sorry we missed your call.');
  for (const one of early) await one.kill();

  // The dead server's hold is an hour ahead of everybody: it must keep nobody out.
  const right = [await practice.serve(), await practice.work()];
  await becomes(practice, /^200 ok$/);
  await missedCall(practice, ALEX);
  await practice.text(ALEX, 'Sorry we missed your call.');
  for (const one of right) await one.kill();

  await ahead(practice, 'serve', HOUR, '"event":"listening"');
  await ahead(practice, 'work', HOUR, '"event":"working"');
  await becomes(practice, /^200 ok$/);
  await missedCall(practice, ROBIN);
  await settled(practice);
  expect(await brokenPromises(practice)).toEqual([]);
  expect([ROBIN, ALEX].map(phone => practice.textsOn(phone).length)).toEqual([1, 1]);
}, 120_000);
