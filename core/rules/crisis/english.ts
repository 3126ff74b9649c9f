import type { CrisisTable } from './crisis-table.ts';

export const ENGLISH: CrisisTable = {
  language: 'en',
  lists: {},
  spell: words => words,
  rules: [
    { rule: 'kill-self', who: 'self', phrases: ['kill|killing myself', '~suicide|~suicidal', 'want to die'] },
  ],
  spacedOut: ['kill myself', 'suicide', 'want to die'],
};
