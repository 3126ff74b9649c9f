import type { Call } from './call.ts';
import { hear, hearNoMore } from './legs.ts';
import { clearCallTimers, complain, setTimer, type Turn } from './turn.ts';
import type { Prompt } from './twiml.ts';
import type { Webhook, WebhookAnswer } from './webhook.ts';
import { sendWebhook } from './webhooks.ts';

/** How long these words take to say, in milliseconds. */
export function sayingMs(turn: Turn, words: string): number {
  return Math.max(300, (words.length / turn.state.settings.charactersPerSecond) * 1000);
}

/** Begins one prompt; the call's `talked` timer runs out when it has been heard to its end. */
export function beginPrompt(
  turn: Turn,
  call: Call,
  prompt: Prompt,
  absoluteUrl: (url: string) => string,
): void {
  if (prompt.verb === 'Say') {
    hear(turn, call, 'say', prompt.text, prompt.language);
    talkedAfter(turn, call, sayingMs(turn, prompt.text));
  } else if (prompt.verb === 'Pause') {
    hearNoMore(turn, call, false);
    talkedAfter(turn, call, prompt.seconds * 1000);
  } else {
    const url = absoluteUrl(prompt.url);
    hear(turn, call, 'play', url);
    talkedAfter(turn, call, turn.state.settings.playSeconds * 1000);
    sendWebhook(turn, {
      kind: 'media',
      url,
      method: 'GET',
      params: [],
      callSid: call.sid,
      number: call.phone,
    });
  }
}

/** The file to play has come: from here on its own length counts. A file that did not come is skipped, as Twilio does. */
export function mediaCame(turn: Turn, call: Call, webhook: Webhook, answer: WebhookAnswer): void {
  const playing = call.heard.findLast(one => one.kind === 'play' && one.text === webhook.url);
  const ok = 'status' in answer && answer.status === 200;
  if (!ok) complain(turn, `The recording to play did not come: ${webhook.url}`, call.sid);
  if (playing === undefined || playing.until !== null) return;
  clearCallTimers(turn, call.sid, 'talked');
  talkedAfter(turn, call, ok ? (answer.mediaSeconds ?? turn.state.settings.playSeconds) * 1000 : 0);
}

function talkedAfter(turn: Turn, call: Call, milliseconds: number): void {
  setTimer(turn, milliseconds, { type: 'call', callSid: call.sid, step: 'talked' });
}
