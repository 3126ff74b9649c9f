import { expect, test } from 'vitest';
import {
  FINDINGS,
  type FindingCode,
  FOR_STAFF,
  type HealthFacts,
  judgeHealth,
  worstOf,
} from '../../../core/rules/health.ts';

const NOW = Date.parse('2026-11-23T15:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const GB = 1_000_000_000;

const WELL: HealthFacts = {
  now: NOW,
  oldestDue: null,
  workerSeen: NOW - MINUTE,
  serverSeen: NOW - MINUTE,
  twilioHeard: NOW - HOUR,
  heardLate: null,
  twilioRefused: null,
  knownUntil: NOW - 10 * MINUTE,
  failedTexts: [],
  failedInARow: 0,
  alertsStopped: [],
  watch: { names: ['Sam'], unreachable: null },
  redis: null,
  database: { size: 50_000_000, room: 20 * GB },
  token: { accepted: NOW - MINUTE, refused: null },
  backup: NOW - DAY,
  keeping: { ran: NOW - DAY / 2, held: null, crises: 0, refused: 0 },
  certificate: { until: NOW + 60 * DAY, untrusted: null },
  ahead: { at: NOW - MINUTE, by: 400 },
  configBroken: null,
  version: '1.2.3',
};

const codes = (facts: Partial<HealthFacts>) => judgeHealth({ ...WELL, ...facts }).map(({ what }) => what);

test('when all is well, it says so of each part', () => {
  expect(codes({})).toEqual([
    ...['effects_moving', 'worker_running', 'server_running', 'twilio_heard', 'token_accepted', 'lists_read'],
    ...[
      'texts_arrive',
      'alerts_on',
      'watch_on',
      'redis_unused',
      'encrypted',
      'room_enough',
      'backup_fresh',
      'keeping_runs',
    ],
    ...['certificate_good', 'clock_right', 'config_in_force', 'version_is'],
  ]);
  expect(worstOf(judgeHealth(WELL))).toBe('ok');
});

test.each<[Partial<HealthFacts>, FindingCode]>([
  [{ oldestDue: NOW + HOUR }, 'effects_moving'],
  [{ oldestDue: NOW - MINUTE + 1 }, 'effects_moving'],
  [{ oldestDue: NOW - MINUTE }, 'effects_late'],
  [{ oldestDue: NOW - 5 * MINUTE }, 'effects_stuck'],
  [{ workerSeen: null }, 'worker_never'],
  [{ workerSeen: NOW - 3 * MINUTE + 1 }, 'worker_running'],
  [{ workerSeen: NOW - 3 * MINUTE }, 'worker_silent'],
  [{ twilioHeard: null }, 'twilio_never'],
  [{ twilioHeard: NOW - 7 * DAY }, 'twilio_quiet'],
  [{ twilioRefused: { at: NOW - HOUR, count: 3 } }, 'twilio_forged'],
  [{ twilioRefused: { at: NOW - MINUTE, count: 3 }, twilioHeard: NOW - 23 * HOUR }, 'twilio_forged'],
  [{ twilioRefused: { at: NOW - HOUR, count: 3 }, twilioHeard: NOW - 25 * HOUR }, 'twilio_refused'],
  [{ twilioRefused: { at: NOW - HOUR, count: 1 }, twilioHeard: null }, 'twilio_refused'],
  // Twilio's lists had what no webhook of its own told: those that were refused were its own.
  [
    {
      twilioRefused: { at: NOW - 20 * MINUTE, count: 1 },
      twilioHeard: NOW - HOUR,
      heardLate: NOW - 20 * MINUTE - 5_000,
    },
    'twilio_refused',
  ],
  [
    {
      twilioRefused: { at: NOW - 20 * MINUTE, count: 1 },
      twilioHeard: NOW - MINUTE,
      heardLate: NOW - 20 * MINUTE,
    },
    'twilio_forged',
  ],
  // It came while nobody listened, and was not refused.
  [
    {
      twilioRefused: { at: NOW - 50 * MINUTE, count: 1 },
      twilioHeard: NOW - HOUR,
      heardLate: NOW - 20 * MINUTE,
    },
    'twilio_forged',
  ],
  [{ twilioRefused: { at: NOW - DAY, count: 9 } }, 'twilio_heard'],
  [{ knownUntil: NOW - 30 * MINUTE }, 'lists_unread'],
  [{ knownUntil: NOW - 6 * HOUR }, 'lists_long_unread'],
  [{ failedTexts: [{ why: 'landline', count: 2 }] }, 'texts_fail'],
  [
    {
      failedTexts: [
        { why: 'landline', count: 2 },
        { why: 'not_registered', count: 1 },
      ],
    },
    'texts_not_registered',
  ],
  [{ failedTexts: [{ why: 'filtered', count: 3 }], failedInARow: 3 }, 'texts_fail_in_a_row'],
  [{ failedTexts: [{ why: 'filtered', count: 3 }], failedInARow: 2 }, 'texts_fail'],
  [{ failedTexts: [{ why: 'not_registered', count: 9 }], failedInARow: 9 }, 'texts_not_registered'],
  [{ watch: null }, 'watch_nobody'],
  [{ watch: { names: [], unreachable: null } }, 'watch_heartbeat'],
  [{ watch: { names: ['Sam'], unreachable: NOW - HOUR } }, 'watch_unreachable'],
  [{ alertsStopped: ['Dana'] }, 'alerts_stopped'],
  [{ redis: { seen: null } }, 'redis_lost'],
  [{ redis: { seen: NOW - MINUTE } }, 'redis_reached'],
  [{ redis: { seen: NOW - HOUR } }, 'redis_lost'],
  [{ database: { size: 1_000, room: GB - 1 } }, 'room_little'],
  [{ database: { size: 20 * GB, room: 30 * GB } }, 'room_little'],
  [{ database: { size: 1_000, room: 99_999_999 } }, 'room_none'],
  [{ backup: null }, 'backup_never'],
  [{ keeping: { ran: null, held: null, crises: 0, refused: 0 } }, 'keeping_yet'],
  [{ keeping: { ran: NOW - 4 * DAY, held: null, crises: 2, refused: 1 } }, 'keeping_late'],
  [{ keeping: { ran: NOW - DAY, held: NOW - 9 * DAY, crises: 2, refused: 1 } }, 'keeping_held'],
  [{ keeping: { ran: NOW - DAY, held: null, crises: 2, refused: 1 } }, 'keeping_refused'],
  [{ keeping: { ran: NOW - DAY, held: null, crises: 2, refused: 0 } }, 'keeping_crises'],
  [{ backup: NOW - 2 * DAY }, 'backup_old'],
  [{ backup: NOW - 8 * DAY }, 'backup_very_old'],
  [{ serverSeen: NOW - 3 * MINUTE + 1 }, 'server_running'],
  [{ serverSeen: NOW - 3 * MINUTE }, 'server_silent'],
  [{ token: { accepted: NOW - HOUR, refused: NOW - MINUTE } }, 'token_refused'],
  [{ certificate: { until: NOW + 14 * DAY, untrusted: null } }, 'certificate_good'],
  [{ certificate: { until: NOW + 14 * DAY - 1, untrusted: null } }, 'certificate_ends_soon'],
  [{ certificate: { until: NOW + 3 * DAY - 1, untrusted: null } }, 'certificate_ends_now'],
  [{ certificate: { until: NOW - DAY, untrusted: null } }, 'certificate_ends_now'],
  [{ certificate: { until: NOW + 60 * DAY, untrusted: NOW - HOUR } }, 'certificate_untrusted'],
  [{ ahead: { at: NOW - HOUR + 1, by: -30_000 } }, 'clock_off'],
  [{ ahead: { at: NOW - HOUR + 1, by: 29_999 } }, 'clock_right'],
  [{ ahead: { at: NOW - MINUTE, by: 5 * MINUTE } }, 'clock_far_off'],
  // Nothing was compared for an hour: it may have been set since.
  [{ ahead: { at: NOW - HOUR, by: 5 * MINUTE } }, 'clock_right'],
  [{ configBroken: NOW - MINUTE }, 'config_broken'],
  [{ twilioHeard: NOW + HOUR }, 'clock_set_back'],
  [{ workerSeen: NOW + 2 * MINUTE }, 'clock_right'],
])('%j: %s', (facts, code) => {
  expect(codes(facts)).toContain(code);
  const { about, state } = FINDINGS[code];
  expect(judgeHealth({ ...WELL, ...facts }).filter(one => one.about === about)).toMatchObject([
    { what: code, state },
  ]);
});

test('there is one finding a topic, whatever is known; nothing is said of what nobody has looked at yet', () => {
  const nothing = { until: null, untrusted: null };
  const topics = judgeHealth({
    ...{ ...WELL, workerSeen: null, serverSeen: null, knownUntil: null, ahead: null, certificate: nothing },
    token: { accepted: null, refused: null },
  }).map(({ about }) => about);
  expect(new Set(topics).size).toBe(topics.length);
  for (const unseen of ['lists', 'server', 'token', 'certificate']) expect(topics).not.toContain(unseen);
});

test('what counts is the worst; and why texts fail is told, the most frequent first as it came', () => {
  expect(worstOf([{ state: 'ok' }, { state: 'wrong' }, { state: 'look' }])).toBe('wrong');
  expect(worstOf([{ state: 'ok' }, { state: 'look' }])).toBe('look');
  const failedTexts = [
    { why: 'landline', count: 2 },
    { why: 'unknown', count: 1 },
  ];
  expect(judgeHealth({ ...WELL, failedTexts })).toContainEqual({
    ...{ what: 'texts_fail', about: 'texts', state: 'look', count: 3, texts: failedTexts },
  });
});

test('staff hear of what they would notice', () => {
  expect(FOR_STAFF).not.toContain('backup');
  expect(FOR_STAFF).toContain('worker');
});
