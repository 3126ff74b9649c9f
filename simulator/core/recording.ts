import type { Speech } from './call.ts';

export interface Recording {
  sid: string;
  callSid: string;
  createdAt: number;
  /** Whole seconds, as Twilio reports them. */
  seconds: number;
  speech: Speech[];
  status: 'processing' | 'completed' | 'absent';
  /** From when on the media can be fetched (404 before). */
  mediaFrom: number;
  deleted: boolean;
}
