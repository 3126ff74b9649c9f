import { expect, test } from 'vitest';
import { appendAudit } from '../../core/store/audit.ts';
import { Practice } from './practice.ts';

async function withEntries(): Promise<Practice> {
  const practice = new Practice();
  for (const what of ['signed_in', 'signed_out'] as const) {
    await practice.write(tx =>
      appendAudit(tx, {
        at: Temporal.Instant.from('2026-11-20T14:41:03Z').epochMilliseconds,
        who: '019aa000-0000-7000-8000-00000000beef',
        what,
        about: null,
        details: { how: 'totp' },
      }),
    );
  }
  return practice;
}

test('lists what was written down, newest first, in the time of the practice', async () => {
  const practice = await withEntries();
  const { code, out } = await practice.run(['audit']);
  expect([code, out]).toEqual([
    0,
    '2  2026-11-20 09:41:03  signed_out  by 019aa000-0000-7000-8000-00000000beef  how totp\n' +
      '1  2026-11-20 09:41:03  signed_in  by 019aa000-0000-7000-8000-00000000beef  how totp\n',
  ]);
  const { out: json } = await practice.run(['audit', 'list', '--json', '--most', '1']);
  expect(JSON.parse(json)).toMatchObject([{ seq: 2, what: 'signed_out' }]);
  expect((await practice.run(['audit', 'list', '--before', '2'])).out).toMatch(/^1 .*\n$/);
  expect((await practice.run(['audit', 'list', '--most', 'some'])).code).toBe(2);
});

test('verify says the end, and holds it against the log later', async () => {
  const practice = await withEntries();
  const { code, out } = await practice.run(['audit', 'verify']);
  expect([code, out]).toEqual([0, expect.stringMatching(/^All 2 entries are as they were written\./)]);
  const end = /^2:[0-9a-f]{64}$/m.exec(out)?.[0] ?? '';
  expect((await practice.run(['audit', 'verify', '--end', end])).code).toBe(0);
  const another = `1:${end.slice(2)}`;
  expect(await practice.run(['audit', 'verify', '--end', another])).toMatchObject({
    code: 1,
    err: 'Entry 1 is another one than at that time: the log was made anew.\n',
  });
  expect((await practice.run(['audit', 'verify', '--end', 'soon'])).code).toBe(2);
});
