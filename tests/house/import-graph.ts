import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';

/** One import of one file, static or dynamic, re-exports included. */
export interface Import {
  from: string;
  line: number;
  /** What is written: `./menu.ts`, `node:fs`, `hono/html`. */
  specifier: string;
  /** The project's file behind it, from the top folder; null for packages and Node's own modules. */
  to: string | null;
  /** `type` is gone at run time; `lazy` is a call of `import()`, loaded only when that line runs. */
  kind: 'value' | 'type' | 'lazy';
}

export interface SourceFile {
  path: string;
  imports: readonly Import[];
  /** The source with its comments blanked out, line for line. */
  code: string;
}

/** Reads a source file's imports with a real parser. Throws when it does not parse, or an import has no fixed name. */
export function readSource(path: string, source: string): SourceFile {
  const parsed = parseSync(path, source);
  if (parsed.errors[0]) throw new Error(`${path} does not parse: ${parsed.errors[0].message}`);
  const imports: Import[] = [];
  const add = (node: Node, specifier: Specifier, kind: Import['kind']) => {
    const line = lineAt(source, node.start);
    if (typeof specifier.value !== 'string') {
      throw new Error(`${path}:${line} imports a name made at run time: nobody can tell what it may be.`);
    }
    const { value } = specifier;
    const to = value.startsWith('.') ? posix.join(posix.dirname(path), value) : null;
    imports.push({ from: path, line, specifier: value, to, kind });
  };
  new Visitor({
    ImportDeclaration(node) {
      const types = node.importKind === 'type' || allTypes(node.specifiers);
      add(node, node.source, types ? 'type' : 'value');
    },
    ExportNamedDeclaration(node) {
      const types = node.exportKind === 'type' || allTypes(node.specifiers);
      if (node.source) add(node, node.source, types ? 'type' : 'value');
    },
    ExportAllDeclaration(node) {
      add(node, node.source, node.exportKind === 'type' ? 'type' : 'value');
    },
    ImportExpression(node) {
      add(node, node.source as Specifier, 'lazy');
    },
    TSImportType(node) {
      add(node, node.source, 'type');
    },
  }).visit(parsed.program);
  const code = parsed.comments.reduce((text, { start, end }) => blank(text, start, end), source);
  return { path, imports: imports.sort((a, b) => a.line - b.line), code };
}

interface Node {
  start: number;
}

type Specifier = { value?: unknown };

/** `import { type A } from` is kept as an empty import by the type stripper, but nothing of it is used. */
function allTypes(specifiers: readonly object[]): boolean {
  return specifiers.length > 0 && specifiers.every(one => isType(one as { importKind?: string }));
}

function isType(specifier: { importKind?: string; exportKind?: string }): boolean {
  return specifier.importKind === 'type' || specifier.exportKind === 'type';
}

function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

function blank(text: string, start: number, end: number): string {
  return text.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + text.slice(end);
}

/** Every group of files that import each other in a ring, type imports included: one shortest ring for each. */
export function findCycles(files: readonly SourceFile[]): string[][] {
  const next = new Map(files.map(file => [file.path, file.imports.flatMap(({ to }) => (to ? [to] : []))]));
  const rings = new Map<string, string[]>();
  for (const { path } of files) {
    const ring = shortestWay(next, path);
    const name = ring && [...ring].sort().join(' ');
    if (name && !rings.has(name)) rings.set(name, ring);
  }
  return [...rings.values()];
}

function shortestWay(next: ReadonlyMap<string, readonly string[]>, home: string): string[] | null {
  const queue: string[][] = [[home]];
  const seen = new Set<string>();
  for (let way = queue.shift(); way; way = queue.shift()) {
    for (const to of next.get(way.at(-1) ?? home) ?? []) {
      if (to === home) return way;
      if (seen.has(to)) continue;
      seen.add(to);
      queue.push([...way, to]);
    }
  }
  return null;
}

/** The imports that are loaded when the given files are: values only, followed from file to file. */
export function loadedBy(files: readonly SourceFile[], starts: readonly string[]): Import[] {
  const byPath = new Map(files.map(file => [file.path, file]));
  const loaded = new Map<string, Import[]>();
  const waiting = [...starts];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (loaded.has(path)) continue;
    const values = (byPath.get(path)?.imports ?? []).filter(({ kind }) => kind === 'value');
    loaded.set(path, values);
    waiting.push(...values.flatMap(({ to }) => (to ? [to] : [])));
  }
  return [...loaded.values()].flat();
}
