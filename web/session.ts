import { signal } from '@preact/signals';
import { answered, desk, Refused, reached, whenRefused } from './ask-server.ts';

/** Somebody who has signed in. */
export interface Who {
  user: string;
  name: string;
  staff: string | null;
  role: string;
}

export type SessionState =
  | { is: 'asking' }
  | { is: 'failed' }
  | { is: 'out' }
  /** The password was given, and there is no second factor yet. */
  | { is: 'setting_up' }
  | { is: 'in'; who: Who };

export const session = signal<SessionState>({ is: 'asking' });
/** Nobody did anything for a while: nothing is shown until the password is given again. */
/** Nobody has ever joined: there is nothing to sign in with. */
export const nobodyYet = signal(false);
export const covered = signal(false);
export const coversSoon = signal(false);

/** So long before it is covered the screen says so, in milliseconds. */
const WARNED = 60_000;
/** Somebody who is busy is told to the server this often, in milliseconds; it writes down every half minute at most. */
const TOLD_EVERY = 60_000;

let who: Who | null = null;
let coverTimer: ReturnType<typeof setTimeout> | undefined;
let warnTimer: ReturnType<typeof setTimeout> | undefined;
let toldAt = 0;

interface Me extends Who {
  next: 'set_up_second_factor' | null;
  covered: boolean;
  covers_at: number;
}

/** Asks who is signed in, and whether the screen is covered; asking puts nothing off. */
export async function askWho(): Promise<void> {
  try {
    const response = await reached(fetch('/auth/me'));
    const me = (await response.json()) as Me;
    if (me.next) {
      session.value = { is: 'setting_up' };
      return;
    }
    // By the server's clock: this machine's may be wrong.
    const now = Date.parse(response.headers.get('date') ?? '') || Date.now();
    signedIn(me, { covered: me.covered, coversIn: me.covers_at - now });
  } catch (error) {
    if (error instanceof Refused && error.status === 401) {
      nobodyYet.value = error.more.users === 0;
      return;
    }
    if (session.value.is === 'asking') session.value = { is: 'failed' };
  }
}

/** Somebody is signed in, as the server says; `coversIn` milliseconds their screen is covered. */
export function signedIn(me: Who, { covered: is, coversIn }: { covered: boolean; coversIn: number }): void {
  // What somebody else left on this screen is not for whoever comes after them.
  if (who && who.user !== me.user) location.reload();
  who = me;
  covered.value = is;
  session.value = { is: 'in', who: me };
  watch(coversIn);
}

function watch(left: number): void {
  clearTimeout(coverTimer);
  clearTimeout(warnTimer);
  coversSoon.value = false;
  if (covered.value) return;
  warnTimer = setTimeout(() => {
    coversSoon.value = true;
  }, left - WARNED);
  // A little later, so that the server says the same.
  coverTimer = setTimeout(() => void askWho(), left + 1_500);
}

async function tell(): Promise<void> {
  toldAt = performance.now();
  await answered(desk.me.$get());
  await askWho();
}

/** Puts off the cover whenever a person does something here, typing included. */
function acted(): void {
  if (session.value.is !== 'in' || covered.value) return;
  const since = performance.now() - toldAt;
  if (since < TOLD_EVERY && !coversSoon.value) return;
  coversSoon.value = false;
  tell().catch(() => {});
}

/** Begins to watch over who sits here. */
export function watchSession(): void {
  whenRefused(({ status, code }) => {
    if (status === 401 && code === 'not-signed-in') session.value = { is: 'out' };
    if (status === 423) covered.value = true;
  });
  for (const event of ['keydown', 'pointerdown'] as const) {
    addEventListener(event, acted, { capture: true, passive: true });
  }
  // A laptop that was asleep has run no timer.
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden && session.value.is === 'in') void askWho();
  });
}
