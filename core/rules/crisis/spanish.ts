import type { CrisisTable } from './crisis-table.ts';

export const SPANISH: CrisisTable = {
  language: 'es',
  lists: {},
  spell: words => words,
  rules: [{ rule: 'kill-self', who: 'self', phrases: ['suicid*', 'matarme', 'quiero morir'] }],
  spacedOut: ['quiero morir', 'matarme'],
};
