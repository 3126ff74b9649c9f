import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Trouble } from '../core/alerts/contract.ts';
import { EdgeError, nameOf } from '../core/errors.ts';
import { healthFacts } from '../core/flows/health-facts.ts';
import { lookAround, waysTo } from '../core/flows/owner-is-told.ts';
import { defaultLanguage } from '../core/flows/practice.ts';
import type { EffectId, Phone } from '../core/ids.ts';
import type { Fetch } from '../core/outward.ts';
import { type Finding, judgeHealth, worstOf } from '../core/rules/health.ts';
import type { PerformDeps } from './deps.ts';
import { noticeMessage } from './effects/tell-owner.ts';
import { beat } from './outside-heartbeat.ts';

/** How often the worker looks around, in milliseconds. */
const EVERY = 60_000;
/** What cannot be told by a promise is said at most so often, in milliseconds. */
const DIRECTLY_EVERY = 3_600_000;
/** What is so only once may be a start, or a moment's lock. */
const IN_A_ROW = 2;

export type WatchDeps = Pick<PerformDeps, 'store' | 'config' | 'clock' | 'log' | 'alerts'> & { fetch: Fetch };

/**
 * Looks around once a minute: promises what the owner is to be told, and tells the heartbeat service how it is. What
 * cannot be promised, because nothing can be written or nothing that was promised goes out, is said directly.
 */
export class Watch {
  readonly #deps: WatchDeps;
  #wrong = 0;
  #broken = 0;
  #saidDirectly: number | null = null;
  #unheard = false;

  constructor(deps: WatchDeps) {
    this.#deps = deps;
  }

  async look(): Promise<void> {
    const findings = await this.#findings();
    const stuck = findings?.some(({ what }) => what === 'effects_stuck') ?? false;
    this.#broken = findings && !stuck ? 0 : this.#broken + 1;
    if (this.#broken >= IN_A_ROW) await this.#sayDirectly(stuck ? 'wrong' : 'unwritable');
    this.#wrong = findings && worstOf(findings) !== 'wrong' ? 0 : this.#wrong + 1;
    await this.#beat();
  }

  /** What there is to say about each part, with what the owner is told of it promised; null when that can't be written. */
  async #findings(): Promise<Finding[] | null> {
    const { store, config, log } = this.#deps;
    try {
      const now = this.#now();
      // Whoever looks runs.
      const facts = { ...(await healthFacts({ store, config: config(), now })), workerSeen: now };
      const findings = judgeHealth(facts);
      const say = await store.write(tx => lookAround(tx, config(), findings));
      for (const [event, about] of Object.entries(say)) {
        for (const part of about) log.warn({ event: `trouble_${event}`, about: part });
      }
      return findings;
    } catch (error) {
      log.error({ event: 'watch_broke', error: nameOf(error) });
      return null;
    }
  }

  async #sayDirectly(is: Trouble['is']): Promise<void> {
    const { config, alerts, log } = this.#deps;
    const now = this.#now();
    if (this.#saidDirectly !== null && Math.abs(now - this.#saidDirectly) < DIRECTLY_EVERY) return;
    this.#saidDirectly = now;
    for (const staff of config().watch?.to ?? []) {
      const member = config().staff[staff];
      const message = noticeMessage(config(), randomUUID() as EffectId, {
        from: config().lines[0]?.number as Phone,
        language: member?.languages[0] ?? defaultLanguage(config()),
        urgent: true,
        is,
        about: ['effects'],
      });
      for (const way of waysTo(config(), staff)) {
        try {
          await alerts.send(way, message, { staff, member });
          break;
        } catch (error) {
          log.warn({
            event: 'owner_not_told',
            by: way,
            code: error instanceof EdgeError ? error.code : nameOf(error),
          });
        }
      }
    }
  }

  async #beat(): Promise<void> {
    const { config, fetch, log } = this.#deps;
    const address = config().watch?.heartbeat;
    // Once is not told either way: the next look says which it is.
    if (!address || this.#wrong === 1) return;
    const code = await beat(fetch, address, this.#wrong === 0);
    if (code !== null && !this.#unheard) log.warn({ event: 'heartbeat_not_heard', code });
    this.#unheard = code !== null;
  }

  #now(): number {
    return this.#deps.clock.now().epochMilliseconds;
  }
}

/** Looks around each minute, one look after the other, from a minute after the start on: the server starts as well. */
export function keepWatch(watch: Pick<Watch, 'look'>, every = EVERY): { stop(most: number): Promise<void> } {
  let looking: Promise<void> | null = null;
  const timer = setInterval(() => {
    looking ??= watch.look().finally(() => {
      looking = null;
    });
  }, every);
  timer.unref();
  return {
    /** Waits for a look that is under way, at most so long (milliseconds). */
    async stop(most) {
      clearInterval(timer);
      if (looking) await Promise.race([looking, sleep(most, undefined, { ref: false })]);
    },
  };
}
