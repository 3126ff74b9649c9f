import type { Speech } from './call.ts';

const RATE = 8000;
const HEADER = 44;

/** The sound of a WAV file, if it is what phones speak: 8 kHz, mono, 16 bit. null for anything else. */
export function readPhoneWav(file: Uint8Array): { samples: Uint8Array; seconds: number } | null {
  const chunk = findChunks(file);
  if (chunk === null) return null;
  const { rate, channels, bits, data } = chunk;
  if (rate !== RATE || channels !== 1 || bits !== 16) return null;
  return { samples: data, seconds: data.length / (RATE * 2) };
}

/** How long any uncompressed WAV file lasts, in seconds; null when it is none. */
export function wavSeconds(file: Uint8Array): number | null {
  const chunk = findChunks(file);
  if (chunk === null) return null;
  const perSecond = chunk.rate * chunk.channels * (chunk.bits / 8);
  return perSecond > 0 ? chunk.data.length / perSecond : null;
}

/** A recording as one WAV file. Words that came without sound are a soft hum of their length. */
export function speechWav(speech: readonly Speech[]): Uint8Array<ArrayBuffer> {
  const parts = speech.map(one => {
    const bytes = Math.round((one.milliseconds / 1000) * RATE) * 2;
    const sound = one.audio === null ? null : readPhoneWav(one.audio);
    return sound === null ? hum(bytes) : sound.samples.subarray(0, Math.max(bytes, 2));
  });
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const file = new Uint8Array(HEADER + length);
  writeHeader(new DataView(file.buffer), length);
  let at = HEADER;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

function hum(bytes: number): Uint8Array {
  const samples = new Int16Array(bytes / 2);
  for (let index = 0; index < samples.length; index += 1) {
    samples[index] = Math.round(1500 * Math.sin((index / RATE) * 2 * Math.PI * 220));
  }
  return new Uint8Array(samples.buffer);
}

function writeHeader(view: DataView, length: number): void {
  const word = (at: number, text: string) => {
    for (const [index, char] of [...text].entries()) view.setUint8(at + index, char.charCodeAt(0));
  };
  word(0, 'RIFF');
  view.setUint32(4, HEADER - 8 + length, true);
  word(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true);
  view.setUint32(28, RATE * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  word(36, 'data');
  view.setUint32(40, length, true);
}

function findChunks(
  file: Uint8Array,
): { rate: number; channels: number; bits: number; data: Uint8Array } | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const word = (at: number) => String.fromCharCode(...file.subarray(at, at + 4));
  if (file.length < HEADER || word(0) !== 'RIFF' || word(8) !== 'WAVE') return null;
  let format: { rate: number; channels: number; bits: number } | null = null;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, true);
    if (word(at) === 'fmt ' && view.getUint16(at + 8, true) === 1) {
      format = {
        channels: view.getUint16(at + 10, true),
        rate: view.getUint32(at + 12, true),
        bits: view.getUint16(at + 22, true),
      };
    }
    if (word(at) === 'data') return format && { ...format, data: file.subarray(at + 8, at + 8 + size) };
    at += 8 + size + (size % 2);
  }
  return null;
}
