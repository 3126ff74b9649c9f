import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { editorSchema, keyPatterns, schemaAt } from '../../../core/config/json-schema.ts';

const root = new URL('../../../', import.meta.url);
const docs = readFileSync(new URL('docs/configuration.md', root), 'utf8');
const example = readFileSync(new URL('config.example.yaml', root), 'utf8');

/** Free names and single sentences are described once, not one by one. */
const keys = keyPatterns().filter(
  pattern => !pattern.startsWith('texts.') && !pattern.startsWith('hours.*.'),
);

describe('docs/config.schema.json', () => {
  it('is what the schema says; `npx vitest -u` writes it anew', async () => {
    const current = `${JSON.stringify(editorSchema(), null, 2)}\n`;
    await expect(current).toMatchFileSnapshot('../../../docs/config.schema.json');
  });

  it('describes every key', () => {
    const silent = keys.filter(pattern => {
      const path = pattern.split('.').map(step => (step === '*' ? 0 : step));
      const named = path.map((step, i) =>
        step === 0 && ['staff', 'hours', 'replies'].includes(String(path[i - 1])) ? 'x' : step,
      );
      return !schemaAt(named)?.description;
    });
    expect(silent).toEqual([]);
  });

  it('knows deep keys, so that the tests below mean something', () => {
    expect(keys.length).toBeGreaterThan(60);
    expect(keys).toContain('lines.*.ring.*.accept');
    expect(keys).toContain('practice.legal.privacy_contact');
  });
});

describe('every key of the configuration', () => {
  it.each(keys.filter(key => key !== 'lines.*.greeting.play'))('%s is in config.example.yaml', pattern => {
    expect(reached(parse(example), pattern.split('.'))).toBe(true);
  });

  it.each(keys)('%s is in docs/configuration.md', pattern => {
    expect(docs).toContain(`\`${documented(pattern)}\``);
  });
});

function reached(value: unknown, [step, ...rest]: readonly string[]): boolean {
  if (step === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  if (step === '*') return Object.values(value).some(inner => reached(inner, rest));
  return Object.hasOwn(value, step) && reached((value as Record<string, unknown>)[step], rest);
}

/** `lines.*.ring.*.who` is documented as `lines[].ring[].who`, `staff.*.name` as `staff.<name>.name`. */
function documented(pattern: string): string {
  return pattern.replace(/^(staff|hours)\.\*/, '$1.<name>').replaceAll('.*', '[]');
}
