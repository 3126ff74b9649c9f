import { signal } from '@preact/signals';

const ENTRY = /^\/desk\/entry\/([\w-]+)$/;

/** The entry that the address names, if it names one. */
export const openEntry = signal(entryIn(location.pathname));

function entryIn(path: string): string | null {
  return ENTRY.exec(path)?.[1] ?? null;
}

export function addressOf(entry: string | null): string {
  return entry === null ? '/desk' : `/desk/entry/${entry}`;
}

/** Goes to an entry, or to the queue alone, without loading the page again. */
export function goTo(entry: string | null): void {
  if (openEntry.value === entry) return;
  history.pushState(null, '', addressOf(entry));
  openEntry.value = entry;
}

/** The token of an invitation, which stands behind # so that no log has it; taken out of the address at once. */
export function takeInvitation(): string | null {
  const token = /^#invitation=([\w-]+)$/.exec(location.hash)?.[1] ?? null;
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}

addEventListener('popstate', () => {
  openEntry.value = entryIn(location.pathname);
});
