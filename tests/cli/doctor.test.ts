import { writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { CONFIG, Practice } from './practice.ts';

describe('second-ring doctor', () => {
  test('says that the configuration is broken, what to do, and leaves with 1', async () => {
    const practice = new Practice();
    writeFileSync(practice.file, CONFIG.replace('time_zone', 'tme_zone'));
    const { code, out, err } = await practice.run(['doctor']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toMatch(/^fail {2}Configuration {7}config\.yaml cannot be used\. Errors: \d/m);
    expect(out).toContain('> second-ring config check');
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

  test('a command line that is not understood leaves with 2', async () => {
    expect((await new Practice().run(['doctor', '--jsn'])).code).toBe(2);
  });
});
