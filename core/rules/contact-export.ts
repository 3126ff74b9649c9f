import type { ContactId, VoicemailId } from '../ids.ts';

/** All that is kept of somebody, but for the sounds of their voicemails. Times are epoch milliseconds. */
export interface ContactExport {
  contact: {
    id: ContactId;
    number: string | null;
    nameToAsk: string | null;
    language: 'en' | 'es';
    texting: 'allowed' | 'stopped';
    stoppedHow: string | null;
    voicemailOk: boolean | null;
    mayNameUs: boolean | null;
    since: number;
    heldSince: number | null;
  };
  consents: readonly {
    kind: 'given' | 'ended';
    how: 'call' | 'form' | 'keyword' | 'free_words' | 'wrong_number' | 'carrier' | 'star' | 'staff';
    words: string;
    at: number;
  }[];
  entries: readonly {
    id: string;
    line: string;
    state: string;
    owner: string | null;
    strongest: 'crisis' | 'callback' | 'message' | 'voicemail' | 'missed_call';
    openedAt: number;
    handledAt: number | null;
    outcome: string | null;
    note: string | null;
    nameToAsk: string | null;
    asks: readonly {
      kind: string;
      source: string;
      times: number;
      bestTime: string | null;
      number: string | null;
      nameToAsk: string | null;
      at: number;
    }[];
  }[];
  calls: readonly {
    id: string;
    line: string;
    state: string;
    keyedNumber: string | null;
    at: number;
    endedAt: number | null;
  }[];
  voicemails: readonly {
    id: VoicemailId;
    call: string;
    state: 'announced' | 'stored' | 'empty' | 'failed' | 'erased';
    seconds: number;
    words: string | null;
    at: number;
  }[];
  messages: readonly {
    line: string;
    direction: 'in' | 'out';
    author: 'client' | 'automation' | 'staff';
    staff: string | null;
    body: string;
    media: number;
    status: string;
    at: number;
  }[];
  forms: readonly {
    wants: 'callback' | 'message';
    message: string;
    bestTime: string;
    nameToAsk: string;
    number: string | null;
    newHere: string | null;
    textMe: boolean;
    at: number;
  }[];
  staffCalls: readonly {
    staff: string;
    number: string;
    state: string;
    secondsTalked: number | null;
    at: number;
  }[];
}

/** For programs: the same with times as ISO 8601 in UTC, and under which name a voicemail's sound lies beside it. */
export function exportAsJson(kept: ContactExport, practice: string, now: number): string {
  const voicemails = kept.voicemails.map((voicemail, n) => ({
    ...voicemail,
    sound: voicemail.state === 'stored' ? soundName(n) : null,
  }));
  const all = { format: 'second-ring contact', version: 1, practice, made: now, ...kept, voicemails };
  return `${JSON.stringify(all, (key, value) => (TIMES.has(key) && typeof value === 'number' ? isoOf(value) : value), 2)}\n`;
}

const TIMES: ReadonlySet<string> = new Set([
  'made',
  'at',
  'since',
  'heldSince',
  'openedAt',
  'handledAt',
  'endedAt',
]);

function isoOf(at: number): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toString();
}

/** What the sound of the nth voicemail is called, from 0. */
export function soundName(n: number): string {
  return `voicemail-${n + 1}.wav`;
}
