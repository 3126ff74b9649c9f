import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readWav } from '../../../core/rules/wav.ts';

/** A RIFF chunk: its name, the length that it claims, its bytes. */
function chunk(name: string, bytes: Uint8Array, claims = bytes.length): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 0, 'latin1');
  head.writeUInt32LE(claims, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
}

function format(bytesASecond: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUInt16LE(1, 0);
  bytes.writeUInt16LE(1, 2);
  bytes.writeUInt32LE(8_000, 4);
  bytes.writeUInt32LE(bytesASecond, 8);
  return chunk('fmt ', bytes);
}

function wav(...chunks: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.from('WAVE', 'latin1'), ...chunks]);
  return chunk('RIFF', body);
}

const sound = (bytes: number) => new Uint8Array(bytes);

test.each([
  ['16 bit, 8 kHz', wav(format(16_000), chunk('data', sound(32_000))), 2],
  ['G.711', wav(format(8_000), chunk('data', sound(12_000))), 1.5],
  [
    'other chunks before it, one of odd length',
    wav(format(16_000), chunk('LIST', sound(7)), chunk('data', sound(16_000))),
    1,
  ],
  [
    'a stream, whose length was not known when it began',
    wav(format(16_000), chunk('data', sound(8_000), 0xff_ff_ff_ff)),
    0.5,
  ],
  ['no sound', wav(format(16_000), chunk('data', sound(0))), 0],
])('%s: %s seconds', (_, file, seconds) => {
  expect(readWav(file)).toEqual({ seconds, whole: true });
});

test('a file that ends before its own header says so is not whole', () => {
  const file = wav(format(16_000), chunk('data', sound(32_000)));
  expect(readWav(file.subarray(0, -1))).toMatchObject({ whole: false });
  expect(readWav(file.subarray(0, 44))).toEqual({ seconds: 0, whole: false });
});

test.each([
  ['nothing', Buffer.alloc(0)],
  ['a web page', Buffer.from('<!doctype html><title>Sorry</title>')],
  ['an MP3', Buffer.from('ID3\u0004\u0000\u0000\u0000\u0000\u0000\u0000 and more')],
  ['a header alone', wav(format(16_000))],
  ['sound without a format', wav(chunk('data', sound(100)))],
  ['a format of no bytes a second', wav(format(0), chunk('data', sound(100)))],
  ['RIFF that is no WAVE', chunk('RIFF', Buffer.from('AVI LIST'))],
  ['a header cut off', wav(format(16_000), chunk('data', sound(100))).subarray(0, 20)],
])('%s is no recording', (_, file) => {
  expect(readWav(file)).toBeNull();
});

test('a file that lies within a larger buffer is read where it lies', () => {
  const file = wav(format(16_000), chunk('data', sound(16_000)));
  const larger = Buffer.concat([Buffer.from('xyz'), file, Buffer.from('tail')]);
  expect(readWav(larger.subarray(3, 3 + file.length))).toEqual({ seconds: 1, whole: true });
});

test('no bytes make it throw or go on for ever', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, riff) => {
      const file = riff ? wav(Buffer.from(bytes)) : bytes;
      const read = readWav(file);
      expect(read === null || read.seconds >= 0).toBe(true);
    }),
  );
});
