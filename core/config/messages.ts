import type { z } from 'zod';
import { keyPatterns, keysAt, schemaAt } from './json-schema.ts';
import { didYouMean, nearest } from './nearest.ts';
import { type Finding, isSecret, type Path, touches } from './problem.ts';

type Issue = z.core.$ZodIssue;

const SHAPES: Readonly<Record<string, string>> = {
  string: 'expected some text',
  number: 'expected a number',
  boolean: 'expected on or off',
  array: 'expected a list',
  object: 'expected a block of keys',
  record: 'expected a block of keys',
};

/** What the schema found, in plain words. `from` are the paths whose values came from elsewhere and stay unseen. */
export function findingsOf(issues: readonly Issue[], root: unknown, from: readonly Path[]): Finding[] {
  return issues.flatMap(issue => {
    const path = issue.path as Path;
    if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(path, key, root));
    if (valueAt(root, path) === undefined) return [missing(path)];
    const hidden = isSecret(path) || from.some(other => touches(path, other.join('.')));
    return [wrongValue(issue, path, hidden ? null : found(valueAt(root, path)))];
  });
}

/** What stands at a path, or undefined. */
export function valueAt(root: unknown, path: Path): unknown {
  let value = root;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

function unknownKey(block: Path, key: string, root: unknown): Finding {
  const here = valueAt(root, block) as Record<string, unknown>;
  const known = keysAt(block);
  const free = known.filter(candidate => !Object.hasOwn(here, candidate));
  const meant = nearest(key, free) ?? nearest(key, known);
  const elsewhere = keyPatterns().find(pattern => pattern.split('.').at(-1) === key);
  let hint = `known here: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', ...' : ''}`;
  if (meant !== null) hint = `did you mean \`${meant}\`?`;
  else if (elsewhere) hint = `it belongs at \`${elsewhere.replaceAll('.*', '')}\``;
  return { path: [...block, key], on: 'key', message: `\`${key.slice(0, 60)}\` is no known key`, hint };
}

function missing(path: Path): Finding {
  const description = schemaAt(path)?.description;
  return {
    path,
    message: typeof path.at(-1) === 'number' ? 'this item is empty' : `\`${path.at(-1)}\` is missing`,
    ...(description ? { hint: description.charAt(0).toLowerCase() + description.slice(1) } : {}),
  };
}

function wrongValue(issue: Issue, path: Path, seen: string | null): Finding {
  const [expected, word] = expectation(issue, path);
  const message = seen === null ? expected : `${expected}, found ${seen}`;
  return { path, message, ...(word ?? {}) };
}

function expectation(issue: Issue, path: Path): [string, { hint?: string }?] {
  switch (issue.code) {
    case 'invalid_type':
      // A message of our own (values.ts) says more than the type.
      return [
        issue.message.startsWith('expected')
          ? issue.message
          : (SHAPES[issue.expected] ?? 'expected something else'),
      ];
    case 'invalid_value': {
      const words = issue.values.map(String);
      if (words.length > 12) return [`expected a code such as ${words.includes('US') ? 'US' : words[0]}`];
      const written = typeof issue.input === 'string' ? didYouMean(issue.input, words) : {};
      return [`expected ${words.join(' or ')}`, written];
    }
    case 'too_small':
      return [issue.origin === 'array' ? 'expected at least one item' : issue.message];
    case 'too_big':
      return [issue.origin === 'string' ? `expected at most ${issue.maximum} characters` : issue.message];
    case 'invalid_format':
      return [issue.format === 'email' ? 'expected an email address' : issue.message];
    case 'invalid_key':
      return ['expected a name of small letters, digits and _, such as front_desk'];
    default:
      return [
        issue.message.startsWith('expected') || issue.code === 'custom' ? issue.message : unknown(path),
      ];
  }
}

function unknown(path: Path): string {
  return schemaAt(path)?.description ?? 'this value is not understood';
}

function found(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a block of keys';
  const written = String(value);
  return `"${written.length > 40 ? `${written.slice(0, 40)}...` : written}"`;
}
