/** What decides where the carrier takes a number's calls and texts, each as text; '' for none. */
export const SETTINGS = [
  'voice_url',
  'voice_method',
  'voice_fallback_url',
  'voice_fallback_method',
  'status_url',
  'status_method',
  'text_url',
  'text_method',
  'text_fallback_url',
  'text_fallback_method',
  'voice_application',
  'text_application',
  'trunk',
  'receives',
] as const;
export type Setting = (typeof SETTINGS)[number];
export type Settings = Readonly<Record<Setting, string>>;

/** A number as the carrier has it. */
export interface NumberAtCarrier {
  sid: string;
  number: string;
  /** What the number itself can do. */
  calls: boolean;
  texts: boolean;
  settings: Settings;
}

/** A group of numbers that share how they are texted: what it says about incoming texts goes before the number. */
export interface ServiceAtCarrier {
  sid: string;
  name: string;
  numbers: readonly string[];
  /** Whether each number's own address for texts counts. */
  byNumber: boolean;
  /** Where it sends incoming texts otherwise; '' for nowhere: then they are dropped. */
  url: string;
  /** What carriers have registered of it, in the carrier's words. */
  campaigns: readonly { state: string; help: string }[];
}

/** Where a number's calls and texts are to go. */
export interface Wanted {
  voice: string;
  status: string;
  message: string;
  /** What a caller hears when we cannot be reached; null leaves what is there. */
  fallback: string | null;
}

export interface Change {
  setting: Setting;
  from: string;
  to: string;
}

/** What would change at a number; nothing when all is as it should be. */
export function changesFor({ settings }: Pick<NumberAtCarrier, 'settings'>, wanted: Wanted): Change[] {
  const to: Partial<Record<Setting, string>> = {
    voice_url: wanted.voice,
    voice_method: 'POST',
    ...(wanted.fallback === null
      ? {}
      : { voice_fallback_url: wanted.fallback, voice_fallback_method: 'POST' }),
    status_url: wanted.status,
    status_method: 'POST',
    text_url: wanted.message,
    text_method: 'POST',
    // While we cannot be reached it would be given clients' words. What was missed we read later.
    text_fallback_url: '',
    voice_application: '',
    text_application: '',
    trunk: '',
    // A line that waits for faxes takes no calls.
    receives: 'voice',
  };
  return SETTINGS.flatMap(setting => {
    const [from, next] = [settings[setting], to[setting]];
    return next === undefined || next === from ? [] : [{ setting, from, to: next }];
  });
}

/** What a change takes away from whoever has the number's calls or texts now. */
export type Taken = 'other_system' | 'application' | 'trunk' | 'fax';

/** Twilio's own greeting for numbers that nobody has set up. */
const DEMO = 'demo.twilio.com';

/** Whose a number seems to be now: what should be read before anything is changed. */
export function takenFrom(changes: readonly Change[], ours: string): Taken[] {
  const changed = new Map(changes.map(change => [change.setting, change]));
  const urls = ['voice_url', 'text_url', 'status_url', 'text_fallback_url'] as const;
  const others = urls.some(name => isOthers(changed.get(name)?.from ?? '', ours));
  return [
    ...(others ? (['other_system'] as const) : []),
    ...(changed.get('voice_application')?.from || changed.get('text_application')?.from
      ? (['application'] as const)
      : []),
    ...(changed.get('trunk')?.from ? (['trunk'] as const) : []),
    ...(changed.get('receives')?.from === 'fax' ? (['fax'] as const) : []),
  ];
}

/** Whether an address that is set leads to somebody else than us. */
export function isOthers(url: string, ours: string): boolean {
  if (url === '') return false;
  const host = URL.parse(url)?.host;
  return host !== DEMO && host !== URL.parse(ours)?.host;
}

/** A service that keeps texts to a number from us, if there is one. */
export function keepsTexts(
  services: readonly ServiceAtCarrier[],
  number: string,
  message: string,
): ServiceAtCarrier | null {
  const service = serviceOf(services, number);
  return !service || service.byNumber || service.url === message ? null : service;
}

export function serviceOf(services: readonly ServiceAtCarrier[], number: string): ServiceAtCarrier | null {
  return services.find(({ numbers }) => numbers.includes(number)) ?? null;
}

/**
 * Whether a fallback can answer when we cannot: one on our own machine is down with it.
 * Returns `none`, `ours` (useless) or `elsewhere`.
 */
export function fallbackIs(url: string, ours: string): 'none' | 'ours' | 'elsewhere' {
  if (url === '') return 'none';
  return URL.parse(url)?.hostname === URL.parse(ours)?.hostname ? 'ours' : 'elsewhere';
}
