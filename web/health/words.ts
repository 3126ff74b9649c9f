import { signal } from '@preact/signals';
import { asTyped } from '../../core/rules/as-typed.ts';
import { sayingOf } from '../words.ts';

/** Whether this runs in containers, as the server says beside what it found: there commands are typed in another way. */
export const inContainers = signal(false);

const saying = await sayingOf({
  en: async () => (await import('../../core/texts/desk/health/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/health/es.ts')).es,
});

const sayingFound = await sayingOf({
  en: async () => (await import('../../core/texts/desk/doctor/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/doctor/es.ts')).es,
});

/** What the page about health says. */
export const say: typeof saying = (key, values) => asTyped(saying(key, values), inContainers.value);

/** What it says of what was looked at from here outward. */
export const sayFound: typeof sayingFound = (key, values) =>
  asTyped(sayingFound(key, values), inContainers.value);
