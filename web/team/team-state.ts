import { signal } from '@preact/signals';
import type { InferResponseType } from 'hono/client';
import { answered, desk, quietly, sentenceOf } from '../ask-server.ts';
import { sayingOf, timeOf } from '../words.ts';

export const say = await sayingOf({
  en: async () => (await import('../../core/texts/desk/team/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/team/es.ts')).es,
});

export type Team = InferResponseType<typeof desk.team.$get, 200>;
export type Person = Team['people'][number];
export type Invitation = Team['invitations'][number];
export type Role = Person['role'];
export const ROLES = ['staff', 'clinician', 'owner'] as const satisfies readonly Role[];

export const team = signal<Team | null>(null);
export const failed = signal(false);
/** What was done last, or why it was not. */
export const said = signal<{ sentence: string; wrong: boolean } | null>(null);
/** A link that was made just now: it is in this page's memory and nowhere else. */
export const made = signal<{ name: string; email: string; link: string; until: string } | null>(null);

export async function readTeam(): Promise<void> {
  try {
    team.value = await answered(quietly.team.$get());
    failed.value = false;
  } catch {
    failed.value = true;
  }
}

/** Does something to somebody, and says what came of it. True when it was done. */
async function act(asked: Promise<Team>, sentence: string): Promise<boolean> {
  try {
    team.value = await asked;
    said.value = sentence === '' ? null : { sentence, wrong: false };
    return true;
  } catch (error) {
    said.value = { sentence: sentenceOf(error), wrong: true };
    return false;
  }
}

async function actWithLink(asked: Promise<Team & { link: string }>, whom: { name: string; email: string }) {
  let link = '';
  const done = await act(
    asked.then(answer => {
      link = answer.link;
      return answer;
    }),
    '',
  );
  if (!done) return false;
  const pending = team.value?.invitations.find(one => one.email === whom.email.trim().toLowerCase());
  made.value = { name: whom.name, email: whom.email, link, until: pending ? timeOf(pending.expiresAt) : '' };
  return true;
}

export function changeRole({ id, name }: Person, role: Role): Promise<boolean> {
  const asked = answered(desk.team.people[':id'].role.$put({ param: { id }, json: { role } }));
  return act(asked, say('done_role', { name, role: say(role) }));
}

export function disable({ id, name }: Person): Promise<boolean> {
  return act(
    answered(desk.team.people[':id'].disable.$post({ param: { id }, json: {} })),
    say('done_disable', { name }),
  );
}

export function enable({ id, name }: Person): Promise<boolean> {
  return act(
    answered(desk.team.people[':id'].enable.$post({ param: { id }, json: {} })),
    say('done_enable', { name }),
  );
}

export function resetSecondFactor({ id, name }: Person): Promise<boolean> {
  return act(
    answered(desk.team.people[':id']['reset-second-factor'].$post({ param: { id }, json: {} })),
    say('done_reset_second_factor', { name }),
  );
}

export function resetPassword(person: Person): Promise<boolean> {
  const { id } = person;
  return actWithLink(
    answered(desk.team.people[':id']['reset-password'].$post({ param: { id }, json: {} })),
    person,
  );
}

export function invite(whom: { email: string; name: string; role: Role; staff: string | null }) {
  return actWithLink(answered(desk.team.invitations.$post({ json: whom })), whom);
}

export function renew(invitation: Invitation): Promise<boolean> {
  const { id } = invitation;
  return actWithLink(
    answered(desk.team.invitations[':id'].renew.$post({ param: { id }, json: {} })),
    invitation,
  );
}

export function revoke({ id, name }: Invitation): Promise<boolean> {
  return act(
    answered(desk.team.invitations[':id'].revoke.$post({ param: { id }, json: {} })),
    say('done_revoke', { name }),
  );
}
