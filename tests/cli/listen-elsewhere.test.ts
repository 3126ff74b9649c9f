import { expect, test } from 'vitest';
import { Installation } from '../e2e/installation.ts';
import { freePort } from '../e2e/ports.ts';

test('serve listens where it is told, whatever the configuration says', async () => {
  const practice = await Installation.begin();
  const port = await freePort();
  const server = practice.start('serve', '--listen', `127.0.0.1:${port}`);
  await server.says(`"port":${port}`);
  expect(await (await fetch(`http://127.0.0.1:${port}/readyz`)).text()).toBe('ok');
  await expect(fetch(`${practice.url}/livez`)).rejects.toThrow();
  expect((await server.stop()).code).toBe(0);
});

test.each([
  ['8080', 'write the IP address to listen on and a port'],
  ['example.com:8080', 'write the IP address to listen on and a port'],
  ['0.0.0.0:', 'write the IP address to listen on and a port'],
  ['0.0.0.0:0', 'a port is a number from 1 to 65535'],
  ['[::]:65536', 'a port is a number from 1 to 65535'],
])('%s is nowhere to listen', async (where, says) => {
  const practice = await Installation.begin();
  const ran = await practice.command('serve', '--listen', where);
  expect(ran.code).toBe(2);
  expect(ran.stderr).toContain(says);
});
