import type { EffectRow } from '../../core/store/schema.ts';
import type { Facts, Invariant } from '../facts.ts';
import { AUTH_TOKEN, KEY, PEOPLE } from '../practice.ts';
import { FORM_WORDS, NAMES_TO_ASK, SPOKEN, STAFF_WORDS, TEXTS } from '../words.ts';

const OVER = ['done', 'failed', 'cancelled'];
/** How far a text has come; what stands in one line can't follow each other. Not the product's own list, which is judged here. */
const WAY: readonly (readonly string[])[] = [
  ['promised'],
  ['unknown'],
  ['not_found'],
  ['accepted', 'scheduled'],
  ['queued'],
  ['sending'],
  ['sent'],
  ['failed', 'undelivered', 'cancelled'],
  ['delivered'],
];

function rank(status: string): number {
  return WAY.findIndex(step => step.includes(status));
}

/** Shorter words are in any log. */
const TELLING = 12;

/** Rows of the same id then and now. */
function changes<Row extends { id: string }>(
  before: readonly Row[] | undefined,
  now: readonly Row[],
): [Row, Row][] {
  const then = new Map((before ?? []).map(row => [row.id, row]));
  return now.flatMap(row => {
    const was = then.get(row.id);
    return was ? [[was, row] as [Row, Row]] : [];
  });
}

function vanished(facts: Facts): string[] {
  const { before, rows } = facts;
  if (!before) return [];
  return (['contacts', 'calls', 'entries', 'messages', 'alerts', 'forms', 'voicemails'] as const).flatMap(
    table => {
      const ids = new Set(rows[table].map(row => row.id as string));
      return before[table].filter(row => !ids.has(row.id)).map(row => `${table} ${row.id} is gone`);
    },
  );
}

/** An entry that still waits is in each morning's digest: that never ends by itself. */
function isTomorrowsDigest(rows: Facts['rows'], { key, state }: EffectRow): boolean {
  const alert = rows.alerts.find(row => key === `alert:${row.id}`);
  const entry = rows.entries.find(row => row.id === alert?.entry_id);
  return state === 'pending' && alert?.digest === 1 && entry?.state !== 'handled';
}

export const machinery: readonly Invariant[] = [
  {
    name: 'what is written stays written',
    when: 'always',
    broken: vanished,
  },
  {
    name: 'what became of a text is never taken back',
    when: 'always',
    broken: ({ before, rows }) =>
      changes(before?.messages, rows.messages).flatMap(([was, is]) =>
        was.status === is.status || rank(is.status) > rank(was.status)
          ? []
          : [`${is.id}: ${was.status} to ${is.status}`],
      ),
  },
  {
    name: 'an effect that is over stays over, and one that is unknown is never tried again',
    when: 'always',
    broken: ({ before, rows }) =>
      changes(before?.effects, rows.effects).flatMap(([was, is]) => {
        // One that Twilio's list did not have, or of which nobody heard, and that a callback proves to have gone.
        const unheard = was.error === 'not_found' || was.error === 'never_heard';
        const proved = unheard && is.state === 'done';
        const back = OVER.includes(was.state) && is.state !== was.state && !proved;
        const again = was.state === 'unknown' && ['pending', 'sending'].includes(is.state);
        return back || again ? [`${is.kind} ${is.id}: ${was.state} to ${is.state}`] : [];
      }),
  },
  {
    name: 'what is decided of a call is decided once, and a handled entry stays handled',
    when: 'always',
    broken: ({ before, rows }) => [
      ...changes(before?.calls, rows.calls)
        .filter(([was, is]) => was.state !== 'ringing' && was.state !== is.state)
        .map(([was, is]) => `call ${is.id}: ${was.state} to ${is.state}`),
      ...changes(before?.entries, rows.entries)
        .filter(([was, is]) => was.state === 'handled' && is.state !== 'handled')
        .map(([, is]) => `entry ${is.id} is ${is.state} again`),
    ],
  },
  {
    name: 'every effect ends, and of none it stays unknown whether it happened',
    when: 'end',
    broken: ({ rows }) =>
      rows.effects
        .filter(row => ['pending', 'sending', 'unknown'].includes(row.state))
        .filter(row => !isTomorrowsDigest(rows, row))
        .map(row => `${row.kind} ${row.id} is ${row.state} (${row.error})`),
  },
  {
    name: 'nothing is answered with an error unless the disk failed',
    when: 'always',
    broken: ({ record }) =>
      record.answered
        .filter(one => (one.status ?? 0) >= 500 && !one.diskFailed)
        .map(one => `${one.path}: ${one.status}`),
  },
  {
    name: 'the carrier has nothing to complain of',
    when: 'always',
    broken: ({ carrier }) =>
      carrier.complaints
        // What never reached us, and what the failing disk made us answer.
        .filter(({ sentence }) => !/\((?:ct|rt|5xx|no [a-z ]+)\)$/.test(sentence))
        .map(({ sentence }) => sentence),
  },
  {
    name: 'nobody on the line hears an application error',
    when: 'end',
    broken: facts =>
      facts.carrier.calls
        .filter(call => call.heard.some(one => /application error/i.test(one.text)))
        .filter(
          call =>
            !facts.carrier.webhooks.some(
              one => one.callSid === call.sid && ['ct', 'rt'].includes(one.reason ?? ''),
            ),
        )
        .map(call => call.sid),
  },
  {
    name: 'the logs hold nobody and nothing that was said',
    when: 'end',
    broken: ({ record, carrier }) => {
      const all = record.logs.join('');
      const links = carrier.messages.flatMap(one => /\/c\/([\w-]{22})/.exec(one.shown)?.[1] ?? []);
      const needles = [
        ...PEOPLE.map(({ number }) => number.slice(2)),
        ...[...TEXTS, ...FORM_WORDS].map(({ body }) => body),
        ...NAMES_TO_ASK,
        ...links,
        SPOKEN,
        STAFF_WORDS,
        KEY,
        `"${AUTH_TOKEN}"`,
      ];
      return needles.filter(one => (one.length >= TELLING || /^\d{10}$/.test(one)) && all.includes(one));
    },
  },
];
