import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { configRead, healthFacts, twilioIsHeard } from '../../core/flows/health-facts.ts';
import { textStatusComes } from '../../core/flows/text-status.ts';
import { judgeHealth } from '../../core/rules/health.ts';
import { setMark } from '../../core/store/marks.ts';
import { query } from '../../core/store/query.ts';
import { emailBlock, mailServer } from './elsewhere.ts';
import { missedCall, text } from './texting.ts';
import { ALEX, DANA, OWNER, ROBIN, World, type WorldOptions } from './world.ts';

const GB = 1_000_000_000;
const JORDAN = '+12125550151';
const HEARTBEAT = 'https://heartbeat.example/0192f6aa';

/** What is asked of the heartbeat service, as the end of its address. */
function listening() {
  const beats: string[] = [];
  let answers = 200;
  const elsewhere = async (request: Request) => {
    expect(request.method).toBe('GET');
    expect(await request.text()).toBe('');
    beats.push(request.url.replace(HEARTBEAT, 'beat'));
    return new Response('OK', { status: answers });
  };
  return { beats, elsewhere, answer: (status: number) => (answers = status) };
}

async function begin(watch: string, options: WorldOptions = {}): Promise<World> {
  const world = await World.begin({
    ...options,
    config: yaml => `${(options.config ?? (same => same))(yaml)}\nwatch: ${watch}\n`,
  });
  await world.store.write(tx => setMark(tx, 'backup', tx.now));
  return world;
}

const withEmail = (yaml: string) =>
  yaml.replace('name: Sam Okafor,', 'name: Sam Okafor, email: sam@willowstreet.example,');

const said = (world: World) => world.logs.filter(({ event }) => String(event).startsWith('trouble_'));

test('the disk is full: a text to the owner, one more each day, and one when there is room again', async () => {
  const world = await begin('{to: [owner], by: sms}');
  await world.watchFor(5);
  expect(world.textsOn(OWNER)).toEqual([]);
  world.room = 50_000_000;
  await world.watchFor(5);
  const wrong = 'Willow Street: something is wrong: Room on the disk. See Health at the desk.';
  expect(world.textsOn(OWNER)).toEqual([wrong]);
  expect(world.textsOn(DANA)).toEqual([]);
  await world.pass(86_400 - 300);
  await world.watchFor(5);
  const still = 'Willow Street: still not well: Room on the disk. See Health at the desk.';
  expect(world.textsOn(OWNER)[1]).toBe(still);
  world.room = 100 * GB;
  await world.watchFor(40);
  expect(world.textsOn(OWNER).slice(2)).toEqual(['Willow Street: well again: Room on the disk.']);
  expect(said(world).map(({ event, about }) => `${event} ${about}`)).toEqual([
    ...['trouble_begun room', 'trouble_still room', 'trouble_over room'],
  ]);
});

test('what goes on as it was is written down once', async () => {
  const world = await begin('{to: [owner], by: sms}');
  world.room = 50_000_000;
  await world.store.write(tx => configRead(tx, false));
  await world.watchFor(2);
  const changes = query((db, _: Record<never, never>) =>
    db.selectNoFrom(sql<number>`total_changes()`.as('count')),
  );
  const written = () => world.store.write(async tx => tx.first(changes, {})?.count);
  const before = await written();
  await world.watch.look();
  expect(await written()).toEqual(before);
});

test('several at once are one text, and what has to be looked at waits for the owner, unless it is over by then', async () => {
  const world = await begin('{to: [owner], by: sms}', {
    at: '2026-11-23T18:00[America/New_York]',
    config: yaml => yaml.replace('name: Sam Okafor,', 'name: Sam Okafor, hours: office,'),
  });
  await world.store.write(tx => configRead(tx, false));
  await world.store.write(tx => setMark(tx, 'certificate_until', tx.now + 10 * 86_400_000));
  await world.watchFor(15);
  expect(world.textsOn(OWNER)).toEqual([]);
  await world.store.write(tx => configRead(tx, true));
  await world.watchFor(40);
  await world.pass(14.5 * 3600);
  expect(world.textsOn(OWNER)).toEqual([
    'Willow Street: please have a look: Certificate. See Health at the desk.',
  ]);
  // What is wrong waits for no hours.
  await world.pass(9 * 3600);
  world.room = 1;
  await world.store.write(tx => setMark(tx, 'certificate_until', tx.now + 86_400_000));
  await world.watchFor(12);
  expect(world.textsOn(OWNER).slice(1)).toEqual([
    'Willow Street: something is wrong: Room on the disk; Certificate. See Health at the desk.',
  ]);
});

test('what is refused one way goes another, and when none is left Health says so', async () => {
  const smtp = await mailServer();
  const world = await begin('{to: [owner], by: sms}', {
    config: yaml => withEmail(yaml) + emailBlock(smtp),
  });
  const effect = { type: 'status', status: 400, accepted: false } as const;
  await world.do({ type: 'fault', fault: { on: 'rest', method: 'POST', count: 99, effect } });
  world.room = 1;
  await world.watchFor(1);
  expect(world.textsOn(OWNER)).toEqual([]);
  expect(smtp.messages).toHaveLength(1);
  expect(smtp.messages[0]).toContain('Subject: Willow Street: something needs you');
  expect(smtp.messages[0]).toContain('Something is wrong: Room on the disk.');
  const unreachable = () =>
    world.store.read.selectFrom('marks').select('name').where('name', '=', 'owner_unreachable').execute();
  expect(await unreachable()).toEqual([]);
  // The mail server is gone as well.
  await smtp.end();
  await world.store.write(tx =>
    tx.db.updateTable('marks').set({ at: 0 }).where('name', '=', 'backup').execute(),
  );
  await world.watchFor(3);
  expect(await unreachable()).toHaveLength(1);
  const findings = judgeHealth(
    await healthFacts({ store: world.store, config: world.holder.current(), now: world.now }),
  );
  expect(findings).toContainEqual(
    expect.objectContaining({ what: 'watch_unreachable', names: ['Sam Okafor'] }),
  );
  await world.do({ type: 'clear-faults' });
  await world.pass(86_400);
  await world.watchFor(2);
  expect(world.textsOn(OWNER)).toHaveLength(1);
  expect(await unreachable()).toEqual([]);
});

test('whoever texted STOP is told another way, and that they texted it', async () => {
  const smtp = await mailServer();
  const world = await begin('{to: [owner], by: sms}', {
    config: yaml => withEmail(yaml) + emailBlock(smtp),
  });
  await world.do({ type: 'text', phone: OWNER, to: '+12125550100', body: 'STOP' });
  world.room = 1;
  await world.watchFor(1);
  expect(world.textsOn(OWNER).filter(text => /wrong|look/.test(text))).toEqual([]);
  expect(smtp.messages.map(one => /(?:wrong|look): ([^.]+)/.exec(one)?.[1]).sort()).toEqual([
    ...['Alerts to staff', 'Room on the disk'],
  ]);
});

test('signatures of Twilio itself that do not match are told once its lists have what was refused, and not before', async () => {
  const world = await begin('{to: [owner], by: sms}');
  await world.catchUp();
  await world.store.write(tx => twilioIsHeard(tx, { good: tx.now, bad: null }));
  await world.watchFor(30);
  // Anybody can send one that does not match.
  const refused = () =>
    world.store.write(tx => twilioIsHeard(tx, { good: null, bad: { at: tx.now, count: 1 } }));
  await refused();
  await world.watchFor(30);
  expect(world.textsOn(OWNER)).toEqual([]);
  // A proxy that was put in between changes the address that is signed.
  world.serverIsDown = true;
  await text(world, ROBIN, 'are you there');
  await refused();
  await world.watchFor(20);
  expect(world.textsOn(OWNER)).toEqual([
    'Willow Street: something is wrong: Calls and texts from Twilio. See Health at the desk.',
  ]);
});

test('when nothing can be written it is said directly, once an hour, and the heartbeat fails', async () => {
  const { beats, elsewhere } = listening();
  const world = await begin(`{to: [owner], by: sms, heartbeat: "${HEARTBEAT}"}`, { elsewhere });
  await world.watchFor(2);
  expect(beats).toEqual(['beat', 'beat']);
  world.workerCannotWrite = true;
  await world.watchFor(1);
  // Once is not told either way.
  expect([beats.length, world.textsOn(OWNER)]).toEqual([2, []]);
  await world.watchFor(60);
  expect(new Set(beats.slice(2))).toEqual(new Set(['beat/fail']));
  expect(world.textsOn(OWNER)).toEqual([
    'Willow Street: nothing can be written down here. The disk may be full or broken: calls are answered, but not kept. Please look now.',
  ]);
  await world.watchFor(2);
  expect(world.textsOn(OWNER)).toHaveLength(2);
  world.workerCannotWrite = false;
  await world.watchFor(1);
  expect(beats.at(-1)).toBe('beat');
});

test('three texts in a row that carriers filter: the owner hears of it, and when one arrives again', async () => {
  const world = await begin('{to: [owner], by: sms}', { phones: [JORDAN] });
  const filter = (number: number) =>
    world.store.write(tx =>
      tx.db
        .updateTable('messages')
        .set({ status: 'undelivered', error_code: number })
        .where('direction', '=', 'out')
        .execute(),
    );
  const told = () => world.textsOn(OWNER).filter(one => one.includes('Texts'));
  for (const phone of [ROBIN, ALEX]) await missedCall(world, phone);
  await filter(30007);
  await world.watchFor(2);
  expect(told()).toEqual([]);
  await missedCall(world, JORDAN);
  // Phones that are off are no fault of ours, however many.
  await filter(30003);
  await world.watchFor(2);
  expect(told()).toEqual([]);
  await filter(30007);
  await world.watchFor(2);
  expect(told()).toEqual(['Willow Street: something is wrong: Texts. See Health at the desk.']);
  await world.pass(3600);
  await text(world, ROBIN, '1');
  await world.watchFor(35);
  expect(told().slice(1)).toEqual(['Willow Street: well again: Texts.']);
});

test('promises that nobody keeps: said directly, since a promise to say it would wait as well', async () => {
  const world = await begin('{to: [owner], by: sms}');
  world.stopWorker();
  await missedCall(world, ROBIN);
  await world.watchFor(7);
  expect(world.textsOn(OWNER)).toEqual([
    'Willow Street: something is wrong: What was promised. See Health at the desk.',
  ]);
});

test('a heartbeat service that does not answer is in the log once, and nothing else comes of it', async () => {
  const { beats, elsewhere, answer } = listening();
  const world = await begin(`{heartbeat: "${HEARTBEAT}"}`, { elsewhere });
  answer(404);
  await world.watchFor(3);
  answer(200);
  await world.watchFor(1);
  expect(beats).toHaveLength(4);
  const unheard = world.logs.filter(({ event }) => event === 'heartbeat_not_heard');
  expect(unheard).toMatchObject([{ code: 'http_404' }]);
  expect(JSON.stringify(world.logs)).not.toContain('0192f6aa');
});

test('a text to the owner that a carrier gives up on later: another way', async () => {
  const smtp = await mailServer();
  const world = await begin('{to: [owner], by: sms}', { config: yaml => withEmail(yaml) + emailBlock(smtp) });
  world.room = 1;
  await world.watchFor(1);
  await world.pass(5);
  expect([world.textsOn(OWNER).length, smtp.messages.length]).toEqual([1, 0]);
  const sent = await world.store.read
    .selectFrom('effects')
    .selectAll()
    .where('kind', '=', 'tell_owner')
    .executeTakeFirstOrThrow();
  const late = { effect: sent.id, sid: sent.provider_sid ?? '', status: 'undelivered', errorCode: 30003 };
  await world.store.write(tx => textStatusComes(tx, world.holder.current(), late));
  await world.settle();
  expect(smtp.messages).toHaveLength(1);
  // Twilio tells it twice.
  await world.store.write(tx => textStatusComes(tx, world.holder.current(), late));
  await world.settle();
  expect(smtp.messages).toHaveLength(1);
});

test('nothing that is told holds a name, a number or a word of anybody', async () => {
  const world = await begin('{to: [owner], by: sms}');
  await missedCall(world, ROBIN);
  await world.do({ type: 'text', phone: DANA, to: '+12125550100', body: 'STOP' });
  await world.watchFor(2);
  const told = world.textsOn(OWNER).filter(text => text.includes('look'));
  expect(told).toEqual(['Willow Street: please have a look: Alerts to staff. See Health at the desk.']);
  expect(JSON.stringify(said(world))).not.toMatch(/Dana|dana|\+1212/);
});
