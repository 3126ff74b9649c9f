import { findCycles, type Import, loadedBy, type SourceFile } from './import-graph.ts';

/** What a room may import: a room, or `types of` one. A room's own files are always allowed. */
export type Allowed = string;

/** The rooms of the house. */
export interface HouseRules {
  /**
   * Who may import whom. `core/*.ts` are the files that lie directly in core; `core/alerts/*` is each folder in
   * core/alerts, with its siblings as strangers; `anything` and `anything but web` mean the house's other rooms.
   */
  mayImport: Readonly<Record<string, readonly Allowed[]>>;
  /** Packages that only certain rooms may name. */
  homeOf: Readonly<Record<string, readonly string[]>>;
  /** What of a package may be loaded together with a room, however many files lie between them. */
  loadsOnly: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Words (outside comments) that only certain rooms may use, or that certain rooms may not. */
  words: readonly {
    pattern: RegExp;
    onlyIn?: readonly string[];
    notIn?: readonly string[];
    because: string;
  }[];
  /** Rooms without input or output: no `node:` module. */
  pure: readonly string[];
}

/** Every breach of the rules, each as one line: where, what, and which rule. */
export function breaches(files: readonly SourceFile[], rules: HouseRules): string[] {
  const rooms = Object.keys(rules.mayImport);
  return [
    ...files
      .filter(file => !roomOf(file.path, rooms))
      .map(file => `${file.path}: lies in no room of the table`),
    ...files.flatMap(file => file.imports.flatMap(one => breachOf(one, rooms, rules))),
    ...files.flatMap(file => wordBreaches(file, rooms, rules)),
    ...loadBreaches(files, rooms, rules),
    ...findCycles(files).map(ring => `${[...ring, ring[0]].join(' -> ')}: a cycle`),
  ];
}

function breachOf(one: Import, rooms: readonly string[], rules: HouseRules): string[] {
  const room = roomOf(one.from, rooms);
  if (!room) return [];
  const where = `${one.from}:${one.line}`;
  if (one.to !== null) {
    if (isAllowed(one, room, rooms, rules)) return [];
    const allowed = rules.mayImport[room] ?? [];
    const list = allowed.length > 0 ? `only ${allowed.join(', ')}` : 'nothing of the project';
    return [`${where}: imports ${one.to}; ${room} may import ${list}`];
  }
  const name = packageName(one.specifier);
  const homes = rules.homeOf[name];
  if (homes && !homes.includes(room)) {
    return [`${where}: imports ${one.specifier}; only ${homes.join(' and ')} may import ${name}`];
  }
  if (rules.pure.includes(room) && one.kind !== 'type' && one.specifier.startsWith('node:')) {
    return [`${where}: imports ${one.specifier}; ${room} does nothing but compute`];
  }
  return [];
}

function isAllowed(one: Import, room: string, rooms: readonly string[], rules: HouseRules): boolean {
  const to = one.to as string;
  const target = roomOf(to, rooms);
  if (target === room && sameFolder(one.from, to, room)) return true;
  return (rules.mayImport[room] ?? []).some(allowed => {
    if (allowed === 'anything') return target !== null;
    if (allowed.startsWith('anything but ')) {
      return (
        target !== null &&
        !allowed
          .slice('anything but '.length)
          .split(' or ')
          .some(other => lies(to, other))
      );
    }
    if (allowed.startsWith('types of '))
      return one.kind === 'type' && lies(to, allowed.slice('types of '.length));
    return lies(to, allowed);
  });
}

/** In a room that ends in `/*` each folder is a room of its own. */
function sameFolder(from: string, to: string, room: string): boolean {
  if (!room.endsWith('/*')) return true;
  const depth = room.split('/').length;
  return from.split('/').slice(0, depth).join('/') === to.split('/').slice(0, depth).join('/');
}

/** Whether a file lies in a room, a folder, or is that file. */
function lies(path: string, room: string): boolean {
  if (room.endsWith('/*.ts')) {
    const folder = room.slice(0, -'*.ts'.length);
    return path.startsWith(folder) && !path.slice(folder.length).includes('/');
  }
  if (room.endsWith('/*'))
    return path.startsWith(room.slice(0, -1)) && path.split('/').length > room.split('/').length;
  return path === room || path.startsWith(`${room}/`);
}

/** The most particular room that a file lies in. */
function roomOf(path: string, rooms: readonly string[]): string | null {
  const fitting = rooms.filter(room => lies(path, room));
  return fitting.sort((a, b) => b.split('/').length - a.split('/').length)[0] ?? null;
}

function packageName(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function wordBreaches(file: SourceFile, rooms: readonly string[], rules: HouseRules): string[] {
  const room = roomOf(file.path, rooms) ?? '';
  return rules.words.flatMap(({ pattern, onlyIn, notIn, because }) => {
    const allowed = onlyIn ? onlyIn.includes(room) : !notIn?.includes(room);
    if (allowed) return [];
    return file.code.split('\n').flatMap((text, index) => {
      const found = pattern.exec(text)?.[0];
      return found ? [`${file.path}:${index + 1}: says ${found}; ${because}`] : [];
    });
  });
}

function loadBreaches(files: readonly SourceFile[], rooms: readonly string[], rules: HouseRules): string[] {
  return Object.entries(rules.loadsOnly).flatMap(([room, packages]) => {
    const starts = files.map(file => file.path).filter(path => roomOf(path, rooms) === room);
    return loadedBy(files, starts).flatMap(one => {
      const only = packages[packageName(one.specifier)];
      if (one.to !== null || !only || only.includes(one.specifier)) return [];
      return [
        `${one.from}:${one.line}: imports ${one.specifier}, which ${room} would load; it may load only ${only.join(', ')}`,
      ];
    });
  });
}
