import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A command line of the project itself. */
export interface OurCommand {
  /** As elsewhere.ts names it: without what only says where it runs. */
  command: string;
  /** Program and arguments that run it for real; missing when only another test can. */
  run?: readonly [string, ...string[]];
  /** That it is right could be told by looking at it, and the containers tests run the same. */
  looksRight?: true;
}

/** Programs that lead to the project: each is played by play.ts. */
export const OURS = ['npm', 'npx', 'docker', 'second-ring', 'second-ring-volume'] as const;

/** Programs in the project's own folder that ask on a terminal or need root: played as well. */
export const PLAYED = ['setup', 'scripts/encrypted-volume/encrypted-volume.sh'] as const;

const BY_THEMSELVES = ['npm', 'second-ring-volume', 'setup', 'encrypted-volume.sh'];

/** Docker's subcommands for the whole of a Compose file, which the containers tests drive. */
const OF_COMPOSE =
  /^(?:up -d(?: --build)?|down|build(?: --pull)?|pull|ps|config(?: --quiet)?|logs(?: -f| --tail \d+)*|(?:restart|stop|start))(?: [a-z][\w-]*)*$/;

/** Dates in pages are those of the page's story; to the command it is the month before. */
const STORY = new URL('../faults/shifted-clock.mjs', import.meta.url);
const STORY_BEGINS = Date.UTC(2026, 11, 1, 15);

/** What the command line is to this project; or a sentence why it cannot be right. */
export function ourCommand(name: string, args: readonly string[]): OurCommand | string {
  if (BY_THEMSELVES.includes(name)) return { command: [name, ...args].join(' ') };
  if (name === 'second-ring') return secondRing(args);
  if (name === 'npx') return viaNpx(args);
  if (args[0] === 'compose') return viaCompose(args.slice(1));
  return `only "docker compose" is known here, see tests/docs/ours.ts`;
}

function viaNpx(args: readonly string[]): OurCommand | string {
  if (args[0] === '--no' && args[1] === 'second-ring') return secondRing(args.slice(2));
  return 'pages write "npx --no second-ring", so that nothing of that name is ever fetched';
}

function secondRing(args: readonly string[]): OurCommand {
  const main = join(process.env.PAGE_CLONE ?? '', 'cli/main.js');
  const by = args[0] === 'close' ? [`--import=${STORY.href}?by=${STORY_BEGINS - Date.now()}`] : [];
  return { command: ['second-ring', ...args].join(' '), run: ['node', ...by, main, ...args] };
}

/** `docker compose`: its files and services must be there; what it would run in a container is run here. */
function viaCompose(args: readonly string[]): OurCommand | string {
  const rest = [...args];
  const files: string[] = [];
  while (rest[0] === '-f' || rest[0] === '--profile') {
    const [option, value = ''] = rest.splice(0, 2);
    if (option === '-f') files.push(value);
  }
  if (files.length === 0) files.push('docker-compose.yml');
  const missing = files.find(file => !existsSync(file));
  if (missing) return `there is no ${missing} here`;
  const services = files.flatMap(file => Object.keys(parse(readFileSync(file, 'utf8')).services ?? {}));
  if (rest[0] === 'exec' || rest[0] === 'run') {
    const lent = rest.flatMap(word => /^--volume=(\S+):(\/\w+)$/.exec(word) ?? []).slice(1);
    const words = rest
      .slice(1)
      .filter(word => !/^(?:--rm|-T|--no-deps|-it|--user=\w+|--volume=\S+)$/.test(word))
      .map(word => (lent[1] && word.startsWith(`${lent[1]}/`) ? word.replace(lent[1], lent[0] ?? '') : word));
    const [service = '', program = '', ...more] = words;
    if (!services.includes(service)) return `${files.join(', ')} names no service ${service}`;
    if (program === 'second-ring') return secondRing(more);
    return `in a container pages run second-ring, not ${program}`;
  }
  const command = rest.join(' ');
  if (!OF_COMPOSE.test(command))
    return 'tests/docs/ours.ts does not know this line. Is it right? Then add it there';
  const unknown = rest.slice(1).filter(word => /^[a-z]/.test(word) && !services.includes(word));
  if (unknown.length > 0) return `${files.join(', ')} names no service ${unknown.join(', ')}`;
  return { command: ['docker compose', command].join(' '), looksRight: true };
}
