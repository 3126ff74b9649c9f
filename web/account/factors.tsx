import { passkeysWork } from '../passkeys.ts';
import { timeOf } from '../words.ts';
import type { AccountShown, Passkey } from './account-state.ts';
import type { Question } from './asked.tsx';
import { say } from './words.ts';

/** By what somebody proves who they are beside their password. The last of them has no way to be removed. */
export function Factors({ account, ask }: { account: AccountShown; ask: (question: Question) => void }) {
  const { app, passkeys } = account;
  const several = Number(app) + passkeys.length > 1;
  return (
    <section aria-labelledby="factors-title">
      <h2 id="factors-title">{say('factors')}</h2>
      <p>{say('factors_how')}</p>
      <h3>{say('passkeys')}</h3>
      {passkeys.length === 0 && <p class="small">{say('no_passkeys')}</p>}
      <ul class="rows">
        {passkeys.map(passkey => (
          <li key={passkey.id}>
            <span>
              <strong>{passkey.name}</strong>
              <small>{usedInWords(passkey)}</small>
            </span>
            <span class="ways">
              <button
                type="button"
                class="quiet"
                aria-label={say('rename_one', { name: passkey.name })}
                onClick={() => ask({ what: 'rename', passkey })}
              >
                {say('rename')}
              </button>
              {several && (
                <button
                  type="button"
                  class="quiet"
                  aria-label={say('remove_one', { name: passkey.name })}
                  onClick={() => ask({ what: 'remove_passkey', passkey })}
                >
                  {say('remove')}
                </button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {passkeysWork ? (
        <button type="button" onClick={() => ask({ what: 'add_passkey' })}>
          {say('add_passkey')}
        </button>
      ) : (
        <p class="small">{say('passkeys_not_here')}</p>
      )}
      <h3>{say('app')}</h3>
      <p class="small">{say(app ? 'app_is_set_up' : 'app_is_not')}</p>
      <p class="ways">
        <button type="button" onClick={() => ask({ what: 'app' })}>
          {say(app ? 'app_anew' : 'app_set_up')}
        </button>
        {app && several && (
          <button type="button" class="quiet" onClick={() => ask({ what: 'remove_app' })}>
            {say('app_remove')}
          </button>
        )}
      </p>
      <h3>{say('recovery')}</h3>
      <p class="small">{say('recovery_how')}</p>
      <button type="button" onClick={() => ask({ what: 'recovery' })}>
        {say('recovery_new')}
      </button>
    </section>
  );
}

function usedInWords({ created_at, used_at }: Passkey): string {
  const added = say('added', { time: timeOf(created_at) });
  return used_at === null ? added : `${added}; ${say('used', { time: timeOf(used_at) })}`;
}
