import { SAFETY_HEADERS } from '../../server/pages/headers.ts';
import type { ApiRoute } from './api-routes.ts';
import { CLIENTS, HIDDEN, HIDDEN_NUMBERS, NUMBERS, PEOPLE, type Person } from './at-the-desk.ts';
import { NEEDLE } from './hostile.ts';
import { OWN } from './routes.ts';
import type { Answer, Asked } from './wire.ts';

export interface Sent extends Asked {
  who: Person;
  route: ApiRoute;
}

const SENTENCE = /^[A-Z"].{3,250}[.!?]$/;
const STACK = /\n\s+at |node_modules|\.ts:\d+|[A-Za-z]*(?:Sqlite|Zod|Type|Range|Syntax|Reference)Error/;
const PROBLEM = 'application/problem+json';
/** The only thing that a covered screen is told: when to come back, and how many crises there are. */
const CRISES_ALONE = /^retry: \d+\n\n(?:event: crises\nid: \d+\ndata: \d+\n\n)+$/;

/** What an answer of the API breaks of the promises, each as one line. */
export function wrongInApiAnswer(sent: Sent, { status, headers, body }: Answer): string[] {
  // What is no HTTP, or too long for it, is refused by the parser before anything of ours hears of it.
  if (status === 431) return [];
  if (!METHODS.includes(sent.method) || !/^[\x21-\x7e]*$/.test(sent.target))
    return status < 500 ? [] : [`was answered with ${status}`];
  // A path with dots in it may lead out of the API.
  if (!URL.parse(sent.target, OWN)?.pathname.startsWith('/api')) return [];
  const wrong: string[] = [];
  if (status === 0) return ['was not answered'];
  if (status >= 500) wrong.push(`was answered with ${status}`);
  for (const [name, value] of [...Object.entries(SAFETY_HEADERS), ['Cache-Control', 'no-store'] as const])
    if (headers.get(name.toLowerCase()) !== value) wrong.push(`lacks ${name}`);
  for (const name of ['set-cookie', 'location']) if (headers.has(name)) wrong.push(`has a ${name}`);
  const inHeaders = [...headers].map(pair => pair.join(': ')).join('\n');
  wrong.push(
    ...carried(`${inHeaders}`, [NEEDLE, CLIENTS, HIDDEN, ...NUMBERS]).map(word => `${word} in a header`),
  );
  if (STACK.test(body)) wrong.push('tells of our code');

  const person = PEOPLE[sent.who];
  const may = person !== null && !person.covered && sent.route.roles.includes(person.role);
  const stream = headers.get('content-type')?.startsWith('text/event-stream') ?? false;
  const crises = person?.covered && stream && (body === '' || CRISES_ALONE.test(body));
  if (status < 400 && !may && !crises) wrong.push('was given to somebody who may not have it');
  if (status >= 400) wrong.push(...wrongInProblem(sent, { status, headers, body }));
  if (person?.role === 'clinician')
    wrong.push(...carried(body, [HIDDEN, ...HIDDEN_NUMBERS]).map(word => `shows a clinician ${word}`));
  if (headers.get('content-type')?.includes('json') && body !== '') {
    for (const problem of problemsIn(JSON.parse(body))) {
      const words = carried(JSON.stringify(problem), [NEEDLE, CLIENTS, HIDDEN, ...NUMBERS]);
      wrong.push(...words.map(word => `a problem says ${word}`));
      if (!SENTENCE.test(String(problem.detail))) wrong.push('a problem has no sentence');
    }
  }
  return wrong;
}

const METHODS = ['GET', 'HEAD', 'OPTIONS', 'POST', 'PUT', 'PATCH', 'DELETE'];

function wrongInProblem({ method }: Sent, { status, headers, body }: Answer): string[] {
  if (headers.get('content-type') !== PROBLEM) return [`is ${headers.get('content-type')}, no problem`];
  if (method === 'HEAD') return [];
  const { type, status: said, title } = JSON.parse(body);
  return [
    ...(/^urn:second-ring:problem:[a-z-]+$/.test(type) ? [] : ['is of no type']),
    ...(said === status ? [] : [`says ${said}, and is ${status}`]),
    ...(typeof title === 'string' && title !== '' ? [] : ['has no title']),
  ];
}

/** The problem that an answer is, or those of the entries in it. */
function problemsIn(answer: unknown): Record<string, unknown>[] {
  const { type, results } = answer as { type?: string; results?: { problem: object | null }[] };
  if (type?.startsWith('urn:')) return [answer as Record<string, unknown>];
  return (results ?? []).flatMap(({ problem }) => (problem ? [problem as Record<string, unknown>] : []));
}

/** Words that stand in a text; numbers with plus or without. */
function carried(text: string, words: readonly string[]): string[] {
  return words.filter(word => text.includes(word.replace(/^\+1/, '')));
}

/** Tables in which a refusal may be written down. */
const NOTED = ['audit', 'audit_head', 'sqlite_sequence'];

/** What a request that was refused has left behind nevertheless, as one line each. */
export function wronglyStored(
  { status }: Answer,
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): string[] {
  if (status < 400) return [];
  return Object.keys(after)
    .filter(table => !NOTED.includes(table) && after[table] !== before[table])
    .map(table => `refused, and changed ${table}`);
}

/** Codes, paths, ids and counts. */
const SAID = /^[\w .:/*-]{0,80}$/;

export function wrongInApiLog(line: string): string[] {
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(line);
  } catch {
    return [`was printed past the log: ${line}`];
  }
  const failed = /_failed$|_not_read$|_not_written$/.test(String(fields.event)) ? [`failed: ${line}`] : [];
  const strange = Object.values(fields).some(value => typeof value === 'string' && !SAID.test(value));
  const words = carried(line, [NEEDLE, CLIENTS, HIDDEN, ...NUMBERS]);
  return [...failed, ...(strange || words.length > 0 ? [`left something in the log: ${line}`] : [])];
}
