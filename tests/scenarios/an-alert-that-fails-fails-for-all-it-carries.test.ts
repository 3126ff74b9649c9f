import { expect, test } from 'vitest';
import { only, text } from './texting.ts';
import { DANA, OWNER, World } from './world.ts';

const SIX = [1, 2, 3, 4, 5, 6].map(last => `+1212555016${last}`);

test('alerts that were folded into one which did not arrive are told to the next person, each entry saying so', async () => {
  const world = await World.begin({ phones: SIX });
  for (const phone of SIX.slice(0, 4)) await text(world, phone, 'Please call me about the bill.');
  await world.do({ type: 'set-phone', number: DANA, phone: { textError: 30003 } });
  for (const phone of SIX.slice(4)) await text(world, phone, 'Please call me about the bill.');
  expect(world.textsOn(DANA)).toHaveLength(4);
  expect(world.textsOn(OWNER)).toEqual([]);
  await world.pass(10 * 60 + 10);
  expect(world.textsOn(OWNER).length).toBeGreaterThan(0);
  const failed = await world.store.read
    .selectFrom('notes')
    .select('entry_id')
    .distinct()
    .where('code', '=', 'alert_failed')
    .execute();
  expect(failed).toHaveLength(2);
  expect(await world.summary()).toEqual(
    only({
      texts: [
        'Dana: alert (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert (delivered)',
        'Dana: alert (delivered)',
        '+12125550161: message_open (delivered)',
        '+12125550162: message_open (delivered)',
        '+12125550163: message_open (delivered)',
        '+12125550164: message_open (delivered)',
        '+12125550165: message_open (delivered)',
        '+12125550166: message_open (delivered)',
        'Dana: alert (undelivered)',
        'Sam: alert (delivered)',
      ],
      entries: [
        '+12125550161: message (open)',
        '+12125550162: message (open)',
        '+12125550163: message (open)',
        '+12125550164: message (open)',
        '+12125550165: message (open)',
        '+12125550166: message (open)',
      ],
      notes: ['alert_failed', 'alert_failed'],
      undone: [
        'send_alert pending',
        'send_alert pending',
        'send_alert pending',
        'send_alert pending',
        'send_alert cancelled: folded',
        'send_alert cancelled: folded',
      ],
      rows: { contacts: 6, messages: 12, alerts: 12 },
    }),
  );
});
