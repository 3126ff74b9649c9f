import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CRYPTSETUP, programPath } from '../setup/programs.ts';
import { VolumeMachine } from './volume-machine.ts';

const PASSPHRASE = ' nine blue lanterns hum';

let machine: VolumeMachine;
beforeEach(() => {
  machine = new VolumeMachine();
});
afterEach(() => machine.clear());

/** What was called that changes something. */
const ACTS = /^(?!id|lsblk|mountpoint)/;
const acts = () => machine.called().filter(line => ACTS.test(line));

function setUp(args = ['--size', '20G', '--swap', '1G'], env: Record<string, string> = {}) {
  return machine.run(['set-up', ...args], [machine.file, PASSPHRASE, PASSPHRASE], env);
}

describe('set-up', () => {
  test('makes a volume that the passphrase opens, and the recovery key, and nothing else', async () => {
    const { code, said } = await setUp();
    expect(code, said).toBe(0);
    const recovery = /^ {4}((?:[A-HJ-NP-Z2-9]{5}-){7}[A-HJ-NP-Z2-9]{5})$/m.exec(said)?.[1] ?? '';
    expect(await machine.opens(machine.file, PASSPHRASE)).toBe(true);
    expect(await machine.opens(machine.file, recovery)).toBe(true);
    expect(await machine.opens(machine.file, PASSPHRASE.trim())).toBe(false);
    const header = execFileSync(programPath(CRYPTSETUP), ['luksDump', machine.file], { encoding: 'utf8' });
    expect(header.match(/^ {2}\d: luks2$/gm)).toHaveLength(2);
    expect(header.match(/PBKDF: +argon2id/g)).toHaveLength(2);
    const making = acts().filter(line => line.startsWith('cryptsetup luks'));
    expect(making.map(line => line.includes('--pbkdf-memory 262144'))).toEqual([true, true]);
  });

  test('puts data, Docker, swap and core files where they are safe, in this order', async () => {
    await setUp();
    expect(acts().map(line => line.replace(/^(cryptsetup \w+).*/, '$1'))).toEqual([
      'fallocate -l 20G /var/lib/second-ring.luks',
      'cryptsetup luksFormat',
      'cryptsetup luksAddKey',
      'cryptsetup open',
      'mkfs.ext4 -q -m 1 -L second-ring /dev/mapper/second-ring',
      'chattr +i /srv/second-ring',
      'systemctl stop docker.socket docker',
      'mount -o nodev,nosuid /dev/mapper/second-ring /srv/second-ring',
      'mount --bind /srv/second-ring/.docker /var/lib/docker',
      'fallocate -l 1G /srv/second-ring/.swap',
      'mkswap -q /srv/second-ring/.swap',
      'swapoff -a',
      'swapon /srv/second-ring/.swap',
      'sysctl -q -p /etc/sysctl.d/60-second-ring.conf',
      'systemctl daemon-reload',
      'systemctl start docker',
    ]);
    expect(machine.read('etc/fstab')).toBe('/dev/sda1 / ext4 defaults 0 1\n# /dev/sda2 none swap sw 0 0\n');
    expect(machine.read('etc/second-ring/volume').trim()).toBe(machine.file);
    for (const place of ['srv/second-ring', 'var/lib/docker']) {
      expect(machine.read('etc/systemd/system/docker.service.d/second-ring.conf')).toContain(
        `ConditionPathIsMountPoint=${machine.folder}/${place}\n`,
      );
    }
    expect(machine.read('etc/sysctl.d/60-second-ring.conf')).toContain('kernel.core_pattern=|/bin/false');
    expect(machine.has('usr/local/sbin/second-ring-volume')).toBe(true);
  });

  test('the passphrase and the recovery key stand in no argument, variable or file', async () => {
    const { said } = await setUp();
    const recovery = /^ {4}([A-Z2-9-]{47})$/m.exec(said)?.[1] ?? 'none';
    expect(recovery).not.toBe('none');
    expect(said).not.toContain(PASSPHRASE.trim());
    expect(holding('swapon')).not.toEqual([]);
    expect(holding('lanterns')).toEqual([]);
    expect(holding(recovery)).toEqual([]);
  });

  test('--dry-run shows every command and runs none', async () => {
    const { code, said } = await machine.run(['set-up', '--size', '20G', '--dry-run']);
    expect(code).toBe(0);
    expect(said).toContain('the passphrase | cryptsetup luksFormat --batch-mode --type luks2');
    expect(said).toContain('mount -o nodev,nosuid /dev/mapper/second-ring /srv/second-ring');
    expect(said).toContain('write /etc/second-ring/volume');
    expect(acts()).toEqual([]);
    expect(machine.has('etc/second-ring')).toBe(false);
  });

  test.each([
    ['not knowing where', [], 'Say where: --size 20G'],
    ['both places', ['--size', '1G', '--device', '/dev/sdb'], 'Either --size or --device'],
    ['a size in words', ['--size', 'big'], 'big is no size'],
    ['a size without a unit', ['--size', '20'], '20 is no size'],
    ['an option nobody knows', ['--force'], 'set-up does not know --force'],
    ['a value that is missing', ['--size'], 'A value is missing'],
    ['no disk at all', ['--device', '/nowhere'], '/nowhere is no disk or partition'],
  ])('refuses %s', async (_, args, says) => {
    const { code, said } = await machine.run(['set-up', ...args]);
    expect(code).toBe(1);
    expect(said).toContain(says);
    expect(acts()).toEqual([]);
  });

  test.each([
    ['no yes', ['yes', PASSPHRASE, PASSPHRASE], 'Nothing was changed.'],
    ['nobody there', [], ''],
    ['a short passphrase', ['FILE', 'short', 'short'], 'fewer than 12'],
    ['two that differ', ['FILE', PASSPHRASE, `${PASSPHRASE}!`], 'These two differ'],
  ])('changes nothing after %s', async (_, typed, says) => {
    const lines = typed.map(line => (line === 'FILE' ? machine.file : line));
    const { code, said } = await machine.run(['set-up', '--size', '20G'], lines);
    expect(code).toBe(1);
    expect(said).toContain(says);
    expect(acts()).toEqual([]);
    expect(machine.has('var/lib/second-ring.luks')).toBe(false);
  });

  test('is done once', async () => {
    await setUp();
    machine.called();
    const { code, said } = await setUp();
    expect(code).toBe(1);
    expect(said).toContain('/var/lib/second-ring.luks is there already');
    expect(acts()).toEqual([]);
  });

  test.each([
    ['its folder holds something', 'srv/second-ring/app/config.yaml', '/srv/second-ring is not empty'],
    ['Docker has containers', 'var/lib/docker/containers/abc/config', 'Docker has containers already'],
  ])('refuses when %s', async (_, file, says) => {
    machine.write(file, 'x');
    const { code, said } = await setUp();
    expect(code).toBe(1);
    expect(said).toContain(says);
    expect(acts()).toEqual([]);
  });

  test("refuses when Docker's folder is a volume already, which nothing would then be mounted over", async () => {
    machine.write('mounted', `${machine.folder}/var/lib/docker\n`);
    const { code, said } = await setUp();
    expect(code).toBe(1);
    expect(said).toContain('/var/lib/docker is a volume of its own');
    expect(acts()).toEqual([]);
  });

  test.each([
    ['the disk is full', { FULL: 'yes' }, 'No space left on device'],
    ['no file system can be made', { MKFS_FAILS: 'yes' }, 'taking back what was begun'],
  ])('leaves no half volume when %s', async (_, env, says) => {
    const { code, said } = await setUp(undefined, env);
    expect(code).toBe(1);
    expect(said).toContain(says);
    for (const path of ['var/lib/second-ring.luks', 'dev/mapper/second-ring', 'etc/second-ring/volume']) {
      expect(machine.has(path), path).toBe(false);
    }
    expect(machine.read('mounted')).toBe('');
  });
});

describe('a device', () => {
  const onDisk = (...typed: string[]) => machine.run(['set-up', '--device', machine.disk], typed);

  test('that is empty is used whole', async () => {
    const { code, said } = await onDisk(machine.disk, PASSPHRASE, PASSPHRASE);
    expect(code, said).toBe(0);
    expect(await machine.opens(machine.disk, PASSPHRASE)).toBe(true);
  });

  const HELD: [what: string, hold: () => void, says: string][] = [
    ['has partitions', () => machine.write('disk-names', 'sdb\nsdb1\n'), 'is in use'],
    ['is mounted', () => machine.write('disk-mounts', '/mnt/photos\n'), 'is mounted'],
    [
      'holds another encrypted volume',
      () => {
        const args = ['luksFormat', '--batch-mode', '--pbkdf', 'pbkdf2', '--pbkdf-force-iterations', '1000'];
        execFileSync(programPath(CRYPTSETUP), [...args, machine.disk, '-'], { input: 'somebody elses' });
      },
      'holds something: crypto_LUKS',
    ],
    ['holds anything at all', () => writeAt(machine.disk, 700_000), 'does not begin with zeroes'],
  ];
  test.each(HELD)('that %s is not touched', async (_, hold, says) => {
    hold();
    const before = readFileSync(machine.disk);
    const { code, said } = await onDisk(machine.disk, PASSPHRASE, PASSPHRASE);
    expect(code).toBe(1);
    expect(said).toContain(says);
    expect(acts()).toEqual([]);
    expect(Buffer.compare(readFileSync(machine.disk), before)).toBe(0);
  });
});

describe('after a start of the server', () => {
  beforeEach(async () => {
    await setUp();
    await machine.run(['lock']);
    machine.write('srv/second-ring/app/docker-compose.yml', '');
    machine.called();
  });

  test('locking has closed it, Docker first', async () => {
    expect(machine.has('dev/mapper/second-ring')).toBe(false);
    expect(machine.read('mounted')).toBe('');
  });

  test('unlock mounts it, then starts Docker, then Second Ring', async () => {
    const { code, said } = await machine.run(['unlock'], [PASSPHRASE]);
    expect(code, said).toBe(0);
    expect(acts()).toEqual([
      'cryptsetup open --type luks2 /var/lib/second-ring.luks second-ring',
      'fsck.ext4 -p /dev/mapper/second-ring',
      'mount -o nodev,nosuid /dev/mapper/second-ring /srv/second-ring',
      'mount --bind /srv/second-ring/.docker /var/lib/docker',
      'swapon /srv/second-ring/.swap',
      'systemctl start docker',
      'docker compose --project-directory /srv/second-ring/app up -d',
    ]);
  });

  test('unlock again starts what does not run, and mounts nothing twice', async () => {
    await machine.run(['unlock'], [PASSPHRASE]);
    machine.called();
    const { code, said } = await machine.run(['unlock'], []);
    expect(code).toBe(0);
    expect(said).toContain('It is unlocked already.');
    expect(acts()[0]).toBe('systemctl start docker');
  });

  test("an unlocking that ended halfway is finished: Docker never starts on the disk's own folder", async () => {
    await machine.run(['unlock'], [PASSPHRASE]);
    machine.write('mounted', `${machine.folder}/srv/second-ring\n`);
    machine.called();
    const { code, said } = await machine.run(['unlock'], []);
    expect(code, said).toBe(0);
    expect(acts()).toEqual([
      'mount --bind /srv/second-ring/.docker /var/lib/docker',
      'swapon /srv/second-ring/.swap',
      'systemctl start docker',
      'docker compose --project-directory /srv/second-ring/app up -d',
    ]);
  });

  test('a wrong passphrase mounts and starts nothing', async () => {
    const { code } = await machine.run(['unlock'], ['somebody else entirely']);
    expect(code).not.toBe(0);
    expect(acts().filter(line => !line.startsWith('cryptsetup open'))).toEqual([]);
  });

  test('a disk that is not attached is told', async () => {
    machine.write('etc/second-ring/volume', '/dev/gone\n');
    const { code, said } = await machine.run(['unlock'], [PASSPHRASE]);
    expect(code).toBe(1);
    expect(said).toContain('/dev/gone is not there. Is the disk attached?');
  });
});

describe('check', () => {
  beforeEach(async () => {
    await setUp();
  });

  test('is well when all lies inside', async () => {
    machine.write(
      'proc/swaps',
      `Filename\n${machine.folder}/srv/second-ring/.swap file 1 0 -2\n/dev/zram0 partition 1 0 5\n`,
    );
    const { code, said } = await machine.run(['check']);
    expect(said).not.toContain('fail');
    expect(said.match(/^ok/gm)).toHaveLength(4);
    expect(code).toBe(0);
  });

  test.each([
    ['swap outside', () => machine.write('proc/swaps', 'Filename\n/swapfile file 1 0 -2\n'), 'All swap lies'],
    ['core files', () => machine.write('proc/sys/kernel/core_pattern', 'core\n'), 'core files'],
    [
      'Docker outside',
      () => machine.write('mounted', `${machine.folder}/srv/second-ring\n`),
      "Docker's volumes",
    ],
    ['a locked volume', () => machine.write('mounted', ''), 'The volume is locked'],
  ])('tells of %s', async (_, worsen, says) => {
    worsen();
    const { code, said } = await machine.run(['check']);
    expect(code).toBe(1);
    expect(said.split('\n').find(line => line.startsWith('fail'))).toContain(says);
  });
});

test('before there is a volume, each command says how to begin', async () => {
  for (const command of ['unlock', 'check']) {
    const { code, said } = await machine.run([command]);
    expect(code).toBe(1);
    expect(said).toContain('There is no encrypted volume here yet');
  }
});

/** The files of the machine in which some words stand. */
function holding(words: string): string[] {
  const { stdout } = spawnSync('grep', ['-rlaF', words, machine.folder], { encoding: 'utf8' });
  return stdout.split('\n').filter(Boolean);
}

function writeAt(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = 1;
  writeFileSync(file, bytes);
}
