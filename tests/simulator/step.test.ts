import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Input, Output } from '../../simulator/core/input.ts';
import { startState } from '../../simulator/core/start.ts';
import type { Phone } from '../../simulator/core/state.ts';
import { nextDue, step } from '../../simulator/core/step.ts';
import { DESK, HOST, LINE, ROBIN, response } from './practice.ts';

const phone = (number: string, role: Phone['role']): Phone => ({
  number,
  name: role,
  role,
  kind: 'mobile',
  voicemailAfterSeconds: null,
  screening: null,
  textError: null,
});

const documents = [
  response('<Say>Hello</Say>', '<Record action="/r" timeout="3"/>', '<Say>Bye</Say>'),
  response('<Gather numDigits="1" timeout="2"><Say>Press a key</Say></Gather>', '<Hangup/>'),
  response(`<Dial action="/d" timeout="10"><Number url="/w">${DESK}</Number></Dial>`),
  response(
    `<Dial answerOnBridge="true"><Number statusCallback="/l">${DESK}</Number></Dial>`,
    '<Say>Bye</Say>',
  ),
  response('<Redirect>/again</Redirect>'),
  '<Response><Nonsense/></Response>',
];

const action = fc.oneof(
  fc.constant<Input>({ type: 'call', phone: ROBIN, to: LINE }),
  fc
    .constantFrom('hang-up', 'answer', 'decline')
    .chain(type => fc.constantFrom(ROBIN, DESK).map((number): Input => ({ type, phone: number }))),
  fc.constantFrom('1', '*', '#').map((keys): Input => ({ type: 'press', phone: ROBIN, keys })),
  fc.nat(8).map((seconds): Input => ({ type: 'speak', phone: ROBIN, words: 'Hello', seconds })),
  fc
    .constantFrom('STOP', 'START', '1')
    .map((body): Input => ({ type: 'text', phone: ROBIN, to: LINE, body })),
  fc
    .constantFrom('lost', 'doubled', 'reordered')
    .map((type): Input => ({ type: 'fault', fault: { on: 'webhook', count: 1, effect: { type } } })),
  fc.constant<Input>({ type: 'time' }),
);

/** Plays a whole run: each thing some time after the last, every request answered or left lying. */
function play(seed: number, moves: readonly [Input, number, number | null][]) {
  let now = 0;
  let state = startState({
    accountSid: 'AC0',
    baseUrl: 'http://carrier.test',
    seed,
    now,
    lines: [
      {
        number: LINE,
        voiceUrl: `${HOST}/voice#rc=2&rp=all`,
        messageUrl: `${HOST}/message`,
        callStatusUrl: `${HOST}/status`,
        voiceFallbackUrl: null,
      },
    ],
    phones: [phone(ROBIN, 'caller'), phone(DESK, 'staff')],
  });
  const outputs: Output[] = [];
  const take = (input: Input) => {
    const stepped = step(state, input, now);
    state = stepped.state;
    outputs.push(...structuredClone(stepped.outputs));
    return stepped.outputs;
  };
  for (const [input, seconds, document] of moves) {
    now += seconds * 1000;
    for (const output of take(structuredClone(input))) {
      if (output.type !== 'request' || document === null) continue;
      take({
        type: 'webhook-answer',
        webhookId: output.webhook.id,
        answer: {
          status: 200,
          contentType: 'text/xml',
          body: documents[document % documents.length] ?? '',
          location: null,
          mediaSeconds: null,
        },
      });
    }
  }
  return { state, outputs };
}

const run = fc.array(fc.tuple(action, fc.nat(20), fc.option(fc.nat(5), { freq: 4 })), { maxLength: 25 });

test('the same seed and the same moves make the same run', () => {
  fc.assert(
    fc.property(fc.integer(), run, (seed, moves) => {
      expect(play(seed, moves)).toEqual(play(seed, moves));
    }),
    { numRuns: 150 },
  );
});

test('another seed makes other identifiers', () => {
  const moves: [Input, number, number | null][] = [[{ type: 'call', phone: ROBIN, to: LINE }, 0, 0]];
  expect(play(1, moves).state.calls[0]?.sid).not.toBe(play(2, moves).state.calls[0]?.sid);
});

test('whatever happens, every call comes to an end and is reported once', () => {
  fc.assert(
    fc.property(fc.integer(), run, (seed, moves) => {
      let { state } = play(seed, moves);
      // Documents that redirect for ever do not end: everything unanswered from here on is a failure.
      for (let turns = 0; turns < 2000; turns += 1) {
        const next = nextDue(state);
        if (next === null) break;
        state = step(state, { type: 'time' }, next).state;
      }
      expect(state.calls.filter(call => call.endedAt === null)).toEqual([]);
      for (const call of state.calls.filter(one => one.direction === 'inbound')) {
        const first = state.webhooks.filter(
          one => one.kind === 'call-status' && one.callSid === call.sid && one.attempt === 1,
        );
        expect(first).toHaveLength(1);
      }
      expect(state.webhooks.filter(one => one.outcome === 'waiting' || one.outcome === 'under-way')).toEqual(
        [],
      );
    }),
    { numRuns: 150 },
  );
});
