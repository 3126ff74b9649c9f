import { leave } from '../cover.tsx';
import { LanguageChoice } from '../language-choice.tsx';
import { sayingOf } from '../words.ts';

const say = await sayingOf({
  en: async () => (await import('../../core/texts/desk/account/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/account/es.ts')).es,
});

/** What is one's own: the language, and the ends of one's sessions. */
export function Account() {
  return (
    <>
      <h2>{say('this_browser')}</h2>
      <LanguageChoice />
      <h2>{say('sessions')}</h2>
      <p>{say('everywhere_how')}</p>
      <button type="button" onClick={() => void leave('/auth/sign-out-everywhere')}>
        {say('everywhere')}
      </button>
    </>
  );
}
