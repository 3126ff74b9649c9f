import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { twilioAnswered, workerIsWell } from '../../core/flows/health-facts.ts';
import { setMark } from '../../core/store/marks.ts';
import { metric } from '../../server/metrics.ts';
import { missedCall, text } from '../scenarios/texting.ts';
import { DANA, ROBIN, World } from '../scenarios/world.ts';
import { families } from './prometheus.ts';

async function read(world: World) {
  const answer = await world.app.request('/metrics');
  expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
  return families(await answer.text());
}

const forged = (world: World, headers: Record<string, string> = {}) =>
  world.app.request('/webhooks/twilio/voice', {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: 'CallSid=CA1',
  });

test('what Prometheus reads is right by its own rules, and says what operators ask for', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  await missedCall(world, ROBIN);
  await world.store.write(async tx => {
    await workerIsWell(tx, false);
    await twilioAnswered(tx, { token: { accepted: false, at: tx.now }, ahead: { at: tx.now, by: -1_500 } });
    await setMark(tx, 'backup', tx.now - 90_000);
    await setMark(tx, 'certificate_until', tx.now + 86_400_000);
    await tx.db
      .updateTable('messages')
      .set({ status: 'undelivered', error_code: 30006 })
      .where('direction', '=', 'out')
      .execute();
  });
  const found = await read(world);
  const value = (name: string, labels = '') => found.get(name)?.samples.get(labels);
  expect(value('second_ring_build_info', 'version="0.1.0"') ?? [...found.keys()]).toBe(1);
  expect(value('second_ring_backup_age_seconds')).toBe(90);
  expect(value('second_ring_certificate_ends_seconds')).toBe(86_400);
  expect(value('second_ring_clock_ahead_seconds')).toBe(-1.5);
  expect(value('second_ring_token_refused')).toBe(1);
  expect(value('second_ring_worker_seen_seconds')).toBe(0);
  expect(value('second_ring_texts_failed', 'why="landline"')).toBe(1);
  expect(value('second_ring_findings', 'state="wrong"')).toBeGreaterThan(0);
  expect(value('second_ring_disk_free_bytes')).toBeGreaterThan(0);
  expect(value('second_ring_database_bytes')).toBeGreaterThan(0);
  expect(value('second_ring_webhooks_total', 'outcome="answered"')).toBeGreaterThan(3);
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7);
});

test('requests to webhooks are counted by what came of them', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  await forged(world, { 'x-twilio-signature': `${'A'.repeat(27)}=` });
  await forged(world);
  await forged(world);
  world.serverCannotWrite = true;
  await world.do({ type: 'call', phone: ROBIN, to: '+12125550100' });
  const { samples } = (await read(world)).get('second_ring_webhooks_total') ?? { samples: new Map() };
  expect(samples.get('outcome="wrong_signature"')).toBe(1);
  expect(samples.get('outcome="unsigned"')).toBe(2);
  expect(samples.get('outcome="failed"')).toBeGreaterThan(0);
  expect(samples.get('outcome="answered"')).toBe(0);
});

test('what nobody knows yet has no line, and how late the event loop is comes with the second reading', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  const first = await read(world);
  for (const name of ['backup_age', 'certificate_ends', 'worker_seen', 'clock_ahead']) {
    expect(first.has(`second_ring_${name}_seconds`)).toBe(false);
  }
  expect(first.has('second_ring_token_refused')).toBe(false);
  await new Promise(resolve => setTimeout(resolve, 60));
  await world.pass(6);
  expect((await read(world)).get('nodejs_eventloop_lag_p99_seconds')?.samples.get('')).toBeGreaterThanOrEqual(
    0,
  );
});

test('nothing about a person, whatever they said and whoever on staff has stopped their alerts', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  await text(world, ROBIN, 'I am Quillon Farraday, call me at 212 555 0187');
  await missedCall(world, ROBIN);
  await text(world, DANA, 'STOP');
  const all = await (await world.app.request('/metrics')).text();
  expect(all).not.toMatch(
    /Quillon|Farraday|Dana|dana|Reyes|Willow|555|[0-9a-f]{8}-[0-9a-f]{4}|AC0000|CA[0-9a-f]{8}/,
  );
});

test('every metric stands in the docs, and no other one', async () => {
  const world = await World.begin({ address: '10.0.0.5' });
  await missedCall(world, ROBIN);
  await world.store.write(async tx => {
    await workerIsWell(tx, false);
    await twilioAnswered(tx, { token: { accepted: true, at: tx.now }, ahead: { at: tx.now, by: 0 } });
    await setMark(tx, 'backup', tx.now);
    await setMark(tx, 'certificate_until', tx.now);
    await tx.db.updateTable('messages').set({ status: 'failed' }).where('direction', '=', 'out').execute();
  });
  await text(world, ROBIN, '1');
  await read(world);
  await new Promise(resolve => setTimeout(resolve, 60));
  await world.pass(6);
  const page = readFileSync(new URL('../../docs/watching.md', import.meta.url), 'utf8');
  const documented = [...page.matchAll(/`((?:second_ring|process|nodejs)_\w+)`/g)].map(([, name]) => name);
  expect([...(await read(world)).keys()].sort()).toEqual([...new Set(documented)].sort());
});

test('a label is escaped, and a family without a sample is not there', () => {
  expect(metric('a_total', 'counter', 'Of a.', [{ labels: { b: 'c"\\\nd' }, value: 2 }])).toBe(
    '# HELP a_total Of a.\n# TYPE a_total counter\na_total{b="c\\"\\\\\\nd"} 2\n',
  );
  expect(metric('a', 'gauge', 'Of a.', [])).toBe('');
});

test.each([
  ['a sample without its type', 'a 1\n'],
  ['a type that comes twice', '# HELP a A.\n# TYPE a gauge\na 1\n# HELP a A.\n# TYPE a gauge\na{b="c"} 1\n'],
  ['a sample that comes twice', '# HELP a A.\n# TYPE a gauge\na 1\na 2\n'],
  ['no number', '# HELP a A.\n# TYPE a gauge\na one\n'],
  ['a counter without _total', '# HELP a A.\n# TYPE a counter\na 1\n'],
  ['no line break at the end', '# HELP a A.\n# TYPE a gauge\na 1'],
  ['a quote that is not escaped', '# HELP a A.\n# TYPE a gauge\na{b="c"d"} 1\n'],
  ['a counter that goes below zero', '# HELP a_total A.\n# TYPE a_total counter\na_total -1\n'],
])('the rules bite: %s', (_, written) => {
  expect(() => families(written)).toThrow();
});
