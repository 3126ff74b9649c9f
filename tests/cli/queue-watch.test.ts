import { expect, test } from 'vitest';
import { ALEX, Practice, ROBIN } from './practice.ts';

test('a line for each change as it comes, until Ctrl-C', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  const watching = practice.start(['queue', '--watch']);
  await watching.heard(/waiting {2}[0-9a-f]{4} {2}\(212\) 555-0141; missed call; open/);
  await practice.missedCall(ROBIN);
  await watching.heard(/new {2}[0-9a-f]{4} {2}\(212\) 555-0140; missed call; open/);
  await practice.text(ROBIN, 'I want to kill myself');
  await watching.heard(/changed {2}[0-9a-f]{4} {2}\(212\) 555-0140; crisis words, missed call/);
  const [alex] = JSON.parse((await practice.run(['queue', '--json'])).out).filter(
    (entry: { contact: { phone: string } }) => entry.contact.phone === ALEX,
  );
  await practice.run(['queue', 'take', alex.shortId, '--as', 'dana']);
  await watching.heard('missed call; Dana Reyes has it');
  await practice.run(['queue', 'handle', alex.shortId, '--outcome', 'booked', '--as', 'dana']);
  await watching.heard(`handled  ${alex.shortId}  (212) 555-0141; missed call; handled: booked`);
  watching.child.kill('SIGINT');
  const { code, out, err } = await watching.ended;
  expect([code, err]).toEqual([0, '']);
  expect(out).not.toMatch(/[^\P{Cc}\n]/u);
});

test('SIGTERM ends it as cleanly', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  const watching = practice.start(['queue', '--watch']);
  await watching.heard('555-0141');
  watching.child.kill('SIGTERM');
  expect(await watching.ended).toMatchObject({ code: 0, err: '' });
});
