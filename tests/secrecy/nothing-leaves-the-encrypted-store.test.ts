import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { atTheEnd } from '../e2e/at-the-end.ts';
import { DANA, Installation, OWNER } from '../e2e/installation.ts';
import { RedisServer } from '../e2e/redis.ts';
import { settled } from '../faults/practice.ts';
import { CALLING, found, NAME, needles, SENTENCE, SOUND } from './needles.ts';
import { allInRedis, filesBelow, pathsBelow, processesIn } from './places.ts';
import { mistakes, tellEverything } from './story.ts';
import { SECRETS, WaysToStaff } from './ways-to-staff.ts';

const DEBUG = (yaml: string) => `${yaml}log: {level: debug}\n`;

test('a name, numbers, a sentence and a voice are in the encrypted store and nowhere else', async () => {
  // Everything that anything of this installation writes to a temporary folder ends up in here.
  const temporary = mkdtempSync(join(tmpdir(), 'second-ring-secrecy-'));
  const before = process.env.TMPDIR;
  process.env.TMPDIR = temporary;
  atTheEnd(async () => rmSync(temporary, { recursive: true, force: true }));
  const redis = await RedisServer.started();
  const commands = await redis.listen();
  const ways = await WaysToStaff.begin();
  const config = (yaml: string) => ways.config(DEBUG(yaml));
  const practice = await Installation.begin({ redis, config, phones: [CALLING] });
  const server = await practice.serve();
  const worker = await practice.work();
  if (before === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = before;

  await tellEverything(practice);
  const running = processesIn(practice.folder);
  const inRedis = await allInRedis(redis.url);
  const metrics = await fetch(`${practice.url}/metrics`).then(answer => answer.text());
  const ready = await fetch(`${practice.url}/readyz`).then(answer => answer.text());
  // A backup is as secret as what it is of, also while it is being made.
  const copies = await filesWhile(temporary, practice.command('backup'));
  const whileRunning = filesBelow(temporary);
  await settled(practice);
  const complaints = await mistakes(practice);
  for (const one of [server, worker]) expect(await one.stop()).toMatchObject({ code: 0 });
  // So is a database that is being encrypted anew.
  copies.push(...(await filesWhile(temporary, practice.command('key', 'rotate'))));
  expect(new Set(copies.map(({ path }) => kindOf(path)))).toEqual(
    new Set(['.backup.part', '.backup', '.backup.sha256', '.db.next']),
  );
  const afterwards = filesBelow(temporary);

  const { rest, webhooks } = practice.simulator.state();
  const places: Record<string, string | Buffer> = {
    'commands to Redis': commands.join('\n'),
    'what lies in Redis': inRedis,
    'the logs': server.output + worker.output,
    'the address of a webhook': webhooks.map(one => one.url).join('\n'),
    'the address of a request of ours': rest
      .map(one => `${one.path}?${one.method === 'POST' ? '' : one.params.join('&')}`)
      .join('\n'),
    'what the line says': webhooks.map(one => one.body ?? '').join('\n'),
    '/metrics': metrics,
    '/readyz': ready,
    'an alert': [DANA, OWNER].flatMap(phone => practice.textsOn(phone)).join('\n'),
    ...ways.told,
    'an error at the terminal': complaints,
    'a command line': running.map(one => one.command).join('\n'),
    'an environment': running.map(one => one.environment).join('\n'),
  };
  // Our own secrets stand in the configuration and go where they belong, and nowhere else.
  const theirs = ['an email', 'a push by ntfy', 'an alert by webhook'];
  const secrets = Object.entries(places).filter(([place]) => !theirs.includes(place));
  expect(
    secrets.flatMap(([place, text]) =>
      Object.values(SECRETS).flatMap(secret => (text.includes(secret) ? [`${secret} is in ${place}`] : [])),
    ),
  ).toEqual([]);
  expect(places['an alert by webhook']).not.toContain(SECRETS.secret);
  for (const { path, bytes } of [...whileRunning, ...copies, ...afterwards]) {
    places[`${relative(temporary, path)} ${bytes.length}`] = bytes;
  }
  const leaks = Object.entries(places).flatMap(([place, bytes]) =>
    found(bytes).map(needle => `${needle} is in ${place}`),
  );
  expect(leaks).toEqual([]);

  // There was something to search in each of them.
  for (const [place, bytes] of Object.entries(places)) {
    const mayBeEmpty = place.endsWith(' 0') || place === 'what lies in Redis';
    expect([place, bytes.length > 0 || mayBeEmpty]).toEqual([place, true]);
  }
  expect(running).toHaveLength(2);
  expect(whileRunning.map(({ path }) => path.split('/').at(-1))).toEqual(
    expect.arrayContaining(['second-ring.db', 'second-ring.db-wal', 'second-ring.db-shm']),
  );

  // Nothing that a dying process leaves behind has been asked for, and no file came that does not belong here.
  for (const { command, environment } of running) {
    expect(`${command}\n${environment}`).not.toMatch(
      /--heapsnapshot|--heap-prof|--cpu-prof|--report-|--inspect/,
    );
  }
  expect(
    afterwards
      .map(({ path }) =>
        path
          .split('/')
          .at(-1)
          ?.replaceAll(/\d{4}-[\dTZ-]+/g, 'DATE'),
      )
      .toSorted(),
  ).toEqual([
    'config.yaml',
    'database.key',
    'database.key.DATE',
    'second-ring-DATE.backup',
    'second-ring-DATE.backup.sha256',
    'second-ring.db',
    'server.lock',
  ]);

  // The same search, where the needles belong.
  const { store, sounds } = await practice.inDatabase(async read => ({
    store: JSON.stringify([
      await read.selectFrom('messages').selectAll().execute(),
      await read.selectFrom('forms').selectAll().execute(),
      await read.selectFrom('calls').selectAll().execute(),
      await read.selectFrom('contacts').selectAll().execute(),
    ]),
    sounds: await read.selectFrom('voicemail_chunks').select('bytes').execute(),
  }));
  for (const words of [NAME, SENTENCE, CALLING, '+12125550177', '+12125550178']) {
    expect(found(store)).toContain(`${words} as text`);
  }
  expect(found(Buffer.concat(sounds.map(({ bytes }) => bytes)))).toContain(`${SOUND} as text`);
  const inbox = webhooks.map(one => one.params.join('\n')).join('\n');
  expect(found(inbox)).toEqual(expect.arrayContaining([`${SENTENCE} as text`, `${CALLING} as text`]));
}, 120_000);

test('the search finds what leaks, however it is written', () => {
  const around = Buffer.from('7e57');
  const blind = needles().filter(
    ({ name, bytes }) => !found(Buffer.concat([around, bytes, around])).includes(name),
  );
  expect(blind).toEqual([]);
  expect(needles().length).toBeGreaterThan(100);
});

test('the search finds nothing where there is nothing', () => {
  expect(found('+12125550100 and 212-555-0112, Willow Street, a callback, +1 212 555 01')).toEqual([]);
});

const COPY = /(\.backup(?:\.part|\.sha256)?|\.db\.next)$/;
const kindOf = (path: string) => COPY.exec(path)?.[1];

/** The copies of a database that lie below a folder while a command runs, each time they have another size. */
async function filesWhile(folder: string, running: Promise<{ code: number | null }>) {
  const seen = new Map<string, { path: string; bytes: Buffer }>();
  let code: number | null | undefined;
  void running.then(ended => {
    code = ended.code;
  });
  while (code === undefined) {
    for (const path of pathsBelow(folder).filter(kindOf)) {
      try {
        const bytes = readFileSync(path);
        if (bytes.length > 0) seen.set(`${path} ${bytes.length}`, { path, bytes });
      } catch {
        // It has its name by now.
      }
    }
    await setTimeout(1);
  }
  expect(code).toBe(0);
  return [...seen.values()];
}
