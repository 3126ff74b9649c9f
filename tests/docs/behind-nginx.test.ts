import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { request } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from '../e2e/ports.ts';
import { fencesIn } from '../house/docs.ts';
import { readText } from '../house/source-files.ts';
import { NGINX, programPath } from '../setup/programs.ts';

/** The nginx of docs/install.md as it stands there, in front of a server that says what reached it. */

const folder = mkdtempSync(join(tmpdir(), 'second-ring-nginx-'));
const heard: { url: string; headers: IncomingMessage['headers']; bytes: number }[] = [];
let port: number;
let nginx: ChildProcess;
let behind: Server;

beforeAll(async () => {
  behind = createServer(async (req, res) => {
    let bytes = 0;
    for await (const chunk of req) bytes += (chunk as Buffer).length;
    heard.push({ url: req.url ?? '', headers: req.headers, bytes });
    if (req.url !== '/api/changes') return void res.end('ok');
    res.writeHead(200, { 'content-type': 'text/event-stream' });
    res.write('data: one\n\n');
  });
  await new Promise<void>(resolve => behind.listen(0, '127.0.0.1', resolve));
  port = await freePort();
  makeCertificate();
  writeFileSync(join(folder, 'nginx.conf'), configuration((behind.address() as AddressInfo).port));
  for (const name of ['body', 'proxy', 'rest']) mkdirSync(join(folder, name));
  nginx = spawn(programPath(NGINX), ['-p', folder, '-c', join(folder, 'nginx.conf')], { stdio: 'pipe' });
  let said = '';
  nginx.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  for (;;) {
    if (nginx.exitCode !== null) throw new Error(`nginx does not start:\n${said}`);
    const answer = await ask('GET', '/livez').catch(() => null);
    if (answer) break;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
});

afterAll(async () => {
  if (nginx.exitCode === null) {
    nginx.kill('SIGTERM');
    await new Promise(resolve => nginx.on('exit', resolve));
  }
  behind.closeAllConnections();
  behind.close();
  rmSync(folder, { recursive: true, force: true });
});

test('whatever a client claims about where it is does not get through', async () => {
  await ask('GET', '/claims', {
    'X-Forwarded-For': '203.0.113.9',
    'X-Real-IP': '203.0.113.9',
    Forwarded: 'for=203.0.113.9',
    'X-Forwarded-Proto': 'http',
  });
  expect(heard.at(-1)?.headers).toMatchObject({
    'x-forwarded-for': '127.0.0.1',
    'x-forwarded-proto': 'https',
  });
  expect(JSON.stringify(heard.at(-1)?.headers)).not.toContain('203.0.113.9');
});

test('an address arrives as it was signed', async () => {
  await ask('POST', '/webhooks/twilio/voice?a=%2F%20b&c=d//e');
  expect(heard.at(-1)?.url).toBe('/webhooks/twilio/voice?a=%2F%20b&c=d//e');
});

test('a body of the size of the longest form arrives, a larger one is refused before it does', async () => {
  expect((await ask('POST', '/form', {}, 'x'.repeat(64 * 1024))).status).toBe(200);
  expect(heard.at(-1)?.bytes).toBe(64 * 1024);
  const before = heard.length;
  expect((await ask('POST', '/form', {}, 'x'.repeat(200 * 1024))).status).toBe(413);
  expect(heard).toHaveLength(before);
});

test.each(['/readyz', '/metrics'])('%s is not there', async path => {
  const before = heard.length;
  expect((await ask('GET', path)).status).toBe(404);
  expect(heard).toHaveLength(before);
});

test('browsers are told to come by https alone', async () => {
  expect((await ask('GET', '/')).headers['strict-transport-security']).toBe('max-age=31536000');
});

test('what changes is heard as it happens, not when the stream ends', async () => {
  const first = await new Promise<string>((resolve, reject) => {
    const asked = request(to('GET', '/api/changes'), answer => {
      answer.setEncoding('utf8').once('data', (text: string) => {
        resolve(text);
        asked.destroy();
      });
    });
    asked.on('error', reject).end();
  });
  expect(first).toBe('data: one\n\n');
});

test('no address is written down', async () => {
  await ask('GET', '/c/Vt0fRkQ2mX8bZ1uY7sLwPA');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const logs = files.filter(name => name.endsWith('.log'));
  expect(logs.filter(name => readFileSync(join(folder, name), 'utf8').includes('Vt0fRkQ2'))).toEqual([]);
});

/** The page's block, with its names, ports and certificates replaced by those of the test, each of which must be in it. */
function configuration(upstream: number): string {
  const [fence] = fencesIn(readText('docs/install.md')).filter(({ language }) => language === 'nginx');
  const places: [from: string, to: string][] = [
    ['listen 443 ssl;', `listen 127.0.0.1:${port} ssl;`],
    ['/etc/letsencrypt/live/calls.willowstreet.example/fullchain.pem', join(folder, 'cert.pem')],
    ['/etc/letsencrypt/live/calls.willowstreet.example/privkey.pem', join(folder, 'key.pem')],
    ['http://127.0.0.1:8080', `http://127.0.0.1:${upstream}`],
  ];
  let server = fence?.code ?? '';
  for (const [from, to] of places) {
    if (!server.includes(from)) throw new Error(`The nginx of docs/install.md has no ${from}`);
    server = server.replace(from, to);
  }
  const root = process.getuid?.() === 0 ? 'user root;' : '';
  return `${root} daemon off; pid nginx.pid; error_log error.log; worker_processes 1; events {}
    http { client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path rest; uwsgi_temp_path rest; scgi_temp_path rest;
    access_log ${join(folder, 'access.log')};
    ${server} }`;
}

function makeCertificate(): void {
  const names = [
    '-subj',
    '/CN=calls.willowstreet.example',
    '-addext',
    'subjectAltName=DNS:calls.willowstreet.example',
  ];
  const made = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem'), '-days', '2', '-nodes'];
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', ...made, ...names], { stdio: 'ignore' });
}

function to(method: string, path: string, headers: Record<string, string> = {}) {
  return {
    method,
    host: '127.0.0.1',
    port,
    path,
    headers,
    servername: 'calls.willowstreet.example',
    ca: readFileSync(join(folder, 'cert.pem')),
    agent: false as const,
  };
}

function ask(method: string, path: string, headers: Record<string, string> = {}, body = '') {
  return new Promise<{ status: number; headers: IncomingMessage['headers'] }>((resolve, reject) => {
    const asked = request(to(method, path, { 'content-length': String(body.length), ...headers }), answer => {
      answer.resume().on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers }));
    });
    asked.on('error', reject).end(body);
  });
}
