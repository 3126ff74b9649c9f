import type { FINDINGS, Finding, FindingCode } from './health.ts';

/** Findings that ask for something to be done: each has a sentence for it, its code with `_do` behind it. */
export type Trouble = {
  [Code in FindingCode]: (typeof FINDINGS)[Code]['state'] extends 'ok' ? never : Code;
}[FindingCode];

const WHY = [
  ...([
    'bad_number',
    'region_off',
    'opted_out',
    'landline',
    'unreachable',
    'filtered',
    'not_registered',
  ] as const),
  ...(['being_set_up', 'reply_limit', 'unknown', 'not_found', 'not_delivered'] as const),
] as const;

/** Whether a finding asks for something to be done. */
export function isTrouble(finding: Pick<Finding, 'what' | 'state'>): finding is { what: Trouble } & Finding {
  return finding.state !== 'ok';
}

/** The key of the words for why a text did not arrive; a reason that a newer version wrote is as good as none. */
export function whyKey(why: string) {
  return `why_${WHY.find(one => one === why) ?? 'not_delivered'}` as const;
}

/** As it comes back from JSON. */
type Told = {
  readonly [K in 'at' | 'count' | 'seconds' | 'names' | 'size' | 'room' | 'version']?: Finding[K] | undefined;
};

/** What stands in the places of a finding's sentence. `moment` says a time, `bytes` a size. */
export function healthValues(
  { at, count, seconds, names, size, room, version }: Told,
  { moment, bytes }: { moment: (at: number) => string; bytes: (count: number) => string },
): Record<string, string | number> {
  return {
    ...(at === undefined ? {} : { at: moment(at) }),
    ...(count === undefined ? {} : { count }),
    ...(seconds === undefined ? {} : { seconds }),
    ...(names ? { names: names.join(', ') } : {}),
    ...(size === undefined ? {} : { size: bytes(size) }),
    ...(room === undefined ? {} : { room: bytes(room) }),
    ...(version === undefined ? {} : { version }),
  };
}

/** A size as people say it, in a language: 1.2 GB. */
export function bytesIn(language: string): (count: number) => string {
  return count => {
    const giga = count >= 1e9;
    const unit = giga ? 'gigabyte' : 'megabyte';
    const format = new Intl.NumberFormat(language, { style: 'unit', unit, maximumFractionDigits: 1 });
    return format.format(count / (giga ? 1e9 : 1e6));
  };
}
