import { expect, test } from 'vitest';
import { workerIsWell } from '../../core/flows/health-facts.ts';
import { setMark } from '../../core/store/marks.ts';
import { Practice } from './practice.ts';

test('health says in words how things are and what to do, and leaves with 1 when something is wrong', async () => {
  const practice = new Practice();
  await practice.write(async () => {});
  const before = await practice.run(['health']);
  expect([before.code, before.err]).toEqual([1, '']);
  expect(before.out).toMatch(/^Something is wrong\.\n\n/);
  expect(before.out).toContain('Worker (wrong): The worker has never run.\n    Start it beside the server');
  expect(before.out).toContain('Backup (look): None yet.\n    Make one now: npx --no second-ring backup.');
  const { out: inImage } = await practice.run(['health'], { SECOND_RING_LAYOUT: 'compose' });
  expect(inImage).toContain('Make one now: docker compose exec worker second-ring backup.');
  expect(before.out).not.toMatch(/[{}]/);
  await practice.write(async tx => {
    await workerIsWell(tx, false);
    await setMark(tx, 'twilio_heard', tx.now);
    await setMark(tx, 'known_until', tx.now);
    await setMark(tx, 'backup', tx.now);
  });
  const after = await practice.run(['health']);
  expect(after.code).toBe(0);
  expect(after.out).toContain('Worker (ok): The worker runs.');
  expect(after.out).toMatch(/Backup \(ok\): The last one: \d+:\d\d [AP]M\./);
  expect(Math.max(...after.out.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
});
