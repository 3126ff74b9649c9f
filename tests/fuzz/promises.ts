import { readFileSync } from 'node:fs';
import { WEBHOOKS } from '../../core/twilio/urls.ts';
import { SAFETY_HEADERS } from '../../server/pages/headers.ts';
import { parseXml } from '../../simulator/core/xml.ts';
import { NEEDLE } from './hostile.ts';
import type { Request } from './routes.ts';
import { wrongInPage } from './strict-html.ts';
import type { Answer } from './wire.ts';

/** Lines of the log that say that something of ours failed. */
const FAILURES = ['webhook_failed', 'request_failed', 'page_failed', 'form_not_saved', 'auth_failed'];

/** A stranger who signs out gets this; nobody here signs in. */
const TAKEN_AWAY = /^__Host-second_ring=; Path=\/; Max-Age=0; HttpOnly; Secure; SameSite=Strict$/;

/** What may stand in a line of the log beside its event: codes, paths, ids and counts. */
const SAID = /^[\w .:/*-]{0,80}$/;

/** What an answer, and what was said in the log meanwhile, breaks of the promises; each as one line. */
export function wrongInAnswer(asked: Request, answer: Answer, said: readonly string[]): string[] {
  const wrong: string[] = [];
  const { status, headers, body } = answer;
  if (status === 0 && asked.method !== 'CONNECT') wrong.push('was not answered');
  if (status >= 500 && !mayFail(asked, status)) wrong.push(`was answered with ${status}`);
  const cookie = headers.get('set-cookie');
  if (cookie !== undefined && !(asked.kind === 'auth' && TAKEN_AWAY.test(cookie)))
    wrong.push('sets a cookie');
  const location = headers.get('location');
  if (location !== undefined && !/^\/thanks\?lang=(?:en|es)$/.test(location)) wrong.push('leads elsewhere');
  if (asked.method !== 'HEAD' && body !== '')
    wrong.push(
      ...(asked.kind === 'desk' && status === 200 ? wrongInDesk(headers, body) : wrongInBody(headers, body)),
    );
  const strange = [...headers].filter(([name, value]) => (name + value).includes(NEEDLE));
  if (strange.length > 0) wrong.push(`says what it was told in a header: ${strange[0]?.[0]}`);
  return [...wrong, ...said.flatMap(line => wrongInLog(asked, line))];
}

/** A recording of a call that is still on its way: Twilio is asked to come again. And nobody performs effects here. */
function mayFail({ target, signed, kind }: Request, status: number): boolean {
  const path = target.split('?')[0];
  return (
    status === 503 && ((signed && path === WEBHOOKS.recording) || (kind === 'health' && path === '/readyz'))
  );
}

const DESK = new URL('../../web/dist/index.html', import.meta.url);

/** The desk's page is a file: whatever was asked, not a byte of it is another one. */
function wrongInDesk(headers: ReadonlyMap<string, string>, body: string): string[] {
  if (!headers.get('content-type')?.startsWith('text/html')) return wrongInBody(headers, body);
  const policy = headers.get('content-security-policy') ?? '';
  const safe = policy.startsWith("default-src 'none'; script-src 'self'; style-src 'self';");
  const same = body === readFileSync(DESK, 'utf8');
  return [...(safe ? [] : ['lets strange scripts run']), ...(same ? [] : ['is not the page that was built'])];
}

function wrongInBody(headers: ReadonlyMap<string, string>, body: string): string[] {
  const type = headers.get('content-type')?.split(';')[0] ?? '';
  if (type === 'text/html') {
    const missing = Object.entries(SAFETY_HEADERS).find(
      ([name, value]) => headers.get(name.toLowerCase()) !== value,
    );
    const wrong = wrongInPage(body);
    return [...(missing ? [`lacks ${missing[0]}`] : []), ...(wrong ? [`is a page with ${wrong}`] : [])];
  }
  if (type === 'text/xml') {
    try {
      return parseXml(body).name === 'Response' ? [] : ['is no TwiML'];
    } catch (error) {
      return [`is no XML: ${error}`];
    }
  }
  if (/^application\/(?:problem\+|manifest\+)?json$/.test(type ?? '')) JSON.parse(body);
  else if (!['text/plain', 'text/css', 'image/svg+xml', 'image/png', 'audio/wav'].includes(type))
    return [`is ${type}`];
  return body.includes(NEEDLE) ? ['says what it was told'] : [];
}

function wrongInLog(asked: Request, line: string): string[] {
  let fields: Record<string, unknown>;
  try {
    fields = JSON.parse(line);
  } catch {
    return [`was printed past the log: ${line}`];
  }
  const recording = asked.target.startsWith(WEBHOOKS.recording);
  const failed = FAILURES.includes(String(fields.event)) && !recording ? [`failed: ${line}`] : [];
  const carried = Object.values(fields).some(value => typeof value === 'string' && !SAID.test(value));
  return [...failed, ...(carried || line.includes(NEEDLE) ? [`left something in the log: ${line}`] : [])];
}

/** Whether a request with this answer may have changed what is stored. */
export function mayStore({ kind, method, signed, target }: Request, { status }: Answer): boolean {
  // It tries whether it can write, and leaves the mark of it.
  if (kind === 'health') return target.startsWith('/readyz');
  if (method !== 'POST') return false;
  // A failed sign-in is written down.
  if (kind === 'auth') return target.startsWith('/auth/sign-in') && status === 401;
  if (kind === 'webhook') return signed && [200, 204].includes(status);
  return ['form', 'intake'].includes(kind) && [200, 202, 303].includes(status);
}
