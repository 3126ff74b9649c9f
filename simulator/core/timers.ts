import type { RestAnswer } from './rest-answer.ts';

/** What is to happen once its time has come. */
export type Due =
  | {
      type: 'call';
      callSid: string;
      step:
        | 'talked'
        | 'gather-timeout'
        | 'record-silence'
        | 'record-max'
        | 'spoken'
        | 'ring-timeout'
        | 'voicemail'
        | 'robot'
        | 'robot-key'
        | 'apologised'
        | 'time-limit';
    }
  | { type: 'message'; messageSid: string; step: 'sent' | 'settled' }
  | { type: 'recording'; recordingSid: string; callback: RecordingCallback | null; absent: boolean }
  | { type: 'webhook'; webhookId: number; step: 'send' | 'ceiling' | 'release' }
  | { type: 'rest'; restId: number; answer: RestAnswer };

export interface RecordingCallback {
  url: string;
  method: 'GET' | 'POST';
  event: 'completed' | 'absent';
}

export interface Timer {
  id: number;
  at: number;
  due: Due;
}
