import { effect, signal } from '@preact/signals';
import type { Entry } from './ask-server.ts';
import type { Signal } from './sound.ts';
import { say } from './words.ts';

/** How a browser draws attention to what is new; each is off until somebody switches it on here. */
const SOUND = 'second-ring-sound';
const NOTICES = 'second-ring-notices';
/** What comes together is signalled once, in milliseconds. */
const TOGETHER = 3_000;

export const soundOn = signal(localStorage.getItem(SOUND) === 'on');
export const noticesOn = signal(localStorage.getItem(NOTICES) === 'on');
effect(() => localStorage.setItem(SOUND, soundOn.value ? 'on' : 'off'));
effect(() => localStorage.setItem(NOTICES, noticesOn.value ? 'on' : 'off'));

/** When something was asked last, in epoch milliseconds; null before anything was read. */
let newest: number | null = null;
let crises: number | null = null;
let last: Readonly<Record<Signal, number>> = {
  new: Number.NEGATIVE_INFINITY,
  urgent: Number.NEGATIVE_INFINITY,
};

/**
 * What waits for a person now, as far as it was read. Only what was asked later than all that was seen before is signalled:
 * an old entry that moves up from further down is nothing new.
 */
export function waitingIs(entries: readonly Entry[]): void {
  const fresh = entries.filter(entry => entry.newAsks > 0 && entry.priority !== 'crisis');
  const before = newest;
  if (before !== null && fresh.some(({ askedAt }) => askedAt > before)) give('new');
  newest = Math.max(before ?? 0, ...entries.map(({ askedAt }) => askedAt));
}

/** How many crises nobody has handled; told even to a covered screen. */
export function crisesAre(count: number): void {
  if (crises !== null && count > crises) give('urgent');
  crises = count;
}

/** A short sound, another one for a crisis; and, where nobody looks, a notice that says nothing about anybody. */
function give(which: Signal): void {
  const now = performance.now();
  if (now - last[which] < TOGETHER) return;
  last = { ...last, [which]: now };
  if (soundOn.value) void play(which);
  if (noticesOn.value && !document.hasFocus()) notify(which);
}

export async function play(which: Signal): Promise<void> {
  const { sound } = await import('./sound.ts');
  await sound(which);
}

function notify(which: Signal): void {
  try {
    const notice = new Notification(say(which === 'urgent' ? 'urgent_entry' : 'new_entry'), {
      tag: `second-ring-${which}`,
      icon: '/desk/icon-192.png',
    });
    notice.onclick = () => {
      window.focus();
      notice.close();
    };
  } catch {
    // Browsers of phones show notices only for what is installed with a service worker, which the desk has not.
    noticesOn.value = false;
  }
}

/** Switches notices on; the browser asks whether it may show them. Whether it does. */
export async function allowNotices(): Promise<boolean> {
  const allowed = 'Notification' in window && (await Notification.requestPermission()) === 'granted';
  noticesOn.value = allowed;
  return allowed;
}
