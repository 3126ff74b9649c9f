import { DESK_LANGUAGES, type DeskLanguage, language, say, speak } from './words.ts';

/** Which language the desk speaks in this browser. */
export function LanguageChoice() {
  return (
    <label>
      <span>{say('language')}</span>
      <select
        value={language.value}
        onChange={event => void speak(event.currentTarget.value as DeskLanguage)}
      >
        {Object.entries(DESK_LANGUAGES).map(([tag, itself]) => (
          <option key={tag} value={tag} lang={tag}>
            {itself}
          </option>
        ))}
      </select>
    </label>
  );
}
