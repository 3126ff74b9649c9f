import type { en } from './en.ts';

/** All that the desk says in one language. A language that lacks a sentence does not type-check. */
export type DeskTexts = { readonly [K in keyof typeof en]: string };
