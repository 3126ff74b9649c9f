import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { emptyFolder } from './setup/feed.ts';

const SCRIPT = fileURLToPath(new URL('../../cli/healthy-door.sh', import.meta.url));
/** What Alpine's wget does as far as it is asked for here; this machine may have none. */
const WGET = `#!${process.execPath}
const url = process.argv.at(-1);
fetch(url).then(answer => process.exit(answer.ok ? 0 : 1), () => process.exit(1));
`;

let server: Server | undefined;
afterEach(() => {
  server?.close();
  server = undefined;
});

/** A door that answers so; gives its port. */
async function door(status: number): Promise<number> {
  server = createServer((_, answer) => answer.writeHead(status).end('ok'));
  await new Promise<void>(resolve => server?.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

/** Asks where of these programs no more are there than named. */
function ask(has: 'wget' | 'bash' | 'neither', port: number): Promise<{ code: number; said: string }> {
  const bin = join(emptyFolder(), 'bin');
  mkdirSync(bin);
  if (has === 'bash') symlinkSync('/bin/bash', join(bin, 'bash'));
  if (has === 'wget') writeFileSync(join(bin, 'wget'), WGET, { mode: 0o755 });
  return new Promise(resolve => {
    execFile('/bin/sh', [SCRIPT, String(port)], { env: { PATH: bin } }, (error, stdout) =>
      resolve({ code: error ? Number(error.code) : 0, said: stdout }),
    );
  });
}

describe.each(['wget', 'bash'] as const)('with %s', has => {
  test('is well while the server answers through the door', async () => {
    expect(await ask(has, await door(200))).toEqual({ code: 0, said: '' });
  });

  test.each([502, 503, 404])('is not well when the door says %i', async status => {
    const { code, said } = await ask(has, await door(status));
    expect([code, said]).toEqual([1, 'There is no way through to the server.\n']);
  });

  test('is not well when nobody opens', async () => {
    const port = await door(200);
    await new Promise(resolve => server?.close(resolve));
    expect((await ask(has, port)).code).toBe(1);
  });
});

test('without either it is not well, and says why', async () => {
  expect(await ask('neither', await door(200))).toEqual({
    code: 1,
    said: 'There is neither wget nor bash to ask with.\n',
  });
});
