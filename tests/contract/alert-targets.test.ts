import { hostname, userInfo } from 'node:os';
import { afterEach, describe, expect, test } from 'vitest';
import type { AlertMessage } from '../../core/alerts/contract.ts';
import { createHandOver } from '../../core/alerts/hand-over.ts';
import { ALERT_TARGETS, type AlertTargetName } from '../../core/alerts/index.ts';
import { EdgeError } from '../../core/errors.ts';
import type { EffectId, Phone } from '../../core/ids.ts';
import { type Language, textsOf } from '../../core/texts/texts.ts';
import { createRest, type TwilioRest } from '../../core/twilio/rest.ts';
import {
  ACCOUNT,
  type Behaviour,
  blocksOf,
  LINE,
  MEMBER,
  NTFY_TOKEN,
  OTHER_SIDES,
  type OtherSide,
  OVER_HTTP,
  SMTP_PASSWORD,
  WEBHOOK_SECRET,
} from './alert-rigs.ts';
import { FakeHttp } from './fake-http.ts';

const EFFECT = '019aa000-0000-7000-8000-00000000beef' as EffectId;
/** Long enough for a busy machine, short enough to be waited for. */
const PATIENCE = 1_000;

const open: { end(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of open.splice(0)) await one.end();
});

async function otherSide(name: AlertTargetName, how: Behaviour): Promise<OtherSide> {
  const side = await OTHER_SIDES[name](how);
  open.push(side);
  return side;
}

function alertOf(changes: Partial<AlertMessage> = {}, language: Language = 'en'): AlertMessage {
  const words = textsOf(language, {}).staff;
  return {
    effect: EFFECT,
    from: LINE as Phone,
    sender: 'Willow Street',
    urgent: false,
    again: false,
    count: 1,
    words,
    ...changes,
  };
}

async function send(
  name: AlertTargetName,
  side: Pick<OtherSide, 'settings' | 'apiUrl'>,
  alert: AlertMessage = alertOf(),
  member: object | null = MEMBER,
): Promise<{ sid: string | null }> {
  const settings = () => blocksOf(side.settings);
  const now = () => Date.parse('2026-11-23T15:00:00Z');
  const handOver = await createHandOver(
    { rest: restAt(side.apiUrl), fetch, now, settings, patience: PATIENCE },
    [name],
  );
  return handOver.send(name, alert, { staff: 'dana', member: member ?? undefined });
}

/** Twilio's client has a patience of its own, which nobody wants to wait for. */
function restAt(apiUrl: string | null): TwilioRest {
  const account = {
    accountSid: ACCOUNT,
    authToken: 'a-token',
    apiUrl,
    publicUrl: 'https://calls.willowstreet.example',
  };
  return createRest(
    () => account,
    (input, init) => fetch(input, { ...init, signal: AbortSignal.timeout(PATIENCE) }),
  );
}

async function failure(sending: Promise<unknown>): Promise<EdgeError> {
  const error = await sending.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof EdgeError)) throw new Error(`No EdgeError: ${error}`);
  return error;
}

/** Everything that an error says, wherever it may end up. */
function told(error: EdgeError): string {
  return JSON.stringify({ ...error, message: error.message, stack: error.stack, cause: error.cause });
}

const NAMES = Object.keys(ALERT_TARGETS) as AlertTargetName[];

describe.each(NAMES)('%s', name => {
  const isText = name === 'sms';

  test.each<[string, Language, Partial<AlertMessage>, string, string]>([
    ['one', 'en', {}, 'Willow Street: new entry', 'There is a new entry. Please open the queue.'],
    [
      'several',
      'en',
      { count: 3 },
      'Willow Street: 3 new entries',
      'There are 3 new entries. Please open the queue.',
    ],
    [
      'an urgent one',
      'en',
      { urgent: true, count: 2 },
      'Willow Street: URGENT entry',
      'There is an URGENT entry. Please open the queue now.',
    ],
    [
      'one that still waits',
      'en',
      { again: true },
      'Willow Street: an entry still waits',
      'An entry still waits, and nobody has taken it. Please open the queue.',
    ],
    [
      'an urgent one that still waits',
      'en',
      { again: true, urgent: true },
      'Willow Street: URGENT entry',
      'An URGENT entry still waits, and nobody has taken it. Please open the queue now.',
    ],
    [
      'what the night brought',
      'en',
      { count: 5, sinceClosing: 3 },
      'Willow Street: 5 waiting this morning',
      'Good morning. Entries waiting: 5, since closing: 3. Please open the queue.',
    ],
    [
      'lo que trajo la noche',
      'es',
      { count: 5, sinceClosing: 3 },
      'Willow Street: 5 en espera esta mañana',
      'Buen dia. Entradas en espera: 5, desde el cierre: 3. Abra la cola, por favor.',
    ],
    ['una', 'es', {}, 'Willow Street: entrada nueva', 'Hay una entrada nueva. Abra la cola, por favor.'],
    [
      'varias',
      'es',
      { count: 3 },
      'Willow Street: 3 entradas nuevas',
      'Hay 3 entradas nuevas. Abra la cola, por favor.',
    ],
    [
      'una urgente',
      'es',
      { urgent: true },
      'Willow Street: entrada URGENTE',
      'Hay una entrada URGENTE. Abra la cola ahora, por favor.',
    ],
  ])('tells staff, in their language, of %s', async (_, language, changes, title, body) => {
    const side = await otherSide(name, 'well');
    await send(name, side, alertOf(changes, language));
    const [shown = '', ...more] = side.shown();
    expect(more).toEqual([]);
    if (isText) expect(shown).toMatch(/^Willow Street: /);
    else expect(shown).toContain(`${title}\n${body}`);
  });

  test('refused for good: certainly not sent, and nothing of the answer is kept', async () => {
    const side = await otherSide(name, 'refuses');
    const error = await failure(send(name, side));
    expect(error).toMatchObject({ sent: 'no', permanent: true });
    expect(told(error)).not.toMatch(/dana@|5550112|4k9mR27/);
  });

  test('refused for now: certainly not sent, and worth another try, when it is said so', async () => {
    const error = await failure(send(name, await otherSide(name, 'refuses for now')));
    const retryAfter = name === 'email' ? null : 7_000;
    expect(error).toMatchObject({ sent: 'no', permanent: false, retryAfter });
  });

  test('nobody listens: certainly not sent', async () => {
    const error = await failure(send(name, await otherSide(name, 'is away')));
    expect(error).toMatchObject({ code: 'not_connected', sent: 'no', permanent: false });
  });

  test('cut off once everything was said: not known', async () => {
    const side = await otherSide(name, 'cuts');
    expect(await failure(send(name, side))).toMatchObject({ code: 'cut_off', sent: 'unknown' });
    expect(side.raw()).not.toBe('');
  });

  test('no answer once everything was said: not known', async () => {
    const side = await otherSide(name, 'hangs');
    expect(await failure(send(name, side))).toMatchObject({ code: 'timed_out', sent: 'unknown' });
    expect(side.raw()).not.toBe('');
  });

  test('an answer without end does not fill the memory', async () => {
    const side = await otherSide(name, 'floods');
    const sending = send(name, side);
    // Whoever posts has its answer in the first line; the others read on, and give up for its length, not its time.
    if (Object.hasOwn(OVER_HTTP, name)) await sending;
    else expect((await failure(sending)).code).toBe(isText ? 'not_understood' : 'cut_off');
    expect(side.flooded()).toBeLessThan(64 * 1024 * 1024);
  });

  test('tried again, it is known as the same; another one is another', async () => {
    const side = await otherSide(name, 'well');
    await send(name, side);
    await send(name, side);
    const other = '019aa000-0000-7000-8000-00000000cafe' as EffectId;
    await send(name, side, alertOf({ effect: other }));
    expect(side.ids()).toEqual([EFFECT, EFFECT, other]);
  });

  test('nobody of this name any more, or without an address: refused for good, and nothing is said', async () => {
    const side = await otherSide(name, 'well');
    const gone = await failure(send(name, side, alertOf(), null));
    expect(gone).toMatchObject({ code: 'no_such_target', sent: 'no', permanent: true });
    if (ALERT_TARGETS[name].address !== null) {
      const error = await failure(send(name, side, alertOf(), { name: MEMBER.name }));
      expect(error).toMatchObject({ code: 'no_address', sent: 'no', permanent: true });
    }
    expect(side.raw()).toBe('');
  });

  test('its settings are gone: refused for good', async () => {
    const side = await otherSide(name, 'well');
    const sending = send(name, { ...side, settings: {} });
    if (isText) await sending;
    else expect(await failure(sending)).toMatchObject({ code: 'no_settings', sent: 'no', permanent: true });
  });

  test('its settings change: the next alert goes by the new ones', async () => {
    const [before, after] = [await otherSide(name, 'well'), await otherSide(name, 'well')];
    let inForce = before;
    const settings = () => blocksOf(inForce.settings);
    const account = () => ({
      accountSid: ACCOUNT,
      authToken: 'a-token',
      apiUrl: inForce.apiUrl,
      publicUrl: 'https://calls.willowstreet.example',
    });
    const handOver = await createHandOver(
      { rest: createRest(account, fetch), fetch, now: () => 0, settings },
      [],
    );
    await handOver.send(name, alertOf(), { staff: 'dana', member: MEMBER });
    inForce = after;
    await handOver.send(name, alertOf(), { staff: 'dana', member: MEMBER });
    expect([before.ids(), after.ids()]).toEqual([[EFFECT], [EFFECT]]);
  });

  test('nothing goes over the wire of the machine, the people or the secrets here', async () => {
    const side = await otherSide(name, 'well');
    await send(name, side, alertOf({ urgent: true }));
    const raw = side.raw();
    expect(raw.length).toBeGreaterThan(100);
    const needles = ['Dana Reyes', 'Reyes', WEBHOOK_SECRET, hostname(), userInfo().homedir];
    // Twilio's own library names itself and its runtime to Twilio.
    if (!isText) needles.push('nodemailer', 'undici', 'node', LINE.slice(2), MEMBER.phone.slice(2));
    if (name !== 'email') needles.push(SMTP_PASSWORD, MEMBER.email);
    if (name !== 'ntfy') needles.push(NTFY_TOKEN, MEMBER.ntfy);
    expect(needles.filter(needle => raw.toLowerCase().includes(needle.toLowerCase()))).toEqual([]);
  });

  test.each([
    ['line breaks', 'Willow\r\nBcc: eve@evil.example\r\n\r\nStreet'],
    ['quotes and brackets', '"Willow" <eve@evil.example>, x'],
    ['an emoji and accents', '🌿 Consejo Ávila'],
    ['braces of ours', 'Willow {count} {sender}'],
  ])('a sender with %s stays what it is', async (_, sender) => {
    const side = await otherSide(name, 'well');
    await send(name, side, alertOf({ sender }));
    expect(side.shown()).toHaveLength(1);
    if (name !== 'email') {
      expect(side.shown()[0]).toMatch(/^.{0,3}Willow|^🌿/su);
      expect(side.shown()[0]?.startsWith(sender)).toBe(true);
      return;
    }
    const head = side
      .raw()
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map(line => line.toLowerCase());
    expect(head.filter(line => line.startsWith('rcpt to'))).toEqual([`rcpt to:<${MEMBER.email}>`]);
    for (const header of ['from:', 'to:', 'subject:']) {
      expect(head.filter(line => line.startsWith(header))).toHaveLength(1);
    }
    expect(head.filter(line => line.startsWith('bcc:') || line.startsWith('cc:'))).toEqual([]);
    // What a sender looks like is in quotes or encoded; outside of those stands one address.
    const [from = ''] = head.filter(line => line.startsWith('from:'));
    const bare = from.replaceAll(/"(?:\\.|[^"\\])*"|=\?[^ ]*\?=/g, '');
    expect(bare).toMatch(/^[^@]*<alerts@willowstreet\.example>$/);
  });
});

describe.each(Object.entries(OVER_HTTP))('%s', (target, settingsAt) => {
  const name = target as AlertTargetName;

  test.each([301, 302, 303, 307, 308])('never follows a redirect (%i)', async status => {
    const elsewhere = await FakeHttp.begin();
    const server = await FakeHttp.begin(() => ({ status, headers: { location: elsewhere.url } }));
    open.push(elsewhere, server);
    const error = await failure(send(name, { settings: settingsAt(server.url), apiUrl: null }));
    expect(error).toMatchObject({ code: `http_${status}`, sent: 'no', permanent: true });
    expect(server.heard).toHaveLength(1);
    expect(elsewhere.raw).toBe('');
  });

  test.each<[number, object]>([
    [400, { sent: 'no', permanent: true }],
    [401, { sent: 'no', permanent: true }],
    [404, { sent: 'no', permanent: true }],
    [408, { sent: 'no', permanent: false }],
    [413, { sent: 'no', permanent: true }],
    [425, { sent: 'no', permanent: false }],
    [429, { sent: 'no', permanent: false, retryAfter: 40_000 }],
    [500, { sent: 'unknown' }],
    [503, { sent: 'unknown' }],
    [507, { sent: 'unknown' }],
  ])('%i', async (status, expected) => {
    const server = await FakeHttp.begin(() => ({ status, headers: { 'retry-after': '40' } }));
    open.push(server);
    const error = await failure(send(name, { settings: settingsAt(server.url), apiUrl: null }));
    expect(error).toMatchObject({ code: `http_${status}`, ...expected });
  });
});
