import { acceptInvitation, inviteUser } from '../../core/flows/team.ts';
import type { CallId } from '../../core/ids.ts';
import { changeVoicemail, insertChunk, insertVoicemail } from '../../core/store/voicemails.ts';
import type { SessionPort, SignedIn } from '../../server/auth/session-port.ts';
import { signedIn } from '../setup/signed-in.ts';
import { LINE, Practice, ROBIN } from './practice.ts';
import { OWN } from './routes.ts';
import { post, TOKEN } from './webhook.ts';
import { requestBytes } from './wire.ts';

/** Stands in all that clients of this practice say; no problem and no line of the log may. */
export const CLIENTS = 'Qm4xMarigold';
/** Stands beside it in what Dana, a clinician, may not see. */
export const HIDDEN = 'Wv8pJuniper';

const DANAS = '+12125550151';
const NOBODYS = '+12125550152';
const CRISIS = '+12125550153';
const SOMEBODYS = '+12125550154';
const HANDLED = '+12125550155';
/** Dana's once, and somebody else's by now. */
const ONCE_DANAS = '+12125550156';
const TYPED = '+12125550157';

/** Numbers of clients, and the one of which Dana may not even know that it called: another was typed in a form. */
export const NUMBERS = [ROBIN, DANAS, NOBODYS, CRISIS, SOMEBODYS, HANDLED, ONCE_DANAS, TYPED];
export const HIDDEN_NUMBERS = [HANDLED];

/** Who asks: each role, an owner who is in no configuration, a covered screen of each role, and somebody who is not signed in. */
export const PEOPLE = {
  owner: signedIn({ user: 'owner', role: 'owner' }),
  front_desk: signedIn({ user: 'front_desk', role: 'staff' }),
  dana: signedIn({ user: 'dana', role: 'clinician' }),
  accountant: signedIn({ user: 'accountant', role: 'owner', staff: null }),
  guest: signedIn({ user: 'guest', role: 'clinician', staff: null }),
  covered_owner: signedIn({ user: 'owner', role: 'owner', covered: true }),
  covered_dana: signedIn({ user: 'dana', role: 'clinician', covered: true }),
  stranger: null,
} as const satisfies Record<string, SignedIn | null>;
export type Person = keyof typeof PEOPLE;

export const SIGNED_IN = 'X-Signed-In';

/** Stands for signing in: a header says who it is. */
const session: SessionPort = {
  async signedIn(request) {
    const name = request.headers.get(SIGNED_IN) ?? '';
    return Object.hasOwn(PEOPLE, name) ? PEOPLE[name as Person] : null;
  },
};

/** A practice with a day of clients behind it: of each kind of entry one, and of each what a clinician may not see. */
export async function practiceAtWork(): Promise<Practice> {
  const practice = await Practice.begin({ session });
  const told = new Texting(practice);
  for (const phone of [DANAS, NOBODYS, ONCE_DANAS]) await told.text(phone, `Please call me ${CLIENTS}`);
  await told.text(CRISIS, `I want to die ${CLIENTS}`);
  for (const phone of [SOMEBODYS, HANDLED]) await told.text(phone, `Please call me ${CLIENTS} ${HIDDEN}`);
  await told.form(practice.known.link, 'Robin');
  await told.form(null, CLIENTS, TYPED);
  await told.form(null, CLIENTS, SOMEBODYS);

  await told.does(DANAS, 'assign', { to: 'dana' });
  await told.does(DANAS, 'note', { words: `Call after three ${CLIENTS}` });
  await told.does(DANAS, 'reply', { words: 'Shall we say Friday?' });
  await told.does(ONCE_DANAS, 'assign', { to: 'dana' });
  await told.does(ONCE_DANAS, 'handle', { outcome: 'reached' });
  practice.pass(60_000);
  for (const phone of [ONCE_DANAS, SOMEBODYS, HANDLED]) {
    // Two things that were asked can be split.
    await told.text(phone, `2 ${CLIENTS} ${HIDDEN}`);
    await told.does(phone, 'assign', { to: 'front_desk' });
    await told.does(phone, 'name', { nameToAsk: `${CLIENTS} ${HIDDEN}` });
    await told.does(phone, 'note', { words: `After three ${CLIENTS} ${HIDDEN}` });
    await told.does(phone, 'reply', { words: `Friday ${HIDDEN}` });
    await told.wishes(phone, {
      texting: { to: 'allowed', words: `Yes ${CLIENTS} ${HIDDEN}`, seen: Number.MAX_SAFE_INTEGER },
    });
    await told.voicemail(phone, `${CLIENTS} ${HIDDEN}`);
  }
  await told.does(HANDLED, 'handle', { outcome: 'booked' });
  await told.voicemail(DANAS, CLIENTS);
  await told.voicemail(ROBIN, CLIENTS);
  await practice.store.write(async tx => {
    for (const [name, role] of [
      ['kim', 'owner'],
      ['lee', 'clinician'],
    ] as const) {
      const token = await inviteUser(tx, 'command', {
        email: `${name}@practice.example`,
        name,
        role,
        staff: null,
      });
      await acceptInvitation(tx, { token, password: 'no hash', email: null, name: null });
    }
    await inviteUser(tx, 'command', {
      email: 'ash@practice.example',
      name: 'Ash',
      role: 'staff',
      staff: null,
    });
  });
  return practice;
}

/** Clients who write and call, and the front desk that works what comes of it. */
class Texting {
  readonly #practice: Practice;
  #sids = 100;

  constructor(practice: Practice) {
    this.#practice = practice;
  }

  async text(phone: string, words: string): Promise<void> {
    const sid = this.#sid('SM');
    await this.#webhook('/webhooks/twilio/message', { MessageSid: sid, From: phone, To: LINE, Body: words });
  }

  async form(link: string | null, name: string, number?: string): Promise<void> {
    const fields = {
      ...{
        wants: 'callback',
        message: `${CLIENTS} of the form`,
        name_to_ask: name,
        best_time: `after 3 ${CLIENTS}`,
      },
      ...(number ? { number } : {}),
    };
    const asked = post(link ? `/c/${link}` : '/form', Object.entries(fields), null);
    const { status } = await this.#practice.ask({ ...asked, headers: [...asked.headers, ['Origin', OWN]] });
    if (status !== 303) throw new Error(`A form was answered with ${status}`);
  }

  async does(phone: string, act: string, more: object): Promise<void> {
    const entry = await this.#practice.store.read
      .selectFrom('entries')
      .innerJoin('contacts', 'contacts.id', 'entries.contact_id')
      .select(['entries.id', 'entries.version'])
      .where('contacts.phone', '=', phone as never)
      .where('entries.state', '<>', 'handled')
      .executeTakeFirstOrThrow();
    const by = act === 'handle' && phone === ONCE_DANAS ? 'dana' : 'front_desk';
    await this.#desk(by, 'POST', `/api/entries/${entry.id}/${act}`, { version: entry.version, ...more });
  }

  async wishes(phone: string, wished: object): Promise<void> {
    await this.#desk('front_desk', 'PUT', `/api/contacts/${await this.#contact(phone)}`, wished);
  }

  async voicemail(phone: string, words: string): Promise<void> {
    const sid = this.#sid('CA');
    const call = { CallSid: sid, From: phone, To: LINE, CallStatus: 'ringing' };
    await this.#webhook('/webhooks/twilio/voice', call);
    const { store } = this.#practice;
    const { id } = await store.read
      .selectFrom('calls')
      .select('id')
      .where('provider_sid', '=', sid)
      .executeTakeFirstOrThrow();
    await store.write(async tx => {
      const recorded = {
        call: id as CallId,
        recordingSid: `RE${sid}`,
        state: 'announced',
        seconds: 7,
      } as const;
      const voicemail = await insertVoicemail(tx, recorded);
      const sound = Buffer.from(`the voice of ${words}`);
      await insertChunk(tx, voicemail.id, 0, sound);
      const stored = { state: 'stored', bytes: sound.length, content_type: 'audio/mpeg', words } as const;
      await changeVoicemail(tx, voicemail.id, stored);
    });
  }

  #sid(kind: string): string {
    this.#sids += 1;
    return `${kind}${String(this.#sids).padStart(32, '0')}`;
  }

  async #contact(phone: string): Promise<string> {
    const contacts = this.#practice.store.read.selectFrom('contacts').select('id');
    return (await contacts.where('phone', '=', phone as never).executeTakeFirstOrThrow()).id;
  }

  async #webhook(path: string, said: Record<string, string>): Promise<void> {
    const asked = post(path, Object.entries(said), TOKEN);
    const { status } = await this.#practice.ask(asked);
    if (status !== 200) throw new Error(`${path} was answered with ${status} ${requestBytes(asked)}`);
  }

  async #desk(who: Person, method: string, path: string, body: object): Promise<void> {
    const answer = await this.#practice.app.request(`${OWN}${path}`, {
      method,
      headers: { [SIGNED_IN]: who, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path} was answered with ${answer.status} ${await answer.text()}`);
  }
}
