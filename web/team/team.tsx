import './team.css';
import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { NotLoaded } from '../not-loaded.tsx';
import { say as sayAll, timeOf } from '../words.ts';
import { Invite } from './invite.tsx';
import { PersonLine } from './person.tsx';
import { Sure } from './sure.tsx';
import { failed, type Invitation, made, readTeam, renew, revoke, said, say, team } from './team-state.ts';

/** Who may open the desk, and who was invited. */
export function Team() {
  useEffect(() => {
    void readTeam();
    return () => {
      // Nobody who comes here later finds a link that was for somebody else.
      made.value = null;
      said.value = null;
    };
  }, []);
  const { value } = team;
  if (!value) {
    if (!failed.value) return <p class="nothing">{sayAll('loading')}</p>;
    return <NotLoaded again={() => void readTeam()} />;
  }
  return (
    <>
      <p class={said.value?.wrong ? 'wrong' : 'team-said'} role="status">
        {said.value?.sentence}
      </p>
      <Link />
      <h2>{say('people')}</h2>
      <ul class="team">
        {value.people.map(person => (
          <PersonLine key={person.id} person={person} staff={value.staff} />
        ))}
      </ul>
      <h2>{say('pending')}</h2>
      {value.invitations.length === 0 && <p class="small">{say('no_pending')}</p>}
      <ul class="team">
        {value.invitations.map(invitation => (
          <Pending key={invitation.id} invitation={invitation} />
        ))}
      </ul>
      <h2 id="invite">{say('invite')}</h2>
      <Invite staff={value.staff} />
    </>
  );
}

/** A link that was made just now: shown this once, to be given to somebody by hand. */
function Link() {
  const box = useRef<HTMLElement>(null);
  const copied = useSignal<'copied' | 'copy_failed' | null>(null);
  const { value } = made;
  useEffect(() => {
    copied.value = null;
    if (value) box.current?.focus();
  }, [value]);
  if (!value) return null;
  const copy = () =>
    navigator.clipboard.writeText(value.link).then(
      () => (copied.value = 'copied'),
      () => (copied.value = 'copy_failed'),
    );
  return (
    <section class="made" ref={box} tabIndex={-1} aria-labelledby="made">
      <h2 id="made">{say('link_title', { name: value.name })}</h2>
      <p>{say('link_how', { at: value.until })}</p>
      <label>
        <span>{say('link')}</span>
        <input readOnly value={value.link} onFocus={event => event.currentTarget.select()} />
      </label>
      <p class="ways">
        <button type="button" class="main" onClick={() => void copy()}>
          {say('copy')}
        </button>
        <a href={letterTo(value)}>{say('write')}</a>
        <button type="button" onClick={() => (made.value = null)}>
          {say('put_away')}
        </button>
        <span role="status">{copied.value && say(copied.value)}</span>
      </p>
    </section>
  );
}

/** A letter in the owner's own mail program: the server sends none, and so nobody else has the link. */
function letterTo({ name, email, link, until }: NonNullable<typeof made.value>): string {
  const body = say('letter', { name, link, at: until });
  return `mailto:${encodeURIComponent(email)}?subject=${encodeURIComponent(say('letter_subject'))}&body=${encodeURIComponent(body)}`;
}

function Pending({ invitation }: { invitation: Invitation }) {
  const asking = useSignal(false);
  const { what, name, email, role, by, expiresAt } = invitation;
  return (
    <li>
      <p>
        <strong>{name}</strong> <span class="small">{email}</span>
      </p>
      <p class="small">
        {[
          what === 'join' ? say('pending_join', { role: say(role) }) : say('pending_password'),
          say('pending_until', { at: timeOf(expiresAt) }),
          by ? say('pending_by', { name: by }) : say('pending_by_command'),
        ].join(' · ')}
      </p>
      <p class="ways">
        <button type="button" onClick={() => void renew(invitation)}>
          {say('renew')}
        </button>
        <button type="button" onClick={() => (asking.value = true)}>
          {say('revoke')}
        </button>
      </p>
      {asking.value && (
        <Sure
          title={say('sure_revoke', { name })}
          how={say('sure_revoke_how')}
          does={say('revoke')}
          act={() => revoke(invitation)}
          gone={() => (asking.value = false)}
        />
      )}
    </li>
  );
}
