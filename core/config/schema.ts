import { resolve } from 'node:path';
import { z } from 'zod';
import { ASK_KINDS } from '../rules/asks.ts';
import type { Country } from '../rules/phone.ts';
import { LANGUAGES, type Language } from '../texts/texts.ts';
import { weeklyHours } from './hours.ts';
import { liftedPhones } from './lifted.ts';
import { textOverrides } from './overrides.ts';
import { memberKeys, TARGET_NAMES, targetBlocks, waysTo } from './targets.ts';
import {
  addressOutside,
  again,
  countryCode,
  duration,
  oneOrMore,
  onOff,
  phone,
  rate,
  text,
  timeOfDayOrOff,
  timeZone,
  url,
  wholeNumber,
} from './values.ts';

/** How a called person shows that they took the call: a key press, or merely lifting (no voicemail on that phone). */
export const ACCEPT = ['press_1', 'any'] as const;
export type Accept = (typeof ACCEPT)[number];

/** What a line does outside its hours. */
export const AFTER_HOURS = ['ring', 'text_and_voicemail', 'voicemail'] as const;
export type AfterHours = (typeof AFTER_HOURS)[number];

export const LOG_LEVELS = ['debug', 'info', 'warn', 'error'] as const;

/** What a file's values are read against: numbers without `+` belong to `country`, paths start at `folder`. */
export interface SchemaContext {
  readonly country: Country;
  readonly folder: string;
}

const languageNames = Object.keys(LANGUAGES) as [Language, ...Language[]];
const id = () =>
  z.string().regex(/^[a-z][a-z0-9_]*$/, { error: 'expected a name of small letters, digits and _' });

/** Hundreds of keys that depend on nothing: made once. */
const texts = textOverrides();

/** The whole configuration file: what may stand in it, and the values the code sees. */
export function schemaFor({ country, folder }: SchemaContext) {
  const path = () => text().transform(written => resolve(folder, written));

  const practice = z
    .strictObject({
      name: text().max(60).describe('The practice as web pages and staff see it.'),
      sender: text()
        .max(30)
        .describe('How automatic texts begin. Others may see a phone: no hint of therapy.'),
      spoken_name: text()
        .max(60)
        .nullish()
        .default(null)
        .describe('What the line says; the sender if left out.'),
      legal: z
        .strictObject({
          name: text().max(100).describe('The legal person that answers for the data.'),
          address: text().max(200).describe('Its postal address.'),
          privacy_contact: z.email().describe('Where requests about privacy go.'),
        })
        .nullish()
        .default(null)
        .describe('Who answers for the data, on the terms and privacy pages.'),
      time_zone: timeZone().describe('The time zone of all hours, such as America/New_York.'),
      country: countryCode()
        .default('US')
        .describe('Phone numbers without + are read as numbers of this country.'),
      languages: z
        .array(z.enum(languageNames))
        .min(1)
        .transform(distinct)
        .prefault(['en'])
        .describe('Languages callers can choose; the first is the default.'),
      public_url: url(['http:', 'https:']).describe(
        'The https address of this installation, without a path. Twilio signs it.',
      ),
    })
    .transform(value => ({ ...value, spoken_name: value.spoken_name ?? value.sender }))
    .describe('Who you are, in the words that callers, pages and carriers see.');

  const twilio = z
    .strictObject({
      account_sid: z
        .string()
        .regex(/^AC[0-9a-f]{32}$/, { error: 'expected an account SID: AC and 32 digits or letters a to f' })
        .describe('The account SID from the Twilio Console.'),
      auth_token: oneOrMore(text(), 'expected the auth token, or a list of them').describe(
        'The auth token; a list, the primary one first, while you rotate it.',
      ),
      api_url: url(['http:', 'https:'])
        .nullish()
        .default(null)
        .describe('Another address for the Twilio API; only a simulator needs it.'),
      fallback_url: url(['https:'])
        .nullish()
        .default(null)
        .describe('What callers get when this installation cannot be reached: the address of a TwiML Bin.'),
      console_checked: z.iso
        .date({ error: 'expected a day such as 2026-11-20' })
        .nullish()
        .default(null)
        .describe('The day you last looked at what only the Twilio Console shows; see docs/twilio.md.'),
    })
    .describe('Your Twilio account.');

  const storage = z
    .strictObject({
      path: path().prefault('./data').describe('The folder of the database.'),
      key: z
        .string()
        .trim()
        .regex(/^[0-9a-fA-F]{64}$/, {
          error: 'expected 32 bytes in hex, as `second-ring key new` makes them',
        })
        .describe('The key that encrypts the database: 32 bytes in hex.'),
    })
    .describe('Where everything is kept, encrypted.');

  const server = z
    .strictObject({
      port: wholeNumber(1, 65_535).prefault(8080).describe('The port to listen on.'),
      host: text().default('127.0.0.1').describe('The address to listen on.'),
    })
    .prefault({})
    .describe('Where the web server listens, behind your https proxy.');

  const log = z
    .strictObject({
      level: z.enum(LOG_LEVELS).default('info').describe('The least serious lines that are written.'),
    })
    .prefault({})
    .describe('What is logged; never names, numbers or words.');

  const redis = z
    .strictObject({
      url: url(['redis:', 'rediss:'], 'expected an address such as redis://valkey:6379').describe(
        'Where Redis or Valkey is.',
      ),
    })
    .nullish()
    .default(null)
    .describe('Only for several processes; leave it out to run without Redis.');

  const staffMember = z.strictObject({
    name: text().max(60).describe('How staff see each other.'),
    phone: phone(country).nullish().default(null).describe('The phone that rings and gets alerts.'),
    email: z.email().nullish().default(null).describe('The address that gets alerts by email.'),
    ...memberKeys(),
    hours: text().nullish().default(null).describe('When they may be alerted; always if left out.'),
    languages: z
      .array(z.enum(languageNames))
      .min(1)
      .nullish()
      .default(null)
      .describe("Languages they speak; the practice's if left out."),
  });

  const line = z.strictObject({
    number: phone(country).describe('The number at Twilio.'),
    name: text().max(60).describe('What staff call the line.'),
    hours: text().describe('Which hours it keeps.'),
    texting: onOff()
      .prefault('on')
      .describe('Off while carriers have not registered the number: then no text is promised or sent.'),
    greeting: z
      .strictObject({ play: path().describe('A .wav or .mp3 file, beside this one.') })
      .nullish()
      .default(null)
      .describe('Your own recording instead of the spoken greeting.'),
    ring: z
      .array(
        z.strictObject({
          who: text().describe('A staff member with a phone.'),
          for: duration({ atLeast: '10s', atMost: '45s' }).describe(
            "How long it rings, 10s to 45s; beyond 20s a mobile's voicemail may answer.",
          ),
          accept: z
            .enum(ACCEPT)
            .default('press_1')
            .describe('press_1: only a key press takes the call; any: lifting takes it.'),
        }),
      )
      .default([])
      .describe('Who rings, in turn, within hours; at most 45s in all.'),
    after_hours: z.enum(AFTER_HOURS).default('text_and_voicemail').describe('What happens outside hours.'),
  });

  const continuation = z
    .strictObject({
      text_once_per: duration().prefault('24h').describe('One text per caller in this time.'),
      text_if_rang: duration({ atMost: '1m' })
        .prefault('4s')
        .describe('A shorter call is a slip or a robot: an entry, no text.'),
      text_countries: z
        .array(countryCode())
        .min(1)
        .default(['US', 'CA'])
        .describe('Countries whose numbers are texted.'),
      text_at_most: rate().prefault('60 per hour').describe('Beyond this no texts, and the log warns.'),
      discreet: onOff().prefault('off').describe('On: texts name 911 only, since 988 hints at health.'),
      message_window: duration({ atLeast: '5s', atMost: '10m' })
        .prefault('60s')
        .describe('Silence after which texts are one message, confirmed once.'),
      form_link_expires: duration({ atLeast: '1h', atMost: '90d' })
        .prefault('7d')
        .describe('How long the link in a text opens the form.'),
      voicemail: z
        .strictObject({
          longest: duration({ atLeast: '10s', atMost: '1h' })
            .prefault('3m')
            .describe('The longest voicemail.'),
          delete_from_twilio: onOff()
            .prefault('on')
            .describe('Delete each recording at Twilio once it is stored here.'),
        })
        .prefault({})
        .describe('Voicemail after a missed call.'),
    })
    .prefault({})
    .describe('What follows a missed call.');

  const intake = z
    .strictObject({
      allowed_origins: z
        .array(url(['http:', 'https:']))
        .default([])
        .describe('Websites whose own form may send to POST /intake.'),
    })
    .prefault({})
    .describe("Your own website's form.");

  const desk = z
    .strictObject({
      cover_after: duration({ atLeast: '1m', atMost: '8h' })
        .prefault('15m')
        .describe(
          'When nobody has done anything for so long, the screen is covered until a password or passkey is given.',
        ),
      session: duration({ atLeast: '15m', atMost: '24h' })
        .prefault('12h')
        .describe('How long somebody stays signed in at the most.'),
      call_countries: z
        .array(countryCode())
        .min(1)
        .default(['US', 'CA'])
        .describe('Countries whose numbers staff can call from the desk: others can cost much.'),
    })
    .prefault({})
    .describe('Signing in, and calling.');

  const alert = z.strictObject({
    to: z.array(text()).min(1).transform(distinct).describe('Which staff.'),
    by: z.enum(TARGET_NAMES).describe('How they are told.'),
    about: z.array(z.enum(ASK_KINDS)).min(1).transform(distinct).describe('What they are told about.'),
    during: text()
      .nullish()
      .default(null)
      .describe("Only in these hours; each person's own hours if left out."),
    after: duration({ atMost: '30d' }).prefault('0s').describe('Only if nobody has taken it by then.'),
    again: again()
      .nullish()
      .default(null)
      .describe('How often it is said again until somebody takes it; off for once.'),
  });

  const digest = z.strictObject({
    to: z.array(text()).min(1).transform(distinct).describe('Which staff.'),
    by: z.enum(TARGET_NAMES).describe('How they are told.'),
    during: text()
      .nullish()
      .default(null)
      .describe("The hours at whose opening it comes; each person's own if left out."),
  });

  const watch = z
    .strictObject({
      to: z.array(text()).transform(distinct).prefault([]).describe('Which staff are told.'),
      by: z
        .enum(TARGET_NAMES)
        .default('sms')
        .describe('How they are told; by another way of theirs if that fails.'),
      heartbeat: addressOutside()
        .nullish()
        .default(null)
        .describe(
          'An address that is asked each minute while all is well, and with /fail behind it while not.',
        ),
    })
    .nullish()
    .default(null)
    .describe('Who is told when something is wrong with the installation.');

  const callers = z
    .strictObject({ block: z.array(phone(country)).default([]).describe('Numbers whose calls are refused.') })
    .prefault({})
    .describe('Callers treated apart.');

  const keep = z
    .strictObject({
      items: duration({ atLeast: '1d' })
        .prefault('180d')
        .describe('Entries and their messages, after they are handled.'),
      recordings: duration({ atLeast: '1d' }).prefault('90d').describe('Voicemail recordings.'),
      at_twilio: duration({ atLeast: '1d' })
        .prefault('30d')
        .describe('The words of texts and their pictures, at Twilio.'),
      consent: duration({ atLeast: '1y' }).prefault('5y').describe('Proof of consent and opt-out.'),
      audit: duration({ atLeast: '1y' }).prefault('6y').describe('Who saw and did what.'),
    })
    .prefault({})
    .describe('How long things are kept; then they are erased for good.');

  const kept = (usual: number, of: string) =>
    wholeNumber(0, 1_000).prefault(usual).describe(`Of how many ${of} the last backup is kept.`);
  const backup = z
    .strictObject({
      at: timeOfDayOrOff().prefault('03:10').describe('When the worker makes one each day, or off.'),
      folder: path()
        .nullish()
        .default(null)
        .describe('Where they are kept; `backups` in the folder of the database if left out.'),
      keep: z
        .strictObject({ daily: kept(7, 'days'), weekly: kept(4, 'weeks'), monthly: kept(3, 'months') })
        .prefault({})
        .describe('How many backups are kept; the newest always is.'),
      afterwards: z
        .array(text())
        .min(1)
        .nullish()
        .default(null)
        .describe(
          'A command that takes them elsewhere, as a list of its words; {file} and {folder} are filled in.',
        ),
    })
    .prefault({})
    .describe('Backups of the database, encrypted with its key.');

  const reply = z
    .strictObject({
      en: text().max(320).exactOptional().describe('What it says in English.'),
      es: text().max(320).exactOptional().describe('What it says in Spanish.'),
    } satisfies Record<Language, z.ZodType>)
    .describe('What it says, in each language.');

  return z
    .strictObject({
      practice,
      twilio,
      storage,
      server,
      log,
      redis,
      hours: z.record(id(), weeklyHours()).describe('Opening hours by name; lines and alerts refer to them.'),
      staff: z.record(id(), staffMember).describe('The people who work here, by a short name.'),
      lines: z.array(line).min(1).describe('Your phone numbers.'),
      continuation,
      intake,
      desk,
      ...targetBlocks(),
      alerts: z.array(alert).min(1).describe('Who is told about what, and when.'),
      digest: z
        .array(digest)
        .default([])
        .describe('Who is told each morning how many entries wait, if any do.'),
      watch,
      callers,
      replies: z
        .record(id(), reply)
        .default({})
        .describe('Texts that staff can send with one key; they must be right for anybody.'),
      keep,
      backup,
      texts,
    })
    .transform(config => ({
      ...config,
      backup: { ...config.backup, folder: config.backup.folder ?? resolve(config.storage.path, 'backups') },
      staff: Object.fromEntries(
        Object.entries(config.staff).map(([name, member]) => [
          name,
          {
            ...member,
            languages: member.languages ?? config.practice.languages,
            /** Targets that can reach them. */
            ways: waysTo(member, config, liftedPhones(config)),
          },
        ]),
      ),
    }));
}

/** The schema for a file in the working folder of a practice in the United States. */
export const configSchema = schemaFor({ country: 'US', folder: '.' });

/** A checked configuration file: durations in milliseconds, numbers in E.164, paths absolute, defaults filled in. */
export type Config = z.output<typeof configSchema>;
export type LineConfig = Config['lines'][number];
export type StaffConfig = Config['staff'][string];
export type AlertConfig = Config['alerts'][number];

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}
