import type { MessageRow } from '../../core/store/schema.ts';
import type { Message } from '../../simulator/core/message.ts';
import type { Webhook } from '../../simulator/core/webhook.ts';
import type { Facts } from '../facts.ts';
import type { Answered, Send } from '../record.ts';
import { TEXTS, type Words } from '../words.ts';

/** A webhook that was answered 2xx at least once: from then on we are bound by it. */
export interface Acknowledged {
  webhook: Webhook;
  params: Readonly<{ [name: string]: string }>;
  /** Between these two it was worked on for the first and the last time. */
  begun: number;
  ended: number;
}

const ON_THE_LINE: ReadonlySet<string> = new Set([
  'voice',
  'gather',
  'record',
  'dial',
  'whisper',
  'redirect',
]);

/** Every webhook that was acknowledged, with everything the carrier told in it. */
export function acknowledged({ carrier, record }: Facts, ...kinds: Webhook['kind'][]): Acknowledged[] {
  const attempts = Map.groupBy(record.answered, one => one.token);
  const seen = new Set<string>();
  return carrier.webhooks.flatMap(webhook => {
    if (!kinds.includes(webhook.kind) || seen.has(webhook.token)) return [];
    seen.add(webhook.token);
    const all: readonly Answered[] = attempts.get(webhook.token) ?? [];
    // TwiML for whoever is on the line is 200 even when nothing could be stored: then there is nothing we are bound by.
    const good = all.filter(
      one => one.status !== null && one.status < 300 && !(one.diskFailed && ON_THE_LINE.has(webhook.kind)),
    );
    if (good.length === 0) return [];
    const params = Object.fromEntries(webhook.params);
    const begun = Math.min(...all.map(one => one.begun));
    return [{ webhook, params, begun, ended: Math.min(...good.map(one => one.ended)) }];
  });
}

export function meaningOf(body: string): Words['means'] {
  return TEXTS.find(one => one.body === body)?.means ?? 'none';
}

/** The texts that the carrier took for an effect. */
export function takenFor({ carrier }: Facts, effect: string): Message[] {
  return carrier.messages.filter(one => one.statusCallback?.includes(effect));
}

/** An attempt to send, with the row it was for. */
export interface SentText extends Send {
  message: MessageRow;
}

/** Every attempt to text a contact or staff in words of ours or theirs (alerts left out), in order. */
export function textsSent({ record, rows }: Facts): SentText[] {
  const messages = new Map(rows.messages.map(row => [row.id as string, row]));
  const about = new Map(
    rows.effects.map(row => [row.id as string, (JSON.parse(row.payload) as { id: string }).id]),
  );
  return record.sends.flatMap(send => {
    const message = messages.get(about.get(send.effect) ?? '');
    return message ? [{ ...send, message }] : [];
  });
}
