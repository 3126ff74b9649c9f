import { describe, expect, test } from 'vitest';
import type { OutwardCheck } from '../../../core/doctor/check.ts';
import { alertPhones, forwarding } from '../../../core/doctor/heard.ts';
import { runChecks } from '../../../core/doctor/run-checks.ts';
import { atTwilio, landlines } from '../../../core/doctor/twilio.ts';
import { mediaTried } from '../../../core/flows/media-tried.ts';
import type { Fetch } from '../../../core/outward.ts';
import { numberUrls } from '../../../core/twilio/urls.ts';
import { createSimulator, type SimulatorOptions } from '../../../simulator/shell.ts';
import { CONFIG, LINE, Practice } from '../../cli/practice.ts';

const URLS = numberUrls('https://calls.willowstreet.example');
const NOW = Date.UTC(2026, 10, 20);

function carrier(options: Partial<SimulatorOptions> = {}) {
  return createSimulator({
    accountSid: `AC${'0'.repeat(32)}`,
    authToken: 'a-token',
    baseUrl: 'http://carrier.test',
    numbers: [
      {
        number: LINE,
        voiceUrl: URLS.voice,
        messageUrl: URLS.message,
        callStatusUrl: URLS.status,
        voiceFallbackUrl: 'https://handler.twilio.com/twiml/EH1',
      },
    ],
    phones: [{ number: '+12125550112', name: 'Dana', role: 'staff', kind: 'landline' }],
    account: {
      services: [
        {
          sid: `MG${'1'.repeat(32)}`,
          name: 'Texts',
          numbers: [LINE],
          inboundUrl: null,
          useNumbersOwn: true,
          campaigns: [{ status: 'VERIFIED', help: '911, 988' }],
        },
      ],
    },
    seed: 1,
    now: () => NOW,
    fetch,
    ...options,
  });
}

async function look(
  check: OutwardCheck,
  { practice = atCarrier(), fetch }: { practice?: Practice; fetch?: Fetch } = {},
  within?: number,
) {
  const { app } = carrier();
  const { config } = practice;
  const deps = {
    config,
    fetch: fetch ?? (async (url, init) => app.fetch(new Request(url, init))),
    now: () => NOW,
    store: practice.store,
  };
  const findings = await runChecks([check], signal => ({ ...deps, signal }), within);
  return findings.map(({ what, values }) => [what, values]);
}

const atCarrier = (change = (yaml: string) => yaml) =>
  new Practice(
    undefined,
    change(
      CONFIG.replace(
        '{file: token}\n',
        '{file: token}\n  api_url: http://127.0.0.1:1\n  console_checked: 2026-11-01\n',
      ),
    ),
  );

const over =
  (simulator: ReturnType<typeof carrier>): Fetch =>
  async (url, init) =>
    simulator.app.fetch(new Request(url, init));

describe('Twilio', () => {
  test('all is well', async () => {
    expect(await look(atTwilio)).toEqual([
      ['account_good', { name: 'A practice' }],
      ['line_connected', { line: 'Main line' }],
      ['fallback_set', { line: 'Main line' }],
      ['registered', { line: 'Main line' }],
      ['help_good', { service: 'Texts' }],
      ['console_checked', { date: '2026-11-01' }],
    ]);
  });

  test('without a recording at Twilio it tells what the worker saw when it last fetched one', async () => {
    for (const [open, what] of [
      [true, 'media_open'],
      [false, 'media_closed'],
    ] as const) {
      const practice = atCarrier();
      await practice.write(tx => mediaTried(tx, open));
      expect((await look(atTwilio, { practice })).map(([code]) => code)).toContain(what);
    }
  });

  test('a refused token is said once, and nothing else is', async () => {
    const refusing = carrier({ authToken: 'another' });
    expect(await look(atTwilio, { fetch: over(refusing) })).toEqual([['account_refused', {}]]);
    expect(refusing.state().rest).toHaveLength(1);
  });

  test.each([429, 503])('an answer of %i to all of it', async status => {
    const simulator = carrier();
    const effect = { type: 'status', status, accepted: false } as const;
    await simulator.do({ type: 'fault', fault: { on: 'rest', count: 99, effect } });
    expect(await look(atTwilio, { fetch: over(simulator) })).toEqual([
      ['account_unread', { error: `http_${status}` }],
    ]);
  });

  test('one part that cannot be read hides none of the others', async () => {
    const simulator = carrier();
    const effect = { type: 'status', status: 503, accepted: false } as const;
    await simulator.do({ type: 'fault', fault: { on: 'rest', path: '/v1/Services', count: 9, effect } });
    expect((await look(atTwilio, { fetch: over(simulator) })).map(([what]) => what)).toEqual([
      'account_good',
      'line_connected',
      'fallback_set',
      'registration_unread',
      'console_checked',
    ]);
  });

  test('a Twilio that never answers is given up with the check', async () => {
    const ended: boolean[] = [];
    const hung: Fetch = (_url, init) =>
      new Promise((_answer, fail) => {
        init?.signal?.addEventListener('abort', () => {
          ended.push(true);
          fail(init.signal?.reason);
        });
      });
    expect(await look(atTwilio, { fetch: hung }, 20)).toEqual([
      ['check_timed_out', { check: 'Twilio', seconds: 0 }],
    ]);
    expect(ended).toEqual([true]);
  });
});

describe('phones for alerts', () => {
  test('are looked up when somebody asks for it: those that are texted alone', async () => {
    const simulator = carrier();
    expect(await look(landlines, { fetch: over(simulator) })).toEqual([
      ['alert_phone_landline', { name: 'Dana Reyes' }],
    ]);
    expect(simulator.state().rest.map(({ path }) => path)).toEqual(['/v2/PhoneNumbers/+12125550112']);
  });

  test('that refused an alert as landlines are told', async () => {
    const practice = atCarrier();
    await practice.missedCall('+12125550140');
    expect(await look(alertPhones, { practice })).toEqual([]);
    await practice.write(tx =>
      tx.db
        .updateTable('alerts')
        .set({ error_code: 30006, at: NOW })
        .execute()
        .then(() => {}),
    );
    expect(await look(alertPhones, { practice })).toEqual([['alert_phone_refused', { name: 'Dana Reyes' }]]);
  });
});

test('a call that came from a line to a line is a loop', async () => {
  const practice = atCarrier();
  await practice.missedCall('+12125550140');
  expect(await look(forwarding, { practice })).toEqual([['no_loop', {}]]);
  await practice.missedCall(LINE);
  await practice.write(tx =>
    tx.db
      .updateTable('calls')
      .set({ arrived_at: NOW - 5 })
      .execute()
      .then(() => {}),
  );
  expect(await look(forwarding, { practice })).toEqual([
    ['loop_seen', { line: 'Main line', count: 1, at: NOW - 5 }],
  ]);
});
