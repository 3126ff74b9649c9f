/** What stands in the header of a stream whose length was not known when it began. */
const LENGTH_UNKNOWN = 0x7f_ff_ff_00;

/**
 * A WAV file (RIFF, PCM or G.711): how many seconds of sound are really there, and whether that is all that its own
 * header promises; null when it is no such file.
 * https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html
 */
export function readWav(file: Uint8Array): { seconds: number; whole: boolean } | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 12 || tag(file, 0) !== 'RIFF' || tag(file, 8) !== 'WAVE') return null;
  let bytesASecond = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = tag(file, at);
    const size = view.getUint32(at + 4, true);
    if (name === 'fmt ' && at + 20 <= file.length) bytesASecond = view.getUint32(at + 16, true);
    if (name === 'data') {
      const there = Math.min(size, file.length - at - 8);
      const whole = there === size || size >= LENGTH_UNKNOWN;
      return bytesASecond > 0 ? { seconds: there / bytesASecond, whole } : null;
    }
    at += 8 + size + (size % 2);
  }
  return null;
}

function tag(file: Uint8Array, at: number): string {
  return String.fromCharCode(...file.subarray(at, at + 4));
}
