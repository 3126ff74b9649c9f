import type Twilio from 'twilio/lib/rest/Twilio.js';
import { EdgeError } from '../errors.ts';
import type { Fetch } from '../outward.ts';
import type { NumberAtCarrier, ServiceAtCarrier, Setting } from '../rules/connecting.ts';
import { type Account, clientFor } from './client.ts';
import { mediaIsOpen } from './media.ts';
import { pagesOf } from './pages.ts';

/** Who pays for the calls, as Twilio has it. */
export interface AccountAtCarrier {
  name: string;
  state: 'active' | 'suspended' | 'closed';
  trial: boolean;
}

/** What is set at Twilio for the account, read and changed for the owner. Every failure is an `EdgeError`. */
export interface AccountSettings {
  account(): Promise<AccountAtCarrier>;
  numbers(): Promise<NumberAtCarrier[]>;
  services(): Promise<ServiceAtCarrier[]>;
  /** Of toll-free numbers, newest first; `state` is Twilio's word. */
  verifications(): Promise<{ number: string; state: string }[]>;
  /** Whether somebody without the token hears a recording; null when there is none to try it with. */
  mediaIsOpen(): Promise<boolean | null>;
  /** Whether a number is a landline, mobile, ...; a paid request that names the number. Null when nobody knows. */
  kindOf(number: string): Promise<string | null>;
  /** Returns the number as it is then. */
  changeNumber(sid: string, settings: Partial<Record<Setting, string>>): Promise<NumberAtCarrier>;
  /** Whether texts to the numbers of a service go to the address of each number. */
  changeService(sid: string, byNumber: boolean): Promise<void>;
}

/** What each setting is called at Twilio. https://www.twilio.com/docs/phone-numbers/api/incomingphonenumber-resource */
const NAMES = {
  voice_url: 'voiceUrl',
  voice_method: 'voiceMethod',
  voice_fallback_url: 'voiceFallbackUrl',
  voice_fallback_method: 'voiceFallbackMethod',
  status_url: 'statusCallback',
  status_method: 'statusCallbackMethod',
  text_url: 'smsUrl',
  text_method: 'smsMethod',
  text_fallback_url: 'smsFallbackUrl',
  text_fallback_method: 'smsFallbackMethod',
  voice_application: 'voiceApplicationSid',
  text_application: 'smsApplicationSid',
  trunk: 'trunkSid',
  receives: 'voiceReceiveMode',
} as const satisfies Record<Setting, string>;

const PAGE = { pageSize: 100 };
/** A practice has a handful of each; an account with more than a thousand numbers is no practice's. */
const MOST_PAGES = 10;

export function accountSettings(account: () => Account, fetch: Fetch): AccountSettings {
  const client = clientFor(account, fetch);
  return {
    async account() {
      const { friendlyName, status, type } = await client().api.v2010.accounts(account().accountSid).fetch();
      return { name: friendlyName, state: status, trial: type === 'Trial' };
    },
    async numbers() {
      return (await all(client().incomingPhoneNumbers.page(PAGE))).map(numberOf);
    },
    async services() {
      const services: ServiceAtCarrier[] = [];
      for (const service of await all(client().messaging.v1.services.page(PAGE))) {
        services.push(await serviceOf(client(), service));
      }
      return services;
    },
    async verifications() {
      const found = await all(client().messaging.v1.tollfreeVerifications.page(PAGE));
      return found
        .toSorted((one, other) => other.dateCreated.getTime() - one.dateCreated.getTime())
        .map(one => ({ number: one.tollfreePhoneNumber, state: one.status }));
    },
    async mediaIsOpen() {
      const { instances } = await client().recordings.page({ pageSize: 1 });
      const [recording] = instances;
      if (!recording) return null;
      return mediaIsOpen(account(), fetch, recording.sid);
    },
    async kindOf(number) {
      const looked = await client()
        .lookups.v2.phoneNumbers(number)
        .fetch({ fields: 'line_type_intelligence' });
      const kind: unknown = looked.lineTypeIntelligence?.type;
      return typeof kind === 'string' ? kind : null;
    },
    async changeNumber(sid, settings) {
      const named = Object.entries(settings).map(([setting, to]) => [NAMES[setting as Setting], to]);
      return numberOf(await client().incomingPhoneNumbers(sid).update(Object.fromEntries(named)));
    },
    async changeService(sid, byNumber) {
      const changed = await client()
        .messaging.v1.services(sid)
        .update({ useInboundWebhookOnNumber: byNumber });
      if (changed.useInboundWebhookOnNumber !== byNumber)
        throw new EdgeError('not_understood', { sent: 'unknown' });
    },
  };
}

type Named = { [Name in (typeof NAMES)[Setting]]?: string | null };

function numberOf(
  one: Named & { sid: string; phoneNumber: string; capabilities: { voice?: boolean; sms?: boolean } },
): NumberAtCarrier {
  const { sid, phoneNumber, capabilities } = one;
  // A number that was never asked about faxes takes calls.
  const said = { ...one, voiceReceiveMode: one.voiceReceiveMode ?? 'voice' };
  const settings = Object.fromEntries(
    Object.entries(NAMES).map(([setting, name]) => [setting, said[name] ?? '']),
  ) as Record<Setting, string>;
  return {
    sid,
    number: phoneNumber,
    calls: capabilities.voice === true,
    texts: capabilities.sms === true,
    settings,
  };
}

async function serviceOf(
  client: Twilio,
  service: {
    sid: string;
    friendlyName: string;
    inboundRequestUrl: string | null;
    useInboundWebhookOnNumber: boolean;
  },
): Promise<ServiceAtCarrier> {
  const { sid, friendlyName, inboundRequestUrl, useInboundWebhookOnNumber } = service;
  const within = client.messaging.v1.services(sid);
  const numbers = await all(within.phoneNumbers.page(PAGE));
  const campaigns = await all(within.usAppToPerson.page(PAGE));
  return {
    sid,
    name: friendlyName,
    numbers: numbers.map(({ phoneNumber }) => phoneNumber),
    byNumber: useInboundWebhookOnNumber,
    url: inboundRequestUrl ?? '',
    campaigns: campaigns.map(one => ({ state: one.campaignStatus ?? '', help: one.helpMessage ?? '' })),
  };
}

async function all<Row>(first: Parameters<typeof pagesOf<Row>>[0]): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const page of pagesOf(first, MOST_PAGES)) rows.push(...page);
  return rows;
}
