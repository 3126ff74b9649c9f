import { expect, test } from 'vitest';
import { asTyped } from '../../../core/rules/as-typed.ts';

test.each([
  ['See it: second-ring doctor', 'See it: npx --no second-ring doctor'],
  ['`second-ring connect --undo` puts it back', '`npx --no second-ring connect --undo` puts it back'],
  ['npx --no second-ring keep waiting', 'npx --no second-ring keep waiting'],
  [
    'second-ring test-call: second-ring backup.',
    'npx --no second-ring test-call: npx --no second-ring backup.',
  ],
])('with packages: %s', (sentence, typed) => {
  expect(asTyped(sentence, false)).toBe(typed);
});

test.each([
  ['See it: second-ring doctor', 'See it: docker compose exec worker second-ring doctor'],
  ['npx --no second-ring keep waiting', 'docker compose exec worker second-ring keep waiting'],
  // While the configuration is broken nothing runs that `exec` could get into.
  ['second-ring key sheet', 'docker compose run --rm --no-deps worker second-ring key sheet'],
  ['second-ring config check', 'docker compose run --rm --no-deps worker second-ring config check'],
  [
    'second-ring restore data/backups/x.backup',
    'docker compose run --rm --no-deps worker second-ring restore data/backups/x.backup',
  ],
])('with Compose: %s', (sentence, typed) => {
  expect(asTyped(sentence, true)).toBe(typed);
});

test.each([
  'stop the worker and every other second-ring command first',
  'the folder /srv/second-ring is full',
  'sudo second-ring-volume unlock',
  'Second Ring needs some 400 MB',
])('what is no command stays: %s', sentence => {
  expect(asTyped(sentence, true)).toBe(sentence);
  expect(asTyped(sentence, false)).toBe(sentence);
});
