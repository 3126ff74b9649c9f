/**
 * GSM 03.38, the alphabet of a plain text message: 128 places, of which CR, LF and ESC need no drawing here. Characters
 * of the extension table are sent as ESC and a second unit.
 */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const EXTENDED = new Set('\f^{}\\[~]|€');

/** Units that fit when one message suffices, and in each of several, whose joining header takes six octets. */
const CAPACITY = {
  'GSM-7': { single: 160, joined: 153 },
  'UCS-2': { single: 70, joined: 67 },
} as const;

/** What a text costs on the air. `firstOutside` is the character that ruled out GSM-7, if any. */
export interface SegmentCount {
  readonly encoding: 'GSM-7' | 'UCS-2';
  readonly units: number;
  readonly segments: number;
  readonly firstOutside: string | null;
}

/** Counts the segments a carrier makes of a text, as sent: no character is ever split between two. */
export function countSegments(text: string): SegmentCount {
  const characters = [...text];
  const firstOutside = characters.find(character => !isGsm7(character)) ?? null;
  const encoding = firstOutside === null ? 'GSM-7' : 'UCS-2';
  const sizes = characters.map(character =>
    encoding === 'UCS-2' ? character.length : EXTENDED.has(character) ? 2 : 1,
  );
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const { single, joined } = CAPACITY[encoding];
  return { encoding, units, segments: units <= single ? 1 : packed(sizes, joined), firstOutside };
}

function packed(sizes: readonly number[], capacity: number): number {
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > capacity) {
      segments += 1;
      used = 0;
    }
    used += size;
  }
  return segments;
}

/** Units by which a text outgrows `segments` GSM-7 or UCS-2 segments; 0 when it fits. */
export function unitsOver(count: SegmentCount, segments: number): number {
  const { single, joined } = CAPACITY[count.encoding];
  return count.segments <= segments
    ? 0
    : Math.max(1, count.units - (segments === 1 ? single : segments * joined));
}

export function isGsm7(character: string): boolean {
  return BASIC.has(character) || EXTENDED.has(character);
}

/** The same words without the accents that GSM-7 lacks (á becomes a, é stays); what has no such form stays as it is. */
export function withoutForeignAccents(text: string): string {
  return [...text.normalize('NFC')]
    .map(character => {
      if (isGsm7(character)) return character;
      const plain = character.normalize('NFD').replace(/\p{M}/gu, '');
      return [...plain].every(isGsm7) ? plain : character;
    })
    .join('');
}
