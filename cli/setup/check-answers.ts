import type { Surroundings } from '../../core/config/elsewhere.ts';
import { type ConfigReading, readConfig } from '../../core/config/load.ts';
import { valueAt } from '../../core/config/messages.ts';
import { type ConfigProblem, type Path, touches } from '../../core/config/problem.ts';
import { type AnswerName, type Answers, STAND_INS } from './answers.ts';
import { configText, memberName } from './config-text.ts';

/** What is said to one answer. The good one may be written in another way than it was typed: `+12125550123`. */
export type Verdict = { wrong: string } | { good: string; warning: string | null };

/** Where in the configuration an answer lands. */
function pathOf(name: AnswerName, answers: Answers): Path | null {
  const member = memberName(answers.staff_name);
  switch (name) {
    case 'name':
    case 'sender':
    case 'time_zone':
      return ['practice', name];
    case 'address':
      return ['practice', 'public_url'];
    case 'account_sid':
    case 'auth_token':
      return ['twilio', name];
    case 'line':
      return ['lines', 0, 'number'];
    case 'staff_name':
      return ['staff', member, 'name'];
    case 'staff_phone':
      return ['staff', member, 'phone'];
    case 'staff_email':
      return ['staff', member, 'email'];
    case 'kept':
    case 'registered':
      return null;
  }
}

/** Reads the configuration that answers would make, by the configuration's own rules. Nothing is written. */
export function readAnswers(answers: Answers): ConfigReading {
  return readConfig(configText(answers, 'compose'), aroundOf(answers));
}

/** Judges one answer, beside those that are known already. */
export function checkAnswer(name: AnswerName, typed: string, known: Partial<Answers>): Verdict {
  const text = typed.trim();
  if (text === '') return { wrong: 'This is needed.' };
  // What cannot be typed, and would move a terminal's cursor when it is shown.
  if (/\p{Cc}/u.test(text)) return { wrong: 'It holds characters that are no text.' };
  const own = OWN_RULES[name]?.(text) ?? { good: text, warning: null };
  if ('wrong' in own) return own;
  const answers: Answers = { ...STAND_INS, ...known, [name]: own.good };
  const path = pathOf(name, answers);
  if (path === null) return own;
  const reading = readAnswers(answers);
  const [wrong] = 'errors' in reading ? reading.errors.filter(one => concerns(one, path)) : [];
  if (wrong) return { wrong: sentence(wrong) };
  const warnings = reading.warnings.filter(one => concerns(one, path)).map(sentence);
  const read = 'config' in reading && name !== 'address' ? valueAt(reading.config, path) : null;
  const good = typeof read === 'string' ? read : own.good;
  return { good, warning: [own.warning, ...warnings].filter(Boolean).join(' ') || null };
}

/** What the configuration cannot know of an answer, since it is typed in another form or is a choice of ours. */
const OWN_RULES: { readonly [N in AnswerName]?: (text: string) => Verdict } = {
  address(text) {
    const host = /^(?:https:\/\/)?([^/:?#@\s]+)\/?$/i.exec(text)?.[1]?.toLowerCase();
    if (host === undefined) return { wrong: 'Expected a name such as calls.willowstreet.example.' };
    if (/^[\d.]+$|^\[/.test(host)) {
      return { wrong: 'Expected a name, not a number: certificates are given to names.' };
    }
    if (!/^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/.test(host)) {
      return {
        wrong: 'Expected a whole name of letters, digits and hyphens, such as calls.willowstreet.example.',
      };
    }
    return { good: host, warning: null };
  },
  auth_token: text =>
    /\s/.test(text)
      ? { wrong: 'A token has no spaces in it.' }
      : {
          good: text,
          warning: /^[0-9a-f]{32}$/.test(text)
            ? null
            : `Twilio's tokens are 32 digits and letters a to f; this one is ${text.length} characters.`,
        },
  kept: text =>
    text === 'forwarded' || text === 'ported' || text === 'new'
      ? { good: text, warning: null }
      : { wrong: 'Expected forwarded, ported or new.' },
  registered(text) {
    const said = /^(?:(y|yes|on|true)|n|no|off|false)$/i.exec(text);
    return said ? { good: said[1] ? 'yes' : 'no', warning: null } : { wrong: 'Expected yes or no.' };
  },
};

function concerns({ path }: ConfigProblem, asked: Path): boolean {
  return path.length > 0 && touches(path, asked.join('.')) && path.length >= asked.length;
}

function sentence({ message, hint }: ConfigProblem): string {
  const said = hint === undefined ? message : `${message}; ${hint}`;
  return `${said.charAt(0).toUpperCase()}${said.slice(1)}.`;
}

/** Secrets are not on the disk yet: they are read from the answers. */
function aroundOf({ auth_token }: Answers): Surroundings {
  return {
    folder: '/config',
    env: {},
    readFile: path => ({
      text: path.endsWith('_key') ? '0'.repeat(64) : auth_token,
      readableByOthers: false,
    }),
    exists: () => false,
  };
}
