import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CRYPTSETUP, programPath } from '../setup/programs.ts';

const SCRIPT = new URL('../../scripts/encrypted-volume/encrypted-volume.sh', import.meta.url);

/** Folders of the machine that the script names; on this one they are below a folder of the test. */
const PLACES = /(?<![\w$}.])\/(var\/lib|etc|srv|usr\/local|dev\/(?:mapper|sd)|proc)(?=\/|[a-z])/g;

/** Each notes how it was called, and with which variables. */
const NOTE_IT = `printf '%s %s\\n' "\${0##*/}" "$*" >>"$MACHINE/called"; env >>"$MACHINE/variables"\n`;

/**
 * What stands in for programs that need root or change the machine. The header of the volume is real: cryptsetup makes
 * it in a file and tries passphrases on it; only the kernel's device-mapper, which containers lack, is played. Guessing
 * a passphrase is made cheap, or each test would take half a minute.
 */
const PROGRAMS: Readonly<Record<string, string>> = {
  id: 'echo 0',
  cryptsetup: `case "$1" in
    open) "$REAL_CRYPTSETUP" "$@" --test-passphrase || exit
      mkdir -p "$MACHINE/dev/mapper" && touch "$MACHINE/dev/mapper/second-ring" ;;
    close) rm "$MACHINE/dev/mapper/second-ring" ;;
    luks*) exec "$REAL_CRYPTSETUP" "$@" --pbkdf-memory 32768 --pbkdf-force-iterations 4 ;;
    *) exec "$REAL_CRYPTSETUP" "$@" ;;
  esac`,
  fallocate:
    '[ -z "$FULL" ] || { echo "fallocate: No space left on device" >&2; exit 1; }; truncate -s 32M "$3"',
  'mkfs.ext4': '[ -z "$MKFS_FAILS" ]',
  'fsck.ext4': '',
  mkswap: '',
  swapon: '',
  swapoff: '',
  chattr: '',
  mount: 'for last; do :; done; echo "$last" >>"$MACHINE/mounted"',
  umount: 'grep -vx "$1" "$MACHINE/mounted" >"$MACHINE/still"; mv "$MACHINE/still" "$MACHINE/mounted"',
  mountpoint: 'grep -qx "$2" "$MACHINE/mounted"',
  lsblk: 'case "$*" in *MOUNTPOINTS*) cat "$MACHINE/disk-mounts" ;; *) cat "$MACHINE/disk-names" ;; esac',
  sysctl: '',
  systemctl: '',
  docker: '',
};

/** A server with an empty second disk (a file), on which the script runs as if by root. */
export class VolumeMachine {
  readonly folder = mkdtempSync(join(tmpdir(), 'second-ring-volume-'));
  readonly disk = join(this.folder, 'dev/sdb');
  readonly file = join(this.folder, 'var/lib/second-ring.luks');
  readonly #script = join(this.folder, 'encrypted-volume.sh');

  constructor() {
    for (const name of ['bin', 'dev', 'var/lib', 'etc', 'proc/sys/kernel']) {
      mkdirSync(join(this.folder, name), { recursive: true });
    }
    const moved = readFileSync(SCRIPT, 'utf8').replaceAll(PLACES, `${this.folder}/$1`);
    // A file stands for the disk.
    writeFileSync(this.#script, moved.replace('[ -b "$1" ]', '[ -f "$1" ]'));
    for (const [name, does] of Object.entries(PROGRAMS)) {
      const path = join(this.folder, 'bin', name);
      writeFileSync(path, `#!/bin/bash\n${NOTE_IT}${does}\n`);
      chmodSync(path, 0o755);
    }
    for (const [name, text] of [
      ['mounted', ''],
      ['called', ''],
      ['disk-names', 'sdb\n'],
      ['disk-mounts', '\n'],
      ['etc/fstab', '/dev/sda1 / ext4 defaults 0 1\n/dev/sda2 none swap sw 0 0\n'],
      ['proc/swaps', 'Filename\tType\tSize\tUsed\tPriority\n'],
      ['proc/sys/kernel/core_pattern', '|/bin/false\n'],
      ['dev/sdb', Buffer.alloc(32 * 1024 * 1024)],
    ] as const) {
      writeFileSync(join(this.folder, name), text);
    }
  }

  write(name: string, text: string): void {
    mkdirSync(join(this.folder, name, '..'), { recursive: true });
    writeFileSync(join(this.folder, name), text);
  }

  read(name: string): string {
    return readFileSync(join(this.folder, name), 'utf8');
  }

  has(name: string): boolean {
    return existsSync(join(this.folder, name));
  }

  /** The command lines since the last look, without the machine's own folder in front of each path. */
  called(): string[] {
    const lines = this.read('called').replaceAll(this.folder, '').split('\n').filter(Boolean);
    writeFileSync(join(this.folder, 'called'), '');
    return lines;
  }

  /** Runs the script; `typed` are the lines that somebody types. */
  run(args: readonly string[], typed: readonly string[] = [], env: Record<string, string> = {}) {
    const child = spawn('/bin/bash', [this.#script, ...args], {
      env: {
        PATH: `${join(this.folder, 'bin')}:${process.env.PATH}:/usr/sbin:/sbin`,
        MACHINE: this.folder,
        REAL_CRYPTSETUP: programPath(CRYPTSETUP),
        FULL: '',
        MKFS_FAILS: '',
        ...env,
      },
    });
    child.stdin.on('error', () => {}).end(typed.map(line => `${line}\n`).join(''));
    let said = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
      });
    }
    return new Promise<{ code: number | null; said: string }>(resolve => {
      child.on('close', code => resolve({ code, said: said.replaceAll(this.folder, '') }));
    });
  }

  /** Whether a passphrase opens a volume: asked of the real cryptsetup. */
  opens(volume: string, passphrase: string): Promise<boolean> {
    const child = spawn(programPath(CRYPTSETUP), ['open', '--test-passphrase', '--key-file', '-', volume], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    child.stdin.on('error', () => {}).end(passphrase);
    return new Promise(resolve => child.on('close', code => resolve(code === 0)));
  }

  clear(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
