import { monitorEventLoopDelay } from 'node:perf_hooks';
import { healthFacts } from '../core/flows/health-facts.ts';
import { type HealthFacts, judgeHealth } from '../core/rules/health.ts';
import { countEffects } from '../core/store/effects.ts';
import { countEntries } from '../core/store/entries.ts';
import type { ServerDeps } from './deps.ts';
import type { WebhooksHeard } from './webhooks/heard.ts';

/** The text format that every Prometheus reads (prometheus.io/docs/instrumenting/exposition_formats). */
export const METRICS_TYPE = 'text/plain; version=0.0.4; charset=utf-8';

/** How often it is measured by how much a turn of the event loop is late, in milliseconds. */
const LOOP = 20;

type Loop = ReturnType<typeof monitorEventLoopDelay>;

interface Sample {
  labels?: Readonly<Record<string, string>>;
  value: number;
}

export interface MetricsDeps extends Pick<ServerDeps, 'store' | 'config' | 'clock'> {
  heard: Pick<WebhooksHeard, 'since' | 'outcomes'>;
}

/**
 * What Prometheus is told: counts, ages and sizes of the installation and of this process, nothing of them about a person.
 * What is not known has no line.
 */
export function metricsOf({ store, config, clock, heard }: MetricsDeps): () => Promise<string> {
  let loop: Loop | null = null;
  return async () => {
    const now = clock.now().epochMilliseconds;
    const known = await healthFacts({ store, config: config(), now }, heard.since);
    // Whoever answers this runs.
    const facts = { ...known, serverSeen: now };
    const parts = [
      ...installation(facts),
      ...queues(await countEffects(store.read), await countEntries(store.read)),
      ...webhooks(heard.outcomes),
      ...processItself(loop),
    ];
    loop ??= begun();
    loop.reset();
    return parts.join('');
  };
}

function installation(facts: HealthFacts): string[] {
  const { now, oldestDue, workerSeen, knownUntil, token, certificate, ahead, backup, database } = facts;
  const since = (at: number | null) => (at === null ? [] : [{ value: Math.max(0, now - at) / 1000 }]);
  const findings = judgeHealth(facts);
  const inState = (state: string) => findings.filter(one => one.state === state).length;
  return [
    gauge('build_info', 'Which version runs.', [{ labels: { version: facts.version }, value: 1 }]),
    gauge(
      'findings',
      'Findings of Health, by state.',
      ['ok', 'look', 'wrong'].map(state => ({ labels: { state }, value: inState(state) })),
    ),
    gauge('oldest_due_effect_seconds', 'How late the oldest due promise is.', since(oldestDue ?? now)),
    gauge(
      'unheard_seconds',
      'For how long what Twilio saw has not been compared with what we heard.',
      since(knownUntil ?? now),
    ),
    gauge('worker_seen_seconds', 'How long ago the worker said that it runs.', since(workerSeen)),
    gauge(
      'token_refused',
      'Whether Twilio refuses our account SID and auth token.',
      token.refused === null && token.accepted === null ? [] : [{ value: token.refused === null ? 0 : 1 }],
    ),
    gauge(
      'texts_failed',
      'Texts of the last day that did not arrive, by why.',
      facts.failedTexts.map(({ why, count }) => ({ labels: { why }, value: count })),
    ),
    gauge('backup_age_seconds', 'How old the last checked backup is.', since(backup)),
    gauge(
      'certificate_ends_seconds',
      'How long the certificate of public_url is good for.',
      certificate.until === null ? [] : [{ value: (certificate.until - now) / 1000 }],
    ),
    gauge(
      'clock_ahead_seconds',
      "By how much our clock was ahead of Twilio's when they were last compared.",
      ahead === null ? [] : [{ value: ahead.by / 1000 }],
    ),
    gauge('database_bytes', 'What the database takes, its log included.', [{ value: database.size }]),
    gauge('disk_free_bytes', "What is left on the database's disk.", [{ value: database.room }]),
  ];
}

function queues(
  effects: readonly { kind: string; state: string; count: number }[],
  entries: readonly { state: string; count: number }[],
): string[] {
  return [
    gauge(
      'effects',
      'Promises that are not over, by kind and state.',
      effects.map(({ kind, state, count }) => ({ labels: { kind, state }, value: count })),
    ),
    gauge(
      'entries',
      'Entries of the queue, by state.',
      entries.map(({ state, count }) => ({ labels: { state }, value: count })),
    ),
  ];
}

function webhooks(outcomes: ReadonlyMap<string, number>): string[] {
  const samples = [...outcomes].map(([outcome, value]) => ({ labels: { outcome }, value }));
  const help = 'Requests to addresses of webhooks since the server started, by what came of them.';
  return [metric('second_ring_webhooks_total', 'counter', help, samples)];
}

/** By the names that every Node.js process has at Prometheus. */
function processItself(loop: Loop | null): string[] {
  const { rss, heapUsed } = process.memoryUsage();
  const { user, system } = process.cpuUsage();
  const started = Math.round(performance.timeOrigin) / 1000;
  const late =
    loop && loop.count > 0 ? [{ value: Math.max(0, loop.percentile(99) / 1e6 - LOOP) / 1000 }] : [];
  const one = (name: string, type: 'gauge' | 'counter', help: string, value: number) =>
    metric(name, type, help, [{ value }]);
  return [
    one('process_resident_memory_bytes', 'gauge', 'Memory of the server process.', rss),
    one('nodejs_heap_size_used_bytes', 'gauge', 'Of it, what JavaScript uses.', heapUsed),
    one(
      'process_cpu_seconds_total',
      'counter',
      'Time that the server process computed.',
      (user + system) / 1e6,
    ),
    one('process_start_time_seconds', 'gauge', 'When the server started, since 1970.', started),
    metric(
      'nodejs_eventloop_lag_p99_seconds',
      'gauge',
      'How late a turn of the event loop was since the last reading, but for the worst hundredth.',
      late,
    ),
  ];
}

/** Only once somebody reads it: a timer that measures costs something. */
function begun(): Loop {
  const loop = monitorEventLoopDelay({ resolution: LOOP });
  loop.enable();
  return loop;
}

function gauge(name: string, help: string, samples: readonly Sample[]): string {
  return metric(`second_ring_${name}`, 'gauge', help, samples);
}

/** One family of the text format; nothing where nothing is known. */
export function metric(
  name: string,
  type: 'gauge' | 'counter',
  help: string,
  samples: readonly Sample[],
): string {
  if (samples.length === 0) return '';
  const lines = samples.map(({ labels = {}, value }) => {
    const written = Object.entries(labels).map(([key, label]) => `${key}="${escaped(label)}"`);
    return `${name}${written.length > 0 ? `{${written.join(',')}}` : ''} ${value}\n`;
  });
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

function escaped(label: string): string {
  return label.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
