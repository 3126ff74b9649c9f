const MINUTE = 60_000;
const NOON = 720;
const DAY = 1_440;
/** "At four" is over an hour later. */
const ABOUT = 60;
/** Longer ones tell more than a time. */
const LONGEST = 120;

/** When a part of a day has ended for everybody, in minutes after midnight. */
const PARTS: readonly [words: RegExp, ends: number][] = [
  [/\b(?:mornings?|(?:la|esta) manana|mananas)\b/g, NOON],
  [/\b(?:noon|midday|mediodia)\b/g, 13 * 60],
  [/\blunch(?:time| time| break| hour)?\b/g, 15 * 60],
  [/\bafternoon\b/g, 18 * 60],
  [/\btarde\b/g, 20 * 60],
  [/\b(?:evening|night|tonight|noche)\b/g, DAY],
];

const WEEKDAYS = [
  /\b(?:monday|mon|lunes)\b/g,
  /\b(?:tuesday|tues?|martes)\b/g,
  /\b(?:wednesday|wed|miercoles)\b/g,
  /\b(?:thursday|thurs?|jueves)\b/g,
  /\b(?:friday|fri|viernes)\b/g,
  /\b(?:saturday|sat|sabado)\b/g,
  /\b(?:sunday|sun|domingo)\b/g,
];

const HOUR = String.raw`(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|h|hrs?|horas?|o'?clock)?`;
const CLOCKS: readonly [how: 'until' | 'from' | 'at', words: RegExp][] = [
  [
    'until',
    new RegExp(
      String.raw`\b(?:between|from|entre|desde|de)(?: las?)? ${HOUR} (?:and|to|till|until|y|a|hasta)(?: las?)? ${HOUR}(?!\w)`,
      'g',
    ),
  ],
  ['until', new RegExp(String.raw`(?<![\w:])${HOUR} to ${HOUR}(?!\w)`, 'g')],
  [
    'until',
    new RegExp(String.raw`\b(?:before|by|until|till|til|antes de|hasta)(?: las?)? ${HOUR}(?!\w)`, 'g'),
  ],
  [
    'from',
    new RegExp(String.raw`\b(?:after|from|past|despues de|desde|a partir de)(?: las?)? ${HOUR}(?!\w)`, 'g'),
  ],
  ['at', new RegExp(String.raw`(?<![\w:])${HOUR}(?!\w)`, 'g')],
];

/** Words that change nothing about a time. Whatever else is left over makes it uncertain. */
const NOTHING_MORE =
  /^(?:[\s,.!;:-]|\b(?:on|in|the|at|around|about|this|please|pls|only|best|good|great|is|would|be|time|any|anytime|or|and|to|early|late|call|me|after|el|la|las|por|en|de|del|a|y|o|favor|dia|como|esta|cualquier|hora|gracias|thanks|thank|you)\b)*$/;

/**
 * From when on the time that somebody named has gone by (epoch milliseconds), in whatever way their words may be read; null
 * when the words leave that open, as "any evening" or "not today" do. Staff read the words in any case.
 *
 * @param words what they wrote: "after 4", "tomorrow before 10", "el viernes por la tarde"
 * @param saidAt when they wrote it, in epoch milliseconds
 */
export function bestTimeEnds(words: string, saidAt: number, timeZone: string): number | null {
  const text = plain(words);
  if (text.length > LONGEST || /\b(?:any|every|each|cualquier) (?!time|hora)\w/.test(text)) return null;
  const said = Temporal.Instant.fromEpochMilliseconds(saidAt).toZonedDateTimeISO(timeZone);
  const days = daysIn(text, said);
  const ends = endsIn(days.rest);
  if (!NOTHING_MORE.test(ends.rest) || (days.found.length === 0 && ends.found.length === 0)) return null;
  const date = said.toPlainDate();
  const moments = (ends.found.length === 0 ? [DAY] : ends.found).flatMap(minutes => {
    const on = (day: number) => momentOf(date.add({ days: day }), minutes, timeZone);
    if (days.found.length > 0) return days.found.map(on);
    return on(0) > saidAt ? [on(0)] : [on(1)];
  });
  const last = Math.max(...moments);
  return last > saidAt ? last : null;
}

/** Without accents, capitals and what people write around hours. */
function plain(words: string): string {
  return words
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\b([ap])\. ?m\b\.?/g, '$1m')
    .replace(/(\d) ?([ap])\b(?!m)/g, '$1 $2')
    .replace(/(\d(?: ?[ap]m)?) ?[-–—] ?(?=\d)/g, '$1 to ')
    .replace(/\s+/g, ' ')
    .trim();
}

/** The days that are named, as days from the one on which it was said, and what else was said. */
function daysIn(text: string, said: Temporal.ZonedDateTime): { found: number[]; rest: string } {
  const found: number[] = [];
  let rest = text;
  const take = (words: RegExp, day: number, leave = ' ') => {
    rest = rest.replace(words, () => {
      found.push(day);
      return leave;
    });
  };
  take(/\bpasado manana\b/g, 2);
  take(/\b(?:tomorrow|tmrw|tmr)\b|(?<!\b(?:la|esta) )\bmanana\b/g, 1);
  take(/\b(?:today|hoy)\b/g, 0);
  take(/\btonight\b/g, 0, ' night ');
  take(/\bthis (?=morning|afternoon|evening)|\besta (?=tarde|noche)/g, 0);
  take(/\besta manana\b/g, 0, ' la manana ');
  for (const [index, words] of WEEKDAYS.entries()) {
    // Said on a Friday, "Friday" may be the next one.
    take(words, (index + 1 - said.dayOfWeek + 7) % 7 || 7);
  }
  return { found, rest };
}

/** In minutes after midnight, when what is said of the time of a day is over, in every way to read it. */
function endsIn(text: string): { found: number[]; rest: string } {
  let rest = text;
  const parts: number[] = [];
  for (const [words, ends] of PARTS) {
    rest = rest.replace(words, () => {
      parts.push(ends);
      return ' ';
    });
  }
  const part = parts.length > 0 ? Math.max(...parts) : null;
  const clocks: number[] = [];
  for (const [how, words] of CLOCKS) {
    rest = rest.replace(words, (_, ...groups: unknown[]) => {
      const [hour, minutes, half] = lastClock(groups);
      const read = readings(Number(hour), Number(minutes ?? 0), half, part);
      if (how === 'from') clocks.push(part ?? DAY);
      else clocks.push(...read.map(at => Math.min(DAY, how === 'at' ? at + ABOUT : at)));
      // No such hour: it stays there, and makes all of it uncertain.
      return read.length > 0 ? ' ' : ' x ';
    });
  }
  return { found: clocks.length > 0 ? clocks : parts, rest };
}

/** The last of the hours that an expression has found. */
function lastClock(groups: readonly unknown[]): (string | undefined)[] {
  const found = groups.slice(
    0,
    groups.findIndex(one => typeof one === 'number'),
  ) as (string | undefined)[];
  return found.slice(-3);
}

/** What an hour may mean, in minutes after midnight; nothing, if there is no such hour. */
function readings(hour: number, minutes: number, half: string | undefined, part: number | null): number[] {
  if (hour > 24 || minutes > 59) return [];
  const at = hour * 60 + minutes;
  const midday = (hour % 12) * 60 + minutes;
  if (half === 'am') return hour > 12 ? [] : [midday];
  if (half === 'pm') return hour > 12 ? [at] : [midday + NOON];
  if (hour > 12 || hour === 0) return [at];
  if (part === NOON) return [at];
  if (part !== null && part > NOON) return [midday + NOON];
  return [midday, midday + NOON];
}

function momentOf(date: Temporal.PlainDate, minutes: number, timeZone: string): number {
  // Counted on the wall clock: a day on which it changes is longer or shorter.
  const wall = date.toPlainDateTime().add({ minutes });
  return Math.floor(wall.toZonedDateTime(timeZone).epochMilliseconds / MINUTE) * MINUTE;
}
