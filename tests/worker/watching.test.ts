import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { beat } from '../../worker/outside-heartbeat.ts';
import { keepWatch } from '../../worker/watching.ts';
import { freePort } from '../e2e/ports.ts';
import { until } from '../e2e/until.ts';

/** A heartbeat service that keeps what it was asked. */
async function service(status = 200, headers: Record<string, string> = {}) {
  const asked: { line: string; headers: unknown; body: string }[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    asked.push({ line: `${request.method} ${request.url}`, headers: request.headers, body });
    response.writeHead(status, headers).end('OK');
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  return { asked, address: `http://127.0.0.1:${(server.address() as { port: number }).port}` };
}

test.each([
  ['/0192', true, 'GET /0192'],
  ['/0192', false, 'GET /0192/fail'],
  ['/0192/', false, 'GET /0192/fail'],
  ['/push/0192?status=up', true, 'GET /push/0192?status=up'],
  ['/push/0192?status=up', false, 'GET /push/0192/fail?status=up'],
])('%s, well: %s: it is asked %s, and told nothing else', async (path, well, line) => {
  const { asked, address } = await service();
  expect(await beat(fetch, address + path, well)).toBeNull();
  expect(asked.map(one => one.line)).toEqual([line]);
  expect(asked[0]?.body).toBe('');
  expect(asked[0]?.headers).toMatchObject({ 'user-agent': 'Second-Ring' });
  expect(JSON.stringify(asked)).not.toMatch(/Willow|cookie|referer/i);
});

test('whoever is sent elsewhere does not go there', async () => {
  const other = await service();
  const { address } = await service(302, { location: other.address });
  expect(await beat(fetch, address, true)).toBe('http_302');
  expect(other.asked).toEqual([]);
});

test('a service that is gone is a code, never an address', async () => {
  expect(await beat(fetch, `http://127.0.0.1:${await freePort()}/s3cret`, true)).toBe('not_connected');
});

test('looks follow one another and never overlap; what is under way when it stops has a little time', async () => {
  let looks = 0;
  let under = 0;
  let most = 0;
  const watching = keepWatch(
    {
      async look() {
        looks += 1;
        under += 1;
        most = Math.max(most, under);
        await sleep(20);
        under -= 1;
      },
    },
    2,
  );
  await until('it has looked three times', () => looks >= 3);
  expect(most).toBe(1);
  await until('one is under way', () => under === 1);
  await watching.stop(5_000);
  expect(under).toBe(0);
  const before = looks;
  await sleep(30);
  expect(looks).toBe(before);
});

test('one that hangs does not keep the process', async () => {
  let looks = 0;
  const watching = keepWatch(
    {
      look: () => {
        looks += 1;
        return new Promise<never>(() => {});
      },
    },
    2,
  );
  await until('it looks', () => looks > 0);
  await watching.stop(10);
});
