import { expect, vi } from 'vitest';
import type { Config } from '../../core/config/schema.ts';
import type { EntryId } from '../../core/ids.ts';
import { listQueue } from '../../core/store/queue-view.ts';
import type { EntryRow } from '../../core/store/schema.ts';
import type { Tx } from '../../core/store/writer.ts';
import { sign } from '../../simulator/signature.ts';
import type { Summary } from './summary.ts';
import { LINE, type World } from './world.ts';

// A day of scenario time is many small steps, and a busy machine takes them slowly.
vi.setConfig({ testTimeout: 60_000 });

const NOTHING: Summary = {
  calls: [],
  legs: [],
  staffCalls: [],
  texts: [],
  notices: [],
  requests: [],
  entries: [],
  notes: [],
  consents: [],
  undone: [],
  rows: {},
  logs: [],
  complaints: [],
};

/** A whole summary: what is not listed must not have happened. */
export function only(listed: Partial<Summary>): Summary {
  return { ...NOTHING, ...listed };
}

/** Somebody texts the line, and everything that follows at once happens. */
export async function text(
  world: World,
  phone: string,
  body: string,
  more: { to?: string; media?: number } = {},
) {
  await world.do({ type: 'text', phone, to: LINE, body, ...more });
  await world.pass(1);
}

/** A call that nobody takes, until its caller hangs up at the tone and the text has arrived. */
export async function missedCall(world: World, phone: string, to = LINE) {
  await world.do({ type: 'call', phone, to });
  const recording = () =>
    world.simulator.state().calls.findLast(one => one.phone === phone)?.doing?.type === 'recording';
  for (let second = 0; second < 120 && !recording(); second += 1) await world.pass(1);
  await world.do({ type: 'hang-up', phone });
  await world.pass(5);
}

/** Staff work an entry, as the command line or the desk does. */
export async function work<T>(world: World, flow: (tx: Tx, config: Config) => Promise<T>): Promise<T> {
  const done = await world.store.write(tx => flow(tx, world.holder.current()));
  await world.settle();
  return done;
}

/** The newest entry. */
export async function newestEntry(world: World): Promise<EntryRow> {
  return world.store.read
    .selectFrom('entries')
    .selectAll()
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();
}

export async function newestEntryId(world: World): Promise<EntryId> {
  return (await newestEntry(world)).id;
}

/** The queue as staff see it, first to last. */
export function queue(world: World) {
  return listQueue(world.store.read, world.now);
}

/** Every row of every table, to show that something changed nothing. */
export async function allRows(world: World): Promise<unknown> {
  const tables = await world.store.read.introspection.getTables();
  const rows = await Promise.all(
    tables
      .filter(({ name }) => name !== 'marks')
      .map(async ({ name }) => [
        name,
        await world.store.read
          .selectFrom(name as 'contacts')
          .selectAll()
          .execute(),
      ]),
  );
  expect(rows.length).toBeGreaterThan(15);
  return Object.fromEntries(rows);
}

/** What a phone shows of the latest text from a line, without the name it begins with. */
export function latestOn(world: World, phone: string): string {
  return (world.textsOn(phone).at(-1) ?? '').replace(/^Willow Street[:,] /, '');
}

/** A text's webhook as the carrier sends it, for what no simulated phone can say. */
export async function textWebhook(world: World, parameters: Record<string, string>): Promise<Response> {
  const url = `${world.holder.current().practice.public_url}/webhooks/twilio/message`;
  const body = { MessageSid: 'SM0000000001', To: LINE, Body: '', NumMedia: '0', ...parameters };
  const answer = await world.app.request(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign('12345', url, Object.entries(body)),
    },
    body: new URLSearchParams(body).toString(),
  });
  await world.settle();
  return answer;
}
