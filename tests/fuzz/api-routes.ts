import fc from 'fast-check';
import { ACT_HEADER } from '../../server/auth/session-port.ts';
import { CLIENTS, NUMBERS } from './at-the-desk.ts';
import { type Body, json } from './bodies.ts';
import { hostileHeaders, hostileName, hostileQuery, hostileText, NEEDLE, strangeMethod } from './hostile.ts';
import { LINE } from './practice.ts';
import { hostileSegment, OWN } from './routes.ts';
import type { There } from './there.ts';
import type { Asked } from './wire.ts';

/** A request that is put together when it is sent: it names what is there by then. */
export type Plan = (there: There) => Asked;

type Role = 'owner' | 'staff' | 'clinician';
const EVERYBODY: readonly Role[] = ['owner', 'staff', 'clinician'];
const FRONT_DESK: readonly Role[] = ['owner', 'staff'];
const OWNERS: readonly Role[] = ['owner'];

export interface ApiRoute {
  /** Who may ask; all others are refused whatever they ask. */
  roles: readonly Role[];
  plan: fc.Arbitrary<Plan>;
}

/** What a path names, and for an entry its version. */
interface Named {
  there: There;
  id: string;
  version: number;
}

/** A value that may depend on what the path names. */
type Value = fc.Arbitrary<(named: Named) => unknown>;

const UNKNOWN = '019aa000-0000-7000-8000-00000000beef';

function one(...values: readonly unknown[]): Value {
  return fc.constantFrom(...values).map(value => () => value);
}

/** The `n`th of what there is, counted round. */
function nth<T>(all: readonly T[], n: number): T | undefined {
  return all[n % Math.max(1, all.length)];
}

type Kind = 'entries' | 'contacts' | 'voicemails' | 'users' | 'invitations';
const KINDS: readonly Kind[] = ['entries', 'contacts', 'voicemails', 'users', 'invitations'];

function idOf(there: There, kind: Kind, n: number): string {
  const found = nth<string | { id: string }>(there[kind], n) ?? UNKNOWN;
  return typeof found === 'string' ? found : found.id;
}

const version: Value = fc.constant(named => named.version);
const staff = one('dana', 'front_desk', 'owner', null);
const until = one('later_today', 'tomorrow_morning', { date: '2026-12-01' }, { date: '2026-11-24' });
const closing = one('an_hour', 'end_of_day', null, { wall: '2026-11-23T18:00' });
const typed = one('Robin', 'Alex and Robin', `Ask for ${NEEDLE}`, 'x'.repeat(99));
const words = one('Shall we say Friday?', `Call back ${NEEDLE}`, '¿El viernes?', '🙂'.repeat(80));
/** The words that stand there, as somebody has to show who writes others. */
const before: Value = fc.constant(
  ({ there, id }) => there.voicemails.find(voicemail => voicemail.id === id)?.words ?? null,
);

function ofEntry(kind: 'asks' | 'acts' | 'texts'): Value {
  return fc.nat(50).map(n => ({ there, id }) => {
    const own = there[kind].filter(({ entry }) => entry === id);
    return (nth(own, n) ?? nth(there[kind], n))?.id ?? UNKNOWN;
  });
}

const asks: Value = fc
  .array(ofEntry('asks'), { minLength: 1, maxLength: 2 })
  .map(all => named => all.map(value => value(named)));
const otherEntry: Value = fc.nat(50).map(n => ({ there, id }) => {
  // Mostly one of the same person.
  const contact = there.entries.find(entry => entry.id === id)?.contact;
  const same = there.entries.filter(entry => entry.contact === contact && entry.id !== id);
  return (nth(n % 3 > 0 ? same : there.entries, n) ?? nth(there.entries, n))?.id;
});
const some: Value = fc.array(fc.nat(50), { minLength: 1, maxLength: 4 }).map(
  all =>
    ({ there }) =>
      all.map(n => {
        const { id = UNKNOWN, version = 1 } = nth(there.entries, n) ?? {};
        return { id, version };
      }),
);
const someActs: Value = fc.array(fc.nat(50), { minLength: 1, maxLength: 4 }).map(
  all =>
    ({ there }) =>
      all.map(n => {
        const { id: act = UNKNOWN, entry: id = UNKNOWN } = nth(there.acts, n) ?? {};
        return { id, act };
      }),
);

type Fields = Readonly<Record<string, Value>>;

const outcome: Fields = {
  outcome: one('reached', 'left_message', 'booked', 'no_need', 'wrong_number', 'spam'),
  copiedToChart: one(true, false, null),
};

/** What stands in the place of a path: the id of something, the number of a line, a word, or nothing. */
type Where = Kind | typeof LINE | typeof STEP | null;

/** One of the first steps of a new installation. */
const STEP = 'baa';

interface Parts {
  method: fc.Arbitrary<string>;
  where: fc.Arbitrary<(there: There) => { path: string; id: string; version: number }>;
  query: fc.Arbitrary<(named: Named) => string>;
  body: fc.Arbitrary<(named: Named) => Body | null>;
}

function read(path: string, roles: readonly Role[], fields: Fields, where: Where = null) {
  const method = usually('GET');
  const body = fc.constant(() => null);
  const plan = planOf({ method, where: pathOf(path, where), query: queryOf(fields), body });
  return { [`GET ${path}`]: { roles, plan } };
}

/** A route that takes JSON, of one shape or of one of several. */
function act(route: string, roles: readonly Role[], where: Where, ...shapes: readonly Fields[]) {
  const [method = '', path = ''] = route.split(' ');
  const query = fc.oneof(
    { weight: 19, arbitrary: fc.constant(() => '') },
    { weight: 1, arbitrary: hostileQuery.map(query => () => query) },
  );
  const body = fc.oneof(...shapes.map(bodyOf));
  const plan = planOf({ method: usually(method), where: pathOf(path, where), query, body });
  return { [route]: { roles, plan } };
}

function usually(method: string): fc.Arbitrary<string> {
  return fc.oneof({ weight: 19, arbitrary: fc.constant(method) }, { weight: 1, arbitrary: strangeMethod });
}

function planOf({ method, where, query, body }: Parts): fc.Arbitrary<Plan> {
  const framing = fc.constantFrom('length', 'length', 'chunked');
  return fc
    .record({ method, where, query, body, headers, framing })
    .map(({ method, where, query, body, headers, framing }) => there => {
      const { path, ...place } = where(there);
      const named = { there, ...place };
      const sent = body(named);
      const type = sent ? [['Content-Type', sent.type] as const] : [];
      return {
        ...{ method, framing, target: `${path}${query(named)}` },
        headers: [...headers, ...type],
        body: sent?.bytes ?? new Uint8Array(),
      };
    });
}

/** Nine times of ten the first. */
function mostly(first: string | null, ...others: readonly (string | null)[]): fc.Arbitrary<string | null> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.constant(first) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
}

/** The parser itself refuses what some of them say, in no words of ours. */
const NOT_OURS = ['Host', 'Expect', 'Upgrade', 'Origin', `X-${NEEDLE}`];
const headers = fc
  .tuple(
    hostileHeaders,
    mostly(null, OWN, OWN, 'https://evil.example', 'null'),
    mostly('same-origin', null, 'none', 'cross-site'),
    fc.constantFrom(null, 'person', NEEDLE),
    fc.constantFrom(null, null, '0', '1', '99999999', NEEDLE),
  )
  .map(([strange, origin, site, person, last]) => {
    const own = { Origin: origin, 'Sec-Fetch-Site': site, [ACT_HEADER]: person, 'Last-Event-ID': last };
    const said = Object.entries(own).flatMap(([name, value]) =>
      value === null ? [] : [[name, value] as const],
    );
    return [...strange.filter(([name]) => !NOT_OURS.includes(name)), ...said];
  });

function pathOf(pattern: string, where: Where): Parts['where'] {
  const filled = (id: string) => pattern.replace(/:\w+/, () => id);
  if (where === null) return fc.constant(() => ({ path: pattern, id: UNKNOWN, version: 1 }));
  const strange = fc.oneof(fc.constantFrom(UNKNOWN, UNKNOWN.toUpperCase(), ...NUMBERS), hostileSegment);
  const known = fc.tuple(fc.constantFrom<Kind>(...KINDS), fc.nat(50)).map(
    ([kind, n]) =>
      (there: There) =>
        idOf(there, kind, n),
  );
  const proper = fc
    .nat(50)
    .map(n => (there: There) => (where === LINE || where === STEP ? where : idOf(there, where, n)));
  return fc
    .oneof(
      { weight: 8, arbitrary: proper },
      { weight: 1, arbitrary: known },
      { weight: 1, arbitrary: strange.map(id => () => id) },
    )
    .map(idIn => there => {
      const id = idIn(there);
      const version = there.entries.find(entry => entry.id === id)?.version ?? 1;
      return { path: filled(id), id, version };
    });
}

function queryOf(fields: Fields): Parts['query'] {
  const proper = fc.tuple(
    ...Object.entries(fields).map(([name, value]) =>
      fc.tuple(value, fc.boolean()).map(([value, there]) => ({ name, value, there })),
    ),
  );
  const odd = fc.tuple(fc.constantFrom('', ...Object.keys(fields)), hostileText);
  const asked = fc.tuple(proper, fc.option(odd, { freq: 3 })).map(([proper, odd]) => (named: Named) => {
    const pairs = proper.filter(({ there }) => there).map(({ name, value }) => [name, String(value(named))]);
    const all = odd ? [...pairs, [odd[0], odd[1].slice(0, 900)]] : pairs;
    const query = new URLSearchParams(all).toString();
    return query === '' ? '' : `?${query}`;
  });
  return fc.oneof(
    { weight: 9, arbitrary: asked },
    { weight: 1, arbitrary: hostileQuery.map(query => () => query) },
  );
}

function jsonOf(value: unknown): Body {
  return { type: 'application/json', bytes: Buffer.from(JSON.stringify(value)) };
}

const anything: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom(null, true, 0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308, '', [], {}, [[]], UNKNOWN, ...NUMBERS),
  fc.constantFrom(
    { wall: NEEDLE },
    { date: '+275760-09-14' },
    { date: '2026-02-30' },
    { wall: '0000-00-00T25:61' },
  ),
  fc.constantFrom(new Array(101).fill({ id: UNKNOWN, version: 1 }), new Array(3_000).fill(NEEDLE)),
  fc.jsonValue({ maxDepth: 3 }),
);

/** Mostly as it should be; else one field of another kind, missing, or of nobody's; or no such body at all. */
function bodyOf(fields: Fields): Parts['body'] {
  const names = Object.keys(fields);
  const proper = fc.record(fields) as fc.Arbitrary<Record<string, (named: Named) => unknown>>;
  const right = proper.map(values => (named: Named) => resolved(values, named));
  const name = fc.oneof(fc.constantFrom(...names, 'version', 'id'), hostileName);
  const odd = fc.tuple(right, name, anything).map(
    ([right, name, value]) =>
      (named: Named) =>
        // As text: a name such as `__proto__` goes over the wire like any other.
        Object.fromEntries([...Object.entries(right(named)), [name, value]]),
  );
  const lacking = fc.tuple(right, fc.constantFrom('', ...names)).map(([right, name]) => (named: Named) => {
    const { [name]: _, ...rest } = right(named);
    return rest;
  });
  const stale = fc.tuple(right, fc.constantFrom(-1, 1)).map(([right, by]) => (named: Named) => {
    return { ...right(named), version: named.version + by };
  });
  const pairs = [...names, NEEDLE].map(name => [name, NEEDLE] as const);
  return fc.oneof(
    { weight: 10, arbitrary: right.map(body => (named: Named) => jsonOf(body(named))) },
    { weight: 3, arbitrary: odd.map(body => (named: Named) => jsonOf(body(named))) },
    { weight: 1, arbitrary: lacking.map(body => (named: Named) => jsonOf(body(named))) },
    { weight: 1, arbitrary: stale.map(body => (named: Named) => jsonOf(body(named))) },
    { weight: 1, arbitrary: json(pairs).map(body => () => body) },
    {
      weight: 1,
      arbitrary: fc
        .constantFrom('text/plain', 'application/x-www-form-urlencoded', '')
        .map(type => () => ({ type, bytes: Buffer.from('{}') })),
    },
    {
      weight: 1,
      arbitrary: fc.constant(() => ({ type: 'application/json', bytes: Buffer.alloc(70_000, `"${NEEDLE}`) })),
    },
  );
}

function resolved(values: Record<string, (named: Named) => unknown>, named: Named): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value(named)]));
}

/** A place in the queue, as its answers name it. */
function place(at: unknown): string {
  return Buffer.from(JSON.stringify(at)).toString('base64url');
}

function moment(): Value {
  return one('1800000000000.9.0', '0.0.0', '9007199254740993.1.1', '1.1', '-1.0.0', '1e9.0.0', CLIENTS);
}

function auditQuery(more: Fields): Fields {
  return {
    who: one('owner', 'nobody', 'command', '__proto__'),
    what: one('refused', 'viewed', 'nothing'),
    about: one(UNKNOWN, LINE, 'dana', 'constructor'),
    from: one('2026-11-01', '0001-01-01', '9999-12-31', '2026-02-30'),
    to: one('2026-12-31', '0000-01-01', '9999-12-31'),
    ...more,
  };
}

/** Every route of the API, by method and path as the app knows it. */
export const API_ROUTES: Readonly<Record<string, ApiRoute>> = {
  ...read('/api/queue', EVERYBODY, {
    state: one('open', 'assigned', 'waiting', 'handled'),
    whose: one('mine', 'unassigned', 'all'),
    ask: one('crisis', 'callback', 'message', 'voicemail', 'missed_call'),
    line: one(LINE, ...NUMBERS),
    after: one(
      place([1, 1_800_000_000_000, 0, '']),
      place([1_900_000_000_000, '']),
      place([0, 0, 0, UNKNOWN]),
      place([1e308, -1e308, 0.5, '']),
      place({ __proto__: [] }),
    ),
  }),
  ...act('POST /api/queue/search', EVERYBODY, null, {
    search: one(CLIENTS, 'Juniper', 'call me', '0154', '"', '*', 'NEAR(', 'a* OR b', '-', 'asks:x'),
    state: one('open', 'handled'),
    whose: one('mine', 'unassigned', 'all'),
    after: one(1, 2 ** 52),
  }),
  ...act(
    'POST /api/entries/batch',
    EVERYBODY,
    null,
    { act: one('take', 'reopen'), entries: some },
    { act: one('assign'), entries: some, to: staff },
    { act: one('wait'), entries: some, until },
    { act: one('handle'), entries: some, ...outcome },
    { act: one('undo'), entries: someActs },
  ),
  ...act('POST /api/entries/:id/take', EVERYBODY, 'entries', { version }),
  ...act('POST /api/entries/:id/assign', EVERYBODY, 'entries', { version, to: staff }),
  ...act('POST /api/entries/:id/wait', EVERYBODY, 'entries', { version, until }),
  ...act('POST /api/entries/:id/handle', EVERYBODY, 'entries', { version, ...outcome }),
  ...act('POST /api/entries/:id/reopen', EVERYBODY, 'entries', { version }),
  ...act('POST /api/entries/:id/note', EVERYBODY, 'entries', { version, words }),
  ...act('POST /api/entries/:id/reply', EVERYBODY, 'entries', { version, words }),
  ...act('POST /api/entries/:id/retry', EVERYBODY, 'entries', { version, message: ofEntry('texts') }),
  ...act('POST /api/entries/:id/undo', EVERYBODY, 'entries', { act: ofEntry('acts') }),
  ...act('POST /api/entries/:id/seen', EVERYBODY, 'entries', {
    askedAt: fc.constant(({ there, id }: Named) => there.entries.find(one => one.id === id)?.askedAt ?? 0),
  }),
  ...act('POST /api/entries/:id/name', EVERYBODY, 'entries', { version, nameToAsk: typed }),
  ...act('POST /api/entries/:id/split', EVERYBODY, 'entries', { version, nameToAsk: typed, asks }),
  ...act('POST /api/entries/:id/join', EVERYBODY, 'entries', { version, into: otherEntry }),
  ...act('POST /api/entries/:id/confirm', EVERYBODY, 'entries', { version }),
  ...act('POST /api/entries/:id/call', EVERYBODY, 'entries', {
    version,
    request: fc.uuid().map(id => () => id),
    typed: one(true, false),
  }),
  ...act('PUT /api/contacts/:id', EVERYBODY, 'contacts', {
    language: one('en', 'es'),
    voicemailOk: one(true, false, null),
    mayNameUs: one(true, false, null),
    texting: one(
      { to: 'allowed', words: 'They said yes', seen: Number.MAX_SAFE_INTEGER },
      { to: 'stopped', words: 'They said no', seen: 0 },
    ),
  }),
  ...read('/api/entries/:id', EVERYBODY, { before: moment(), in: one('en', 'es', 'xx') }, 'entries'),
  ...read('/api/contacts/:id/timeline', EVERYBODY, { before: moment(), in: one('en', 'es') }, 'contacts'),
  ...read('/api/contacts/:id/kept', OWNERS, {}, 'contacts'),
  ...read(
    '/api/contacts/:id/export',
    OWNERS,
    { as: one('html', 'json', 'xml'), in: one('en', 'es') },
    'contacts',
  ),
  ...act('PUT /api/contacts/:id/hold', OWNERS, 'contacts', { on: one(true, false, null) }),
  ...act('POST /api/contacts/:id/erase', OWNERS, 'contacts', { seen: one(0, 1, -1, 1e9) }),
  ...act('POST /api/entries/:id/erase', OWNERS, 'entries', {}),
  ...read('/api/keeping', OWNERS, {}),
  ...act('PUT /api/keeping/hold', OWNERS, null, { on: one(true, false, 'yes') }),
  ...read('/api/voicemails/:id/sound', EVERYBODY, {}, 'voicemails'),
  ...act('PUT /api/voicemails/:id/words', EVERYBODY, 'voicemails', { words, was: before }),
  ...read('/api/changes', EVERYBODY, { after: one('0', '1', '999999999999999', '-1', '1e3') }),
  ...read('/api/lines', EVERYBODY, {}),
  ...read('/api/lines/:number/closed', EVERYBODY, {}, LINE),
  ...act('PUT /api/lines/:number/closed', FRONT_DESK, LINE, { until: closing }),
  ...read('/api/me', EVERYBODY, {}),
  ...act('PUT /api/me/ringing', EVERYBODY, null, { until: closing }),
  ...read('/api/replies', EVERYBODY, {}),
  ...act('POST /api/replies/check', EVERYBODY, null, { words }),
  ...read('/api/practice', EVERYBODY, {}),
  ...read('/api/first-view', EVERYBODY, {}),
  ...read('/api/numbers', FRONT_DESK, { days: one('7', '30', '90', '365'), line: one(LINE, ...NUMBERS) }),
  ...read('/api/numbers/file', FRONT_DESK, { days: one('7', '30', '90'), line: one(LINE, ...NUMBERS) }),
  ...read('/api/health', FRONT_DESK, {}),
  ...act('POST /api/health/look', OWNERS, null, {}),
  ...act('PUT /api/health/steps/:step', OWNERS, STEP, { done: one(true, false) }),
  ...read('/api/team', OWNERS, {}),
  ...act('POST /api/team/invitations', OWNERS, null, {
    email: one('kim@practice.example', 'max@practice.example', 'ash@practice.example'),
    name: typed,
    role: one('owner', 'staff', 'clinician'),
    staff,
  }),
  ...act('POST /api/team/invitations/:id/renew', OWNERS, 'invitations', {}),
  ...act('POST /api/team/invitations/:id/revoke', OWNERS, 'invitations', {}),
  ...act('PUT /api/team/people/:id/role', OWNERS, 'users', { role: one('owner', 'staff', 'clinician') }),
  ...act('POST /api/team/people/:id/disable', OWNERS, 'users', {}),
  ...act('POST /api/team/people/:id/enable', OWNERS, 'users', {}),
  ...act('POST /api/team/people/:id/reset-second-factor', OWNERS, 'users', {}),
  ...act('POST /api/team/people/:id/reset-password', OWNERS, 'users', {}),
  ...read('/api/audit', OWNERS, auditQuery({ after: one('99.1', '1.99', '-1.-1', '9'.repeat(39)) })),
  ...read('/api/audit/export', OWNERS, auditQuery({})),
  ...act('POST /api/audit/verify', OWNERS, null, {}),
};

/** Near misses of all of them. */
export const NO_API_ROUTE: ApiRoute = {
  roles: [],
  plan: planOf({
    method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'DELETE'), strangeMethod),
    where: fc
      .oneof(
        fc.constantFrom('/api', '/api/', '/api//queue', '/api/queue/', '/api/QUEUE', '/api/entries'),
        fc.constantFrom(
          '/api/entries/batch',
          '/api/me/',
          '/api/%2571ueue',
          '/api/..%2fapi/team',
          '/api/team/people',
        ),
        hostileSegment.map(last => `/api/${last}`),
      )
      .map(path => () => ({ path, id: UNKNOWN, version: 1 })),
    query: hostileQuery.map(query => () => query),
    body: fc.constant(() => jsonOf({})),
  }),
};
