import { expect, test } from 'vitest';
import { staffReplies } from '../../core/flows/work-entry.ts';
import { linkOn, sendForm } from './forms.ts';
import { missedCall, newestEntryId, text, work } from './texting.ts';
import { ALEX, DANA, DESK, OWNER, ROBIN, World } from './world.ts';

const NEEDLES = ['Quillon', 'heliotrope', '5550140', '5550141', '555-0177', '5550177'];

/** A busy hour in which people say names, numbers and words that are nobody else's business. */
async function busyHour(): Promise<World> {
  const world = await World.begin();
  await missedCall(world, ROBIN);
  await text(world, ROBIN, '1');
  await text(world, ROBIN, 'ask for Quillon at 212-555-0177');
  await text(world, ROBIN, 'I want to die, heliotrope');
  await sendForm(world, linkOn(world, ROBIN), {
    wants: 'message',
    message: 'heliotrope',
    name_to_ask: 'Quillon',
  });
  await sendForm(world, '/form', { wants: 'message', message: 'heliotrope', number: '212 555 0177' });
  await sendForm(world, '/form', { wants: 'heliotrope', number: 'Quillon' });
  await world.do({ type: 'set-phone', number: ALEX, phone: { textError: 21211 } });
  await text(world, ALEX, 'heliotrope for Quillon');
  await world.pass(60);
  world.serverCannotWrite = true;
  await text(world, ALEX, 'heliotrope once more');
  world.serverCannotWrite = false;
  const entry = await newestEntryId(world).then(() =>
    world.store.read
      .selectFrom('entries')
      .selectAll()
      .where('contact_id', 'is not', null)
      .executeTakeFirstOrThrow(),
  );
  await work(world, (tx, config) =>
    staffReplies(tx, config, { entry: entry.id, staff: 'dana', words: 'heliotrope to you' }),
  );
  await world.pass(3600);
  return world;
}

test('no name, number or word of a client in any log line, at any level', async () => {
  const world = await busyHour();
  expect(world.logs.length).toBeGreaterThan(5);
  for (const needle of NEEDLES) {
    expect(world.logs.filter(line => JSON.stringify(line).includes(needle))).toEqual([]);
  }
});

test('nor in any address that is requested, from us or by us', async () => {
  const world = await busyHour();
  const { rest, webhooks } = world.simulator.state();
  const addresses = [...rest.map(request => request.path), ...webhooks.map(webhook => webhook.url)];
  expect(addresses.length).toBeGreaterThan(20);
  for (const needle of NEEDLES) {
    expect(addresses.filter(address => decodeURIComponent(address).includes(needle))).toEqual([]);
  }
});

test('nor in any alert to staff', async () => {
  const world = await busyHour();
  const alerts = [DESK, DANA, OWNER].flatMap(phone => world.textsOn(phone));
  expect(alerts.length).toBeGreaterThan(4);
  for (const needle of [...NEEDLES, 'Robin', 'Alex']) {
    expect(alerts.filter(words => words.includes(needle))).toEqual([]);
  }
});

test('nor in what an effect carries', async () => {
  const world = await busyHour();
  const effects = await world.store.read.selectFrom('effects').selectAll().execute();
  expect(effects.length).toBeGreaterThan(10);
  for (const needle of NEEDLES) {
    // A line's own number is in some keys; nobody else's is.
    expect(effects.filter(effect => JSON.stringify(effect).includes(needle))).toEqual([]);
  }
});
