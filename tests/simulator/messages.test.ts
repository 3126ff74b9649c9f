import { describe, expect, test } from 'vitest';
import { countSegments } from '../../simulator/core/segments.ts';
import { ALEX, HOST, LANDLINE, LINE, Practice, ROBIN } from './practice.ts';
import { vendorClient } from './vendor-client.ts';

const STATUS = `${HOST}/status?effect=1`;

async function send(practice: Practice, to: string, body = 'Sorry we missed your call') {
  const client = vendorClient(request => practice.simulator.app.fetch(request));
  const message = await client.messages.create({ to, from: LINE, body, statusCallback: STATUS });
  await practice.pass(1);
  return message;
}

const statuses = (practice: Practice) =>
  practice.to('/status?effect=1').map(one => [one.MessageStatus, one.ErrorCode ?? null]);

const text = (practice: Practice, body: string, more: { media?: number } = {}) =>
  practice.simulator.do({ type: 'text', phone: ROBIN, to: LINE, body, ...more }).then(() => practice.pass(0));

describe('a text to a phone', () => {
  test('is sent, then delivered; every callback is signed', async () => {
    const practice = new Practice({});
    await send(practice, ROBIN);
    expect(statuses(practice)).toEqual([
      ['sent', null],
      ['delivered', null],
    ]);
    expect(practice.asked.every(one => one.signed)).toBe(true);
    expect(practice.simulator.state().messages).toMatchObject([
      { shown: 'Sorry we missed your call', arrivedAt: expect.any(Number) },
    ]);
  });

  test.each([
    [LANDLINE, null, ['undelivered', '30006']],
    [ROBIN, 30007, ['undelivered', '30007']],
    [ROBIN, 30003, ['undelivered', '30003']],
    [ROBIN, 30034, ['failed', '30034']],
  ])('%s with %s ends as %j', async (to, textError, last) => {
    const practice = new Practice({});
    await practice.simulator.do({ type: 'set-phone', number: to, phone: { textError } });
    await send(practice, to);
    expect(statuses(practice).at(-1)).toEqual(last);
    expect(practice.simulator.state().messages).toMatchObject([{ arrivedAt: null }]);
  });
});

describe('a text from a phone', () => {
  test('arrives with its words, segments and pictures', async () => {
    const practice = new Practice({});
    await text(practice, 'Tuesday afternoon', { media: 2 });
    expect(practice.to('/message')).toMatchObject([
      {
        From: ROBIN,
        To: LINE,
        Body: 'Tuesday afternoon',
        NumMedia: '2',
        NumSegments: '1',
        MediaContentType1: 'image/jpeg',
      },
    ]);
    expect(practice.to('/message')[0]!.MessageSid).toMatch(/^MM[0-9a-f]{32}$/);
    expect(practice.complaints()).toEqual([]);
  });

  test('answered with TwiML that would send something is complained about', async () => {
    const practice = new Practice({ '/message': '<Response><Message>Hi</Message></Response>' });
    await text(practice, 'Hello');
    expect(practice.complaints().join()).toContain('something else than an empty <Response/>');
  });

  test('a landline sends none', async () => {
    const practice = new Practice({});
    const sending = practice.simulator.do({ type: 'text', phone: LANDLINE, to: LINE, body: 'x' });
    await expect(sending).rejects.toThrow('sends no texts');
  });
});

describe('opting out', () => {
  test('the carrier answers STOP itself, remembers the pair, and lets START lift it', async () => {
    const practice = new Practice({});
    await text(practice, ' Stop ');
    const replies = () => practice.simulator.state().messages.filter(one => one.direction === 'carrier');
    expect(replies()).toHaveLength(1);
    expect(practice.to('/message')).toHaveLength(1);
    expect(practice.to('/message')[0]).not.toHaveProperty('OptOutType');
    await expect(send(practice, ROBIN)).rejects.toMatchObject({ code: 21610 });
    await send(practice, ALEX);
    expect(statuses(practice).at(-1)).toEqual(['delivered', null]);
    await text(practice, 'START');
    expect(replies()).toHaveLength(2);
    await expect(send(practice, ROBIN)).resolves.toMatchObject({ status: 'queued' });
  });

  test('the refusal may come by callback only', async () => {
    const practice = new Practice({}, { settings: { optedOutRefusal: 'callback' } });
    await text(practice, 'STOP');
    await send(practice, ROBIN);
    expect(statuses(practice)).toEqual([['failed', '21610']]);
  });

  test('a sentence with the word in it is no opt-out', async () => {
    const practice = new Practice({});
    await text(practice, 'please stop texting me');
    await expect(send(practice, ROBIN)).resolves.toMatchObject({ status: 'queued' });
  });

  test('advanced opt-out says which word it was; HELP is answered when the account says so', async () => {
    const practice = new Practice({}, { settings: { advancedOptOut: true } });
    await text(practice, 'HELP');
    await text(practice, 'stop');
    expect(practice.to('/message').map(one => one.OptOutType)).toEqual(['HELP', 'STOP']);
    expect(practice.simulator.state().messages.filter(one => one.direction === 'carrier')).toHaveLength(2);
    const quiet = new Practice({}, { settings: { answersHelp: false } });
    await text(quiet, 'HELP');
    expect(quiet.simulator.state().messages.filter(one => one.direction === 'carrier')).toHaveLength(0);
  });
});

test.each([
  ['a'.repeat(160), 1],
  ['a'.repeat(161), 2],
  ['a'.repeat(306), 2],
  ['a'.repeat(307), 3],
  ['€'.repeat(80), 1],
  ['€'.repeat(81), 2],
  ['ñ'.repeat(160), 1],
  [`’${'a'.repeat(69)}`, 1],
  [`’${'a'.repeat(70)}`, 2],
])('%s counts %i', (body, segments) => {
  expect(countSegments(body)).toBe(segments);
});
