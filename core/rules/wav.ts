/**
 * The length of a WAV file (RIFF, PCM or G.711), in seconds, from its own header and the bytes that are really there;
 * null when it is no such file. https://www.mmsp.ece.mcgill.ca/Documents/AudioFormats/WAVE/WAVE.html
 */
export function readWav(file: Uint8Array): { seconds: number } | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < 12 || tag(file, 0) !== 'RIFF' || tag(file, 8) !== 'WAVE') return null;
  let bytesASecond = 0;
  for (let at = 12; at + 8 <= file.length; ) {
    const name = tag(file, at);
    const size = view.getUint32(at + 4, true);
    if (name === 'fmt ' && at + 20 <= file.length) bytesASecond = view.getUint32(at + 16, true);
    if (name === 'data') {
      // A stream's header may claim more than there is.
      const there = Math.min(size, file.length - at - 8);
      return bytesASecond > 0 ? { seconds: there / bytesASecond } : null;
    }
    at += 8 + size + (size % 2);
  }
  return null;
}

function tag(file: Uint8Array, at: number): string {
  return String.fromCharCode(...file.subarray(at, at + 4));
}
