import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfigFile } from '../../../core/config/files.ts';
import { ANSWERS, emptyFolder, fed, TOKEN, typed } from './feed.ts';

const modeOf = (file: string) => statSync(file).mode & 0o777;

describe('second-ring setup', () => {
  test('asks, writes what an installation needs for its owner alone, and says what is next', async () => {
    const folder = emptyFolder();
    const { code, out, err } = await fed(folder, ['setup'], typed());
    expect([code, err]).toEqual([0, '']);
    expect(readdirSync(folder).sort()).toEqual(['config.yaml', 'data', 'secrets']);
    for (const [file, mode] of [
      ['config.yaml', 0o600],
      ['data', 0o700],
      ['secrets', 0o700],
      ['secrets/database_key', 0o600],
      ['secrets/twilio_auth_token', 0o600],
    ] as const) {
      expect([file, modeOf(join(folder, file))]).toEqual([file, mode]);
    }
    const reading = readConfigFile(join(folder, 'config.yaml'), {});
    if ('errors' in reading) throw new Error(JSON.stringify(reading.errors));
    const { practice, twilio, storage, staff, lines, redis } = reading.config;
    expect(practice).toMatchObject({
      name: 'Hope Street Counseling',
      sender: 'Hope Street',
      time_zone: 'America/Chicago',
      public_url: 'https://calls.hopestreet.example',
    });
    expect([twilio.auth_token, redis]).toEqual([[TOKEN], null]);
    expect(storage).toMatchObject({
      path: join(folder, 'data'),
      key: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(staff.ann).toMatchObject({ phone: '+12125550142', email: 'ann@hopestreet.example' });
    expect(lines).toMatchObject([{ number: '+12125550100', texting: false, ring: [] }]);
    expect(reading.config.watch).toMatchObject({ to: ['ann'], by: 'sms' });
    expect(reading.warnings.map(({ path }) => path.join('.'))).toEqual(['practice.legal']);
    expect(out).toContain('RECOVERY SHEET');
    expect(out).toContain('second-ring doctor');
    expect(readFileSync(join(folder, 'config.yaml'), 'utf8')).not.toContain(TOKEN);
  });

  test('asks again until an answer is right, and says what is wrong with it', async () => {
    const folder = emptyFolder();
    const lines = typed().split('\n');
    lines.splice(1, 0, 'Hope Therapy', '');
    const { code, out } = await fed(folder, ['setup'], lines.join('\n'));
    expect(code).toBe(0);
    expect(out).toContain('"therap" hints at what the practice does');
    expect(out).toContain('This is needed.');
  });

  test('what may be wrong is taken only after a yes', async () => {
    const folder = emptyFolder();
    const lines = typed({ sender: 'Wellness Street' }).split('\n');
    lines.splice(2, 0, 'no', 'Hope Street');
    expect((await fed(folder, ['setup'], lines.join('\n'))).code).toBe(0);
    expect(readFileSync(join(folder, 'config.yaml'), 'utf8')).toContain('sender: Hope Street');
  });

  test('for Compose it writes what Compose needs, and names its commands', async () => {
    const folder = emptyFolder();
    const { code, out } = await fed(folder, ['setup', '--compose'], typed());
    expect(code).toBe(0);
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('SECOND_RING_DOMAIN=calls.hopestreet.example\n');
    expect(readFileSync(join(folder, 'config.yaml'), 'utf8')).toContain('url: redis://valkey:6379');
    expect(out).toContain('docker compose up -d');
    // Only root can give a file away; anybody else's stay their own.
    const [theirs, mode] = process.getuid?.() === 0 ? [1000, 0o640] : [process.getuid?.(), 0o600];
    const owner = (file: string) => statSync(join(folder, file)).uid;
    expect(['secrets', 'secrets/database_key', 'data'].map(owner)).toEqual([theirs, theirs, theirs]);
    expect([owner('config.yaml'), modeOf(join(folder, 'config.yaml'))]).toEqual([process.getuid?.(), mode]);
  });

  test.each([0, 1, 5, 11, 12])('leaves nothing when it ends after answer %i', async count => {
    const folder = emptyFolder();
    const lines = typed().split('\n').slice(0, count);
    const { code, err } = await fed(folder, ['setup'], lines.map(line => `${line}\n`).join(''));
    expect([code, err]).toEqual([1, '\nNothing was written. Run this again whenever you like.\n']);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('git does not see what it writes, so that no key is ever published by a commit of everything', async () => {
    const folder = emptyFolder();
    const git = (...args: string[]) => execFileSync('git', args, { cwd: folder, encoding: 'utf8' });
    git('init', '--quiet');
    copyFileSync(new URL('../../../.gitignore', import.meta.url), join(folder, '.gitignore'));
    await fed(folder, ['setup', '--compose'], typed());
    mkdirSync(join(folder, 'data/backups'));
    writeFileSync(join(folder, 'data/backups/one.backup'), '');
    expect(git('status', '--porcelain', '--untracked-files=all')).toBe('?? .gitignore\n');
  });

  test('a no at the end leaves nothing either', async () => {
    const folder = emptyFolder();
    expect((await fed(folder, ['setup'], typed().replace(/yes\n$/, 'no\n'))).code).toBe(1);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('run again it changes nothing', async () => {
    const folder = emptyFolder();
    await fed(folder, ['setup'], typed());
    const files = ['config.yaml', 'secrets/database_key', 'secrets/twilio_auth_token'];
    const before = files.map(file => readFileSync(join(folder, file), 'utf8'));
    const { code, out } = await fed(folder, ['setup'], typed({ name: 'Another' }));
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('config.yaml is there already and was left as it is'),
    ]);
    expect(files.map(file => readFileSync(join(folder, file), 'utf8'))).toEqual(before);
  });

  test('secrets that are there are kept and not asked for', async () => {
    const folder = emptyFolder();
    mkdirSync(join(folder, 'secrets'), { mode: 0o700 });
    writeFileSync(join(folder, 'secrets/database_key'), `${'ab'.repeat(32)}\n`, { mode: 0o600 });
    writeFileSync(join(folder, 'secrets/twilio_auth_token'), `${TOKEN}\n`, { mode: 0o600 });
    mkdirSync(join(folder, '.second-ring-setup-killed'));
    const lines = typed()
      .split('\n')
      .filter(line => line !== TOKEN);
    const { code, out } = await fed(folder, ['setup'], lines.join('\n'));
    expect(code).toBe(0);
    expect(out).toContain('1 of 11.');
    expect(out).toContain('1  abab abab abab abab');
    expect(readFileSync(join(folder, 'secrets/database_key'), 'utf8')).toBe(`${'ab'.repeat(32)}\n`);
    expect(readdirSync(folder).sort()).toEqual(['config.yaml', 'data', 'secrets']);
  });

  test('.env that is there is kept, and what it needs is said', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, '.env'), 'MINE=1\n');
    const { out } = await fed(folder, ['setup', '--compose'], typed());
    expect(readFileSync(join(folder, '.env'), 'utf8')).toBe('MINE=1\n');
    expect(out).toContain('Kept as it was: .env.');
    expect(out).toContain('SECOND_RING_DOMAIN');
  });

  test.each([
    ['secrets/database_key', 'not a key\n', /is no key \(64 digits/],
    ['secrets/twilio_auth_token', '\n', /is there and empty/],
    ['data/second-ring.db', 'x', /its key is not: a new key would not open it.*\.\/setup --type-key/],
  ])('asks nothing where %s would be spoilt by going on', async (file, text, why) => {
    const folder = emptyFolder();
    for (const name of ['secrets', 'data']) mkdirSync(join(folder, name));
    writeFileSync(join(folder, file), text);
    const { code, out, err } = await fed(folder, ['setup'], typed());
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(why);
    expect(existsSync(join(folder, 'config.yaml'))).toBe(false);
  });

  test('names commands as they are typed where it runs', async () => {
    const [packages, containers] = [emptyFolder(), emptyFolder()];
    const { out: inPackages } = await fed(packages, ['setup'], typed());
    expect(inPackages).toContain('npx --no second-ring restore NAME.backup');
    expect(inPackages).toContain('npx --no second-ring connect');
    expect(inPackages).not.toContain('docker');
    const { out: inContainers } = await fed(containers, ['setup', '--compose'], typed());
    const { out: again } = await fed(containers, ['setup', '--compose'], '');
    expect(inContainers).toContain(
      'docker compose run --rm --no-deps worker second-ring restore NAME.backup',
    );
    expect(inContainers).toContain('docker compose exec worker second-ring connect');
    expect(again).toContain('docker compose run --rm --no-deps worker second-ring config check');
    expect(inContainers + again).not.toContain('npx');
    for (const line of (inPackages + inContainers).split('\n')) expect(line.length).toBeLessThanOrEqual(80);
  });

  test('a folder that is not there is said so', async () => {
    const { code, err } = await fed(emptyFolder(), ['setup', '--config', 'no/config.yaml'], typed());
    expect([code, err]).toEqual([1, expect.stringContaining('make it first')]);
  });

  test('takes answers from a file, and then shows no key: what a program is told lands in logs', async () => {
    const folder = emptyFolder();
    const answers = Object.entries(ANSWERS).map(([name, value]) => `${name}: ${JSON.stringify(value)}\n`);
    const { code, out, err } = await fed(folder, ['setup', '--answers', '-'], answers.join(''));
    expect([code, err]).toEqual([0, '']);
    const key = readFileSync(join(folder, 'secrets/database_key'), 'utf8').trim();
    const groups = key.match(/.{4}/g)?.slice(0, 4).join(' ') ?? 'none';
    expect(out).not.toContain(groups);
    expect(out).not.toContain(key);
    expect(out).not.toContain(TOKEN);
    expect(out).toContain('./setup sheet');
  });

  test('a file of answers that is wrong writes nothing', async () => {
    const folder = emptyFolder();
    const { code, err } = await fed(folder, ['setup', '--answers', '-'], 'name: Hope\n');
    expect([code, err]).toEqual([1, expect.stringContaining('sender: is missing')]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the recovery sheet', () => {
  test('is shown again, and what stands on it makes the key file anew', async () => {
    const folder = emptyFolder();
    await fed(folder, ['setup'], typed());
    const { out } = await fed(folder, ['key', 'sheet'], '');
    const lines = out.split('\n').filter(line => /^ {4}[1-4] {2}/.test(line));
    expect(lines).toHaveLength(4);
    const mistaken = (lines[0] ?? '').replace(/\d\d$/, check => (check === '11' ? '12' : '11'));
    const again = await fed(folder, ['key', 'type', 'again.key'], [mistaken, ...lines, ''].join('\n'));
    expect([again.code, again.err]).toEqual([0, '']);
    expect(again.out).toContain('not as it was written');
    expect(readFileSync(join(folder, 'again.key'), 'utf8')).toBe(
      readFileSync(join(folder, 'secrets/database_key'), 'utf8'),
    );
    expect(modeOf(join(folder, 'again.key'))).toBe(0o600);
  });

  test('is typed on a new server, where setup asks for the rest', async () => {
    const old = emptyFolder();
    await fed(old, ['setup'], typed());
    const key = readFileSync(join(old, 'secrets/database_key'), 'utf8');
    const sheet = (await fed(old, ['key', 'sheet'], '')).out;
    const lines = sheet.split('\n').filter(line => /^ {4}[1-4] {2}/.test(line));
    const folder = emptyFolder();
    // Its database may have been saved, or be restored later.
    mkdirSync(join(folder, 'data'));
    writeFileSync(join(folder, 'data/second-ring.db'), 'x');
    const args = ['setup', '--compose', '--type-key'];
    const { code, err } = await fed(folder, args, [...lines, typed()].join('\n'));
    expect([code, err]).toEqual([0, '']);
    expect(readFileSync(join(folder, 'secrets/database_key'), 'utf8')).toBe(key);
    const both = await fed(emptyFolder(), [...args, '--answers', 'a.yaml'], '');
    expect(both.err).toContain('Say either --answers or --type-key');
  });

  test('a file that is there is left alone before anything is typed', async () => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'k'), 'mine');
    const { code, out, err } = await fed(folder, ['key', 'type', 'k'], '');
    expect([code, out, err]).toEqual([1, '', expect.stringContaining('was left as it is')]);
  });

  test('typing that ends early writes nothing', async () => {
    const folder = emptyFolder();
    const { code, err } = await fed(folder, ['key', 'type', 'k'], '');
    expect([code, err]).toEqual([1, expect.stringContaining('Nothing was written')]);
    expect(readdirSync(folder)).toEqual([]);
  });
});
