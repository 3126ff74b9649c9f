import { expect, test } from 'vitest';
import { ALEX, DANA, Installation, LINE, ROBIN } from './installation.ts';
import { until } from './until.ts';

test('SIGHUP brings a changed file into force; a broken one is told of and changes nothing', async () => {
  const practice = await Installation.begin();
  const processes = [await practice.serve(), await practice.work()];
  const missedCall = async (phone: string) => {
    await practice.do({ type: 'call', phone, to: LINE });
    await practice.rings(DANA);
    await practice.do({ type: 'decline', phone: DANA });
    await practice.tone(phone);
  };
  const reloads = async (event: string) => {
    for (const one of processes) one.send('SIGHUP');
    for (const one of processes) await one.says(`"event":"${event}"`);
  };

  practice.configure(
    practice.yaml
      .replace('spoken_name: Willow Street', 'spoken_name: Elm Street')
      .replace('sender: Willow Street', 'sender: Elm Street'),
  );
  await reloads('config_reloaded');
  await missedCall(ROBIN);
  await practice.heard(ROBIN, "You've reached Elm Street.");
  await practice.text(DANA, 'Elm Street: new entry.');

  practice.configure(
    practice.yaml
      .replace('spoken_name: Elm Street', 'spoken_name: Oak Street')
      .replace('time_zone: America/New_York', 'time_zone: America/Nowhere')
      .replace('who: dana', 'who: dna'),
  );
  await reloads('config_broken');
  for (const one of processes) {
    await one.says('The old configuration stays in force.');
    expect(one.stderr).toMatch(/config\.yaml:\d+:\d+ .*America\/Nowhere/);
    expect(one.stderr).toMatch(/config\.yaml:\d+:\d+ .*dna/);
  }
  const health = async () => (await practice.command('health')).stdout.replaceAll(/\s+/g, ' ');
  // Half of a file, as an editor or a copy over the network leaves it for a moment.
  const whole = practice.yaml;
  practice.configure(whole.slice(0, whole.length / 2));
  for (const one of processes) one.send('SIGHUP');
  await until('Robin is off the line', async () => {
    await practice.do({ type: 'hang-up', phone: ROBIN }).catch(() => {});
    return practice.simulator.state().calls.every(call => call.endedAt !== null);
  });
  await missedCall(ALEX);
  await practice.heard(ALEX, "You've reached Elm Street.");

  // Mended and not read yet: what is in force is not what the file says.
  practice.configure(whole.replace('America/Nowhere', 'America/New_York').replace('who: dna', 'who: dana'));
  expect(await health()).toContain('and has errors. The old configuration stays in force.');
  for (const one of processes) {
    const before = one.output.split('"event":"config_reloaded"').length;
    one.send('SIGHUP');
    await until('it is read', () => one.output.split('"event":"config_reloaded"').length > before);
  }
  await until('Health says no more of it', async () =>
    (await health()).includes('What the file says is in force.'),
  );
}, 60_000);
