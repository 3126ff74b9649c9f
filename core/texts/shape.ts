import type { en } from './en.ts';

export type Group = keyof typeof en;

/** All sentences of one language: group, then key, then the words. A language file that lacks one does not type-check. */
export type Texts = { readonly [G in Group]: { readonly [K in keyof (typeof en)[G]]: string } };
