import { type Argon2Parameters, argon2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { Random } from '../../core/ids.ts';

/** OWASP's Password Storage Cheat Sheet for argon2id: 19 MiB, two passes, one lane. */
const MEMORY = 19_456;
const PASSES = 2;
const LANES = 1;
const SALT = 16;
const TAG = 32;

/** Each takes 19 MiB and a thread of four while it runs: a flood of sign-ins must have neither all memory nor all threads. */
const AT_ONCE = 2;
const MOST_WAITING = 32;

const derive = promisify(argon2);

/** So many want to sign in at once that this one is not even looked at. */
export class TooManySignIns extends Error {
  override name = 'TooManySignIns';
}

/** Hashes and checks passwords with argon2id; kept as PHC strings, `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. */
export class Passwords {
  readonly #random: Random;
  readonly #waiting: (() => void)[] = [];
  #running = 0;
  /** How many hashes were computed: that known and unknown people cost the same can be counted, not timed. */
  computed = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** @throws TooManySignIns */
  async hash(password: string): Promise<string> {
    const nonce = this.#random.bytes(SALT);
    const tag = await this.#derive(password, { nonce, memory: MEMORY, passes: PASSES, parallelism: LANES });
    return `$argon2id$v=19$m=${MEMORY},t=${PASSES},p=${LANES}$${base64(nonce)}$${base64(tag)}`;
  }

  /** Whether it is the password; by the parameters that the hash was made with. @throws TooManySignIns */
  async verify(password: string, hash: string): Promise<boolean> {
    const [, memory, passes, parallelism, salt, tag] =
      /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(hash) ?? [];
    if (salt === undefined || tag === undefined) return false;
    const computed = await this.#derive(password, {
      nonce: Buffer.from(salt, 'base64'),
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
    });
    const known = Buffer.from(tag, 'base64');
    return known.length === computed.length && timingSafeEqual(known, computed);
  }

  async #derive(
    password: string,
    parameters: Omit<Argon2Parameters, 'message' | 'tagLength'>,
  ): Promise<Uint8Array> {
    await this.#turn();
    try {
      this.computed += 1;
      // The same letter can be typed as one character or as two, by keyboard.
      return await derive('argon2id', { ...parameters, message: password.normalize('NFKC'), tagLength: TAG });
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #turn(): Promise<void> {
    if (this.#running >= AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING) throw new TooManySignIns('Too many want to sign in at once.');
      await new Promise<void>(go => this.#waiting.push(go));
    }
    this.#running += 1;
  }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64').replace(/=+$/, '');
}
