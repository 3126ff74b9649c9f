import '../styles/account.css';
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { coverNow } from '../cover.tsx';
import { LanguageChoice } from '../language-choice.tsx';
import { NotLoaded } from '../not-loaded.tsx';
import { say as sayHere } from '../words.ts';
import { account, readAccount, unread } from './account-state.ts';
import { Asked, type Question } from './asked.tsx';
import { Factors } from './factors.tsx';
import { MySessions } from './sessions.tsx';
import { SignalChoices } from './signal-choices.tsx';
import { inTime, say } from './words.ts';

/** What is one's own: by what one signs in, where one is signed in, and how this browser shows the desk. */
export function Account() {
  const asked = useSignal<Question | null>(null);
  const done = useSignal('');
  useEffect(() => void readAccount(), []);
  const { value } = account;
  if (!value) {
    return unread.value ? (
      <NotLoaded why={unread.value} again={() => void readAccount()} />
    ) : (
      <p class="nothing">{sayHere('loading')}</p>
    );
  }
  const ask = (question: Question) => {
    done.value = '';
    asked.value = question;
  };
  return (
    <div class="account">
      <p role="status" class="done">
        {done.value}
      </p>
      <section aria-labelledby="password-title">
        <h2 id="password-title">{sayHere('password')}</h2>
        <p>{say('email_is', { email: value.email })}</p>
        <button type="button" onClick={() => ask({ what: 'password' })}>
          {say('change_password')}
        </button>
      </section>
      <Factors account={value} ask={ask} />
      <MySessions sessions={value.sessions} said={sentence => (done.value = sentence)} />
      <section aria-labelledby="browser-title">
        <h2 id="browser-title">{say('this_browser')}</h2>
        <LanguageChoice />
        <SignalChoices />
        <p>{say('covers_after', { cover: inTime(value.cover_after), session: inTime(value.session) })}</p>
        <button type="button" onClick={() => void coverNow()}>
          {sayHere('cover_now')}
        </button>
      </section>
      {asked.value && (
        <Asked
          question={asked.value}
          close={sentence => {
            asked.value = null;
            if (sentence) done.value = sentence;
          }}
        />
      )}
    </div>
  );
}
