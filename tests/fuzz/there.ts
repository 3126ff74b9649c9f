import { sql } from 'kysely';
import type { Practice } from './practice.ts';

/** What there is just now to be named by a request, oldest first. */
export interface There {
  entries: readonly { id: string; version: number; contact: string | null; askedAt: number }[];
  asks: readonly Owned[];
  acts: readonly Owned[];
  texts: readonly Owned[];
  voicemails: readonly { id: string; words: string | null }[];
  contacts: readonly string[];
  users: readonly string[];
  invitations: readonly string[];
}

interface Owned {
  id: string;
  entry: string | null;
}

export async function thereIn({ store }: Practice): Promise<There> {
  const { read } = store;
  const row = sql`rowid`;
  return {
    entries: await read
      .selectFrom('entries')
      .select(['id', 'version', 'contact_id as contact', 'asked_at as askedAt'])
      .orderBy(row)
      .execute(),
    asks: await read.selectFrom('asks').select(['id', 'entry_id as entry']).orderBy(row).execute(),
    acts: await read.selectFrom('acts').select(['id', 'entry_id as entry']).orderBy(row).execute(),
    texts: await read.selectFrom('messages').select(['id', 'entry_id as entry']).orderBy(row).execute(),
    voicemails: await read.selectFrom('voicemails').select(['id', 'words']).orderBy(row).execute(),
    contacts: ids(await read.selectFrom('contacts').select('id').orderBy(row).execute()),
    users: ids(await read.selectFrom('users').select('id').orderBy(row).execute()),
    invitations: ids(await read.selectFrom('invitations').select('id').orderBy('created_at').execute()),
  };
}

function ids(rows: readonly { id: string }[]): string[] {
  return rows.map(({ id }) => id);
}
