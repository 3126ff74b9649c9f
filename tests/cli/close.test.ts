import { expect, test } from 'vitest';
import { CONFIG, LINE, Practice } from './practice.ts';

const year = Temporal.Now.plainDateISO().year + 1;

async function closures(practice: Practice): Promise<{ line: string; until: number }[]> {
  return practice.store.read.selectFrom('closures').select(['line', 'until']).execute();
}

test('closes all lines until a time, and says what callers hear', async () => {
  const practice = new Practice();
  await practice.write(async () => {});
  const { code, out, err } = await practice.run(['close', '--until', `${year}-12-24 17:00`]);
  expect([code, err]).toEqual([0, '']);
  expect(out).toMatch(/^Main line, \(212\) 555-0100, is closed and opens \w+day, December 24, at 5 PM\.\n/);
  expect(out).toMatch(/Callers hear: "We open \w+day, December 24, at 5 PM;/);
  expect(out).toContain('"Abrimos el ');
  const until = Temporal.ZonedDateTime.from(`${year}-12-24T17:00[America/New_York]`).epochMilliseconds;
  expect(await closures(practice)).toEqual([{ line: LINE, until }]);
});

test('--reopen lets the hours count again', async () => {
  const practice = new Practice();
  await practice.write(async () => {});
  await practice.run(['close', '--until', `${year}-12-24`]);
  const { code, out } = await practice.run(['close', '--reopen']);
  expect([code, out]).toEqual([0, 'Main line, (212) 555-0100, is open.\n']);
  const [closure] = await closures(practice);
  expect(closure!.until).toBeLessThanOrEqual(Temporal.Now.instant().epochMilliseconds);
});

test('one line of several, by its number or its name', async () => {
  const second =
    '  - {number: "+12125550101", name: Second line, hours: office, after_hours: ring, ring: [{who: dana, for: 15s}]}\n';
  const practice = new Practice(undefined, CONFIG.replace('alerts:\n', `${second}alerts:\n`));
  await practice.write(async () => {});
  const byName = await practice.run(['close', '--until', `${year}-12-24`, '--line', 'Second line']);
  expect(byName.out).toMatch(/^Second line, .*\sIt rings Dana Reyes\. Its after_hours says so\.\n/);
  expect((await closures(practice)).map(closure => closure.line)).toEqual(['+12125550101']);
  const byNumber = await practice.run(['close', '--until', `${year}-12-24`, '--line', '(212) 555-0100']);
  expect(byNumber.out).toMatch(/^Main line/);
  const unknown = await practice.run(['close', '--reopen', '--line', '+12125550199']);
  expect(unknown).toMatchObject({ code: 1, out: '' });
  expect(unknown.err).toContain('There are: +12125550100 (Main line), +12125550101 (Second line).');
});

test('what it cannot do, it says, and leaves the lines as they are', async () => {
  const practice = new Practice();
  await practice.write(async () => {});
  for (const until of ['2020-01-01', 'soon', `${year}-02-30`]) {
    const ran = await practice.run(['close', '--until', until]);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/is past|is no time/);
  }
  for (const args of [['close'], ['close', '--until', '17:00', '--reopen']]) {
    const ran = await practice.run(args);
    expect(ran).toMatchObject({ code: 2, out: '', err: expect.stringContaining('Usage: second-ring close') });
  }
  expect(await closures(practice)).toEqual([]);
});
