import { COUNTRIES, type Country } from '../rules/phone.ts';
import { CHECKS } from './checks.ts';
import { resolveElsewhere, type Surroundings } from './elsewhere.ts';
import { findingsOf, valueAt } from './messages.ts';
import { type ConfigProblem, type Finding, type Path, pathText, touches } from './problem.ts';
import { type Config, schemaFor } from './schema.ts';
import { readSource, type Source } from './source.ts';
import { mended } from './stand-ins.ts';

/** A checked configuration, or every error of the file in its order. Warnings keep nothing from starting. */
export type ConfigReading =
  | { readonly config: Config; readonly warnings: readonly ConfigProblem[] }
  | { readonly errors: readonly ConfigProblem[]; readonly warnings: readonly ConfigProblem[] };

/** Reads a configuration file's text. Never throws for anything that a file may hold. */
export function readConfig(text: string, around: Surroundings): ConfigReading {
  const source = readSource(text);
  if ('problems' in source) return { errors: inOrder(source.problems), warnings: [] };

  const { root, findings: unresolved, warnings, from } = resolveElsewhere(source.root, around);
  const notRead = [...source.findings, ...unresolved];
  const schema = schemaIn(countryIn(root), around.folder);
  const parsed = schema.safeParse(root);

  const wrong = parsed.success
    ? []
    : findingsOf(parsed.error.issues, root, from).filter(({ path }) => !isReported(notRead, path, root));
  const errors = [...notRead, ...wrong];
  const config = parsed.success ? parsed.data : mended(schema, root);
  if (config) {
    const broken = errors.map(({ path, means }) => means ?? path);
    for (const check of CHECKS) {
      if (broken.some(path => check.reads.some(pattern => touches(path, pattern)))) continue;
      const found = check.find(config, { around, written: source.root });
      (check.severity === 'warning' ? warnings : errors).push(...found);
    }
  }

  const placed = placedIn(source, warnings);
  if (parsed.success && errors.length === 0) return { config: parsed.data, warnings: placed };
  return { errors: placedIn(source, errors), warnings: placed };
}

const schemas = new Map<string, ReturnType<typeof schemaFor>>();

/** Building a schema takes longer than reading a file with it, and a reload reads in the same place. */
function schemaIn(country: Country, folder: string): ReturnType<typeof schemaFor> {
  const place = `${country} ${folder}`;
  const schema = schemas.get(place) ?? schemaFor({ country, folder });
  schemas.set(place, schema);
  return schema;
}

/** A value that could not be fetched is missing to the schema; saying so twice helps nobody. */
function isReported(reported: readonly Finding[], path: Path, root: unknown): boolean {
  return (
    valueAt(root, path) === undefined &&
    reported.some(other => path.every((step, i) => other.path[i] === step))
  );
}

function countryIn(root: unknown): Country {
  const written = valueAt(root, ['practice', 'country']);
  return COUNTRIES.find(country => country === written) ?? 'US';
}

function placedIn(source: Source, findings: readonly Finding[]): ConfigProblem[] {
  return inOrder(findings.map(finding => source.place(finding)));
}

function inOrder(problems: readonly ConfigProblem[]): ConfigProblem[] {
  const seen = new Set<string>();
  return [...problems]
    .sort((a, b) => a.line - b.line || a.column - b.column)
    .filter(({ line, column, path, message }) => {
      const same = JSON.stringify([line, column, pathText(path), message]);
      return !seen.has(same) && seen.add(same);
    });
}
