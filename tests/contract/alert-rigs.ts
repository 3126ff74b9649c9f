import { ALERT_TARGETS, type AlertSettings, type AlertTargetName } from '../../core/alerts/index.ts';
import { createSimulator } from '../../simulator/shell.ts';
import { FakeHttp, type HttpAnswer } from './fake-http.ts';
import { FakeSmtp, type SmtpOptions } from './fake-smtp.ts';

export const LINE = '+12125550100';
export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const SMTP_PASSWORD = 'pw-heliotrope-71';
export const NTFY_TOKEN = 'tk_marmalade93';
export const WEBHOOK_SECRET = '8f1c2b7d90e3465aa8f1c2b7d90e3465';
/** A staff member with every address there is. */
export const MEMBER = {
  name: 'Dana Reyes',
  phone: '+12125550112',
  email: 'dana@willowstreet.example',
  ntfy: 'dana-4k9mR27tQxwz8',
};

/** The configuration's blocks, with none of them there but those named. */
export function blocksOf(settings: Partial<AlertSettings> = {}): AlertSettings {
  const none = Object.keys(ALERT_TARGETS).map(name => [name, null]);
  return { ...Object.fromEntries(none), ...settings };
}

/** How the other side behaves. */
export type Behaviour = 'well' | 'refuses' | 'refuses for now' | 'cuts' | 'hangs' | 'floods' | 'is away';

/** The other side of an alert target: a real server on 127.0.0.1. */
export interface OtherSide {
  settings: Partial<AlertSettings>;
  apiUrl: string | null;
  /** Every byte that came. */
  raw(): string;
  /** What staff see of each alert. */
  shown(): string[];
  /** By what a repeat is known. */
  ids(): string[];
  /** How much of an endless answer went out. */
  flooded(): number;
  end(): Promise<void>;
}

/** Targets that post to a server, with the block that names it. */
export const OVER_HTTP = {
  ntfy: url => ({ ntfy: { url, token: NTFY_TOKEN } }),
  webhook: url => ({ webhook: { url, secret: [WEBHOOK_SECRET] } }),
} satisfies Partial<Record<AlertTargetName, (url: string) => Partial<AlertSettings>>>;

export const OTHER_SIDES: Readonly<Record<AlertTargetName, (how: Behaviour) => Promise<OtherSide>>> = {
  sms: carrier,
  email: mailServer,
  ntfy: how => overHttp(how, OVER_HTTP.ntfy, 'message', 'sequence_id'),
  webhook: how => overHttp(how, OVER_HTTP.webhook, 'body', 'id'),
};

const ANSWERS: Readonly<Record<Behaviour, HttpAnswer>> = {
  well: { status: 200, body: '{}' },
  refuses: { status: 403, body: 'no, dana@willowstreet.example' },
  'refuses for now': { status: 429, headers: { 'retry-after': '7' } },
  cuts: 'cut',
  hangs: 'hang',
  floods: 'flood',
  'is away': 'hang',
};

async function overHttp(
  how: Behaviour,
  settingsFor: (url: string) => Partial<AlertSettings>,
  body: string,
  id: string,
): Promise<OtherSide> {
  const server = await FakeHttp.begin(() => ANSWERS[how]);
  const { url } = server;
  if (how === 'is away') await server.end();
  const told = () => server.heard.map(one => JSON.parse(one.body) as Record<string, string>);
  return {
    settings: settingsFor(url),
    apiUrl: null,
    raw: () => server.raw,
    shown: () => told().map(one => `${one.title}\n${one[body]}`),
    ids: () => told().map(one => one[id] ?? ''),
    flooded: () => server.flooded,
    end: () => server.end(),
  };
}

const MAIL: Readonly<Record<Behaviour, SmtpOptions>> = {
  well: {},
  refuses: { trouble: { RCPT: { reply: '550 no dana@willowstreet.example here' } } },
  'refuses for now': { trouble: { message: { reply: '450 come back later' } } },
  cuts: { trouble: { message: 'cut' } },
  hangs: { trouble: { message: 'hang' } },
  floods: { trouble: { message: 'flood' } },
  'is away': {},
};

async function mailServer(how: Behaviour): Promise<OtherSide> {
  const server = await FakeSmtp.begin(MAIL[how]);
  const { port } = server;
  if (how === 'is away') await server.end();
  const from = 'alerts@willowstreet.example';
  const login = { user: 'alerts', password: SMTP_PASSWORD };
  return {
    settings: { email: { from, smtp: { host: '127.0.0.1', port, ...login } } },
    apiUrl: null,
    raw: () => server.raw,
    shown: () => server.messages.map(readMail),
    ids: () => server.messages.map(message => /^Message-ID: <(.*)@/im.exec(message)?.[1] ?? ''),
    flooded: () => server.flooded,
    end: () => server.end(),
  };
}

/** Subject and body as a mail program shows them: folded headers (RFC 5322), encoded words and lines (RFC 2047, 2045). */
function readMail(message: string): string {
  const at = message.indexOf('\r\n\r\n');
  const head = message.slice(0, at).replaceAll(/\r\n[ \t]/g, ' ');
  const subject = (/^Subject: (.*)$/m.exec(head)?.[1] ?? '')
    .replaceAll(/(=\?UTF-8\?Q\?[^?]*\?=) +(?==\?)/gi, '$1')
    .replaceAll(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, words: string) => unquoted(words.replaceAll('_', ' ')));
  const body = message.slice(at + 4);
  const isQuoted = /^Content-Transfer-Encoding: quoted-printable$/m.test(head);
  return `${subject}\n${(isQuoted ? unquoted(body) : body).replaceAll('\r\n', '\n')}`;
}

function unquoted(words: string): string {
  return decodeURIComponent(words.replaceAll('=\r\n', '').replaceAll('%', '%25').replaceAll('=', '%'));
}

/** The simulated carrier over HTTP. Its answers at their worst come from in front of it. */
async function carrier(how: Behaviour): Promise<OtherSide> {
  const urls = {
    voiceUrl: 'http://x.example/v',
    messageUrl: 'http://x.example/m',
    callStatusUrl: 'http://x.example/s',
  };
  const simulator = createSimulator({
    accountSid: ACCOUNT,
    authToken: 'a-token',
    baseUrl: 'https://api.twilio.com',
    numbers: [{ number: LINE, ...urls }],
    phones: [{ number: MEMBER.phone, name: 'Dana', role: 'staff', kind: 'mobile' }],
    seed: 1,
    now: () => 1_790_000_000_000,
    fetch: async () => new Response(null, { status: 204 }),
  });
  const server = await FakeHttp.begin(async ({ method, path, headers, body }) => {
    if (how !== 'well' && how !== 'refuses') return ANSWERS[how];
    const { authorization = '', 'content-type': type = '' } = headers;
    const init = { method, body, headers: { authorization, 'content-type': type } };
    const answer = await simulator.app.fetch(new Request(`https://api.twilio.com${path}`, init));
    return { status: answer.status, body: await answer.text() };
  });
  if (how === 'refuses') {
    await simulator.do({ type: 'set-phone', number: MEMBER.phone, phone: { textError: 21211 } });
  }
  const { url } = server;
  if (how === 'is away') await server.end();
  const params = () => server.heard.map(one => new URLSearchParams(one.body));
  return {
    settings: {},
    apiUrl: url,
    raw: () => server.raw,
    shown: () => simulator.state().messages.map(message => message.body),
    ids: () => params().map(one => new URL(one.get('StatusCallback') ?? '').searchParams.get('effect') ?? ''),
    flooded: () => server.flooded,
    end: () => server.end(),
  };
}
