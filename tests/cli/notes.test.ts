import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LANGUAGES } from '../../core/texts/texts.ts';

const root = new URL('../../', import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), 'utf8');

const flows = readdirSync(new URL('core/flows/', root))
  .map(file => read(`core/flows/${file}`))
  .join('\n');

/** The literals of `type Name = 'a' | 'b'` in a file. */
function union(path: string, name: string): string[] {
  const declared = new RegExp(`type ${name} =([^;]+);`).exec(read(path))?.[1] ?? '';
  return [...declared.matchAll(/'(\w+)'/g)].map(match => match[1]!);
}

/** Every last argument of `addNote(`, as it is written. */
const written = [...flows.matchAll(/addNote\(\s*tx,\s*[^,]+,\s*((?:[^()]|\([^()]*\))+?),?\s*\)/g)].map(
  match => match[1]!,
);
const literals = written.flatMap(code => [...code.matchAll(/'(\w+)'/g)].map(match => match[1]!));

/** Why a text was not sent: what `drop` and `withdrawContinuation` are told, beside a refusal of the rules. */
const reasons = [
  ...flows.matchAll(/drop\(tx, config, effect, message, '(\w+)'\)/g),
  ...flows.matchAll(/withdrawContinuation\(tx, call, '(\w+)'\)/g),
].map(match => match[1]!);

const codes = [
  ...literals,
  ...union('core/rules/dialogue-parts.ts', 'DialogueNote'),
  ...[
    ...union('core/rules/delivery.ts', 'DeliveryProblem'),
    ...union('core/rules/consent.ts', 'Refusal'),
    ...reasons,
    'unknown',
    'not_found',
  ].map(problem => `text_${problem}`),
];

test('the flows are read as they are written', () => {
  expect(written.length).toBe([...flows.matchAll(/addNote\(/g)].length);
  expect(literals).toEqual(expect.arrayContaining(['nobody_alerted', 'crisis_alert_failed', 'call_taken']));
  expect(reasons).toEqual(expect.arrayContaining(['too_late', 'no_number', 'star', 'slip']));
  expect(union('core/rules/delivery.ts', 'DeliveryProblem')).toContain('landline');
});

test('a code that is put together at run time is one that this test knows', () => {
  const computed = written.filter(code => !/'\w+'/.test(code));
  const known = /^(?:action\.code|note|`text_\$\{(?:deliveryProblem\(errorCode\)|reason)\}`)$/;
  expect(computed.filter(code => !known.test(code))).toEqual([]);
});

test.each([...new Set(codes)].sort())('%s has its sentence', code => {
  for (const texts of Object.values(LANGUAGES)) expect(Object.keys(texts.notes)).toContain(code);
});

test('no sentence is without its code', () => {
  const recordings = [...flows.matchAll(/'(voicemail_not_fetched|recording_not_deleted)'/g)].map(m => m[1]!);
  const known = new Set([...codes, ...recordings]);
  expect(Object.keys(LANGUAGES.en.notes).filter(code => !known.has(code))).toEqual([]);
});
