import { expect, test } from 'vitest';
import { healthFacts } from '../../core/flows/health-facts.ts';
import { judgeHealth } from '../../core/rules/health.ts';
import { emailBlock, mailServer } from './elsewhere.ts';
import { missedCall } from './texting.ts';
import { OWNER, ROBIN, World } from './world.ts';

const HOUR = 3_600_000;
const NOT_LET_IN = { type: 'status', status: 401, accepted: false } as const;

async function finding(world: World, about: string) {
  const facts = await healthFacts({ store: world.store, config: world.holder.current(), now: world.now });
  return judgeHealth(facts).find(one => one.about === about);
}

test('the token was rotated and nobody told us: nothing is lost, the owner hears of it, and it all goes out with the new one', async () => {
  const mail = await mailServer();
  const world = await World.begin({
    config: yaml =>
      `${yaml.replace('name: Sam Okafor,', 'name: Sam Okafor, email: sam@willowstreet.example,')}watch: {to: [owner], by: sms}\n${emailBlock(mail)}`,
  });
  await world.catchUp();
  await world.watchFor(1);
  expect(await finding(world, 'token')).toMatchObject({ what: 'token_accepted' });

  for (const method of ['GET', 'POST'] as const) {
    await world.do({ type: 'fault', fault: { on: 'rest', method, count: 9_999, effect: NOT_LET_IN } });
  }
  await missedCall(world, ROBIN);
  await world.watchFor(5);
  const since = (await finding(world, 'token'))?.at;
  expect(await finding(world, 'token')).toMatchObject({ what: 'token_refused', state: 'wrong' });
  expect(mail.messages).toEqual([]);
  await world.watchFor(15);
  // By text it cannot be told: it goes by email.
  expect(mail.messages).toHaveLength(1);
  expect(mail.messages[0]).toContain('Something is wrong: Our key at Twilio.');
  // Since when, not when it was last refused.
  expect((await finding(world, 'token'))?.at).toBe(since);
  expect(world.textsOn(ROBIN)).toEqual([]);

  await world.do({ type: 'clear-faults' });
  await world.watchFor(12);
  expect(await finding(world, 'token')).toMatchObject({ what: 'token_accepted' });
  const failed = await world.store.read
    .selectFrom('effects')
    .select(['kind', 'state'])
    .where('state', 'in', ['failed', 'unknown'])
    .where('kind', '<>', 'tell_owner')
    .execute();
  expect(failed).toEqual([]);
  await world.watchFor(40);
  expect(world.textsOn(OWNER).at(-1)).toBe('Willow Street: well again: Our key at Twilio.');
});

test.each([
  [HOUR, 'clock_far_off', 3600],
  [-40_000, 'clock_off', 40],
  [2_000, 'clock_right', undefined],
] as const)('our clock is ahead of the world by %i ms: %s', async (by, what, seconds) => {
  const world = await World.begin({
    config: yaml => `${yaml}watch: {to: [owner], by: sms}\n`,
    answered: async (_, answer) => {
      const headers = new Headers(answer.headers);
      headers.set('date', new Date(world.now - by).toUTCString());
      return new Response(await answer.arrayBuffer(), { status: answer.status, headers });
    },
  });
  await world.catchUp();
  await world.watchFor(1);
  const found = await finding(world, 'clock');
  expect(found?.what).toBe(what);
  if (seconds) expect(Math.abs((found?.seconds ?? 0) - seconds)).toBeLessThanOrEqual(1);
  await world.watchFor(75);
  expect(world.textsOn(OWNER).filter(text => text.includes('Clock'))).toHaveLength(seconds ? 1 : 0);
});
