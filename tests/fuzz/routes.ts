import fc from 'fast-check';
import { DESK_PAGES } from '../../core/rules/desk-pages.ts';
import { WEBHOOKS } from '../../core/twilio/urls.ts';
import { ICON, STYLESHEET } from '../../server/pages/assets.ts';
import { type Body, changed, json, misencoded, multipart, urlencoded } from './bodies.ts';
import { hostileHeaders, hostileQuery, hostileText, strangeMethod } from './hostile.ts';
import { type Known, LINE, ROBIN, WEBSITE } from './practice.ts';
import { type Pairs, signatureOf, TOKEN } from './webhook.ts';
import type { Asked } from './wire.ts';

/** What a route is for, and with it what may come of a request to it. */
export type Kind = 'webhook' | 'form' | 'intake' | 'page' | 'health' | 'auth' | 'desk';

export interface Request extends Asked {
  kind: Kind;
  /** Whether the signature is Twilio's over what was sent. */
  signed: boolean;
  /** Milliseconds that pass before it. */
  after: number;
}

export type Route = (known: Known) => fc.Arbitrary<Request>;

const UNKNOWN = '019aa000-0000-7000-8000-00000000beef';

/** Parameters of Twilio's webhooks, with values that it does send. */
const PARAMETERS = {
  CallSid: [1, 2, 3, 4].map(n => `CA${String(n).padStart(32, '0')}`),
  MessageSid: [1, 2, 3, 4, 5, 6, 7, 8].map(n => `SM${String(n).padStart(32, '0')}`),
  RecordingSid: ['RE00000000000000000000000000000001', 'RE00000000000000000000000000000002'],
  From: [ROBIN, '+12125550141', '+12125550112', 'anonymous', '+12125550199'],
  To: [LINE],
  Body: ['Please call me', '1', '2', '3', 'STOP', 'START', 'I want to die', 'after 3pm, ask for Robin'],
  CallStatus: ['ringing', 'in-progress', 'completed', 'no-answer'],
  ParentCallSid: [1, 2].map(n => `CA${String(n).padStart(32, '0')}`),
  DialCallStatus: ['completed', 'busy', 'no-answer', 'answered'],
  DialCallDuration: ['0', '40'],
  MessageStatus: ['sent', 'delivered', 'undelivered', 'failed'],
  DialBridged: ['true', 'false'],
  Digits: ['1', '2', '*', '2125550123', 'hangup'],
  RecordingStatus: ['completed', 'absent'],
  RecordingDuration: ['0', '7'],
};
const MORE_PARAMETERS = ['ForwardedFrom', 'NumMedia', 'OptOutType', 'ErrorCode', 'CallDuration', 'FromCity'];

const FIELDS = {
  wants: ['callback', 'message'],
  message: ['Please call me.', 'I want to die', '¿Me pueden llamar?'],
  number: ['(212) 555-0123', '+12125550124'],
  best_time: ['', 'after 3'],
  name_to_ask: ['', 'Robin'],
  new_here: ['', 'new', 'known'],
  language: ['en', 'es'],
  text_me: ['', 'yes'],
  consent_words: ['You may text me.'],
  leave_empty: [''],
};
const MORE_FIELDS = ['submission_key', 'show_in', 'lang', 'token'];

/** Our own pages' origin, as tests/scenarios/practice.yaml has it. */
export const OWN = 'https://calls.willowstreet.example';

/** Shaped as a browser shapes what a passkey has signed, and a new one. */
const PASSKEY = {
  id: 'AAAA',
  rawId: 'AAAA',
  type: 'public-key',
  response: { clientDataJSON: 'e30', authenticatorData: 'AAAA', signature: 'AAAA', attestationObject: 'oA' },
};

const SIGNING_IN = {
  email: ['dana@willowstreet.example', 'nobody@willowstreet.example'],
  password: ['the green lamp hums at night', 'x'.repeat(200)],
  code: ['123456'],
  recovery_code: ['aaaaa-aaaaa'],
  token: ['AAAAAAAAAAAAAAAAAAAAAA'],
  new_password: ['another lamp that hums'],
  name: ['Laptop'],
  session: [UNKNOWN],
};
const SHAPED = { ...SIGNING_IN, passkey: [PASSKEY, UNKNOWN] };
const MORE_SIGNING_IN = ['role', 'staff', 'callbackURL'];

/** The last part of a path, as a stranger may write it. */
export const hostileSegment: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '0',
    '1',
    '99999999999999999999',
    'AAAAAAAAAAAAAAAAAAAAAA',
    'Zm9yIGV4YW1wbGUgb25seQ',
    '%E0%A4%A',
    '%',
    '%00',
    '%2f%2e%2e%2f',
    '..%5c..',
    '__proto__',
    '%3Cscript%3E',
    '"><script>',
    '%u0041',
    '%ed%a0%80',
    'é',
    'a'.repeat(9_000),
  ),
  hostileText.map(text => encodeURIComponent(text.slice(0, 900).toWellFormed())),
);

/** Every public route, by the pattern that the app knows it under. */
export const ROUTES: Readonly<Record<string, Route>> = {
  [WEBHOOKS.voice]: webhook(() => WEBHOOKS.voice),
  [WEBHOOKS.message]: webhook(() => WEBHOOKS.message),
  [WEBHOOKS.callStatus]: webhook(() => WEBHOOKS.callStatus),
  [WEBHOOKS.leg]: webhook(known => legOf(WEBHOOKS.leg, known)),
  [WEBHOOKS.legStatus]: webhook(known => legOf(WEBHOOKS.legStatus, known)),
  [WEBHOOKS.askStaff]: webhook(known => legOf(WEBHOOKS.askStaff, known)),
  [WEBHOOKS.staffKey]: webhook(known => legOf(WEBHOOKS.staffKey, known)),
  [WEBHOOKS.staffCall]: webhook(known => staffCallAt(WEBHOOKS.staffCall, known)),
  [WEBHOOKS.staffCallKey]: webhook(known => staffCallAt(WEBHOOKS.staffCallKey, known)),
  [WEBHOOKS.staffCallOver]: webhook(known => staffCallAt(WEBHOOKS.staffCallOver, known)),
  [WEBHOOKS.staffCallPhone]: webhook(known => staffCallAt(WEBHOOKS.staffCallPhone, known)),
  [WEBHOOKS.staffCallNumber]: webhook(known => staffCallAt(WEBHOOKS.staffCallNumber, known)),
  [WEBHOOKS.testCall]: webhook(known => testCallAt(WEBHOOKS.testCall, known)),
  [WEBHOOKS.testCallKey]: webhook(known => testCallAt(WEBHOOKS.testCallKey, known)),
  [WEBHOOKS.testCallOver]: webhook(known => testCallAt(WEBHOOKS.testCallOver, known)),
  [WEBHOOKS.callerKey]: webhook(() => `${WEBHOOKS.callerKey}?in=en`),
  [WEBHOOKS.recorded]: webhook(() => WEBHOOKS.recorded),
  [WEBHOOKS.recording]: webhook(() => WEBHOOKS.recording),
  [WEBHOOKS.messageStatus]: webhook(known => `${WEBHOOKS.messageStatus}?effect=${known.effect}`),
  [`${WEBHOOKS.greeting}/:line{[0-9]+}`]: page(hostileSegment.map(last => `${WEBHOOKS.greeting}/${last}`)),
  '/': page(fc.constant('/')),
  '/terms': page(fc.constant('/terms')),
  '/privacy': page(fc.constant('/privacy')),
  '/thanks': page(fc.constant('/thanks')),
  '/robots.txt': page(fc.constant('/robots.txt')),
  [STYLESHEET.path]: page(fc.constant(STYLESHEET.path)),
  [ICON.path]: page(fc.constant(ICON.path)),
  '/form': known => fc.oneof(page(fc.constant('/form'))(known), formAt(fc.constant('/form'))),
  '/c/:token': known => {
    const path = fc.oneof(
      fc.constant(`/c/${known.link}`),
      hostileSegment.map(last => `/c/${last}`),
    );
    return fc.oneof(page(path)(known), formAt(path), formAt(fc.constant(`/c/${known.link}`)));
  },
  '/desk': () => reading('desk', fc.constant('/desk')),
  '/desk/entry/:id': () =>
    reading(
      'desk',
      hostileSegment.map(last => `/desk/entry/${last}`),
    ),
  ...Object.fromEntries(
    Object.keys(DESK_PAGES).map(name => [
      `/desk/${name}`,
      () => reading('desk', fc.constant(`/desk/${name}`)),
    ]),
  ),
  '/desk/:name{[a-z0-9-]+\\.(?:webmanifest|svg|png)}': page(
    fc.oneof(
      fc.constantFrom('/desk/manifest.webmanifest', '/desk/icon.svg', '/desk/icon-1.png'),
      hostileSegment.map(last => `/desk/${last}.png`),
    ),
  ),
  '/desk/assets/:name': page(hostileSegment.map(last => `/desk/assets/${last}`)),
  '/intake': intake,
  '/auth/sign-in': auth('/auth/sign-in', ['email', 'password']),
  '/auth/second-factor': auth('/auth/second-factor', ['code']),
  '/auth/second-factor/set-up': auth('/auth/second-factor/set-up', ['password']),
  '/auth/second-factor/confirm': auth('/auth/second-factor/confirm', ['code']),
  '/auth/unlock': auth('/auth/unlock', ['password']),
  '/auth/sign-out': auth('/auth/sign-out', []),
  '/auth/sign-out-everywhere': auth('/auth/sign-out-everywhere', []),
  '/auth/invitations/accept': auth('/auth/invitations/accept', ['token', 'password']),
  '/auth/second-factor/passkey/begin': auth('/auth/second-factor/passkey/begin', []),
  '/auth/second-factor/passkey': auth('/auth/second-factor/passkey', ['passkey']),
  '/auth/second-factor/set-up/passkey': auth('/auth/second-factor/set-up/passkey', []),
  '/auth/second-factor/confirm/passkey': auth('/auth/second-factor/confirm/passkey', ['name', 'passkey']),
  '/auth/unlock/passkey/begin': auth('/auth/unlock/passkey/begin', []),
  '/auth/unlock/passkey': auth('/auth/unlock/passkey', ['passkey']),
  '/auth/cover': auth('/auth/cover', []),
  '/auth/account/password': auth('/auth/account/password', ['password', 'new_password']),
  '/auth/account/passkeys/begin': auth('/auth/account/passkeys/begin', ['password']),
  '/auth/account/passkeys': auth('/auth/account/passkeys', ['name', 'passkey']),
  '/auth/account/passkeys/rename': auth('/auth/account/passkeys/rename', ['name', 'passkey']),
  '/auth/account/passkeys/remove': auth('/auth/account/passkeys/remove', ['password', 'passkey']),
  '/auth/account/app/begin': auth('/auth/account/app/begin', ['password']),
  '/auth/account/app': auth('/auth/account/app', ['code']),
  '/auth/account/app/remove': auth('/auth/account/app/remove', ['password']),
  '/auth/account/recovery-codes': auth('/auth/account/recovery-codes', ['password']),
  '/auth/account/sessions/end': auth('/auth/account/sessions/end', ['session']),
  '/auth/account': () => reading('auth', fc.constant('/auth/account')),
  '/auth/me': () => reading('auth', fc.constant('/auth/me')),
  '/auth/*': () =>
    reading(
      'auth',
      hostileSegment.map(last => `/auth/${last}`),
    ),
  '/livez': health('/livez'),
  '/readyz': health('/readyz'),
  '/metrics': health('/metrics'),
  '/installation/:nonce': () =>
    reading(
      'health',
      fc
        .oneof(hostileSegment, fc.constant('0123456789abcdef0123456789abcdef'))
        .map(nonce => `/installation/${nonce}`),
    ),
};

/** No route at all: near misses of those there are, and what robots ask for. */
export const NO_ROUTE: Route = page(
  fc.oneof(
    fc.constantFrom(
      '//',
      '/.',
      '/%2e%2e/%2e%2e/etc/passwd',
      '/..;/form',
      '/form/',
      '/FORM',
      '/form%00',
      '/c',
      '/c/a/b',
      '/%E0%A4%A',
      '/%ff%fe',
      '/é',
      '/\u0001',
      '/a b',
      '*',
      'form',
      'http://evil.example/form',
      '\\\\evil.example\\form',
      `/${'a/'.repeat(3_000)}`,
      `/${'%41'.repeat(20_000)}`,
      '/wp-login.php',
      '/.env',
      '/assets/../server/main.ts',
      '/desk/',
      '/api/entries',
      `${WEBHOOKS.voice}/`,
      `/webhooks/twilio/%76oice`,
    ),
    fc.webPath({ size: 'large' }),
  ),
);

function legOf(path: string, { call }: Known): string {
  return `${path}?call=${call}&leg=0`;
}

function staffCallAt(path: string, { staffCall }: Known): string {
  return `${path}?call=${staffCall}`;
}

function testCallAt(path: string, { testCall }: Known): string {
  return `${path}?test=${testCall}`;
}

function webhook(target: (known: Known) => string): Route {
  return known => {
    const proper = target(known);
    const addressed = fc.oneof(
      { weight: 8, arbitrary: fc.constant(proper) },
      {
        weight: 1,
        arbitrary: fc.constantFrom(
          proper.replace(known.call, UNKNOWN).replace(known.effect, UNKNOWN),
          proper.replace('leg=0', 'leg=99'),
          proper.replace('leg=0', 'leg=1e9'),
          proper.replace('in=en', 'in=__proto__'),
        ),
      },
      {
        weight: 1,
        arbitrary: hostileText.map(
          text =>
            `${proper.split('?')[0]}?call=${encodeURIComponent(text.slice(0, 900).toWellFormed())}&leg=0&effect=%00`,
        ),
      },
      { weight: 1, arbitrary: hostileQuery.map(query => `${proper.split('?')[0]}${query}`) },
    );
    return fc
      .tuple(addressed, changed(PARAMETERS, MORE_PARAMETERS), hostileHeaders)
      .chain(([at, pairs, headers]) => fc.tuple(fc.constant({ at, headers }), bodyOf(pairs), envelope))
      .map(([{ at, headers }, body, { signs, ...rest }]) => {
        const twilios = signs === 'properly' ? signatureOf(at, body.bytes, TOKEN) : null;
        const anothers = signs === 'wrongly' ? signatureOf(at, body.bytes, 'another') : null;
        const own = twilios ?? anothers;
        const others = headers.filter(
          ([name]) => name !== 'Content-Encoding' && !(own && name === 'X-Twilio-Signature'),
        );
        return {
          ...rest,
          kind: 'webhook' as const,
          signed: twilios !== null,
          target: at,
          headers: [
            ...others,
            ['Content-Type', body.type],
            ...(own ? [['X-Twilio-Signature', own] as const] : []),
          ],
          body: body.bytes,
        };
      });
  };
}

/** How a request comes: mostly as it should, signed and with its length told. */
const envelope = fc.record({
  method: fc.oneof({ weight: 12, arbitrary: fc.constant('POST') }, { weight: 1, arbitrary: strangeMethod }),
  framing: fc.constantFrom('length', 'length', 'chunked'),
  after: fc.constantFrom(0, 1_000, 60_000, 600_000, 3_600_000),
  signs: fc.constantFrom('properly', 'properly', 'properly', 'wrongly', 'not'),
});

function bodyOf(pairs: Pairs): fc.Arbitrary<Body> {
  return fc.oneof(
    { weight: 6, arbitrary: fc.constant(urlencoded(pairs)) },
    { weight: 2, arbitrary: misencoded(pairs) },
    { weight: 1, arbitrary: multipart(pairs) },
    { weight: 1, arbitrary: json(pairs) },
  );
}

function formAt(path: fc.Arbitrary<string>): fc.Arbitrary<Request> {
  return fc
    .tuple(path, hostileQuery, changed(FIELDS, MORE_FIELDS), hostileHeaders)
    .chain(([at, query, pairs, headers]) => {
      const body = fc.oneof(
        { weight: 2, arbitrary: bodyOf(pairs) },
        { weight: 1, arbitrary: multipart(pairs) },
      );
      return fc.tuple(fc.constant({ target: `${at}${query}`, headers }), body, envelope);
    })
    .map(([{ target, headers }, body, { signs: _, ...rest }]) => ({
      ...rest,
      kind: 'form' as const,
      signed: false,
      target,
      headers: [...headers, ['Content-Type', body.type]],
      body: body.bytes,
    }));
}

function intake(): fc.Arbitrary<Request> {
  const origin = fc.constantFrom(WEBSITE, WEBSITE, WEBSITE, null, 'null', 'https://evil.example');
  return fc
    .tuple(hostileQuery, changed(FIELDS, MORE_FIELDS), hostileHeaders, origin)
    .chain(([query, pairs, headers, from]) => {
      const body = fc.oneof({ weight: 3, arbitrary: json(pairs) }, { weight: 2, arbitrary: bodyOf(pairs) });
      const others = headers.filter(([name]) => name !== 'Origin');
      const all = from === null ? others : [...others, ['Origin', from] as const];
      return fc.tuple(fc.constant({ target: `/intake${query}`, headers: all }), body, envelope);
    })
    .map(([{ target, headers }, body, { signs: _, ...rest }]) => ({
      ...rest,
      kind: 'intake' as const,
      signed: false,
      target,
      headers: [...headers, ['Content-Type', body.type]],
      body: body.bytes,
    }));
}

/** A stranger at a door of signing in: sometimes with all that it asks for, from our own pages, but for the right words. */
function auth(path: string, fields: readonly (keyof typeof SHAPED)[]): Route {
  const proper = fc.record(
    Object.fromEntries(fields.map(field => [field, fc.constantFrom<unknown>(...SHAPED[field])])),
  );
  const hostile = changed(SIGNING_IN, MORE_SIGNING_IN).chain(pairs =>
    fc.oneof({ weight: 2, arbitrary: json(pairs) }, { weight: 1, arbitrary: bodyOf(pairs) }),
  );
  const body: fc.Arbitrary<Body> = fc.oneof(
    proper.map(object => ({ type: 'application/json', bytes: Buffer.from(JSON.stringify(object)) })),
    hostile,
  );
  const origin = fc.constantFrom(OWN, OWN, OWN, null, 'null', 'https://evil.example');
  return () =>
    fc
      .tuple(hostileQuery, body, hostileHeaders, origin, envelope)
      .map(([query, { type, bytes }, headers, from, { signs: _, ...rest }]) => ({
        ...rest,
        kind: 'auth' as const,
        signed: false,
        target: `${path}${query}`,
        headers: [
          ...headers.filter(([name]) => name !== 'Origin'),
          ...(from === null ? [] : [['Origin', from] as const]),
          ['Content-Type', type] as const,
        ],
        body: bytes,
      }));
}

function page(path: fc.Arbitrary<string>): Route {
  return () => reading('page', path);
}

function health(path: string): Route {
  return () => reading('health', fc.constant(path));
}

function reading(kind: Kind, path: fc.Arbitrary<string>): fc.Arbitrary<Request> {
  const method = fc.oneof(
    { weight: 4, arbitrary: fc.constant('GET') },
    { weight: 2, arbitrary: strangeMethod },
  );
  return fc
    .tuple(path, hostileQuery, method, hostileHeaders, fc.constantFrom(0, 0, 10, 70_000))
    .map(([at, query, method, headers, length]) => ({
      kind,
      signed: false,
      after: 0,
      method,
      target: `${at}${query}`,
      headers,
      body: method === 'GET' ? new Uint8Array() : Buffer.alloc(length, 'a='),
      framing: 'length' as const,
    }));
}
