import { chmodSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONFIG, Practice } from './practice.ts';

describe('second-ring config check', () => {
  it('counts what is in a good file', async () => {
    const ran = await new Practice().run(['config', 'check', 'config.yaml']);
    expect(ran).toEqual({
      code: 0,
      out: 'config.yaml is good: 1 line, 2 staff, 1 alert rule, 2 languages.\n',
      err: '',
    });
  });

  it('says every error, with its line and a caret, and how many there are', async () => {
    const practice = new Practice();
    const broken = CONFIG.replace('languages: [en, es]', 'langages: [en, es]').replace(
      'to: [dana]',
      'to: [dan]',
    );
    writeFileSync(practice.file, broken);
    const { code, out, err } = await practice.run(['config', 'check']);
    expect([code, err]).toEqual([1, '']);
    expect(out).toContain('config.yaml:5:3 ');
    expect(out).toContain('      langages: [en, es]\n      ^\n');
    expect(out).toMatch(/dan.*did you mean "dana"/);
    expect(out).toMatch(/^config\.yaml has \d errors\.$/m);
  });

  it('says warnings, which keep nothing from starting', async () => {
    const practice = new Practice();
    writeFileSync(join(practice.folder, 'token'), 'a-token\n', { mode: 0o644 });
    const file = practice.file;
    chmodSync(join(practice.folder, 'token'), 0o644);
    const { code, out } = await practice.run(['config', 'check', file]);
    expect(code).toBe(0);
    expect(out).toMatch(/warning: .*can be read by every user/);
    expect(out).toMatch(/is good: .* It has 1 warning\.\n$/);
  });

  it('takes the file from --config, SECOND_RING_CONFIG, or here', async () => {
    const practice = new Practice();
    const { file } = practice;
    writeFileSync(join(practice.folder, 'other.yaml'), CONFIG);
    const other = join(practice.folder, 'other.yaml');
    const here = await practice.run(['config', 'check']);
    const named = await practice.run(['--config', 'other.yaml', 'config', 'check']);
    const behind = await practice.run(['config', 'check', '--config', 'other.yaml']);
    const environment = await practice.run(['config', 'check'], { SECOND_RING_CONFIG: other });
    const both = await practice.run(['config', 'check', '--config', file], { SECOND_RING_CONFIG: other });
    const firstWords = [here, named, behind, environment, both].map(({ out }) => out.split(' ')[0]);
    expect(firstWords).toEqual(['config.yaml', 'other.yaml', 'other.yaml', 'other.yaml', 'config.yaml']);
  });

  it('says so when there is no file', async () => {
    const { code, out } = await new Practice().run(['config', 'check', 'nowhere.yaml']);
    expect(code).toBe(1);
    expect(out).toMatch(/nowhere\.yaml: there is no such file; copy config\.example\.yaml/);
  });
});

describe('second-ring key new', () => {
  it('makes a key that only this user can read, and that opens a store', async () => {
    const practice = new Practice();
    const { code, out, err } = await practice.run(['key', 'new', 'new.key']);
    const file = join(practice.folder, 'new.key');
    expect([code, err]).toEqual([0, '']);
    expect(readFileSync(file, 'utf8')).toMatch(/^[0-9a-f]{64}\n$/);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(out).toContain('Keep a copy away from this server');
    expect(out).not.toContain(readFileSync(file, 'utf8').trim());
  });

  it('never touches a file that is there', async () => {
    const practice = new Practice();
    const before = readFileSync(join(practice.folder, 'key'), 'utf8');
    const { code, out, err } = await practice.run(['key', 'new', 'key']);
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(/key is there already.*left as it is\.\n$/);
    expect(readFileSync(join(practice.folder, 'key'), 'utf8')).toBe(before);
  });

  it('says what is missing', async () => {
    const practice = new Practice();
    const noFile = await practice.run(['key', 'new']);
    expect(noFile.code).toBe(2);
    expect(noFile.err).toContain('Usage: second-ring key new');
    const noFolder = await practice.run(['key', 'new', 'no/such/key']);
    expect(noFolder).toMatchObject({ code: 1, err: expect.stringMatching(/there is no such folder\.\n$/) });
  });
});
