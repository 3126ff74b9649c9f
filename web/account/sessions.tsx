import { useSignal } from '@preact/signals';
import { send, sentenceOf } from '../ask-server.ts';
import { leave } from '../cover.tsx';
import { timeOf } from '../words.ts';
import { type OwnSession, readAccount } from './account-state.ts';
import { say } from './words.ts';

/** Where somebody is signed in. No browser's make and no address is kept, so that times are all that tells them apart. */
export function MySessions({
  sessions,
  said,
}: {
  sessions: readonly OwnSession[];
  said: (sentence: string) => void;
}) {
  const wrong = useSignal('');
  const attempt = async (act: () => Promise<unknown>) => {
    wrong.value = '';
    try {
      await act();
    } catch (error) {
      wrong.value = sentenceOf(error);
    }
  };
  const end = async (session: string) => {
    await send('/auth/account/sessions/end', { session });
    said(say('session_ended'));
    await readAccount();
  };
  return (
    <section aria-labelledby="sessions-title">
      <h2 id="sessions-title">{say('sessions')}</h2>
      <ul class="rows">
        {sessions.map(session => (
          <li key={session.id}>
            <span>
              <strong>
                {session.this ? say('this_one') : say('signed_in', { time: timeOf(session.created_at) })}
              </strong>
              <small>
                {session.this
                  ? say('signed_in', { time: timeOf(session.created_at) })
                  : say('last_active', { time: timeOf(session.acted_at) })}
              </small>
            </span>
            {!session.this && (
              <button
                type="button"
                class="quiet"
                aria-label={say('end_one', { time: timeOf(session.created_at) })}
                onClick={() => void attempt(() => end(session.id))}
              >
                {say('end')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <p class="wrong" role="alert">
        {wrong.value}
      </p>
      <p class="small">{say('everywhere_how')}</p>
      <button type="button" onClick={() => void attempt(() => leave('/auth/sign-out-everywhere'))}>
        {say('everywhere')}
      </button>
    </section>
  );
}
