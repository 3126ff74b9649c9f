import type { en } from './en.ts';

/** The same sentences in another language. One that lacks a sentence does not type-check. */
export type Complete<Texts> = { readonly [K in keyof Texts]: string };

/** All that the desk says in one language before a page beside the queue is opened. */
export type DeskTexts = Complete<typeof en>;
