import { type AccountState, plainAccount } from './account.ts';
import { defaultSettings, type Settings } from './settings.ts';
import type { Line, Phone, State } from './state.ts';

/** A line on which nothing else is set, unless it is said. */
export type NewLine = Omit<Line, 'more'> & Partial<Pick<Line, 'more'>>;

export interface Start {
  accountSid: string;
  baseUrl: string;
  seed: number;
  now: number;
  lines: readonly NewLine[];
  phones: readonly Phone[];
  settings?: Partial<Settings>;
  account?: Partial<AccountState>;
}

/** A carrier on which nothing has happened yet. */
export function startState(start: Start): State {
  return {
    accountSid: start.accountSid,
    account: structuredClone({ ...plainAccount, ...start.account }),
    baseUrl: start.baseUrl.replace(/\/$/, ''),
    now: start.now,
    chance: start.seed | 0,
    nextId: 0,
    settings: { ...defaultSettings, ...start.settings },
    lines: start.lines.map(line => ({ more: {}, ...line })),
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
