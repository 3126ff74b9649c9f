import type { Dial, Gather, LegEvent, Method, Record, Verb } from './twiml.ts';

export type CallStatus =
  | 'queued'
  | 'ringing'
  | 'in-progress'
  | 'completed'
  | 'busy'
  | 'no-answer'
  | 'failed'
  | 'canceled';

/** One thing the person at the phone could hear or do, in order. */
export interface Heard {
  at: number;
  kind: 'say' | 'play' | 'tone' | 'ringing' | 'connected' | 'key' | 'speech' | 'carrier' | 'ended';
  text: string;
  language: string | null;
  /** When it was over; null while it is being heard. */
  until: number | null;
  /** True when it was broken off (a key, a hang-up) before its last word. */
  cut: boolean;
}

/** Words spoken into a recording; `audio` is a whole WAV file, or null for words that only a test imagines. */
export interface Speech {
  words: string;
  milliseconds: number;
  audio: Uint8Array | null;
}

export type Doing =
  | { type: 'fetching'; token: string }
  | { type: 'talking' }
  | { type: 'gathering'; verb: Gather; digits: string; prompt: number | null }
  | {
      type: 'recording';
      verb: Record;
      startedAt: number;
      speech: Speech[];
      /** What is being said just now: since when, and (when known beforehand) until when. */
      speaking: { since: number; speech: Speech | null } | null;
    }
  | { type: 'dialling'; verb: Dial; legs: string[]; answered: string | null; bridgedAt: number | null }
  | { type: 'bridged' }
  | { type: 'foreign' } // the callee's own voicemail or robot talks; nobody listens
  | { type: 'apologising' };

export interface Program {
  verbs: Verb[];
  next: number;
  /** What relative URLs are resolved against; null for TwiML that came with a REST call. */
  url: string | null;
}

/** One leg: between the carrier and one phone. */
export interface Call {
  sid: string;
  parentSid: string | null;
  /** Deleted by REST: nothing can be asked about it any more. */
  deleted: boolean;
  direction: 'inbound' | 'outbound-api' | 'outbound-dial';
  from: string;
  to: string;
  forwardedFrom: string | null;
  status: CallStatus;
  createdAt: number;
  answeredAt: number | null;
  endedAt: number | null;
  answeredBy: 'person' | 'voicemail' | 'robot' | null;
  /** The real number of the phone in hand: differs from `from` when the caller withholds it. */
  phone: string;
  program: Program | null;
  doing: Doing | null;
  heard: Heard[];
  fallbackUrl: string | null;
  fallbackUsed: boolean;
  statusCallback: { url: string; method: Method; events: LegEvent[]; sequence: number } | null;
  /** `<Number url>`: asked on the callee's leg before it is bridged. */
  whisper: { url: string; method: Method } | null;
  /** What an `outbound-api` call runs once it is answered. */
  onAnswer: { url: string; method: Method } | { twiml: string } | null;
}

export function isOver(call: Call): boolean {
  return call.endedAt !== null;
}

/** Whole seconds from the answer to the end (or to `now`), as Twilio bills them; 0 when it was never answered. */
export function secondsOf(call: Call, now: number): number {
  if (call.answeredAt === null) return 0;
  return Math.round(((call.endedAt ?? now) - call.answeredAt) / 1000);
}

/** All that was said or played to the phone on this leg, in order. */
export function wordsOf(call: Call): string[] {
  return call.heard.filter(one => one.kind === 'say' || one.kind === 'play').map(one => one.text);
}
