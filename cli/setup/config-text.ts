import { stringify } from 'yaml';
import { plainWords } from '../../core/rules/telling-words.ts';
import type { Answers } from './answers.ts';
import { AUTH_TOKEN, DATA, DATABASE_KEY, type Layout, SECRETS, VALKEY } from './layout.ts';

/** The configuration that some answers make: to be read and changed by its owner, so it says what it says and why. */
export function configText(answers: Answers, layout: Layout): string {
  const member = memberName(answers.staff_name);
  const texting = answers.registered === 'yes' ? 'on' : 'off';
  return `# Second Ring: the one configuration file. Change what you like, then ask: second-ring config check
#
# - Every key is explained in docs/configuration.md; config.example.yaml shows all of them.
# - What is not here has a default. Phone numbers are written in quotes, durations as 18s, 10m, 24h, 7d or 5y.
# - Secrets stand in files of their own, beside this one, so that this one can be copied and mailed.

# Who you are.
practice:
  ${said(`name: ${value(answers.name)}`, 'on web pages and to staff')}
  ${said(`sender: ${value(answers.sender)}`, 'how texts begin; others may see the phone, so no hint of therapy')}
  # The terms and privacy pages, which carriers read before they register a number, say who answers for the data. Fill
  # this in and take the # away:
  # legal:
  #   name: Willow Street Counseling LLC
  #   address: 1 Willow Street, New York, NY 10001
  #   privacy_contact: privacy@willowstreet.example
  time_zone: ${value(answers.time_zone)}
  ${said('languages: [en, es]', 'what callers can choose, the first by default; [en] where nobody speaks Spanish')}
  public_url: ${value(`https://${answers.address}`)}

# Your account at Twilio.
twilio:
  account_sid: ${value(answers.account_sid)}
  auth_token: {file: ${SECRETS}/${AUTH_TOKEN}}

# Where everything is kept, encrypted. Without its key nothing of it can be read again: the recovery sheet has it.
storage:
  path: ./${DATA}
  key: {file: ${SECRETS}/${DATABASE_KEY}}

# Where the web server listens. ${layout === 'compose' ? 'In its container it is reached by Caddy.' : 'Your https proxy passes public_url on to it.'}
server:
  port: 8080
  host: 127.0.0.1
${redisBlock(layout)}
# When you are open.
hours:
  office:
    weekdays: 09:00-17:00
    closed: [us federal holidays]

# The people who work here. The short names on the left are used below.
staff:
  ${member}:
    name: ${value(answers.staff_name)}
    phone: ${JSON.stringify(answers.staff_phone)}
    email: ${value(answers.staff_email)}

# Your numbers at Twilio.
lines:
  - number: ${JSON.stringify(answers.line)}
    name: Main line
    hours: office
    ${said(`texting: ${texting}`, 'off while carriers have not registered the number: no text is promised then', 4)}
${ringBlock(answers, member)}
    ${said('after_hours: text_and_voicemail', 'ring, text_and_voicemail or voicemail', 4)}

# Who is told about what. Somebody must be told about a crisis at every hour.
alerts:
  - to: [${member}]
    by: sms
    about: [crisis]
  - to: [${member}]
    by: sms
    about: [callback, message, voicemail, missed_call]
    ${said('during: office', 'what comes in the night is told in the morning', 4)}

# Who is told when something is wrong with the installation itself: the disk fills, backups get old, texts fail.
watch:
  to: [${member}]
  ${said('by: sms', 'docs/watching.md: by email, and a service outside that notices silence')}
`;
}

/** A short name for somebody, as the configuration wants them: `Dana Reyes` is `dana`. */
export function memberName(name: string): string {
  const [first = ''] = plainWords(name)
    .split(/[^a-z0-9]+/)
    .filter(part => /^[a-z]/.test(part));
  return first === '' ? 'owner' : first.slice(0, 20);
}

function redisBlock(layout: Layout): string {
  if (layout === 'node') return '';
  return `
# Wakes the worker the moment something is due. Leave this block out to run without.
redis:
  url: ${VALKEY}
`;
}

function ringBlock({ kept }: Answers, member: string): string {
  if (kept === 'forwarded') {
    return `    ${said('ring: []', 'calls come here when nobody answered them: they have rung already', 4)}`;
  }
  const rings = `- {who: ${member}, for: 20s, accept: press_1}`;
  return `    ${said('ring:', 'who rings, in turn, within hours', 4)}
      ${said(rings, 'only a key press takes the call: voicemail cannot press 1', 6)}`;
}

const COMMENTS_AT = 40;

/** A line with why it is there behind it, in the column of all others. */
function said(line: string, why: string, indent = 2): string {
  return `${line.padEnd(COMMENTS_AT - indent - 1)} # ${why}`;
}

/** A text as YAML, on one line and with quotes where it needs them. */
function value(text: string): string {
  return stringify(text, { lineWidth: 0, blockQuote: false }).trimEnd();
}
