import { jsonAnswer, notFound, type RestAnswer } from './rest-answer.ts';
import { pageOf, RestParams } from './rest-params.ts';
import type { Asked, RestRoute } from './rest-route.ts';
import type { Line, State } from './state.ts';
import type { Turn } from './turn.ts';

/** https://www.twilio.com/docs/iam/api/account. Its `path` is the whole path. */
export const accountRoute: RestRoute = {
  method: 'GET',
  path: /^\/2010-04-01\/Accounts\/(AC\w{32})\.json$/,
  answer: ({ state }, { query, path, match }) => {
    new RestParams(query, []);
    if (match[1] !== state.accountSid) throw notFound(path);
    const { name, status, type } = state.account;
    return jsonAnswer(200, { sid: state.accountSid, friendly_name: name, status, type, uri: path });
  },
};

/** https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
export const numberRoutes: readonly RestRoute[] = [
  { method: 'GET', path: /^\/IncomingPhoneNumbers\.json$/, answer: list },
  { method: 'GET', path: /^\/IncomingPhoneNumbers\/(\w+)\.json$/, answer: fetchOne },
  { method: 'POST', path: /^\/IncomingPhoneNumbers\/(\w+)\.json$/, answer: update },
];

/** What an update may be given, and what each is called in an answer. */
const NAMES = {
  VoiceUrl: 'voice_url',
  VoiceMethod: 'voice_method',
  VoiceFallbackUrl: 'voice_fallback_url',
  VoiceFallbackMethod: 'voice_fallback_method',
  StatusCallback: 'status_callback',
  StatusCallbackMethod: 'status_callback_method',
  SmsUrl: 'sms_url',
  SmsMethod: 'sms_method',
  SmsFallbackUrl: 'sms_fallback_url',
  SmsFallbackMethod: 'sms_fallback_method',
  VoiceApplicationSid: 'voice_application_sid',
  SmsApplicationSid: 'sms_application_sid',
  TrunkSid: 'trunk_sid',
  VoiceReceiveMode: 'voice_receive_mode',
} as const;

function list(turn: Turn, { query, path }: Asked): RestAnswer {
  const params = new RestParams(query, ['PhoneNumber', 'PageSize', 'Page', 'PageToken']);
  const number = params.optional('PhoneNumber');
  const rows = turn.state.lines.filter(line => number === null || line.number === number);
  return jsonAnswer(
    200,
    pageOf(params, path, 'incoming_phone_numbers', rows, line => numberJson(turn.state, line)),
  );
}

function fetchOne({ state }: Turn, { query, path, match }: Asked): RestAnswer {
  new RestParams(query, []);
  return jsonAnswer(200, numberJson(state, find(state, match[1], path)));
}

function update({ state }: Turn, { form, path, match }: Asked): RestAnswer {
  const params = new RestParams(form, Object.keys(NAMES));
  const line = find(state, match[1], path);
  for (const [given, name] of Object.entries(NAMES)) {
    const value = params.optional(given);
    if (value === null) continue;
    // An empty address takes it away.
    if (/Url$|Callback$/.test(given) && value !== '') params.url(given);
    if (name === 'voice_url') line.voiceUrl = value;
    else if (name === 'voice_fallback_url') line.voiceFallbackUrl = value === '' ? null : value;
    else if (name === 'status_callback') line.callStatusUrl = value;
    else if (name === 'sms_url') line.messageUrl = value;
    else line.more = { ...line.more, [name]: value };
  }
  return jsonAnswer(200, numberJson(state, line));
}

/** A number's identifier, always the same for the same number. */
export function numberSid(number: string): string {
  return `PN${number.replace(/\D/g, '').padStart(32, '0')}`;
}

function find(state: State, sid: string | undefined, path: string): Line {
  const line = state.lines.find(one => numberSid(one.number) === sid);
  if (line === undefined) throw notFound(path);
  return line;
}

function numberJson(state: State, line: Line): unknown {
  const sid = numberSid(line.number);
  return {
    sid,
    account_sid: state.accountSid,
    phone_number: line.number,
    friendly_name: line.number,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    voice_url: line.voiceUrl,
    voice_method: 'POST',
    voice_fallback_url: line.voiceFallbackUrl ?? '',
    voice_fallback_method: 'POST',
    status_callback: line.callStatusUrl,
    status_callback_method: 'POST',
    sms_url: line.messageUrl,
    sms_method: 'POST',
    sms_fallback_url: '',
    sms_fallback_method: 'POST',
    voice_application_sid: null,
    sms_application_sid: null,
    trunk_sid: null,
    voice_receive_mode: null,
    // An empty identifier is none.
    ...Object.fromEntries(
      Object.entries(line.more).map(([name, value]) => [
        name,
        name.endsWith('_sid') && value === '' ? null : value,
      ]),
    ),
    uri: `/2010-04-01/Accounts/${state.accountSid}/IncomingPhoneNumbers/${sid}.json`,
  };
}
