import { computed, effect, signal } from '@preact/signals';
import { en } from '../core/texts/desk/en.ts';
import type { Complete, DeskTexts } from '../core/texts/desk/shape.ts';
import { fill } from '../core/texts/texts.ts';

/** The languages the desk speaks. Spanish is loaded when somebody asks for it. */
export const DESK_LANGUAGES = { en: 'English', es: 'Español' } as const;
export type DeskLanguage = keyof typeof DESK_LANGUAGES;

const KEPT = 'second-ring-language';
const texts = signal<DeskTexts>(en);
let refusals: Readonly<Record<string, string>> = {};

export const language = signal<DeskLanguage>('en');

/** A sentence in the chosen language, its places filled in. */
export function say(key: keyof DeskTexts, values: Readonly<Record<string, string | number>> = {}): string {
  return fill(texts.value[key], values);
}

/** Why the server would not do something, by its code; null where its own sentence is in the chosen language already. */
export function refusal(code: string): string | null {
  return refusals[code] ?? null;
}

/** `say` for a page's own sentences, which come with the page. */
export async function sayingOf<Own extends Complete<Own>>(
  load: Readonly<Record<DeskLanguage, () => Promise<Own>>>,
): Promise<(key: keyof Own, values?: Readonly<Record<string, string | number>>) => string> {
  const own = signal(await load[language.value]());
  effect(() => {
    const wanted = language.value;
    load[wanted]().then(
      loaded => {
        if (language.value === wanted) own.value = loaded;
      },
      // Without a connection it goes on in the language it has.
      () => {},
    );
  });
  return (key, values = {}) => fill(own.value[key], values);
}

/** Speaks another language from now on, in this browser. */
export async function speak(wanted: DeskLanguage): Promise<void> {
  const { es } = wanted === 'es' ? await import('../core/texts/desk/es.ts') : { es: null };
  refusals = es ? (await import('../core/texts/desk/refusals-es.ts')).refusalsEs : {};
  texts.value = es ?? en;
  language.value = wanted;
  localStorage.setItem(KEPT, wanted);
  document.documentElement.lang = wanted;
}

/** The language chosen here before, or else the browser's. */
export function firstLanguage(): DeskLanguage {
  const wanted = localStorage.getItem(KEPT) ?? navigator.language.slice(0, 2);
  return wanted === 'es' ? 'es' : 'en';
}

/** Changes once a minute, so that what says how long somebody has waited stays true. */
export const minute = signal(Date.now());
setInterval(() => {
  minute.value = Date.now();
}, 60_000);

export const timeZone = signal('UTC');

const clock = computed(() => format({ hour: 'numeric', minute: '2-digit' }));
const day = computed(() => format({ weekday: 'short', month: 'short', day: 'numeric' }));

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(language.value, { ...options, timeZone: timeZone.value });
}

/** A time of the practice's day, with the day when it is not today. */
export function timeOf(at: number): string {
  const time = clock.value.format(at);
  const date = day.value.format(at);
  return date === day.value.format(minute.value) ? time : `${date}, ${time}`;
}

export function sinceThen(at: number): string {
  const minutes = Math.max(0, Math.floor((minute.value - at) / 60_000));
  if (minutes < 60) return say('minutes', { count: minutes });
  if (minutes < 48 * 60) return say('hours', { count: Math.floor(minutes / 60) });
  return say('days', { count: Math.floor(minutes / 1_440) });
}

/** Seconds as players show them, such as 1:05. */
export function lengthOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.round(seconds) % 60).padStart(2, '0')}`;
}

/** As people in North America write it; any other number as it is. */
export function phoneOf(phone: string): string {
  const parts = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(phone);
  return parts ? `(${parts[1]}) ${parts[2]}-${parts[3]}` : phone;
}
