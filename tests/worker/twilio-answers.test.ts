import { expect, test } from 'vitest';
import { TwilioAnswers } from '../../worker/twilio-answers.ts';

const NOON = Date.parse('2026-11-23T12:00:00Z');

const WITH_TOKEN = { headers: { authorization: 'Basic QUM6dG9rZW4=' } };

/** Hears one answer, with our clock at a time when it was asked and so many milliseconds later when it came. */
async function heard(
  status: number,
  headers: Record<string, string>,
  { at = NOON, took = 0, asked = WITH_TOKEN as RequestInit } = {},
) {
  const times = [at, at + took];
  const now = () => Temporal.Instant.fromEpochMilliseconds(times.shift() ?? at + took);
  const answers = new TwilioAnswers({ now });
  const answer = await answers.listening(async () => new Response('', { status, headers }))(
    'https://x.example',
    asked,
  );
  expect(answer.status).toBe(status);
  const taken = answers.take();
  expect(answers.take()).toEqual({ token: null, ahead: null });
  return taken;
}

test.each([
  [200, true],
  [404, true],
  [429, true],
  [401, false],
])('an answer with %i: the token is accepted: %s', async (status, accepted) => {
  expect((await heard(status, {})).token).toEqual({ accepted, at: NOON });
});

test('a question without the token says nothing of it', async () => {
  for (const status of [200, 401]) expect((await heard(status, {}, { asked: {} })).token).toBeNull();
});

test('a server in trouble says nothing of our token, and nobody who does not answer says anything', async () => {
  expect((await heard(503, {})).token).toBeNull();
  const answers = new TwilioAnswers({ now: () => Temporal.Instant.fromEpochMilliseconds(NOON) });
  const gone = answers.listening(() => Promise.reject(new TypeError('fetch failed')));
  await expect(gone('https://x.example')).rejects.toThrow('fetch failed');
  expect(answers.take()).toEqual({ token: null, ahead: null });
});

test('how far our clock is ahead of theirs, but for what a slow answer cannot tell', async () => {
  const date = new Date(NOON).toUTCString();
  const by = async (at: number, took: number) => (await heard(200, { date }, { at, took })).ahead?.by;
  expect(await by(NOON + 500, 0)).toBe(0);
  expect(await by(NOON + 3_600_000, 400)).toBe(3_599_700);
  expect(await by(NOON - 60_000, 0)).toBe(-60_500);
  expect(await by(NOON, 5_001)).toBeUndefined();
  // Our clock was set back while it was under way.
  expect(await by(NOON, -1)).toBeUndefined();
  expect((await heard(200, { date: 'yesterday' })).ahead).toBeNull();
});
