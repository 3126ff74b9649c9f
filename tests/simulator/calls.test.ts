import { describe, expect, test } from 'vitest';
import { secondsOf } from '../../simulator/core/call.ts';
import { speechWav } from '../../simulator/core/wav.ts';
import { ACCOUNT, ALEX, DANA, DESK, HOST, LINE, Practice, ROBIN, response, TOKEN } from './practice.ts';

const GREETING = 'Nobody could pick up. Please leave a message after the tone.';
const greeting = response(
  `<Gather numDigits="1" timeout="1" finishOnKey="" action="/key"><Say>${GREETING}</Say></Gather>`,
  '<Record action="/recorded" maxLength="60" timeout="5" finishOnKey="#" recordingStatusCallback="/recording" recordingStatusCallbackEvent="completed absent"/>',
  '<Say>Goodbye.</Say>',
);
const office = (extra = '') =>
  response(
    `<Dial action="/dialled" timeout="13" callerId="${LINE}" answerOnBridge="true"><Number ${extra} statusCallback="/leg" statusCallbackEvent="answered completed">${DESK}</Number></Dial>`,
  );
const whisper = response(
  '<Gather numDigits="1" timeout="4" actionOnEmptyResult="true" action="/accept"><Say>Press 1 to take it.</Say></Gather>',
);

describe('a call', () => {
  test('is announced with the parameters that are signed', async () => {
    const practice = new Practice({ '/voice': response('<Say>Hello there</Say>') });
    await practice.call(ROBIN, { forwardedFrom: '+12125550190' });
    expect(practice.asked[0]).toMatchObject({
      path: '/voice',
      signed: true,
      params: {
        From: ROBIN,
        To: LINE,
        CallStatus: 'ringing',
        Direction: 'inbound',
        ForwardedFrom: '+12125550190',
      },
    });
    expect(practice.asked[0]!.params).not.toHaveProperty('StirVerstat');
  });

  test('ends after the last verb, and the line is told seconds and minutes', async () => {
    const practice = new Practice({ '/voice': response(`<Say>${'x'.repeat(15 * 61)}</Say>`) });
    const sid = await practice.call();
    expect(practice.one(sid).status).toBe('in-progress');
    await practice.pass(61);
    expect(practice.one(sid).status).toBe('completed');
    expect(practice.to('/call-status')).toMatchObject([
      { CallStatus: 'completed', CallDuration: '61', Duration: '2' },
    ]);
    expect(practice.complaints()).toEqual([]);
  });

  test('withheld arrives as digits that spell anonymous', async () => {
    const practice = new Practice({ '/voice': greeting });
    await practice.call(ROBIN, { withheld: true });
    expect(practice.to('/voice')[0]!.From).toBe('+266696687');
    await practice.simulator.do({ type: 'set', settings: { withheldAs: 'anonymous' } });
    await practice.call(ALEX, { withheld: true });
    expect(practice.to('/voice')[1]!.From).toBe('anonymous');
  });

  test('is broken off in the greeting: the words are cut, no action comes', async () => {
    const practice = new Practice({ '/voice': greeting });
    const sid = await practice.call();
    await practice.pass(2);
    await practice.simulator.do({ type: 'hang-up', phone: ROBIN });
    await practice.pass(10);
    expect(practice.heard(sid)).toContain(`say: ${GREETING} ...`);
    expect(practice.asked.map(one => one.path)).toEqual(['/voice', '/call-status']);
    expect(secondsOf(practice.one(sid), practice.now)).toBe(2);
  });

  test('is rejected without being answered', async () => {
    const practice = new Practice({ '/voice': response('<Reject reason="busy"/>') });
    const sid = await practice.call();
    expect(practice.one(sid)).toMatchObject({ status: 'busy', answeredAt: null });
    expect(practice.to('/call-status')).toMatchObject([{ CallStatus: 'busy', CallDuration: '0' }]);
  });

  test('is not answered during a first pause', async () => {
    const practice = new Practice({ '/voice': response('<Pause length="3"/>', '<Say>Hello</Say>') });
    const sid = await practice.call();
    expect(practice.one(sid).status).toBe('ringing');
    await practice.pass(3);
    expect(practice.one(sid).status).toBe('in-progress');
  });

  test('hears a recorded greeting for as long as the file lasts', async () => {
    const wav = speechWav([{ words: '', milliseconds: 7000, audio: null }]);
    const practice = new Practice({
      '/voice': response('<Play>/greeting.wav</Play>', '<Say>Then this</Say>'),
      '/greeting.wav': new Response(wav, { headers: { 'content-type': 'audio/wav' } }),
    });
    const sid = await practice.call();
    await practice.pass(6.9);
    expect(practice.heard(sid).at(-1)).toBe(`play: ${HOST}/greeting.wav`);
    await practice.pass(0.2);
    expect(practice.heard(sid)).toContain('say: Then this');
    expect(practice.simulator.played(`${HOST}/greeting.wav`)?.file).toHaveLength(wav.length);
  });

  test('goes on at once when the greeting is not there', async () => {
    const practice = new Practice({
      '/voice': response('<Play>/gone.wav</Play>', '<Say>Then this</Say>'),
      '/gone.wav': new Response('', { status: 404 }),
    });
    const sid = await practice.call();
    expect(practice.heard(sid)).toContain('say: Then this');
    expect(practice.complaints().join()).toContain('did not come');
  });

  test('asks with GET where it is told to, name and password in a header', async () => {
    const practice = new Practice({
      '/voice': response('<Redirect method="GET">http://me:secret@practice.test/next?a=1</Redirect>'),
    });
    await practice.call();
    const next = practice.asked.find(one => one.path.startsWith('/next'))!;
    expect(next.path).toMatch(/^\/next\?a=1&AccountSid=AC0+&/);
    expect(next).toMatchObject({ signed: true, authorization: `Basic ${btoa('me:secret')}` });
  });

  test('follows a redirect, relative to the document', async () => {
    const practice = new Practice({
      '/voice': response('<Redirect>/menu/first?lang=es</Redirect>'),
      '/menu/first': response('<Redirect>second</Redirect>'),
    });
    await practice.call();
    await practice.pass(1);
    expect(practice.asked.map(one => one.path)).toEqual([
      '/voice',
      '/menu/first?lang=es',
      '/menu/second',
      '/call-status',
    ]);
    expect(practice.asked.every(one => one.signed)).toBe(true);
  });

  test('hears that an error has occurred when the answer cannot be used', async () => {
    const practice = new Practice({ '/voice': '<Response><Sing>la</Sing></Response>' });
    const sid = await practice.call();
    expect(practice.heard(sid).join()).toContain('an application error has occurred');
    expect(practice.complaints().join()).toContain('<Sing> is not a verb');
    await practice.pass(10);
    expect(practice.one(sid).status).toBe('completed');
  });

  test('asks the fallback first, where there is one', async () => {
    const practice = new Practice(
      { '/voice': new Response('', { status: 500 }), '/fallback': response('<Say>Leave a message</Say>') },
      {
        numbers: [
          {
            number: LINE,
            voiceUrl: `${HOST}/voice`,
            messageUrl: `${HOST}/message`,
            callStatusUrl: `${HOST}/call-status`,
            voiceFallbackUrl: `${HOST}/fallback`,
          },
        ],
      },
    );
    const sid = await practice.call();
    expect(practice.heard(sid)).toContain('say: Leave a message');
    expect(practice.to('/fallback')).toMatchObject([{ ErrorCode: '11200', ErrorUrl: `${HOST}/voice` }]);
  });
});

describe('<Gather>', () => {
  test('a key breaks off the words and goes to the action', async () => {
    const practice = new Practice({ '/voice': greeting, '/key': response('<Hangup/>') });
    const sid = await practice.call();
    await practice.pass(1);
    await practice.simulator.do({ type: 'press', phone: ROBIN, keys: '*' });
    await practice.pass(0);
    expect(practice.to('/key')).toMatchObject([{ Digits: '*' }]);
    expect(practice.heard(sid).slice(0, 3)).toEqual(['ringing: ringing', `say: ${GREETING} ...`, 'key: *']);
    expect(practice.one(sid).status).toBe('completed');
  });

  test('several digits end with the finishing key, which is not one of them', async () => {
    const practice = new Practice({
      '/voice': response('<Gather timeout="5" action="/key"/>'),
      '/key': response('<Hangup/>'),
    });
    await practice.call();
    await practice.simulator.do({ type: 'press', phone: ROBIN, keys: '2125550150#' });
    await practice.pass(0);
    expect(practice.to('/key')).toMatchObject([{ Digits: '2125550150', FinishedOnKey: '#' }]);
  });

  test('the words stop at the first of several keys', async () => {
    const practice = new Practice({
      '/voice': response(`<Gather timeout="9"><Say>${GREETING}</Say></Gather>`),
    });
    const sid = await practice.call();
    await practice.pass(1);
    await practice.simulator.do({ type: 'press', phone: ROBIN, keys: '2' });
    expect(practice.heard(sid)).toContain(`say: ${GREETING} ...`);
  });

  test('digits without the finishing key count when time is up', async () => {
    const practice = new Practice({
      '/voice': response('<Gather timeout="5" action="/key"/>'),
      '/key': response('<Hangup/>'),
    });
    await practice.call();
    await practice.simulator.do({ type: 'press', phone: ROBIN, keys: '21' });
    await practice.pass(4);
    expect(practice.to('/key')).toEqual([]);
    await practice.pass(1);
    expect(practice.to('/key')).toMatchObject([{ Digits: '21' }]);
  });

  test('nothing pressed: falls through, or asks the action when told to', async () => {
    const falls = new Practice({
      '/voice': response('<Gather timeout="2" action="/key"/>', '<Say>Through</Say>'),
    });
    const sid = await falls.call();
    await falls.pass(2);
    expect(falls.heard(sid)).toContain('say: Through');
    const asks = new Practice({
      '/voice': response('<Gather timeout="2" action="/key" actionOnEmptyResult="true"/>'),
      '/key': response('<Hangup/>'),
    });
    await asks.call();
    await asks.pass(2);
    expect(asks.to('/key')).toMatchObject([{ Digits: '' }]);
  });
});

describe('<Record>', () => {
  const answers = { '/voice': greeting, '/recorded': response('<Say>Thank you.</Say>') };
  const atTheTone = async (practice: Practice) => {
    const sid = await practice.call();
    await practice.pass(GREETING.length / 15 + 1);
    expect(practice.heard(sid).at(-1)).toBe('tone: beep');
    return sid;
  };

  test('words, then silence: the action, the callback, the sound', async () => {
    const practice = new Practice(answers);
    await atTheTone(practice);
    await practice.simulator.do({ type: 'speak', phone: ROBIN, words: 'Please call me back.', seconds: 4 });
    await practice.pass(9);
    const [recorded] = practice.to('/recorded');
    // With the silence that ended it, which is trimmed afterwards.
    expect(recorded).toMatchObject({ RecordingDuration: '9', Digits: '' });
    const media = async () => (await practice.simulator.app.request(`${recorded!.RecordingUrl}.wav`)).status;
    expect(await media()).toBe(404);
    await practice.pass(2);
    expect(practice.to('/recording')).toMatchObject([
      { RecordingStatus: 'completed', RecordingDuration: '4' },
    ]);
    expect(await media()).toBe(200);
    const wav = await (await practice.simulator.app.request(recorded!.RecordingUrl!)).arrayBuffer();
    expect(wav.byteLength).toBe(44 + 4 * 16_000);
  });

  test('the sound can be later than its callback, and can be locked', async () => {
    const practice = new Practice(answers, {
      settings: { recordingMediaLateSeconds: 3, recordingMediaAuth: true },
    });
    await atTheTone(practice);
    await practice.simulator.do({ type: 'speak', phone: ROBIN, words: 'Hello', seconds: 2 });
    await practice.pass(9);
    const url = practice.to('/recording')[0]!.RecordingUrl!;
    const authorization = `Basic ${btoa(`${ACCOUNT}:${TOKEN}`)}`;
    const media = async (headers = {}) =>
      (await practice.simulator.app.request(`${url}.mp3`, { headers })).status;
    expect(await media({ authorization })).toBe(404);
    await practice.pass(3);
    expect([await media(), await media({ authorization })]).toEqual([401, 200]);
  });

  test('a key ends it', async () => {
    const practice = new Practice(answers);
    await atTheTone(practice);
    await practice.simulator.do({ type: 'speak', phone: ROBIN, words: 'Hello', seconds: 8 });
    await practice.pass(3);
    await practice.simulator.do({ type: 'press', phone: ROBIN, keys: '#' });
    await practice.pass(0);
    expect(practice.to('/recorded')).toMatchObject([{ RecordingDuration: '3', Digits: '#' }]);
  });

  test('hanging up ends it, and the answer is run by nobody', async () => {
    const practice = new Practice(answers);
    const sid = await atTheTone(practice);
    await practice.simulator.do({ type: 'speak', phone: ROBIN, words: 'Hello', seconds: 3 });
    await practice.pass(2);
    await practice.simulator.do({ type: 'hang-up', phone: ROBIN });
    await practice.pass(5);
    expect(practice.to('/recorded')).toMatchObject([
      { Digits: 'hangup', CallStatus: 'completed', RecordingDuration: '2' },
    ]);
    expect(practice.to('/recording')).toHaveLength(1);
    expect(practice.heard(sid)).not.toContain('say: Thank you.');
  });

  test('the longest time ends it', async () => {
    const practice = new Practice(answers);
    await atTheTone(practice);
    await practice.simulator.do({ type: 'speak', phone: ROBIN, words: 'On and on', seconds: 300 });
    await practice.pass(60);
    expect(practice.to('/recorded')).toMatchObject([{ RecordingDuration: '60' }]);
  });

  test('speaking live lasts as long as it lasts', async () => {
    const practice = new Practice(answers);
    await atTheTone(practice);
    await practice.simulator.do({ type: 'start-speaking', phone: ROBIN });
    await practice.pass(20);
    await practice.simulator.do({ type: 'stop-speaking', phone: ROBIN, words: '(microphone)' });
    await practice.pass(5);
    expect(practice.to('/recorded')).toMatchObject([{ RecordingDuration: '25' }]);
    expect(practice.simulator.state().recordings).toMatchObject([{ seconds: 20 }]);
  });

  test.each([
    ['call-action', 1, [{ RecordingStatus: 'completed', RecordingDuration: '0' }], false],
    ['fall-through', 0, [], true],
    ['report-absent', 0, [{ RecordingStatus: 'absent' }], true],
  ] as const)('an empty one: %s', async (emptyRecording, actions, callbacks, through) => {
    const practice = new Practice(answers, { settings: { emptyRecording } });
    const sid = await atTheTone(practice);
    await practice.pass(10);
    expect(practice.to('/recorded')).toHaveLength(actions);
    expect(practice.to('/recording')).toMatchObject(callbacks);
    expect(practice.heard(sid).includes('say: Goodbye.')).toBe(through);
  });
});

describe('<Dial>', () => {
  const answers = { '/voice': office(), '/dialled': greeting };

  test('lifted at the desk: bridged, and the durations are told at the end', async () => {
    const practice = new Practice({ ...answers, '/dialled': response('<Hangup/>') });
    const sid = await practice.call();
    expect(practice.one(sid).status).toBe('ringing');
    await practice.pass(5);
    await practice.simulator.do({ type: 'answer', phone: DESK });
    await practice.pass(30);
    expect(practice.one(sid)).toMatchObject({ status: 'in-progress', doing: { type: 'dialling' } });
    await practice.simulator.do({ type: 'hang-up', phone: DESK });
    await practice.pass(0);
    expect(practice.to('/dialled')).toMatchObject([
      { DialCallStatus: 'completed', DialBridged: 'true', DialCallDuration: '30' },
    ]);
    expect(practice.to('/leg').map(one => one.CallStatus)).toEqual(['in-progress', 'completed']);
    expect(practice.to('/leg').map(one => one.SequenceNumber)).toEqual(['0', '1']);
    expect(practice.to('/leg')[1]).toMatchObject({
      CallDuration: '30',
      ParentCallSid: sid,
      To: DESK,
      From: LINE,
    });
    expect(practice.to('/call-status')).toMatchObject([{ CallDuration: '30' }]);
  });

  test.each([
    ['declined', 'decline', 'busy'],
    ['not answered', null, 'no-answer'],
  ] as const)('%s', async (_name, type, status) => {
    const practice = new Practice(answers);
    const sid = await practice.call();
    if (type !== null) await practice.simulator.do({ type, phone: DESK });
    await practice.pass(17.9);
    expect(practice.to('/dialled')).toHaveLength(type === null ? 0 : 1);
    await practice.pass(0.2);
    expect(practice.to('/dialled')).toMatchObject([{ DialCallStatus: status, DialBridged: 'false' }]);
    expect(practice.to('/dialled')[0]).not.toHaveProperty('DialCallDuration');
    expect(practice.one(sid).answeredAt).not.toBeNull();
  });

  test('the caller gives up while it rings', async () => {
    const practice = new Practice(answers);
    await practice.call();
    await practice.pass(3);
    await practice.simulator.do({ type: 'hang-up', phone: ROBIN });
    await practice.pass(1);
    expect(practice.to('/dialled')).toMatchObject([{ DialCallStatus: 'canceled', CallStatus: 'no-answer' }]);
    expect(practice.to('/call-status')).toMatchObject([{ CallStatus: 'no-answer', CallDuration: '0' }]);
    expect(practice.to('/leg')).toMatchObject([{ CallStatus: 'canceled' }]);
    const silent = new Practice(answers, { settings: { dialActionAfterHangup: 'not-sent' } });
    await silent.call();
    await silent.simulator.do({ type: 'hang-up', phone: ROBIN });
    await silent.pass(1);
    expect(silent.to('/dialled')).toEqual([]);
  });

  const asked = { '/voice': office('url="/whisper"'), '/whisper': whisper, '/dialled': greeting };
  const accept = (heard: { params: Record<string, string> }) =>
    heard.params.Digits === '1' ? response() : response('<Hangup/>');

  test('the callee is asked on a leg of their own and takes it with a key', async () => {
    const practice = new Practice({ ...asked, '/accept': accept });
    const sid = await practice.call();
    await practice.simulator.do({ type: 'answer', phone: DESK });
    await practice.pass(1);
    const [leg] = practice.to('/whisper');
    expect(leg).toMatchObject({ ParentCallSid: sid, Direction: 'outbound-dial', To: DESK });
    expect(practice.one(sid).status).toBe('ringing');
    await practice.simulator.do({ type: 'press', phone: DESK, keys: '1' });
    await practice.pass(10);
    expect(practice.heard(leg!.CallSid!)).toContain('connected: connected');
    await practice.simulator.do({ type: 'hang-up', phone: ROBIN });
    await practice.pass(0);
    expect(practice.to('/dialled')).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'true' }]);
  });

  test('a carrier voicemail picks up, presses nothing, and is never bridged', async () => {
    const practice = new Practice({ ...asked, '/accept': accept });
    await practice.simulator.do({ type: 'set-phone', number: DESK, phone: { voicemailAfterSeconds: 12 } });
    const sid = await practice.call();
    await practice.pass(20);
    expect(practice.to('/accept')).toMatchObject([{ Digits: '' }]);
    expect(practice.to('/dialled')).toMatchObject([{ DialCallStatus: 'completed', DialBridged: 'false' }]);
    expect(practice.heard(sid)).toContain(`say: ${GREETING}`);
  });

  test('asked by nobody, a carrier voicemail takes the call', async () => {
    const practice = new Practice({ ...answers, '/dialled': response('<Hangup/>') });
    await practice.simulator.do({ type: 'set-phone', number: DESK, phone: { voicemailAfterSeconds: 12 } });
    await practice.call();
    await practice.pass(80);
    expect(practice.to('/dialled')).toMatchObject([{ DialBridged: 'true', DialCallDuration: '60' }]);
  });

  test('a screening robot answers at once; one that presses a key gets through', async () => {
    for (const presses of [null, '1']) {
      const practice = new Practice({ ...asked, '/accept': accept });
      await practice.simulator.do({ type: 'set-phone', number: DESK, phone: { screening: { presses } } });
      await practice.call();
      await practice.pass(9);
      if (presses !== null) await practice.simulator.do({ type: 'hang-up', phone: ROBIN });
      await practice.pass(1);
      expect(practice.to('/dialled')).toMatchObject([{ DialBridged: String(presses !== null) }]);
    }
  });

  test('hanging up while being asked can still arrive as completed', async () => {
    for (const unbridgedDialStatus of ['completed', 'no-answer'] as const) {
      const practice = new Practice({ ...asked, '/accept': accept }, { settings: { unbridgedDialStatus } });
      await practice.call();
      await practice.simulator.do({ type: 'answer', phone: DESK });
      await practice.pass(1);
      await practice.simulator.do({ type: 'hang-up', phone: DESK });
      await practice.pass(0);
      expect(practice.to('/dialled')).toMatchObject([
        { DialCallStatus: unbridgedDialStatus, DialBridged: 'false' },
      ]);
    }
  });

  test('a whisper that ends without hanging up bridges all the same', async () => {
    const practice = new Practice({ ...asked, '/whisper': response('<Say>Call for you</Say>') });
    const sid = await practice.call();
    await practice.simulator.do({ type: 'answer', phone: DESK });
    await practice.pass(2);
    expect(practice.heard(sid)).toContain('connected: connected');
  });

  test('of several numbers the first to lift wins', async () => {
    const practice = new Practice({
      '/voice': response(`<Dial action="/dialled"><Number>${DESK}</Number><Number>${DANA}</Number></Dial>`),
    });
    await practice.call();
    await practice.simulator.do({ type: 'answer', phone: DANA });
    await practice.pass(0);
    const legs = practice.simulator.state().calls.filter(one => one.direction === 'outbound-dial');
    expect(legs.map(one => [one.to, one.status])).toEqual([
      [DESK, 'canceled'],
      [DANA, 'in-progress'],
    ]);
  });

  test.each([
    [`<Dial callerId="+12125550177"><Number>${DESK}</Number></Dial>`, 'is neither'],
    [`<Dial><Number>${LINE}</Number></Dial>`, 'would ring itself'],
    ['<Dial><Number>+12125550178</Number></Dial>', 'no phone here has'],
  ])('complained about: %s', async (verb, complaint) => {
    const practice = new Practice({ '/voice': response(verb) });
    await practice.call();
    expect(practice.complaints().join()).toContain(complaint);
  });
});

test('what cannot be done is refused with a sentence', async () => {
  const practice = new Practice({});
  await expect(practice.simulator.do({ type: 'hang-up', phone: ROBIN })).rejects.toThrow('is not on a call');
  await expect(practice.simulator.do({ type: 'answer', phone: DESK })).rejects.toThrow('is not ringing');
  await expect(practice.simulator.do({ type: 'call', phone: ROBIN, to: '+12125550179' })).rejects.toThrow(
    'not a line',
  );
});
