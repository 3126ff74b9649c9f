import { expect, test } from 'vitest';
import { createRest } from '../../../core/twilio/rest.ts';

const PIECE = 64 * 1024;

/** Twilio answers a recording of so many pieces, without saying how long it is. */
function recordingOf(pieces: number) {
  let given = 0;
  const body = new ReadableStream<Uint8Array>(
    {
      pull(stream) {
        if (given === pieces) return stream.close();
        given += 1;
        stream.enqueue(new Uint8Array(PIECE).fill(given));
      },
    },
    { highWaterMark: 0 },
  );
  const account = {
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'a-token',
    apiUrl: null,
    publicUrl: 'https://calls.willowstreet.example',
  };
  const rest = createRest(
    () => account,
    async () => new Response(body, { headers: { 'content-type': 'audio/wav' } }),
  );
  return { rest, given: () => given };
}

test('a recording that comes in pieces is put together', async () => {
  const { rest } = recordingOf(3);
  const { sound } = await rest.fetchRecording('RE1', 10 * PIECE);
  expect(sound).toHaveLength(3 * PIECE);
  expect([sound[0], sound[PIECE], sound[2 * PIECE]]).toEqual([1, 2, 3]);
});

test('one that does not end is read no further than it may be long', async () => {
  const { rest, given } = recordingOf(1_000_000);
  await expect(rest.fetchRecording('RE1', 4 * PIECE)).rejects.toMatchObject({
    code: 'recording_too_large',
    permanent: true,
  });
  expect(given()).toBe(5);
});
