import fc from 'fast-check';
import { expect, test } from 'vitest';
import { World } from '../../scenarios/world.ts';
import { ORDINARY, PATHS, type Pairs, post } from './requests.ts';

const NAMES = [
  ...ORDINARY.map(([name]) => name),
  'Digits',
  'NumMedia',
  'ErrorCode',
  'CallDuration',
  'DialBridged',
];
const MORE = ['ForwardedFrom', 'RecordingStatus', 'RecordingDuration', '__proto__', 'toString', ''];
const absurd = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(
    '',
    ' ',
    '\0',
    '__proto__',
    'constructor',
    '-1',
    '1e99',
    '999999999',
    'NaN',
    '+',
    '🙂',
    '\u202e',
    '%00',
    "'; --",
  ),
  fc.constantFrom(
    'anonymous',
    '+266696687',
    'client:robin',
    'sip:robin@example.com',
    '+12125550100',
    '+12125550112',
  ),
  fc.integer({ min: 1, max: 20_000 }).map(length => '9'.repeat(length)),
);
const pair = fc.tuple(fc.constantFrom(...NAMES, ...MORE), absurd);

/** An ordinary request with some of its parameters left out and others added, several times over. */
const request: fc.Arbitrary<Pairs> = fc
  .tuple(fc.subarray([...ORDINARY]), fc.array(pair, { maxLength: 6 }), fc.boolean())
  .map(([some, more, first]) => (first ? [...more, ...some] : [...some, ...more]));

test('missing, repeated, extra and absurd fields get a clear answer, never a failure of ours', {
  timeout: 120_000,
}, async () => {
  const world = await World.begin();
  world.stopWorker();
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...PATHS), request, async (path, pairs) => {
      const { status } = await post(world, path, { pairs });
      const asked = `${path} ${JSON.stringify(pairs)}`;
      // The recording of a call that is still on its way to us: Twilio is asked to come again.
      const recording = path.endsWith('/recording');
      // An entry, a call or a text of nobody's may come of it; an answer of 5xx or a spare greeting may not.
      if (status >= 500 && !recording) throw new Error(`${status} to ${asked}`);
      const failures = world.logs.filter(
        line => line.event === 'webhook_failed' && line.path !== '/webhooks/twilio/recording',
      );
      if (failures.length > 0) throw new Error(`${JSON.stringify(failures)} of ${asked}`);
    }),
    { numRuns: 400 },
  );
});

test('a text with much that is absurd beside it is kept whole', async () => {
  const world = await World.begin();
  const pairs = [
    ...ORDINARY,
    ['NumMedia', '-7'],
    ['OptOutType', ''],
    ['Body', 'second'],
    ['More', 'x'],
  ] as const;
  expect((await post(world, '/webhooks/twilio/message', { pairs })).status).toBe(200);
  const messages = await world.store.read
    .selectFrom('messages')
    .select(['body', 'media'])
    .where('direction', '=', 'in')
    .execute();
  expect(messages).toEqual([{ body: 'Please call me', media: 0 }]);
  expect((await world.summary()).entries).toEqual(['Robin: message (open)']);
});
