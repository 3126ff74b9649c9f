import { signal } from '@preact/signals';
import { answered, type Conversation, desk, quietly, reached, sentenceOf } from './ask-server.ts';
import { language } from './words.ts';

export const conversation = signal<Conversation | null>(null);
/** Why it could not be loaded, in a sentence. */
export const conversationFailed = signal<string | null>(null);
/** What was being typed, by an entry's id or what else it is for; kept while this page is open, and nowhere else. */
export const drafts = signal<Readonly<Record<string, string>>>({});
/** What stood there when somebody began to type. */
const began = new Map<string, string>();

let asked = 0;

/** Reads an entry with all that happened around it, and says that it was seen when a person opened it. */
export async function readConversation(id: string, byPerson: boolean): Promise<void> {
  const mine = ++asked;
  const client = byPerson ? desk : quietly;
  if (conversation.value?.entry?.id !== id) conversation.value = null;
  conversationFailed.value = null;
  try {
    const found = await answered(
      client.entries[':id'].$get({ param: { id }, query: { in: language.value } }),
    );
    if (mine !== asked) return;
    conversation.value = withEarlier(found, conversation.value);
    if (!byPerson || !found.entry || found.entry.newAsks === 0) return;
    await reached(desk.entries[':id'].seen.$post({ param: { id }, json: { askedAt: found.entry.askedAt } }));
  } catch (error) {
    if (mine === asked) conversationFailed.value = sentenceOf(error);
  }
}

/** What was read further back stays when the newest page is read again, unless more came than fits on that. */
function withEarlier(found: Conversation, shown: Conversation | null): Conversation {
  const last = found.items.at(-1);
  const at = shown?.items.findIndex(item => item.what === last?.what && item.id === last.id) ?? -1;
  if (!shown || at < 0 || at === shown.items.length - 1) return found;
  return { ...found, items: [...found.items, ...shown.items.slice(at + 1)], next: shown.next };
}

export async function readEarlier(): Promise<void> {
  const shown = conversation.value;
  const contact = shown?.entry?.contact;
  if (!shown?.next || !contact) return;
  const query = { before: shown.next, in: language.value };
  const found = await answered(desk.contacts[':id'].timeline.$get({ param: { id: contact.id }, query }));
  if (conversation.value !== shown) return;
  conversation.value = { ...shown, items: [...shown.items, ...found.items], next: found.next };
}

/** `stands`: what is there already, if something is; nothing has to be kept of that. */
export function keepDraft(about: string, words: string, stands = ''): void {
  const { [about]: before, ...others } = drafts.value;
  if (before === undefined) began.set(about, stands);
  drafts.value = words === stands ? others : { ...others, [about]: words };
}

export function dropDraft(about: string): void {
  const { [about]: _, ...others } = drafts.value;
  drafts.value = others;
}

/** Whether somebody else has changed what stands there since one began to type. */
export function changedMeanwhile(about: string, stands: string): boolean {
  return drafts.value[about] !== undefined && began.get(about) !== stands;
}

addEventListener('beforeunload', event => {
  if (Object.keys(drafts.value).length > 0) event.preventDefault();
});
