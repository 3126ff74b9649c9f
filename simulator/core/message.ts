export type MessageStatus = 'received' | 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed';

/** A text. What a carrier answers by itself (to STOP, say) is kept here too, but the REST API does not know of it. */
export interface Message {
  sid: string;
  direction: 'inbound' | 'outbound-api' | 'carrier';
  from: string;
  to: string;
  /** What the API shows: '' once it has been redacted. */
  body: string;
  /** What stands on the phone, which no redaction reaches. */
  shown: string;
  media: string[];
  segments: number;
  status: MessageStatus;
  errorCode: number | null;
  createdAt: number;
  sentAt: number | null;
  /** When the phone showed it; null until then, and for good when it never arrived. */
  arrivedAt: number | null;
  updatedAt: number;
  statusCallback: string | null;
  deleted: boolean;
}
