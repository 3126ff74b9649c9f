import { newSid } from './chance.ts';
import type { Message } from './message.ts';
import { carrierReply, carrierWord, isOptedOut } from './opt-out.ts';
import { countSegments } from './segments.ts';
import type { Line, Phone, State } from './state.ts';
import { complain, setTimer, type Turn } from './turn.ts';
import type { Webhook, WebhookAnswer } from './webhook.ts';
import { sendWebhook } from './webhooks.ts';

type NewMessage = Pick<Message, 'direction' | 'from' | 'to' | 'body' | 'status'> & Partial<Message>;

/** A phone sends a text to one of the lines. Returns null when no line has that number. */
export function textArrives(
  turn: Turn,
  phone: Phone,
  to: string,
  body: string,
  pictures: number,
): Message | null {
  const line = turn.state.lines.find(one => one.number === to);
  if (line === undefined) return null;
  const message = addMessage(turn, {
    sid: newSid(turn.state, pictures > 0 ? 'MM' : 'SM'),
    direction: 'inbound',
    from: phone.number,
    to,
    body,
    status: 'received',
    arrivedAt: turn.now,
  });
  for (let index = 0; index < pictures; index += 1) {
    const path = `/2010-04-01/Accounts/${turn.state.accountSid}/Messages/${message.sid}/Media/`;
    message.media.push(turn.state.baseUrl + path + newSid(turn.state, 'ME'));
  }
  const word = carrierWord(body);
  const url = addressForTexts(turn.state, line);
  if (url !== null) {
    sendWebhook(turn, {
      kind: 'message',
      url,
      method: 'POST',
      params: [...inboundParams(turn.state, message), ...(word === null ? [] : optOutType(turn.state, word))],
      messageSid: message.sid,
      number: phone.number,
    });
  }
  const reply = word === null ? null : carrierReply(turn.state, to, phone.number, word);
  if (reply !== null) {
    addMessage(turn, {
      direction: 'carrier',
      from: to,
      to: phone.number,
      body: reply,
      status: 'delivered',
      arrivedAt: turn.now,
    });
  }
  return message;
}

/** Where texts to a line go: a messaging service that it belongs to goes before it, and may have them go nowhere. */
function addressForTexts({ account }: State, line: Line): string | null {
  const service = account.services.find(({ numbers }) => numbers.includes(line.number));
  if (service !== undefined && !service.useNumbersOwn) return service.inboundUrl;
  return line.messageUrl === '' ? null : line.messageUrl;
}

/** A text on its way out has been accepted; what becomes of it is decided by the phone it goes to. */
export function messageAccepted(turn: Turn, fresh: Omit<NewMessage, 'status' | 'direction'>): Message {
  const message = addMessage(turn, { ...fresh, direction: 'outbound-api', status: 'queued' });
  const { messageSentMs, messageDeliveredMs } = turn.state.settings;
  setTimer(turn, messageSentMs, { type: 'message', messageSid: message.sid, step: 'sent' });
  setTimer(turn, messageDeliveredMs, { type: 'message', messageSid: message.sid, step: 'settled' });
  return message;
}

export function messageDue(turn: Turn, sid: string, step: 'sent' | 'settled'): void {
  const message = turn.state.messages.findLast(one => one.sid === sid);
  if (message === undefined || message.status === 'undelivered' || message.status === 'failed') return;
  const error = errorOf(turn.state, message);
  if (step === 'sent') {
    // What the account itself may not send never leaves Twilio: `failed`; what a carrier refuses: `undelivered`.
    if (error === 21610 || error === 30034) {
      settle(turn, message, 'failed', error);
      return;
    }
    message.sentAt = turn.now;
    settle(turn, message, 'sent', null);
    return;
  }
  if (error !== null) {
    settle(turn, message, 'undelivered', error);
    return;
  }
  message.arrivedAt = turn.now;
  settle(turn, message, 'delivered', null);
}

/** Messages are answered with nothing, or with an empty `<Response/>`: the product sends every text by REST. */
export function messageWebhookSettled(turn: Turn, webhook: Webhook, answer: WebhookAnswer): void {
  if (webhook.outcome === 'lost') return;
  if ('failure' in answer || answer.status >= 300) {
    complain(turn, `The text was not taken: ${webhook.url} (${webhook.reason ?? 'no answer'})`);
  } else if (
    !/^\s*(?:<\?xml[^>]*\?>\s*)?(?:<Response\s*\/>|<Response>\s*<\/Response>)?\s*$/.test(answer.body)
  ) {
    complain(turn, `A text was answered with something else than an empty <Response/>: ${webhook.url}`);
  }
}

/** The thread between a phone and a line, as the phone shows it. */
export function threadOf(state: State, phone: string): Message[] {
  return state.messages.filter(one => one.from === phone || (one.to === phone && one.arrivedAt !== null));
}

function errorOf(state: State, message: Message): number | null {
  if (isOptedOut(state, message.from, message.to)) return 21610;
  const phone = state.phones.find(one => one.number === message.to);
  if (phone === undefined) return 30003;
  return phone.textError ?? (phone.kind === 'landline' ? 30006 : null);
}

function settle(turn: Turn, message: Message, status: Message['status'], errorCode: number | null): void {
  message.status = status;
  message.errorCode = errorCode;
  message.updatedAt = turn.now;
  if (message.statusCallback === null) return;
  sendWebhook(turn, {
    kind: 'message-status',
    url: message.statusCallback,
    method: 'POST',
    params: [
      ['AccountSid', turn.state.accountSid],
      ['ApiVersion', '2010-04-01'],
      ['From', message.from],
      ['To', message.to],
      ['MessageSid', message.sid],
      ['MessageStatus', status],
      ['SmsSid', message.sid],
      ['SmsStatus', status],
      ...(errorCode === null ? [] : [['ErrorCode', String(errorCode)] as const]),
    ],
    messageSid: message.sid,
    number: message.to,
  });
}

function addMessage(turn: Turn, fresh: NewMessage): Message {
  const message: Message = {
    sid: fresh.sid ?? newSid(turn.state, 'SM'),
    shown: fresh.body,
    media: [],
    segments: countSegments(fresh.body),
    errorCode: null,
    createdAt: turn.now,
    sentAt: null,
    arrivedAt: null,
    updatedAt: turn.now,
    statusCallback: null,
    deleted: false,
    ...fresh,
  };
  turn.state.messages.push(message);
  return message;
}

function inboundParams(state: State, message: Message): (readonly [string, string])[] {
  const country = (number: string) => (/^\+1\d{10}$/.test(number) ? 'US' : '');
  return [
    ['AccountSid', state.accountSid],
    ['ApiVersion', '2010-04-01'],
    ['MessageSid', message.sid],
    ['SmsMessageSid', message.sid],
    ['SmsSid', message.sid],
    ['SmsStatus', 'received'],
    ['From', message.from],
    ['To', message.to],
    ['Body', message.body],
    ['NumMedia', String(message.media.length)],
    ['NumSegments', String(message.segments)],
    ...['FromCity', 'FromState', 'FromZip', 'ToCity', 'ToState', 'ToZip'].map(name => [name, ''] as const),
    ['FromCountry', country(message.from)],
    ['ToCountry', country(message.to)],
    ...message.media.flatMap((url, index) => [
      [`MediaUrl${index}`, url] as const,
      [`MediaContentType${index}`, 'image/jpeg'] as const,
    ]),
  ];
}

function optOutType(state: State, word: string): (readonly [string, string])[] {
  return state.settings.advancedOptOut ? [['OptOutType', word]] : [];
}
