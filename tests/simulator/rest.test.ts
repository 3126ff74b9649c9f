import { describe, expect, test } from 'vitest';
import {
  ACCOUNT,
  ALEX,
  DANA,
  DESK,
  HOST,
  LANDLINE,
  LINE,
  Practice,
  ROBIN,
  response,
  START,
  TOKEN,
} from './practice.ts';
import { vendorClient } from './vendor-client.ts';

const carrier = (practice: Practice, token = TOKEN) =>
  vendorClient(request => practice.simulator.app.fetch(request), token);

describe("the vendor's client", () => {
  test('sends, fetches, lists, redacts and deletes a text', async () => {
    const practice = new Practice({});
    const client = carrier(practice);
    const sent = await client.messages.create({ to: ROBIN, from: LINE, body: 'Sorry we missed your call' });
    expect(sent).toMatchObject({
      status: 'queued',
      numSegments: '1',
      direction: 'outbound-api',
      errorCode: null,
    });
    expect(sent.dateCreated.getTime()).toBe(START);
    await practice.pass(1);
    expect((await client.messages(sent.sid).fetch()).status).toBe('delivered');
    await client.messages.create({ to: ALEX, from: LINE, body: 'Another' });
    const found = await client.messages.list({
      to: ROBIN,
      from: LINE,
      dateSentAfter: new Date(START),
      dateSentBefore: new Date(START + 60_000),
    });
    expect(found.map(one => one.sid)).toEqual([sent.sid]);
    expect(await client.messages.list({ dateSentAfter: new Date(START + 60_000) })).toEqual([]);
    expect((await client.messages(sent.sid).update({ body: '' })).body).toBe('');
    expect(practice.simulator.state().messages[0]!.shown).toBe('Sorry we missed your call');
    expect(await client.messages(sent.sid).remove()).toBe(true);
    await expect(client.messages(sent.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  test('pages through a long list', async () => {
    const practice = new Practice({});
    const client = carrier(practice);
    for (let index = 0; index < 5; index += 1) {
      await client.messages.create({ to: ROBIN, from: LINE, body: `Text ${index}` });
    }
    const bodies = (await client.messages.list({ to: ROBIN, pageSize: 2 })).map(one => one.body);
    expect(bodies).toEqual(['Text 4', 'Text 3', 'Text 2', 'Text 1', 'Text 0']);
  });

  test('places a call, sends it elsewhere and ends it', async () => {
    const practice = new Practice({
      '/outgoing': response('<Say>Hello, this takes two seconds.</Say>', '<Pause length="60"/>'),
      '/elsewhere': response('<Say>Elsewhere</Say>', '<Pause length="60"/>'),
    });
    const client = carrier(practice);
    const placed = await client.calls.create({
      to: DANA,
      from: LINE,
      url: `${HOST}/outgoing`,
      statusCallback: `${HOST}/outgoing-status`,
      statusCallbackEvent: ['ringing', 'answered', 'completed'],
      timeout: 30,
    });
    expect(placed.status).toBe('queued');
    await practice.simulator.do({ type: 'answer', phone: DANA });
    await practice.pass(1);
    expect(practice.to('/outgoing')).toMatchObject([
      { Direction: 'outbound-api', CallStatus: 'in-progress' },
    ]);
    await client.calls(placed.sid).update({ url: `${HOST}/elsewhere` });
    await practice.pass(0);
    expect(practice.heard(placed.sid)).toContain('say: Elsewhere');
    await practice.pass(3);
    expect(practice.one(placed.sid).heard.filter(one => one.kind === 'say')).toHaveLength(2);
    expect((await client.calls(placed.sid).update({ status: 'completed' })).status).toBe('completed');
    expect(await client.calls(placed.sid).fetch()).toMatchObject({ duration: '4', status: 'completed' });
    await practice.pass(0);
    expect(practice.to('/outgoing-status').map(one => one.CallStatus)).toEqual([
      'ringing',
      'in-progress',
      'completed',
    ]);
    const calls = await client.calls.list({ to: DANA, status: 'completed', startTimeAfter: new Date(START) });
    expect(calls.map(one => one.sid)).toEqual([placed.sid]);
  });

  test('a call that nobody answers ends after its timeout; TwiML may come with the request', async () => {
    const practice = new Practice({});
    const client = carrier(practice);
    const twiml = response('<Say>Hello</Say>');
    const one = await client.calls.create({ to: DANA, from: LINE, twiml, timeout: 20 });
    await practice.pass(20);
    expect(practice.one(one.sid).status).toBe('no-answer');
    const other = await client.calls.create({ to: DANA, from: LINE, twiml });
    await practice.simulator.do({ type: 'answer', phone: DANA });
    expect(practice.heard(other.sid)).toContain('say: Hello');
  });

  test('finds, fetches and deletes a recording', async () => {
    const practice = new Practice({ '/voice': response('<Record action="/r" timeout="2"/>') });
    const client = carrier(practice);
    const callSid = await practice.call();
    await practice.simulator.do({ type: 'speak', phone: ROBIN, words: 'Hello', seconds: 3 });
    await practice.pass(8);
    const [recording] = await client.recordings.list({ callSid });
    expect(recording).toMatchObject({ duration: '3', status: 'completed', channels: 1 });
    expect((await client.recordings(recording!.sid).fetch()).mediaUrl).toContain(recording!.sid);
    expect(await client.recordings(recording!.sid).remove()).toBe(true);
    expect((await practice.simulator.app.request(recording!.mediaUrl)).status).toBe(404);
  });

  test('lists calls to a line, page by page, and the phones that one was passed on to', async () => {
    const dial = `<Dial answerOnBridge="true" timeout="10" action="/dialled"><Number>${DANA}</Number></Dial>`;
    const practice = new Practice({ '/voice': response(dial), '/dialled': response('<Hangup/>') });
    const client = carrier(practice);
    const first = await practice.call();
    await practice.simulator.do({ type: 'answer', phone: DANA });
    await practice.pass(60);
    await practice.simulator.do({ type: 'hang-up', phone: ROBIN });
    const second = await practice.call();
    await practice.simulator.do({ type: 'hang-up', phone: ROBIN });
    await practice.pass(1);
    const day = new Date(Math.floor(START / 86_400_000) * 86_400_000);
    const next = new Date(day.getTime() + 86_400_000);
    const asked = { to: LINE, startTimeAfter: day, startTimeBefore: next, pageSize: 1 };
    const calls = await client.calls.list(asked);
    expect(calls.map(({ sid, direction, status, duration }) => [sid, direction, status, duration])).toEqual([
      [second, 'inbound', 'no-answer', '0'],
      [first, 'inbound', 'completed', '60'],
    ]);
    expect(await client.calls.list({ to: LINE, startTimeAfter: next })).toEqual([]);
    const legs = await client.calls.list({ parentCallSid: first });
    expect(legs).toMatchObject([{ to: DANA, direction: 'outbound-dial', duration: '60' }]);
  });

  test('lists recordings by the day they were made', async () => {
    const practice = new Practice({ '/voice': response('<Record action="/r" timeout="2"/>') });
    const client = carrier(practice);
    const callSid = await practice.call();
    await practice.simulator.do({ type: 'speak', phone: ROBIN, words: 'Hello', seconds: 3 });
    await practice.pass(8);
    const listed = await client.recordings.list({ dateCreatedAfter: new Date(START) });
    expect(listed).toMatchObject([{ callSid, source: 'RecordVerb', status: 'completed', duration: '3' }]);
    expect(await client.recordings.list({ dateCreatedAfter: new Date(START + 86_400_000) })).toEqual([]);
  });

  test('looks up what kind of line a number is', async () => {
    const client = carrier(new Practice({}));
    const look = (number: string) =>
      client.lookups.v2.phoneNumbers(number).fetch({ fields: 'line_type_intelligence' });
    expect((await look(LANDLINE)).lineTypeIntelligence?.type).toBe('landline');
    expect((await look(ROBIN)).lineTypeIntelligence?.type).toBe('mobile');
  });

  test('with a wrong token gets nothing', async () => {
    const client = carrier(new Practice({}), 'wrong');
    await expect(client.messages.list()).rejects.toMatchObject({ status: 401, code: 20003 });
  });

  test('learns why a text is refused', async () => {
    const practice = new Practice({});
    const client = carrier(practice);
    const refusal = (to: string, from = LINE, body = 'Hello') => client.messages.create({ to, from, body });
    await expect(refusal('2125550140')).rejects.toMatchObject({ status: 400, code: 21211 });
    await expect(refusal(ROBIN, DESK)).rejects.toMatchObject({ code: 21606 });
    await expect(refusal(ROBIN, LINE, 'x'.repeat(1601))).rejects.toMatchObject({ code: 21617 });
    await expect(refusal(ROBIN, LINE, '')).rejects.toMatchObject({ code: 21602 });
    await practice.simulator.do({ type: 'set', settings: { landlineRefusal: 'rest' } });
    await expect(refusal(LANDLINE)).rejects.toMatchObject({ code: 21614 });
    await practice.simulator.do({ type: 'set-phone', number: ALEX, phone: { textError: 21408 } });
    await expect(refusal(ALEX)).rejects.toMatchObject({ code: 21408 });
  });
});

describe('strictness', () => {
  const authorization = `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}`;
  const ask = (practice: Practice, method: string, path: string, form?: string) =>
    practice.simulator.app.request(`http://carrier.test${path}`, {
      method,
      headers: { authorization, 'content-type': 'application/x-www-form-urlencoded' },
      ...(form !== undefined && { body: form }),
    });
  const account = `/2010-04-01/Accounts/${ACCOUNT}`;
  const to = encodeURIComponent(ROBIN);
  const from = encodeURIComponent(LINE);

  test.each([
    [
      'POST',
      `${account}/Messages.json`,
      `To=${to}&From=${from}&Body=x&Colour=blue`,
      400,
      'Unknown parameter Colour',
    ],
    ['POST', `${account}/Messages.json`, `From=${from}&Body=x`, 400, "A 'To' is required"],
    ['POST', `${account}/Messages.json`, `To=${to}&To=${to}&From=${from}&Body=x`, 400, 'more than once'],
    [
      'POST',
      `${account}/Messages.json`,
      `To=${to}&From=${from}&Body=x&StatusCallback=here`,
      400,
      'not a valid URL',
    ],
    ['POST', `${account}/Calls.json`, `To=${to}&From=${from}`, 400, "A 'Url' or 'Twiml' is required"],
    ['POST', `${account}/Calls.json`, `To=${to}&From=${to}&Twiml=x`, 400, 'not verified or owned'],
    [
      'POST',
      `${account}/Calls.json`,
      `To=${to}&From=${from}&Twiml=x&Url=http%3A%2F%2Fa.example`,
      400,
      'not both',
    ],
    ['GET', `${account}/Messages.json?Status=sent`, undefined, 400, 'Unknown parameter Status'],
    ['GET', `${account}/Messages.json?PageSize=0`, undefined, 400, 'Invalid value'],
    ['PUT', `${account}/Messages.json`, undefined, 405, 'Method not allowed'],
    ['GET', `${account}/Conferences.json`, undefined, 404, 'was not found'],
    ['GET', '/2010-04-01/Accounts/AC1/Messages.json', undefined, 404, 'was not found'],
  ])('%s %s %s', async (method, path, form, status, said) => {
    const practice = new Practice({});
    const answer = await ask(practice, method, path, form);
    expect(answer.status).toBe(status);
    const json = (await answer.json()) as {
      code: number;
      message: string;
      more_info: string;
      status: number;
    };
    expect(json).toMatchObject({ status, message: expect.stringContaining(said) });
    expect(json.more_info).toBe(`https://www.twilio.com/docs/errors/${json.code}`);
    expect(practice.complaints()).toHaveLength(1);
    expect(practice.simulator.state().rest).toMatchObject([{ method, status }]);
  });
});
