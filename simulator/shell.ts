import { Hono } from 'hono';
import type { Input, Output } from './core/input.ts';
import { startState } from './core/start.ts';
import { nextDue, step } from './core/step.ts';
import { deliver } from './deliver.ts';
import { pageRoutes } from './page-routes.ts';
import { RestDesk } from './rest-desk.ts';
import type { Made, Simulator, SimulatorOptions } from './simulator.ts';

export type { Made, Simulator, SimulatorOptions } from './simulator.ts';

/** The carrier: the pure core, with requests going out and coming in around it. */
export function createSimulator(options: SimulatorOptions): Simulator {
  let state = startState({
    ...options,
    now: options.now(),
    lines: options.numbers.map(({ voiceFallbackUrl = null, ...line }) => ({ ...line, voiceFallbackUrl })),
    phones: options.phones.map(({ voicemailAfterSeconds = null, ...phone }) => ({
      ...phone,
      voicemailAfterSeconds,
      screening: null,
      textError: null,
    })),
  });
  const underWay = new Map<number, { abort: AbortController; done: Promise<void> }>();
  const files = new Map<string, { file: Uint8Array<ArrayBuffer>; contentType: string }>();
  const watchers = new Set<() => void>();
  const rest = new RestDesk(options, request => {
    apply({ type: 'rest', request });
  });

  function apply(input: Input): Output[] {
    const stepped = step(state, input, options.now());
    state = stepped.state;
    for (const output of stepped.outputs) perform(output);
    for (const changed of watchers) changed();
    return stepped.outputs;
  }

  function perform(output: Output): void {
    if (output.type === 'request') request(output.webhook);
    else if (output.type === 'abandon') underWay.get(output.webhookId)?.abort.abort();
    else if (output.type === 'rest-answer') rest.give(output.restId, output.answer);
    else if (output.type === 'rest-cut') rest.cut(output.restId);
  }

  function request(webhook: Extract<Output, { type: 'request' }>['webhook']): void {
    const abort = new AbortController();
    const done = deliver(webhook, {
      authToken: options.authToken,
      fetch: options.fetch,
      signal: abort.signal,
      played: (url, file, contentType) => files.set(url, { file, contentType }),
    }).then(answer => {
      underWay.delete(webhook.id);
      apply({ type: 'webhook-answer', webhookId: webhook.id, answer });
    });
    underWay.set(webhook.id, { abort, done });
  }

  const simulator: Simulator = {
    app: new Hono(),
    async do(input) {
      let made: Made = {};
      for (const output of apply(input)) {
        if (output.type === 'refused') throw new Error(output.sentence);
        if (output.type === 'made') made = output;
      }
      return made;
    },
    state: () => state,
    nextTimer: () => nextDue(state),
    async tick() {
      apply({ type: 'time' });
    },
    async idle() {
      while (underWay.size > 0) await Promise.all([...underWay.values()].map(({ done }) => done));
    },
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    now: options.now,
    played: url => files.get(url),
  };
  simulator.app.route('/', rest.routes());
  simulator.app.route('/', pageRoutes(simulator, options.links ?? []));
  return simulator;
}
