import { TARGET_SECRETS } from './targets.ts';

/** A place in the file: keys and list positions from the top. */
export type Path = readonly (string | number)[];

/** Something wrong in a configuration file, in words its owner can act on. Never holds a secret's value. */
export interface ConfigProblem {
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly path: Path;
  readonly message: string;
  /** What to do about it. */
  readonly hint?: string;
}

/** The same, before it has a place in the text: that of the value at `path`, or of its key, or exactly `offset`. */
export interface Finding {
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
  readonly on?: 'key';
  readonly offset?: number;
  /** For an unknown key: the known one it seems to stand for. */
  readonly means?: Path;
}

/** `lines[0].ring[1].who` */
export function pathText(path: Path): string {
  return path
    .map((step, i) => (typeof step === 'number' ? `[${step}]` : i === 0 ? step : `.${step}`))
    .join('');
}

/**
 * Whether a path and a pattern such as `lines.*.ring` concern each other: one is the other, or lies within it. `*`
 * stands for any one step.
 */
export function touches(path: Path, pattern: string): boolean {
  const steps = pattern.split('.');
  return path.every((step, i) => {
    const wanted = steps[i];
    return wanted === undefined || wanted === '*' || wanted === String(step);
  });
}

/** Values that are never shown: in messages, excerpts or warnings. Tokens get pasted in the place of the account SID. */
const SECRETS = [
  'twilio.account_sid',
  'twilio.auth_token',
  'storage.key',
  'redis.url',
  'watch.heartbeat',
  ...TARGET_SECRETS,
];

export function isSecret(path: Path): boolean {
  return SECRETS.some(pattern => touches(path, pattern));
}
