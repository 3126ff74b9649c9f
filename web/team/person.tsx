import { useSignal } from '@preact/signals';
import { session } from '../session.ts';
import { timeOf } from '../words.ts';
import { RoleChoice } from './role-choice.tsx';
import { Sure } from './sure.tsx';
import {
  changeRole,
  disable,
  enable,
  type Person,
  type Role,
  resetPassword,
  resetSecondFactor,
  say,
  type Team,
} from './team-state.ts';

const ASKED_FIRST = {
  disable,
  reset_password: resetPassword,
  reset_second_factor: resetSecondFactor,
} as const;

/** Somebody of the team, and what an owner may change about them. */
export function PersonLine({ person, staff }: { person: Person; staff: Team['staff'] }) {
  const asking = useSignal<keyof typeof ASKED_FIRST | null>(null);
  const { name, email, role, disabledAt } = person;
  const { value } = session;
  const own = value.is === 'in' && value.who.user === person.id;
  return (
    <li class={disabledAt === null ? '' : 'is-disabled'}>
      <p>
        <strong>{name}</strong> {own && <span class="small">({say('you')})</span>}{' '}
        <span class="small">{email}</span>
      </p>
      <p>
        {say(role)} <span class="small">· {say(`role_${role}_does`)}</span>
      </p>
      <ul class="small">
        <li>{worksAs(person, staff)}</li>
        <li>{factorsOf(person)}</li>
        <li>{lastSeen(person)}</li>
      </ul>
      <details>
        <summary aria-label={say('change_whom', { name })}>{say('change')}</summary>
        <form
          onSubmit={event => {
            event.preventDefault();
            void changeRole(person, new FormData(event.currentTarget).get('role') as Role);
          }}
        >
          <RoleChoice value={role} />
          <button type="submit">{say('save')}</button>
        </form>
        <p class="ways">
          <button type="button" onClick={() => (asking.value = 'reset_password')}>
            {say('reset_password')}
          </button>
          <button type="button" onClick={() => (asking.value = 'reset_second_factor')}>
            {say('reset_second_factor')}
          </button>
          {disabledAt === null ? (
            <button type="button" onClick={() => (asking.value = 'disable')}>
              {say('disable')}
            </button>
          ) : (
            <button type="button" onClick={() => void enable(person)}>
              {say('enable')}
            </button>
          )}
        </p>
      </details>
      {asking.value && (
        <Sure
          title={say(`sure_${asking.value}`, { name })}
          how={say(`sure_${asking.value}_how`)}
          does={say(asking.value)}
          act={() => asking.value && ASKED_FIRST[asking.value](person)}
          gone={() => (asking.value = null)}
        />
      )}
    </li>
  );
}

function worksAs({ staff }: Person, known: Team['staff']): string {
  if (staff === null) return say('works_nothing');
  return say('works_as', { name: known.find(one => one.id === staff)?.name ?? staff });
}

function factorsOf({ factors: { app, passkeys } }: Person): string {
  const kinds = [
    ...(app ? [say('factor_app')] : []),
    ...(passkeys > 0 ? [say('factor_passkeys', { count: passkeys })] : []),
  ];
  return say('factors', { factors: kinds.length > 0 ? kinds.join(', ') : say('factor_none') });
}

function lastSeen({ signedInAt, disabledAt, sessions }: Person): string {
  if (disabledAt !== null) return say('disabled', { at: timeOf(disabledAt) });
  if (signedInAt === null) return say('signed_in_never');
  const open = sessions > 0 ? `; ${say('sessions', { count: sessions })}` : '';
  return `${say('signed_in', { at: timeOf(signedInAt) })}${open}`;
}
