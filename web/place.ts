import { batch, signal } from '@preact/signals';
import { type DeskPage, isDeskPage } from '../core/rules/desk-pages.ts';

const ENTRY = /^\/desk\/entry\/([\w-]+)$/;
const PAGE = /^\/desk\/([\w-]+)$/;

/** The entry that the address names, if it names one. */
export const openEntry = signal(entryIn(location.pathname));
/** The page beside the queue that the address names, if it names one. */
export const openPage = signal(pageIn(location.pathname));

function entryIn(path: string): string | null {
  return ENTRY.exec(path)?.[1] ?? null;
}

function pageIn(path: string): DeskPage | null {
  const name = PAGE.exec(path)?.[1] ?? '';
  return isDeskPage(name) ? name : null;
}

export function addressOf(entry: string | null): string {
  return entry === null ? '/desk' : `/desk/entry/${entry}`;
}

/** Goes to an entry, or to the queue alone, without loading the page again. */
export function goTo(entry: string | null): void {
  go(addressOf(entry));
}

export function goToPage(page: DeskPage): void {
  go(`/desk/${page}`);
}

/** Follows a link without loading the page again, unless a key asks for a tab or window of its own. */
export function inPlace(follow: () => void): (event: MouseEvent) => void {
  return event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    follow();
  };
}

function go(address: string): void {
  if (location.pathname === address) return;
  history.pushState(null, '', address);
  arrive();
}

function arrive(): void {
  batch(() => {
    openEntry.value = entryIn(location.pathname);
    openPage.value = pageIn(location.pathname);
  });
}

/** The token of an invitation, which stands behind # so that no log has it; taken out of the address at once. */
export function takeInvitation(): string | null {
  const token = /^#invitation=([\w-]+)$/.exec(location.hash)?.[1] ?? null;
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}

// The link of an invitation, opened where the desk is open already: a browser then changes what is behind # alone.
addEventListener('hashchange', () => {
  if (location.hash.startsWith('#invitation=')) location.reload();
});
addEventListener('popstate', arrive);
