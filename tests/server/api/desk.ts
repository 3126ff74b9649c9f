import { expect } from 'vitest';
import type { EntryId } from '../../../core/ids.ts';
import type { QueueRow } from '../../../core/store/queue-rows.ts';
import type { SessionPort, SignedIn } from '../../../server/auth/session-port.ts';
import { World, type WorldOptions } from '../../scenarios/world.ts';
import { signedIn } from '../../setup/signed-in.ts';

/** Who may be signed in: one of each role, two of the front desk, somebody who is not in the file, a covered screen. */
export const PEOPLE = {
  owner: signedIn({ user: 'owner', role: 'owner' }),
  front_desk: signedIn({ user: 'front_desk', role: 'staff' }),
  second_desk: signedIn({ user: 'second_desk', role: 'staff', staff: 'owner' }),
  dana: signedIn({ user: 'dana', role: 'clinician' }),
  accountant: signedIn({ user: 'accountant', role: 'owner', staff: null }),
  covered: signedIn({ user: 'covered', role: 'owner', covered: true }),
} as const;
export type Person = keyof typeof PEOPLE;

/** Stands for signing in: a header says who it is. */
export class Sessions implements SessionPort {
  readonly ended = new Set<string>();

  async signedIn(request: Request): Promise<SignedIn | null> {
    const name = request.headers.get('x-signed-in');
    const who = name === null ? undefined : PEOPLE[name as Person];
    return who && !this.ended.has(who.session) ? who : null;
  }
}

export interface Answered {
  status: number;
  // biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the tests ask.
  json: any;
}

/** A practice with its API, and people who use it. */
export class Desk {
  readonly world: World;
  readonly sessions: Sessions;

  private constructor(world: World, sessions: Sessions) {
    this.world = world;
    this.sessions = sessions;
  }

  static async begin(options: WorldOptions = {}): Promise<Desk> {
    const sessions = new Sessions();
    return new Desk(await World.begin({ session: sessions, ...options }), sessions);
  }

  request(person: Person | null, path: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    if (person) headers.set('x-signed-in', person);
    return Promise.resolve(this.world.app.request(path, { ...init, headers }));
  }

  async get(person: Person | null, path: string): Promise<Answered> {
    return answered(await this.request(person, path));
  }

  async send(person: Person | null, path: string, body: unknown, method = 'POST'): Promise<Answered> {
    const response = await this.request(person, path, {
      method,
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify(body),
    });
    const said = await answered(response);
    await this.world.settle();
    return said;
  }

  /** The queue, all its pages. */
  async queue(person: Person, query = ''): Promise<QueueRow[]> {
    const rows: QueueRow[] = [];
    for (let after: string | null = ''; after !== null; ) {
      const { status, json }: Answered = await this.get(
        person,
        `/api/queue?${query}${after === '' ? '' : `&after=${after}`}`,
      );
      expect(status).toBe(200);
      rows.push(...json.entries);
      after = json.next;
    }
    return rows;
  }

  async entryOf(phone: string): Promise<QueueRow> {
    const rows = await this.queue('owner');
    return rows.find(row => row.contact?.phone === phone)!;
  }

  async version(entry: EntryId): Promise<number> {
    const row = await this.world.store.read
      .selectFrom('entries')
      .select('version')
      .where('id', '=', entry)
      .executeTakeFirstOrThrow();
    return row.version;
  }
}

async function answered(response: Response): Promise<Answered> {
  const text = await response.text();
  return { status: response.status, json: text === '' ? null : JSON.parse(text) };
}
