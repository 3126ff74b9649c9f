import { createServer as createTcpServer } from 'node:net';
import { createServer } from 'node:tls';
import { expect, test } from 'vitest';
import { certificateOf } from '../../core/certificate.ts';
import { certificateSeen } from '../../core/flows/health-facts.ts';
import { watchCertificate } from '../../worker/certificate.ts';
import { until } from '../e2e/until.ts';
import { CERTIFICATE } from './alerts/email/certificate.ts';
import { openWriter } from './store/harness.ts';

async function listening(server: ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  return `https://127.0.0.1:${(server.address() as { port: number }).port}`;
}

test('one for its name from somebody trusted, and the same where nobody trusts them', async () => {
  const server = createServer(CERTIFICATE, socket => socket.on('error', () => {}));
  const address = await listening(server);
  const ends = Date.parse('2126-10-27T12:09:58Z');
  const ca = CERTIFICATE.cert;
  expect(await certificateOf(address, { ca })).toEqual({
    reached: true,
    trusted: true,
    why: null,
    until: ends,
  });
  expect(await certificateOf(address)).toEqual({
    reached: true,
    trusted: false,
    why: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    until: ends,
  });
  expect(await certificateOf(address.replace('127.0.0.1', '127.0.0.2'), { ca })).toEqual({ reached: false });
  server.close();
});

test('what has none, what is not there, and what never answers', async () => {
  expect(await certificateOf('http://127.0.0.1:8080')).toBeNull();
  const silent = createTcpServer();
  const address = await listening(silent);
  expect(await certificateOf(address, { patience: 50 })).toEqual({ reached: false });
  silent.close();
  expect(await certificateOf(address)).toEqual({ reached: false });
});

test('the worker writes down what it saw: an end, or that nobody should trust it; and looks again', async () => {
  const { writer, sqlite } = openWriter();
  const seen = [
    { reached: false } as const,
    { reached: true, trusted: true, why: null, until: 5_000 } as const,
    { reached: true, trusted: false, why: null, until: 5_000 } as const,
    { reached: true, trusted: true, why: null, until: 9_000 } as const,
  ];
  const asked: string[] = [];
  const marks = () => sqlite.prepare('select name, at from marks order by name').all() as { name: string }[];
  const known: unknown[] = [];
  const watching = watchCertificate(
    {
      store: {
        async write(flow) {
          const written = await writer.write(flow);
          known.push(marks().map(({ name }) => name));
          return written;
        },
      },
      publicUrl: () => 'https://calls.willowstreet.example',
      onError: error => asked.push(String(error)),
      look: async address => {
        asked.push(address);
        return seen.shift() ?? null;
      },
    },
    { every: 1, again: 1 },
  );
  await until('it has looked five times', () => asked.length >= 5);
  watching.stop();
  expect(new Set(asked)).toEqual(new Set(['https://calls.willowstreet.example']));
  expect(known).toEqual([
    ['certificate_until'],
    ['certificate_until', 'certificate_untrusted'],
    ['certificate_until'],
  ]);
  expect(marks()).toEqual([{ name: 'certificate_until', at: 9_000 }]);
  await writer.write(tx => certificateSeen(tx, null));
  expect(marks()).toHaveLength(2);
});
