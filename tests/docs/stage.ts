import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { ALEX, CONFIG, Practice } from '../cli/practice.ts';
import { filesBelow, ROOT } from '../house/source-files.ts';
import { findProgram } from '../setup/programs.ts';
import { OURS, PLAYED } from './ours.ts';
import { REAL, STAND_INS } from './stand-ins.ts';

/** A machine for one page: a home, a clone in it with a practice that had a missed call, and the programs it may use. */
export interface Stage {
  folder: string;
  /** Runs a page's shell blocks as one session of a shell, each line needing to succeed. */
  run(script: string): Promise<{ code: number | null; said: string }>;
  clear(): void;
}

const SOUND = Uint8Array.from({ length: 9_000 }, (_, at) => at % 251);

/** Folders of the machine that pages write to: on the stage they are below its own. */
const OF_THE_MACHINE = /(?<![\w.$~}/:-])\/(etc|srv|var|mnt|root|home|run|dev)(?=\/)/g;

/** A backup in a page bears the page's date; on the stage it is the last that the page made before: at midnight there may be two. */
const OLD_BACKUP = /(\S*)second-ring-\d{4}-[\w-]+\.backup/g;

/** Where a page begins: in a clone with a practice, of which git knows or not, or on a new machine that clones it and is set up then. */
export type Beginning = 'a clone' | 'a clone of a repository' | 'a new machine';

export async function setStage(beginning: Beginning = 'a clone'): Promise<Stage> {
  const folder = mkdtempSync(join(tmpdir(), 'second-ring-page-'));
  const home = join(folder, 'root');
  const isNew = beginning === 'a new machine';
  for (const name of ['root', 'mnt', 'srv/second-ring', ...FOLDERS_IN_ETC]) {
    mkdirSync(join(folder, name), { recursive: true });
  }
  writeFileSync(join(folder, 'etc/os-release'), 'VERSION_CODENAME=bookworm\n');
  const clone = join(folder, isNew ? 'published' : 'srv/second-ring/app');
  copyProject(clone);
  if (beginning !== 'a clone') publish(clone);
  const practice = isNew ? join(folder, 'practice') : clone;
  mkdirSync(practice, { recursive: true });
  const id = await makePractice(practice);
  const env = {
    PATH: layOutPrograms(folder),
    HOME: home,
    PAGE_CLONE: clone,
    PAGE_PRACTICE: practice,
    NODE_NO_WARNINGS: '1',
    // What pages fetch from the one address comes from the stage.
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: `url.${clone}.insteadOf`,
    GIT_CONFIG_VALUE_0: 'https://github.com/OWNER/second-ring.git',
  };
  return {
    folder,
    run: script => runShell(onStage(script, folder, id), isNew ? home : clone, env),
    clear: () => rmSync(folder, { recursive: true, force: true }),
  };
}

const FOLDERS_IN_ETC = ['apt/keyrings', 'apt/sources.list.d', 'systemd/system', 'ssh/sshd_config.d'].map(
  name => `etc/${name}`,
);

function copyProject(clone: string): void {
  for (const path of filesBelow('.', /./)) {
    mkdirSync(join(clone, dirname(path)), { recursive: true });
    cpSync(join(ROOT, path), join(clone, path));
  }
  symlinkSync(join(ROOT, 'node_modules'), join(clone, 'node_modules'));
  for (const path of PLAYED) layOut(join(clone, path), basename(path));
}

/** Makes the copy a repository with the tag that pages check out. */
function publish(clone: string): void {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Sam', '-c', 'user.email=sam@willowstreet.example', ...args], {
      cwd: clone,
      stdio: 'pipe',
    });
  git('init', '-q');
  writeFileSync(join(clone, '.git/info/exclude'), 'node_modules\n');
  git('add', '.');
  git('commit', '-qm', 'Publish');
  git('tag', 'v0.1.0');
  git('remote', 'add', 'origin', clone);
}

/** A page's commands with its placeholders filled in and the machine's folders moved onto the stage. */
function onStage(script: string, folder: string, id: string): string {
  return script
    .replaceAll(OF_THE_MACHINE, `${folder}/$1`)
    .replaceAll(/(?<=\s)ID(?=\s|$)/gm, id)
    .replaceAll(OLD_BACKUP, '$(ls $1second-ring-*.backup | tail -n 1)');
}

async function makePractice(clone: string): Promise<string> {
  const practice = new Practice(clone, CONFIG);
  await practice.missedCall(ALEX);
  await practice.storedVoicemail(SOUND);
  const { out } = await practice.run(['queue', '--json']);
  writeFileSync(
    practice.file,
    CONFIG.replace('{file: key}', '{file: secrets/database_key}').replace(
      '{file: token}',
      '{file: secrets/twilio_auth_token}',
    ),
  );
  await practice.closeStore();
  // Secrets lie where setup puts them.
  mkdirSync(join(clone, 'secrets'));
  renameSync(join(clone, 'key'), join(clone, 'secrets/database_key'));
  renameSync(join(clone, 'token'), join(clone, 'secrets/twilio_auth_token'));
  return (JSON.parse(out) as { id: string }[])[0]?.id ?? '';
}

/** The one folder of the PATH: real programs by links, the others played. Returns it. */
function layOutPrograms(folder: string): string {
  const bin = join(folder, 'bin');
  mkdirSync(bin);
  for (const name of [...Object.keys(STAND_INS), ...OURS]) layOut(join(bin, name), name);
  for (const name of REAL) {
    const program = name === 'node' ? process.execPath : findProgram({ names: [name], debianPackage: name });
    if (!program)
      throw new Error(`${name} is nowhere along ${process.env.PATH?.split(delimiter).join(', ')}`);
    symlinkSync(program, join(bin, name));
  }
  return bin;
}

/** Lays a program down that play.ts plays under a name. */
function layOut(path: string, name: string): void {
  const play = join(import.meta.dirname, 'play.ts');
  rmSync(path, { force: true });
  writeFileSync(path, `#!/bin/sh\nexec '${process.execPath}' '${play}' ${name} "$@"\n`);
  chmodSync(path, 0o755);
}

const UNKNOWN_PROGRAM = `command_not_found_handle() {
  echo "$1: no page may use this program yet. Can a test run it, harmlessly? Add it to REAL in tests/docs/stand-ins.ts, else a stand-in to STAND_INS." >&2
  return 127
}
`;

function runShell(
  script: string,
  cwd: string,
  env: Record<string, string>,
): Promise<{ code: number | null; said: string }> {
  const child = spawn('/bin/bash', ['-euo', 'pipefail', '-c', `${UNKNOWN_PROGRAM}set -x\n${script}`], {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', code => resolve({ code, said }));
  });
}
