import { createServer as createHttpServer, type RequestListener } from 'node:http';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import type { OutwardDeps } from '../../../core/doctor/check.ts';
import { address } from '../../../core/doctor/checks/address.ts';
import { clock } from '../../../core/doctor/checks/clock.ts';
import { nameCheck } from '../../../core/doctor/checks/name.ts';
import { tlsCheck } from '../../../core/doctor/checks/tls.ts';
import { installationAnswer } from '../../../core/installation.ts';
import { CERTIFICATE } from '../alerts/email/certificate.ts';
import { configOf, KEY, sample } from '../config/sample.ts';
import { EXPIRED, OF_ANOTHER } from './certificates.ts';
import { nameServer, type Says } from './name-server.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const CONFIG = configOf(sample());

function depsFor(publicUrl: string, more: Partial<OutwardDeps> = {}): OutwardDeps {
  return {
    config: { ...CONFIG, practice: { ...CONFIG.practice, public_url: publicUrl } },
    fetch,
    now: () => Date.now(),
    signal: new AbortController().signal,
    store: null,
    ...more,
  };
}

async function site(listener: RequestListener): Promise<string> {
  const server = createHttpServer(listener);
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  closing.push(() => server.close().closeAllConnections());
  return `http://127.0.0.1:${(server.address() as { port: number }).port}`;
}

describe('the name', () => {
  const look = async (says: Says, publicUrl = 'https://calls.willowstreet.example', signal?: AbortSignal) => {
    const server = await nameServer(says);
    closing.push(server.close);
    const findings = await nameCheck([server.address]).run(depsFor(publicUrl, signal ? { signal } : {}));
    return { asked: server.asked, findings: findings.map(({ what, values }) => ({ what, ...values })) };
  };
  const host = 'calls.willowstreet.example';

  test('leads to addresses', async () => {
    const { asked, findings } = await look(['192.0.2.7', '10.0.0.5']);
    expect(findings).toEqual([{ what: 'name_found', host, addresses: '192.0.2.7, 10.0.0.5' }]);
    expect(new Set(asked)).toEqual(new Set([host]));
  });

  test('leads inside', async () => {
    expect((await look(['192.168.1.4'])).findings).toEqual([
      { what: 'name_private', host, addresses: '192.168.1.4' },
    ]);
  });

  test('is not there, or has no address', async () => {
    expect((await look('no such name')).findings).toEqual([{ what: 'name_unknown', host }]);
    expect((await look([])).findings).toEqual([{ what: 'name_unknown', host }]);
  });

  test('nobody knows', async () => {
    expect((await look('in trouble')).findings).toEqual([
      { what: 'name_unanswered', host, error: 'ESERVFAIL' },
    ]);
  });

  test('nobody answers: it ends with its time', async () => {
    const findings = (await look('nothing', `https://${host}`, AbortSignal.timeout(50))).findings;
    expect(findings).toEqual([{ what: 'name_unanswered', host, error: 'ECANCELLED' }]);
  });

  test('of this machine alone, or an address, is not looked up', async () => {
    expect((await look('no such name', 'http://localhost:8080')).findings).toEqual([]);
    expect((await look('no such name', 'https://192.0.2.7')).findings).toEqual([]);
    expect((await look('no such name', 'https://[2001:db8::1]')).findings).toEqual([]);
  });
});

describe('the certificate', () => {
  const look = async (certificate: typeof CERTIFICATE, ca?: string, host = '127.0.0.1') => {
    const server = createServer(certificate, socket => socket.on('error', () => {}));
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    closing.push(() => server.close());
    const { port } = server.address() as { port: number };
    const findings = await tlsCheck(ca).run(depsFor(`https://${host}:${port}`));
    return findings.map(({ what, values }) => ({ what, ...values }));
  };

  test('good', async () => {
    expect(await look(CERTIFICATE, CERTIFICATE.cert)).toEqual([
      { what: 'tls_good', until: Date.parse('2126-10-27T12:09:58Z') },
    ]);
  });

  test('ended', async () => {
    expect(await look(EXPIRED, EXPIRED.cert)).toEqual([
      { what: 'tls_expired', until: Date.parse('2026-02-01T00:00:00Z') },
    ]);
  });

  test('for another name', async () => {
    expect(await look(OF_ANOTHER, OF_ANOTHER.cert, 'localhost')).toEqual([
      { what: 'tls_other_name', host: 'localhost' },
    ]);
  });

  test('from nobody whom others trust', async () => {
    expect(await look(CERTIFICATE)).toEqual([
      { what: 'tls_untrusted', host: '127.0.0.1', error: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    ]);
  });

  test('nothing there, and nothing expected', async () => {
    const nobody = await tlsCheck().run(depsFor('https://127.0.0.1:1'));
    expect(nobody.map(({ what }) => what)).toEqual(['tls_no_answer']);
    expect(await tlsCheck().run(depsFor('http://127.0.0.1:1'))).toEqual([]);
  });
});

describe('the address', () => {
  const look = async (publicUrl: string, more: Partial<OutwardDeps> = {}) =>
    (await address.run(depsFor(publicUrl, more))).map(({ what, values }) => ({ what, ...values }));
  const nonceOf = (url = '') => url.split('/').at(-1) ?? '';

  test('is ours', async () => {
    const asked: string[] = [];
    const url = await site((request, response) => {
      asked.push(request.url ?? '');
      response.end(installationAnswer(KEY, nonceOf(request.url)));
    });
    expect(await look(url)).toEqual([{ what: 'address_ours', host: new URL(url).host }]);
    await look(url);
    expect(asked[0]).toMatch(/^\/installation\/[0-9a-f]{32}$/);
    expect(asked[0]).not.toBe(asked[1]);
  });

  test("is another installation's, which has another key, or says again what it heard", async () => {
    const other = await site((request, response) => {
      response.end(installationAnswer('0'.repeat(64), nonceOf(request.url)));
    });
    expect(await look(other)).toMatchObject([{ what: 'address_another' }]);
    const again = await site((_, response) => response.end(installationAnswer(KEY, '0'.repeat(32))));
    expect(await look(again)).toMatchObject([{ what: 'address_another' }]);
  });

  test.each([
    [200, '<!doctype html>Welcome to nginx'],
    [404, 'Not found'],
    [302, ''],
    [502, 'x'.repeat(100_000)],
  ])('is something else, which answers %i', async (status, body) => {
    const url = await site((_, response) => {
      response.writeHead(status, { location: 'https://elsewhere.example/' }).end(body);
    });
    expect(await look(url)).toEqual([{ what: 'address_strange', host: new URL(url).host, status }]);
  });

  test('does not answer', async () => {
    expect(await look('http://127.0.0.1:1')).toEqual([
      {
        what: 'address_silent',
        host: '127.0.0.1:1',
        error: expect.stringMatching(/^ECONNREFUSED|^TypeError/),
      },
    ]);
    const hangs = await site(() => {});
    expect(await look(hangs, { signal: AbortSignal.timeout(50) })).toMatchObject([
      { what: 'address_silent', error: 'TimeoutError' },
    ]);
  });
});

describe('the clock', () => {
  const look = async (ahead: number | null, api = true) => {
    const url = await site((_, response) => {
      response.sendDate = false;
      if (ahead !== null) response.setHeader('date', new Date(Date.now() - ahead).toUTCString());
      response.writeHead(401).end();
    });
    const deps = depsFor('https://calls.willowstreet.example');
    const api_url = api ? url : 'http://127.0.0.1:1';
    const findings = await clock.run({
      ...deps,
      config: { ...deps.config, twilio: { ...CONFIG.twilio, api_url } },
    });
    return findings.map(({ what }) => what);
  };

  test.each([
    [0, 'clocks_agree'],
    [25_000, 'clocks_agree'],
    [45_000, 'clocks_differ'],
    [-45_000, 'clocks_differ'],
    [3_600_000, 'clocks_far_apart'],
    [-3_600_000, 'clocks_far_apart'],
    [null, 'clocks_not_compared'],
  ])('%s ms ahead', async (ahead, what) => {
    expect(await look(ahead)).toEqual([what]);
  });

  test('nobody to ask', async () => {
    expect(await look(0, false)).toEqual(['clocks_not_compared']);
  });
});
