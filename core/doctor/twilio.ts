import { EdgeError } from '../errors.ts';
import type { Fetch } from '../outward.ts';
import { judgeAccount, judgeAtTwilio, judgeConsole, type Read } from '../rules/doctor/at-twilio.ts';
import { type DoctorFinding, found } from '../rules/doctor/findings.ts';
import { helpReply } from '../rules/help-reply.ts';
import { mediaLastTried } from '../store/media-marks.ts';
import { type AccountSettings, accountSettings } from '../twilio/account.ts';
import { numberUrls } from '../twilio/urls.ts';
import type { OutwardCheck, OutwardDeps } from './check.ts';

/** The account, its numbers and what carriers have registered of them, in one check: a refused token is said once. */
export const atTwilio: OutwardCheck = {
  name: 'Twilio',
  async run({ config, fetch, signal, now, store }) {
    const rest = settingsOf(config, within(fetch, signal));
    const account = await read(() => rest.account());
    if ('error' in account) {
      const refused = account.error === 'http_401';
      return [refused ? found('account_refused') : found('account_unread', { error: account.error })];
    }
    const [numbers, services, verifications, mediaIsOpen] = await Promise.all([
      read(() => rest.numbers()),
      read(() => rest.services()),
      read(() => rest.verifications()),
      read(() => strangersHear(rest, store)),
    ]);
    return [
      judgeAccount(account.value),
      ...judgeAtTwilio({ numbers, services, verifications, mediaIsOpen }, expectedOf(config)),
      judgeConsole(config.twilio.console_checked, now()),
    ];
  },
};

/**
 * Asks Twilio which of the phones that are texted alerts are landlines. It names them to Twilio and costs a cent or so each,
 * so it is done only when somebody asks for it (docs/decisions/no-lookups.md).
 */
export const landlines: OutwardCheck = {
  name: 'landlines',
  async run({ config, fetch, signal }) {
    const rest = settingsOf(config, within(fetch, signal));
    const texted = new Set(
      [...config.alerts, ...config.digest].flatMap(({ by, to }) => (by === 'sms' ? to : [])),
    );
    const findings: DoctorFinding[] = [];
    for (const who of texted) {
      const { name, phone } = config.staff[who] ?? {};
      if (!name || !phone) continue;
      const kind = await read(() => rest.kindOf(phone));
      if ('error' in kind) return [found('alert_phones_unread', { error: kind.error })];
      if (kind.value === 'landline') findings.push(found('alert_phone_landline', { name }));
    }
    return findings.length > 0 ? findings : [found('alert_phones_good')];
  },
};

/** A recording lies at Twilio for seconds; without one it is told what the worker found when it last fetched one. */
async function strangersHear(rest: AccountSettings, store: OutwardDeps['store']): Promise<boolean | null> {
  const now = await rest.mediaIsOpen();
  if (now !== null || !store) return now;
  return (await mediaLastTried(store.read))?.open ?? null;
}

type Config = OutwardDeps['config'];

function settingsOf({ twilio, practice }: Config, fetch: Fetch): AccountSettings {
  const account = {
    accountSid: twilio.account_sid,
    authToken: twilio.auth_token[0] ?? '',
    apiUrl: twilio.api_url,
    publicUrl: practice.public_url,
  };
  return accountSettings(() => account, fetch);
}

/** Ends with the check, whatever each request would wait for. */
function within(fetch: Fetch, ending: AbortSignal): Fetch {
  return (url, init) =>
    fetch(url, { ...init, signal: init?.signal ? AbortSignal.any([init.signal, ending]) : ending });
}

async function read<T>(ask: () => Promise<T>): Promise<Read<T>> {
  try {
    return { value: await ask() };
  } catch (error) {
    if (error instanceof EdgeError) return { error: error.code };
    throw error;
  }
}

function expectedOf(config: Config) {
  const { practice, twilio, continuation, lines } = config;
  const { discreet } = continuation;
  const { sender, languages, public_url } = practice;
  return {
    lines: lines.map(({ number, name, texting }) => ({ number, name, texting })),
    wanted: { ...numberUrls(public_url), fallback: twilio.fallback_url },
    help: helpReply(languages[0] ?? 'en', config.texts, { sender, discreet }),
  };
}
