import type { z } from 'zod';
import { keyPatterns, keysAt, schemaAt } from './json-schema.ts';
import { didYouMean, nearest } from './nearest.ts';
import { type Finding, isSecret, type Path, pathText, touches } from './problem.ts';

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
  const unknown = issues.flatMap(issue =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map(key => unknownKey(issue.path as Path, key, root))
      : [],
  );
  const others = issues
    .filter(issue => issue.code !== 'unrecognized_keys')
    .map(issue => {
      const path = issue.path as Path;
      const value = valueAt(root, path);
      const hidden = isSecret(path) || from.some(other => touches(path, other.join('.')));
      return value === undefined ? missing(path) : wrongValue(issue, path, value, hidden);
    });
  // A key that is missing because it is mistyped is one error, not two.
  const mistyped = new Set(unknown.map(({ means }) => pathText(means ?? [])));
  return [
    ...unknown,
    ...others.filter(({ message, path }) => message !== isMissing(path) || !mistyped.has(pathText(path))),
  ];
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
  const near = nearest(key, free) ?? nearest(key, known);
  const elsewhere = keyPatterns().find(pattern => pattern.split('.').at(-1) === key);
  let hint = `known here: ${known.slice(0, 20).join(', ')}${known.length > 20 ? ', ...' : ''}`;
  if (near !== null) hint = `did you mean \`${near}\`?`;
  else if (elsewhere) hint = `it belongs at \`${elsewhere.replaceAll('.*', '')}\``;
  const means = near === null ? {} : { means: [...block, near] };
  return {
    path: [...block, key],
    on: 'key',
    ...means,
    message: `\`${key.slice(0, 60)}\` is no known key`,
    hint,
  };
}

function isMissing(path: Path): string {
  return typeof path.at(-1) === 'number' ? 'this item is empty' : `\`${path.at(-1)}\` is missing`;
}

function missing(path: Path): Finding {
  const description = schemaAt(path)?.description?.replace(/\.$/, '');
  const hint = description ? { hint: description.charAt(0).toLowerCase() + description.slice(1) } : {};
  return { path, message: isMissing(path), ...hint };
}

function wrongValue(issue: Issue, path: Path, value: unknown, hidden: boolean): Finding {
  if (issue.code === 'invalid_key') {
    const message = 'expected a name of small letters, digits and _, such as front_desk';
    return { path, on: 'key', message };
  }
  // Problems of hours bring their own place and hint (schema.ts).
  const { on, hint } = (issue.code === 'custom' ? issue.params : undefined) ?? {};
  const expected = expectation(issue, path);
  const message = hidden || on === 'key' ? expected : `${expected}, found ${found(value)}`;
  const choices = issue.code === 'invalid_value' && !hidden ? issue.values.map(String) : [];
  return {
    path,
    message,
    ...(on === 'key' ? { on } : {}),
    ...(typeof hint === 'string'
      ? { hint }
      : didYouMean(typeof value === 'object' ? '' : String(value), choices)),
  };
}

function expectation(issue: Issue, path: Path): string {
  const { message } = issue;
  // A message of our own (values.ts) says more than the kind of issue.
  if (message.startsWith('expected') || issue.code === 'custom') return message;
  switch (issue.code) {
    case 'invalid_type':
      return SHAPES[issue.expected] ?? 'expected something else';
    case 'invalid_value':
      return `expected ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return issue.origin === 'array' ? 'expected at least one item' : 'expected something longer';
    case 'too_big':
      return `expected at most ${issue.maximum} characters`;
    case 'invalid_format':
      return issue.format === 'email' ? 'expected an email address' : 'expected something else';
    default:
      return schemaAt(path)?.description ?? 'this value is not understood';
  }
}

function found(value: unknown): string {
  if (value === null) return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'a block of keys';
  const written = String(value);
  return `"${written.length > 40 ? `${written.slice(0, 40)}...` : written}"`;
}
