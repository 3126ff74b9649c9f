import { defaultSettings, type Settings } from './settings.ts';
import type { Line, Phone, State } from './state.ts';

export interface Start {
  accountSid: string;
  baseUrl: string;
  seed: number;
  now: number;
  lines: readonly Line[];
  phones: readonly Phone[];
  settings?: Partial<Settings>;
}

/** A carrier on which nothing has happened yet. */
export function startState(start: Start): State {
  return {
    accountSid: start.accountSid,
    baseUrl: start.baseUrl.replace(/\/$/, ''),
    now: start.now,
    chance: start.seed | 0,
    nextId: 0,
    settings: { ...defaultSettings, ...start.settings },
    lines: start.lines.map(line => ({ ...line })),
    phones: start.phones.map(phone => ({ ...phone })),
    calls: [],
    messages: [],
    recordings: [],
    optOuts: [],
    faults: [],
    timers: [],
    webhooks: [],
    rest: [],
    complaints: [],
  };
}
