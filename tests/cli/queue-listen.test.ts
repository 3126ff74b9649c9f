import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { EntryId } from '../../core/ids.ts';
import { ALEX, Practice } from './practice.ts';

const SOUND = Uint8Array.from({ length: 150_000 }, (_, at) => at % 251);

async function withVoicemail(): Promise<{ practice: Practice; shortId: string }> {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  await practice.storedVoicemail(SOUND);
  const { out } = await practice.run(['queue', '--json']);
  return { practice, shortId: (JSON.parse(out) as { shortId: string; id: EntryId }[])[0]!.shortId };
}

test('a voicemail is written whole, for its owner alone, and never over another file', async () => {
  const { practice, shortId } = await withVoicemail();
  const file = join(practice.folder, 'voicemail.wav');
  const written = await practice.run(['queue', 'listen', shortId, file]);
  expect(written).toMatchObject({ code: 0, err: '' });
  expect(written.out).toContain('9 seconds. It is not encrypted: delete it when you have listened.');
  expect(Buffer.compare(readFileSync(file), SOUND)).toBe(0);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  const again = await practice.run(['queue', 'listen', shortId, file]);
  expect(again).toMatchObject({ code: 1, out: '' });
  expect(again.err).toContain('is there already; name a new file.');
});

test('an entry without a stored voicemail says so, and no file is made', async () => {
  const practice = new Practice();
  await practice.missedCall(ALEX);
  const { out } = await practice.run(['queue', '--json']);
  const [{ shortId }] = JSON.parse(out);
  const file = join(practice.folder, 'voicemail.wav');
  const answer = await practice.run(['queue', 'listen', shortId, file]);
  expect(answer).toMatchObject({ code: 1, err: `${shortId} has no voicemail that is stored here.\n` });
  expect(() => statSync(file)).toThrow();
});
