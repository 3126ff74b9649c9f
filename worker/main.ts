import { createHandOver } from '../core/alerts/hand-over.ts';
import { CHANNELS } from '../core/channels/index.ts';
import type { Clock } from '../core/clock.ts';
import type { Config } from '../core/config/schema.ts';
import { nameOf } from '../core/errors.ts';
import { beginBackingUp } from '../core/flows/backing-up.ts';
import { beginCatchingUp } from '../core/flows/catch-up.ts';
import { beginKeeping } from '../core/flows/keeping.ts';
import { beginLookingAround } from '../core/flows/look-around.ts';
import { releaseLost } from '../core/flows/settle-effect.ts';
import type { Log } from '../core/log.ts';
import type { Fetch } from '../core/outward.ts';
import type { Perform } from '../core/queue/scheduler.ts';
import { isEffectKind, kindsThatWait, lostEffects } from '../core/store/effects.ts';
import type { Store } from '../core/store/store.ts';
import { createRest } from '../core/twilio/rest.ts';
import { watchCertificate } from './certificate.ts';
import { keepLogShort } from './checkpoints.ts';
import { sayThatItRuns } from './heartbeat.ts';
import { keepIndexMerged } from './merges.ts';
import { createPerform } from './perform.ts';
import { Sweep, watch } from './sweep.ts';
import { TwilioAnswers } from './twilio-answers.ts';
import { keepWatch, Watch } from './watching.ts';

export interface WorkerDeps {
  store: Store;
  config: () => Config;
  clock: Clock;
  log: Log;
  fetch: Fetch;
  /** Told at each turn that did not fail that the worker still looks at what is due. */
  onLook?: () => void;
}

/** SIGTERM leaves ten seconds: what is under way gets nine of them. */
const DRAIN = 9_000;

/** The worker's parts, wired but not running: tests drive `sweep` by hand, `runWorker` lets time drive it. */
export async function createWorker(
  deps: WorkerDeps,
): Promise<{ perform: Perform; sweep: Sweep; answers: TwilioAnswers; watch: Watch }> {
  const { store, config, clock, log, fetch } = deps;
  await nameUnknown(store, log);
  const account = () => {
    const { twilio, practice } = config();
    return {
      accountSid: twilio.account_sid,
      authToken: twilio.auth_token[0] ?? '',
      apiUrl: twilio.api_url,
      publicUrl: practice.public_url,
    };
  };
  const answers = new TwilioAnswers(clock);
  const rest = createRest(account, answers.listening(fetch));
  const now = () => clock.now().epochMilliseconds;
  const { alerts: rules, digest, watch } = config();
  const used = [...rules, ...digest, ...(watch ? [watch] : [])].map(rule => rule.by);
  const alerts = await createHandOver({ rest, fetch, now, settings: config }, used);
  const perform = createPerform({
    store,
    clock,
    config,
    rest,
    fetch,
    log,
    alerts,
    sms: await CHANNELS.sms.load(rest),
  });
  const sweep = new Sweep({
    store,
    clock,
    perform,
    async releaseLost() {
      const lost = await lostEffects(store.read, clock.now().epochMilliseconds, 1);
      return lost.length === 0 ? 0 : store.write(tx => releaseLost(tx, config()));
    },
    onError: error => reportBroken(log, error),
  });
  return { perform, sweep, answers, watch: new Watch({ ...deps, alerts }) };
}

/** Promises that this version cannot keep wait for one that can; what else is due does not wait with them. */
async function nameUnknown(store: Store, log: Log): Promise<void> {
  const unknown = (await kindsThatWait(store.read)).filter(kind => !isEffectKind(kind));
  if (unknown.length > 0) log.warn({ event: 'promises_of_a_newer_version', kinds: unknown.sort().join(' ') });
}

/** Runs the worker until it is stopped: woken by Redis where there is one, by the database itself where not. */
export async function runWorker(deps: WorkerDeps): Promise<{ stop(): Promise<void> }> {
  const { perform, sweep, answers, watch: watchman } = await createWorker(deps);
  const { store, clock, log } = deps;
  const redis = deps.config().redis;
  const alarm = redis ? await redisAlarm(deps, redis.url, perform) : null;
  const checkpoints = keepLogShort(store, error => reportBroken(log, error));
  const merges = keepIndexMerged(store, error => reportBroken(log, error));
  const heartbeat = sayThatItRuns({
    store,
    redisAnswers: () => alarm?.answers() ?? false,
    answers,
    onError: error => reportBroken(log, error),
  });
  const certificate = watchCertificate({
    store,
    publicUrl: () => deps.config().practice.public_url,
    onError: error => reportBroken(log, error),
  });
  const owner = keepWatch(watchman);
  const watching = watch(sweep, {
    store,
    clock,
    redis: redis !== null,
    onError: error => reportBroken(log, error),
    ...(deps.onLook && { onLook: deps.onLook }),
  });
  const beginning = untilDone(
    () =>
      store.write(async tx => {
        await beginCatchingUp(tx);
        await beginBackingUp(tx, deps.config());
        await beginKeeping(tx, deps.config());
        await beginLookingAround(tx);
      }),
    error => reportBroken(log, error),
  );
  return {
    async stop() {
      checkpoints.stop();
      heartbeat.stop();
      certificate.stop();
      beginning.stop();
      await Promise.all([alarm?.close(), watching.stop(DRAIN), merges.stop(), owner.stop(DRAIN)]);
    },
  };
}

/** How long to wait before a start that failed (the disk is full) is tried again, in milliseconds. */
const TRY_AGAIN = 30_000;

function untilDone(act: () => Promise<void>, onError: (error: unknown) => void): { stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  const attempt = () =>
    void act().catch(error => {
      onError(error);
      timer = setTimeout(attempt, TRY_AGAIN).unref();
    });
  attempt();
  return { stop: () => clearTimeout(timer) };
}

async function redisAlarm(deps: WorkerDeps, url: string, perform: Perform) {
  // Loaded only where Redis is configured: an installation without it never pays for it.
  const { createBullConsumer, createBullScheduler } = await import('../core/queue/bullmq.ts');
  const report = (code: string, details: { error?: string } = {}) => {
    deps.log.warn({ event: code, ...details });
  };
  const now = () => deps.clock.now().epochMilliseconds;
  const scheduler = createBullScheduler(url, now, report);
  // What this process promises itself (retries, later alerts) needs its alarm set too.
  deps.store.onPromised(promised => scheduler.hint(promised));
  const consumer = createBullConsumer(url, perform, {
    again: wakes => scheduler.hint(wakes),
    report,
    concurrency: 16,
  });
  return {
    answers: () => scheduler.answers(),
    async close() {
      await consumer.close(DRAIN);
      await scheduler.close();
    },
  };
}

function reportBroken(log: Log, error: unknown): void {
  log.error({ event: 'sweep_broke', error: nameOf(error) });
}
