import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import type { ConfigProblem, Finding, Path } from './problem.ts';

/** More than any practice needs, and little enough to be read at once. */
export const LARGEST_FILE = 256 * 1024;

/** A configuration file as plain values that remember where they stood. */
export interface Source {
  readonly root: unknown;
  readonly findings: readonly Finding[];
  /** Puts a finding at its place in the text; what is missing is placed at what it is missing from. */
  place(finding: Finding): ConfigProblem;
}

interface Place {
  readonly key: number | null;
  readonly value: number;
}

type ParsedDocument = ReturnType<typeof parseDocument>;

/** Reads YAML 1.2. With errors in the notation itself nothing else can be said, so those come alone. */
export function readSource(text: string): Source | { readonly problems: readonly ConfigProblem[] } {
  if (Buffer.byteLength(text) > LARGEST_FILE) {
    return {
      problems: [atStart(`the file is larger than ${LARGEST_FILE / 1024} KiB; is it the right one?`)],
    };
  }
  const lines = new LineCounter();
  const parsed = parse(text, lines);
  if (parsed === null) return { problems: [atStart('blocks are nested too deeply')] };

  const position = (offset: number) => {
    const { line, col } = lines.linePos(Math.min(offset, text.length));
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const notation = [...parsed.errors, ...parsed.warnings].filter(error => error.code !== 'DUPLICATE_KEY');
  if (notation.length > 0) {
    return {
      problems: notation.map(error => {
        const opened = openQuote(parsed, error);
        return opened === null
          ? { ...position(error.pos[0]), path: [], message: inPlainWords(error) }
          : { ...position(opened), path: [], message: 'a quote opens here and is never closed' };
      }),
    };
  }
  if (parsed.contents === null) return { problems: [atStart('the file is empty')] };
  if (!isMap(parsed.contents)) {
    return { problems: [atStart('expected blocks such as practice: and lines:, found something else')] };
  }

  const places = new Map<string, Place>();
  const findings: Finding[] = [];
  const root = plainValue(parsed.contents, [], null, places, findings);
  return {
    root,
    findings,
    place: finding => {
      const { path, message, hint } = finding;
      const { line, column } = position(offsetOf(places, finding));
      return { line, column, path, message, ...(hint === undefined ? {} : { hint }) };
    },
  };
}

function parse(text: string, lineCounter: LineCounter) {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false, uniqueKeys: false, version: '1.2' });
  } catch (error) {
    // The parser recurses; a file of ten thousand brackets exhausts the stack.
    if (error instanceof RangeError) return null;
    throw error;
  }
}

/** The plain value of a node; keeps its places, and notes what YAML allows but a configuration file should not hold. */
function plainValue(
  node: unknown,
  path: Path,
  key: number | null,
  places: Map<string, Place>,
  findings: Finding[],
): unknown {
  const value = (node as Node | null)?.range?.[0] ?? key ?? 0;
  places.set(JSON.stringify(path), { key, value });

  if (isAlias(node)) {
    findings.push({ path, message: 'a value is repeated with *; write it out instead' });
    return undefined;
  }
  if (isSeq(node)) {
    return node.items.map((item, i) => plainValue(item, [...path, i], null, places, findings));
  }
  if (isMap(node)) {
    const entries = new Map<string, unknown>();
    for (const pair of node.items) {
      if (!isScalar(pair.key) || pair.key.value === null || String(pair.key.value) === '__proto__') {
        findings.push({ path, message: 'expected a word before each colon' });
        continue;
      }
      const name = String(pair.key.value);
      const start = pair.key.range?.[0] ?? value;
      if (entries.has(name)) {
        findings.push({
          path: [...path, name],
          message: `\`${name}\` is here twice; keep one`,
          offset: start,
        });
        continue;
      }
      entries.set(name, plainValue(pair.value, [...path, name], start, places, findings));
    }
    return Object.fromEntries(entries);
  }
  if (isScalar(node)) {
    // Keeps the + of an unquoted phone number and the zeros of an id, which a number would lose.
    const written = node.source;
    return typeof node.value === 'number' && String(node.value) !== written ? written : node.value;
  }
  return null;
}

function offsetOf(places: ReadonlyMap<string, Place>, { path, on, offset }: Finding): number {
  if (offset !== undefined) return offset;
  for (let length = path.length; length >= 0; length -= 1) {
    const place = places.get(JSON.stringify(path.slice(0, length)));
    if (!place) continue;
    const toKey = on === 'key' || length < path.length;
    return toKey && place.key !== null ? place.key : place.value;
  }
  return 0;
}

const NOTATION: Readonly<Record<string, string>> = {
  TAB_AS_INDENT: 'a tab at the start of a line; use spaces',
  BAD_INDENT:
    'this line is not indented like the ones it belongs with, or a bracket before it was not closed',
  MISSING_CHAR: 'something is missing here: a space after a colon, a comma, or a closing quote or bracket',
  MULTIPLE_DOCS: 'a second document begins here (---); one file holds one configuration',
  BLOCK_AS_IMPLICIT_KEY:
    'a second colon in one line; put text that holds a colon in quotes, or check the indentation',
  MULTILINE_IMPLICIT_KEY: 'a key goes over several lines; is a colon or a quote missing?',
  BAD_DQ_ESCAPE: 'a backslash in double quotes that means nothing; use single quotes',
  TAG_RESOLVE_FAILED: 'a word with ! in front has no meaning here; put the value in quotes',
  UNEXPECTED_TOKEN: 'unexpected here; put the value in quotes if it is meant to be text',
};

function inPlainWords(error: YAMLError): string {
  return NOTATION[error.code] ?? 'this cannot be read as YAML; check quotes, colons and indentation';
}

/** Where a quote begins whose end is missing: the parser only notices at the end of the file. */
function openQuote(document: ParsedDocument, error: YAMLError): number | null {
  if (error.code !== 'MISSING_CHAR') return null;
  let opened: number | null = null;
  visit(document, {
    Scalar(_, { type, range }) {
      const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
      if (quoted && range && range[0] < error.pos[0] && error.pos[0] <= range[2]) opened = range[0];
    },
  });
  return opened;
}

function atStart(message: string): ConfigProblem {
  return { line: 1, column: 1, path: [], message };
}
