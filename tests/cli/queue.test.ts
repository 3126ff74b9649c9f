import { expect, test } from 'vitest';
import { staffCalls } from '../../core/flows/staff-calls.ts';
import type { CallId, Phone } from '../../core/ids.ts';
import { recordConsent } from '../../core/store/contacts.ts';
import type { EntryView, WholeEntry } from '../../core/store/queue-view.ts';
import { changeStaffCall } from '../../core/store/staff-calls.ts';
import { ALEX, Practice, ROBIN } from './practice.ts';

async function entries(practice: Practice): Promise<EntryView[]> {
  const { code, out, err } = await practice.run(['queue', '--json']);
  expect([code, err]).toEqual([0, '']);
  return JSON.parse(out);
}

async function shortIdOf(practice: Practice, phone: string): Promise<string> {
  const found = (await entries(practice)).find(
    entry => entry.contact?.phone === phone || entry.numberNoted === phone,
  );
  return found!.shortId;
}

test('an empty queue says so', async () => {
  const practice = new Practice();
  await practice.missedCall('anonymous');
  const [only] = await entries(practice);
  await practice.run(['queue', 'handle', only!.shortId, '--outcome', 'no_need', '--as', 'dana']);
  expect(await practice.run(['queue'])).toEqual({ code: 0, out: 'Nobody is waiting.\n', err: '' });
});

test('crisis first, then by due time, each with all that was asked', async () => {
  const practice = new Practice();
  await practice.missedCall('anonymous', '2125550155');
  await practice.missedCall(ALEX);
  await practice.text(ALEX, '1');
  await practice.text(ALEX, 'tardes, por favor \u001b[31m');
  await practice.missedCall(ROBIN);
  await practice.missedCall(ROBIN);
  await practice.text(ROBIN, 'I want to kill myself');
  await practice.form({ number: '+12125550156' as Phone, nameToAsk: 'Kim', bestTime: 'mornings' });
  // Even what has been late for days comes after it.
  await practice.write(tx =>
    tx.db.updateTable('entries').set({ due_at: 1 }).where('strongest', '=', 'missed_call').execute(),
  );
  const { code, out, err } = await practice.run(['queue']);
  expect([code, err]).toEqual([0, '']);
  const starts = ['CRISIS: ', '(212) 555-0155', '(212) 555-0141', '(212) 555-0156'].map(words =>
    out.indexOf(words),
  );
  expect(starts).toEqual(starts.toSorted((a, b) => a - b));
  expect(starts[0]).toBeGreaterThan(0);
  expect(out).toContain('4 entries in the queue: 1 crisis, 1 late');
  expect(out).toContain('crisis words, missed call (2 times)');
  expect(out).toContain('Kim, (212) 555-0156 (typed, not confirmed)');
  expect(out).toContain('call back; best time: mornings');
  expect(out).toContain('(212) 555-0155 (typed, not confirmed)');
  expect(out).toContain('do not text: the number is not confirmed');
  expect(out).not.toMatch(/[^\P{Cc}\n]/u);
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});

test('a withheld number, and one that pressed star', async () => {
  const practice = new Practice();
  await practice.missedCall('anonymous');
  await practice.missedCall(ALEX, '*');
  const { out } = await practice.run(['queue']);
  expect(out).toContain('number withheld');
  expect(out).toContain('cannot be texted');
  expect(out).toMatch(/do not text: they pressed star for no\s+texts;/);
});

test('the whole conversation, with the fate of each text in plain words', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX, undefined, 1_000);
  await practice.text(ALEX, 'First line\nsecond \u001b]0;title\u0007');
  const [entry] = await entries(practice);
  await practice.write(tx =>
    tx.db
      .updateTable('messages')
      .set({ status: 'undelivered', error_code: 30006 })
      .where('kind', '=', 'message_open')
      .execute(),
  );
  await practice.write(async tx => {
    const [call] = await tx.db.selectFrom('calls').selectAll().execute();
    const words = 'If this is a mobile phone, a text is on its way.';
    await recordConsent(tx, call!.contact_id!, { kind: 'given', how: 'call', words });
    const { plan: _plan, ...taken } = call!;
    const id = call!.id.replace(/.$/, digit => (digit === '0' ? '1' : '0')) as CallId;
    await tx.db
      .insertInto('calls')
      .values({ ...taken, plan: '[]', id, provider_sid: 'CAtaken', state: 'taken', entry_id: null })
      .execute();
    await tx.db
      .insertInto('legs')
      .values({
        call_id: id,
        position: 0,
        who: 'sam',
        accept: 'any',
        started_at: 0,
        answered_at: 1,
        key_at: null,
        ended_at: 2,
        bridged: 1,
      })
      .execute();
    await tx.db
      .insertInto('voicemails')
      .values({
        id: 'v' as never,
        call_id: call!.id,
        recording_sid: 'RE1',
        state: 'stored',
        seconds: 14,
        bytes: 9,
        content_type: null,
        at_provider: 0,
        at: call!.arrived_at,
      })
      .execute();
  });
  const calling = { entry: entry!.id, staff: 'sam', request: 'one press', typed: false };
  const { call } = await practice.write(tx => staffCalls(tx, practice.config, calling));
  await practice.write(tx => changeStaffCall(tx, call.id, { state: 'answered', talked: 90 }));
  const { out, code } = await practice.run(['queue', 'show', entry!.shortId]);
  expect(code).toBe(0);
  expect(out).toMatch(/Call to Main line, missed, over after \d+ s\n/);
  expect(out).toContain('Call to Main line, taken by Sam Okafor');
  expect(out).toContain('Voicemail, 14 s: stored here');
  expect(out).toMatch(/Call to them by Sam Okafor: answered, 1 min/);
  expect(out).toContain(
    'Text from them\n            | First line\n            | second \\u001b]0;title\\u0007\n',
  );
  expect(out).toContain('not sent: the call was over');
  expect(out).toContain('given by call: "If this is a mobile phone');
  expect(out).toContain('Dana Reyes, by sms: not sent yet');
  expect(out).not.toMatch(/[^\P{Cc}\n]/u);
  for (const line of out.split('\n')) expect(line.length).toBeLessThanOrEqual(80);

  await practice.write(tx =>
    tx.db
      .updateTable('messages')
      .set({ status: 'failed', error_code: 30006 })
      .where('direction', '=', 'out')
      .execute(),
  );
  const failed = await practice.run(['queue', 'show', entry!.shortId]);
  expect(failed.out).toContain('did not arrive: landline');
  const json: WholeEntry = JSON.parse((await practice.run(['queue', 'show', entry!.id, '--json'])).out);
  expect(json.conversation.messages.map(message => message.problem)).toContain('landline');
});

test('whoever opens or works an entry under their name counts as active, and nobody else does', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  const id = await shortIdOf(practice, ALEX);
  const active = () =>
    practice.write(async tx =>
      (await tx.db.selectFrom('staff_states').selectAll().execute()).map(row => [
        row.staff,
        row.active_at !== null,
      ]),
    );
  await practice.run(['queue', 'show', id]);
  expect(await active()).toEqual([]);
  expect((await practice.run(['queue', 'show', id, '--as', 'dan'])).err).toContain('did you mean "dana"?');
  expect((await practice.run(['queue', 'show', id, '--as', 'dana'])).code).toBe(0);
  await practice.run(['queue', 'take', id], { SECOND_RING_STAFF: 'sam' });
  expect(await active()).toEqual([
    ['dana', true],
    ['sam', true],
  ]);
});

test('taking, replying and handling', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  const id = await shortIdOf(practice, ALEX);
  const take = await practice.run(['queue', 'take', id, '--as', 'dana']);
  expect(take).toEqual({ code: 0, out: `${id} is yours, Dana Reyes.\n`, err: '' });
  const second = await practice.run(['queue', 'take', id], { SECOND_RING_STAFF: 'sam' });
  expect(second).toEqual({ code: 1, out: '', err: 'Dana Reyes has taken this entry already.\n' });
  const empty = await practice.run(['queue', 'reply', id, '  ', '--as', 'dana']);
  expect(empty).toMatchObject({ code: 1, err: 'There are no words to send.\n' });
  const reply = await practice.run(['queue', 'reply', id, 'Hello, this is Dana.', '--as', 'dana']);
  expect(reply.out).toMatch(/^The text to \(212\) 555-0141 is on its way/);
  const handle = await practice.run(['queue', 'handle', id, '--outcome', 'left_message', '--as', 'dana']);
  expect(handle).toEqual({ code: 0, out: `${id} is handled: left message.\n`, err: '' });
  const promised = await practice.store.read
    .selectFrom('effects')
    .innerJoin('messages', join => join.on('messages.author', '=', 'staff'))
    .select('messages.body')
    .where('effects.kind', '=', 'send_text')
    .where('effects.state', '=', 'pending')
    .execute();
  expect(promised.map(({ body }) => body)).toContain('Hello, this is Dana.');
  const again = await practice.run(['queue', 'take', id, '--as', 'dana']);
  expect(again).toMatchObject({ code: 1, err: 'This entry is handled already.\n' });
  const shown = await practice.run(['queue', 'show', id]);
  expect(shown.out).toContain('handled: left message');
});

test('confirming a number', async () => {
  const practice = new Practice();
  await practice.form({ number: '+12125550156' as Phone, nameToAsk: 'Kim' });
  const id = await shortIdOf(practice, '+12125550156');
  const confirmed = await practice.run(['queue', 'confirm', id, '--as', 'sam']);
  expect(confirmed).toEqual({
    code: 0,
    out: `${id} is now of Kim, (212) 555-0156.\nThey are not texted. Call them.\n`,
    err: '',
  });
  await practice.form({ number: '+12125550156' as Phone });
  const other = (await entries(practice)).find(entry => entry.contact === null)!.shortId;
  const joined = await practice.run(['queue', 'confirm', other, '--as', 'sam']);
  expect(joined.out).toContain(`who has an entry already: they are one now, ${id}.`);
  expect(await entries(practice)).toHaveLength(1);
});

test('who and which must be clear', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  const id = await shortIdOf(practice, ALEX);
  const refusals: [string[], RegExp][] = [
    [['queue', 'take', id], /^Say who you are: --as dana, or --as sam/],
    [['queue', 'take', id, '--as', 'dan'], /^dan is no staff member here; did you mean "dana"\?\n$/],
    [['queue', 'show', 'abc'], /^There is no entry abc\./],
    [['queue', 'show', '%\u001b[2J'], /^There is no entry %\\u001b\[2J\./],
    [['queue', '--watch', '--json'], /do not go together/],
  ];
  for (const [args, sentence] of refusals) {
    const ran = await practice.run(args);
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(sentence);
  }
  for (const args of [
    ['queue', 'foo'],
    ['queue', 'handle', id],
    ['queue', 'handle', id, '--outcome', 'x'],
    ['nothing'],
    [],
  ]) {
    const ran = await practice.run(args);
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('Usage: second-ring');
  }
  const help = await practice.run(['queue', '--help']);
  expect(help).toMatchObject({ code: 0, err: '' });
});

test('a pipe that closes early is no error', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  const { child, ended } = practice.start(['queue', '--watch']);
  child.stdout.destroy();
  await practice.missedCall(ROBIN);
  await practice.text(ROBIN, 'Hello there');
  expect(await ended).toMatchObject({ code: 0, err: '' });
});

test('what a command shows or does is in the audit log, never with its words', async () => {
  const practice = new Practice();
  await practice.missedCall(ROBIN);
  await practice.text(ROBIN, 'Please call me');
  const id = await shortIdOf(practice, ROBIN);
  await practice.run(['queue', 'show', id]);
  await practice.run(['queue', 'take', id, '--as', 'dana']);
  await practice.run(['queue', 'reply', id, 'At four?', '--as', 'dana']);
  await practice.run(['close', '--reopen']);
  const rows = await practice.store.read
    .selectFrom('audit')
    .select(['who', 'what', 'details'])
    .orderBy('seq')
    .execute();
  expect(rows.map(({ who, what }) => `${who} ${what}`)).toEqual(
    ['viewed', 'entry_take', 'entry_reply', 'line_closed'].map(what => `command ${what}`),
  );
  expect(rows[1]?.details).toBe('{"staff":"dana"}');
  expect(JSON.stringify(rows)).not.toMatch(/At four|Please/);
});
