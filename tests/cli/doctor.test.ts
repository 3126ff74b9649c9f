import { chmodSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { freePort } from '../e2e/ports.ts';
import { CONFIG, Practice, type Ran } from './practice.ts';

/** The doctor beside a server at an address of this machine alone, with a Twilio that is not there. */
async function withServer(port: number): Promise<Ran> {
  const url = `http://127.0.0.1:${port}`;
  const config = CONFIG.replace('https://calls.willowstreet.example', url)
    .replace('auth_token:', 'api_url: "http://127.0.0.1:1"\n  auth_token:')
    .concat(`server: {port: ${port}}\n`);
  const practice = new Practice(undefined, config);
  chmodSync(practice.file, 0o600);
  const server = practice.start(['serve']);
  await server.heard('"event":"listening"');
  try {
    return await practice.run(['doctor']);
  } finally {
    server.child.kill('SIGTERM');
    await server.ended;
  }
}

describe('second-ring doctor', () => {
  test('says that the configuration is broken, what to do, and leaves with 1', async () => {
    const practice = new Practice();
    writeFileSync(practice.file, CONFIG.replace('time_zone', 'tme_zone'));
    const { code, out, err } = await practice.run(['doctor']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/^fail {2}Configuration {7}config\.yaml cannot be used\. Errors: \d/m);
    expect(out).toMatch(/^ {28}second-ring config check$/m);
    expect(out).not.toMatch(/[{}]/);
    expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
  });

  test('tells programs by codes', async () => {
    const practice = new Practice();
    writeFileSync(practice.file, 'practice: [');
    const { code, out } = await practice.run(['doctor', '--json']);
    expect(code).toBe(1);
    const told = JSON.parse(out);
    expect(told.worst).toBe('fail');
    expect(told.findings).toContainEqual({
      code: 'config_broken',
      about: 'configuration',
      state: 'fail',
      says: expect.stringContaining('config.yaml cannot be used'),
      todo: expect.stringContaining('config check'),
      values: { file: 'config.yaml', count: 1 },
    });
  });

  test('looks at a running installation through its own address, and finds it', async () => {
    const { code, out } = await withServer(await freePort());
    expect(out).toMatch(/^ok {4}Database .* opens with its key/m);
    expect(out).toMatch(/^ok {4}Address .*leads to this installation/m);
    expect(out).toMatch(/^warn {2}Clock /m);
    expect([code, out]).toEqual([3, expect.stringMatching(/\n\d+ warn, \d+ ok\.\n$/)]);
  });

  test('a command line that is not understood leaves with 2', async () => {
    expect((await new Practice().run(['doctor', '--jsn'])).code).toBe(2);
  });
});
