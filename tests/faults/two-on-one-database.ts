import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { type Installation, LINE, ROBIN } from '../e2e/installation.ts';
import { Process } from '../e2e/process.ts';
import { until } from '../e2e/until.ts';
import { brokenPromises } from './account.ts';
import { begin, missedCall, settled } from './practice.ts';
import { quietPort } from './wire.ts';

const MAIN = fileURLToPath(new URL('../../cli/main.js', import.meta.url));
const PHONES = Array.from({ length: 12 }, (_, index) => `+1646555${String(100 + index).padStart(4, '0')}`);

/** A second server with the same database and a port of its own. */
async function another(practice: Installation): Promise<Process> {
  const file = join(practice.folder, `other-${practice.started.length}.yaml`);
  writeFileSync(file, practice.yaml.replace(/(server: \{port: )\d+/, `$1${await quietPort()}`));
  const args = [MAIN, 'serve', '--config', file];
  const started = new Process('another server', process.execPath, args, practice.folder);
  practice.started.push(started);
  return started;
}

describe.concurrent('two on one database', () => {
  test('of two servers that start at once one serves, the other says why it does not', async () => {
    await using begun = await begin();
    const { installation: practice } = begun;
    const pair = [await another(practice), await another(practice)];
    const won = await until('one listens', () =>
      pair.find(one => one.output.includes('"event":"listening"')),
    );
    const lost = pair.find(one => one !== won) as Process;
    expect(await lost.ends()).toMatchObject({ code: 1 });
    expect(lost.stderr).toMatch(/^Another Second Ring server works on the database/);
    expect(won.isOver).toBe(false);
  }, 60_000);

  test('a server that is frozen keeps its database, and answers what it was asked when it wakes', async () => {
    await using begun = await begin();
    const { installation: practice } = begun;
    const frozen = await practice.serve();
    await practice.work();
    frozen.send('SIGSTOP');
    const refused = await another(practice);
    expect(await refused.ends()).toMatchObject({ code: 1 });
    expect(refused.stderr).toMatch(/^Another Second Ring server works on the database/);
    frozen.send('SIGCONT');
    await missedCall(practice, ROBIN);
    await practice.text(ROBIN, 'Sorry we missed your call.');
    await settled(practice);
    expect(await brokenPromises(practice)).toEqual([]);
    expect(practice.textsOn(ROBIN)).toHaveLength(1);
  }, 120_000);

  test('two workers share the work, and nothing goes out twice', async () => {
    await using begun = await begin({ phones: PHONES });
    const { installation: practice } = begun;
    await practice.serve();
    for (const phone of PHONES) await practice.do({ type: 'text', phone, to: LINE, body: '1' });
    await until('every text is acknowledged', () => practice.acknowledged.size === PHONES.length);
    await Promise.all([practice.work(), practice.work()]);
    for (const phone of PHONES) await practice.text(phone, 'A person will call this number');
    await settled(practice);
    expect(await brokenPromises(practice)).toEqual([]);
    expect(PHONES.map(phone => practice.textsOn(phone).length)).toEqual(PHONES.map(() => 1));
  }, 120_000);
});
