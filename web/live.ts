import { computed, effect, signal } from '@preact/signals';
import { conversation, readConversation } from './conversation-state.ts';
import { readLines } from './lines-state.ts';
import { openEntry } from './place.ts';
import { readQueue } from './queue-state.ts';
import { askWho, covered, session } from './session.ts';
import { crisesAre } from './signals.ts';

/** False once the server has not been heard for a while. */
export const connected = signal(true);
export const crises = signal(0);

/** A connection that is back within this time is not worth a word, in milliseconds. */
const PATIENCE = 2_000;
/** What changes together is read once, in milliseconds. */
const TOGETHER = 60;
const COMES_BACK = 2_000;

let source: EventSource | null = null;
let silent: ReturnType<typeof setTimeout> | undefined;
let reading: ReturnType<typeof setTimeout> | undefined;
let again: ReturnType<typeof setTimeout> | undefined;

let concerned = false;

/** `ids`: what changed; everything, if left out. */
function readAgain(ids?: readonly string[]): void {
  concerned ||= !ids || ids.some(isShown);
  clearTimeout(reading);
  reading = setTimeout(() => {
    if (covered.value) return;
    void readQueue();
    // Each reading is written into the audit log: not for what happened elsewhere.
    if (openEntry.value && concerned) void readConversation(openEntry.value, false);
    concerned = false;
  }, TOGETHER);
}

function isShown(id: string): boolean {
  if (id === openEntry.value || id === conversation.value?.entry?.contact?.id) return true;
  if (conversation.value?.beside.some(entry => entry.id === id)) return true;
  return (conversation.value?.items ?? []).some(
    item => item.id === id || (item.what === 'call' && item.voicemails.some(one => one.id === id)),
  );
}

/** The place in the feed at which everything was read, before the stream of changes began. */
let readAt: number | null = null;

export function readUpTo(seq: number): void {
  readAt = seq;
}

function listen(): void {
  source?.close();
  clearTimeout(again);
  source = new EventSource(readAt === null ? '/api/changes' : `/api/changes?after=${readAt}`);
  readAt = null;
  source.addEventListener('changes', ({ data }) => {
    const changes = JSON.parse(data) as { noun: string; id: string }[];
    if (changes.some(({ noun }) => noun === 'line' || noun === 'staff')) readLines().catch(() => {});
    readAgain(changes.map(change => change.id));
  });
  source.addEventListener('reload', () => {
    readLines().catch(() => {});
    readAgain();
  });
  source.addEventListener('crises', ({ data }) => {
    crises.value = Number(data);
    crisesAre(crises.value);
  });
  source.onopen = () => {
    clearTimeout(silent);
    silent = undefined;
    if (!connected.value) {
      readLines().catch(() => {});
      readAgain();
    }
    connected.value = true;
  };
  source.onerror = () => {
    silent ??= setTimeout(() => {
      connected.value = false;
    }, PATIENCE);
    // The browser comes back by itself unless it was refused: perhaps the session has ended.
    if (source?.readyState !== EventSource.CLOSED) return;
    again = setTimeout(() => {
      if (session.value.is !== 'in') return;
      void askWho();
      listen();
    }, COMES_BACK);
  };
}

const listening = computed(() => {
  if (session.value.is !== 'in') return session.value.is === 'out' ? 'no' : 'perhaps';
  // A covered screen hears of crises alone; whoever uncovers it, of everything.
  return covered.value ? 'for crises' : 'for all';
});

/** Keeps the screen as things are, for as long as somebody is signed in. */
export function stayLive(): void {
  // The browser knows at once when there is no network; a stream that fell silent tells nobody.
  addEventListener('offline', () => {
    connected.value = false;
  });
  addEventListener('online', () => {
    if (listening.value !== 'no') listen();
  });
  let before: typeof listening.value = 'perhaps';
  effect(() => {
    const now = listening.value;
    if (now === 'perhaps') return;
    // What changed behind the cover was told to nobody.
    if (now === 'for all' && before === 'for crises') readAgain();
    before = now;
    if (now !== 'no') return listen();
    source?.close();
    source = null;
  });
}
