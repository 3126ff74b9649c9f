import { PEOPLE } from '../practice.ts';
import { FORM_WORDS, NAMES_TO_ASK } from '../words.ts';
import type { World } from '../world.ts';
import type { Action } from './action.ts';

const ADDRESS = 'https://calls.willowstreet.example';
const MOBILES = PEOPLE.filter(({ role, kind }) => role === 'caller' && kind === 'mobile').map(
  ({ number }) => number,
);
/** Typed into forms, and never to be texted unless staff confirm it: one is nobody's, one is a caller's. */
export const TYPED = ['+12125550170', '+12125550141'] as const;

/** Links that stand on a phone, live or expired by now. */
function linksOn(world: World): string[] {
  return world.simulator
    .state()
    .messages.filter(one => one.arrivedAt !== null && MOBILES.includes(one.to))
    .flatMap(one => /https:\/\/calls\.willowstreet\.example(\/c\/[\w-]{22})/.exec(one.shown)?.[1] ?? []);
}

async function send(world: World, path: string, type: 'form' | 'json'): Promise<string> {
  const { chance, record } = world;
  const words = chance.weigh(FORM_WORDS);
  const message = `${words.body} (${record.forms.length + 1})`;
  const fields = {
    wants: chance.pick(['callback', 'message']),
    message,
    name_to_ask: chance.percent(40) ? chance.pick(NAMES_TO_ASK) : '',
    best_time: chance.percent(30) ? 'after lunch' : '',
    number: chance.pick(TYPED),
    text_me: chance.percent(30) ? 'yes' : '',
    consent_words: 'Text me at this number.',
    submission_key: `key-${record.forms.length + 1}-of-this-run`,
  };
  const form = {
    message,
    means: words.means === 'crisis' ? ('crisis' as const) : ('asks' as const),
    acknowledged: false,
  };
  record.forms.push(form);
  const times = chance.percent(20) ? 2 : 1;
  for (let time = 0; time < times; time += 1) {
    const request = new Request(`${ADDRESS}${path}`, {
      method: 'POST',
      headers: {
        'content-type': type === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
        origin: type === 'json' ? 'https://www.willowstreet.example' : ADDRESS,
      },
      body: type === 'json' ? JSON.stringify(fields) : new URLSearchParams(fields).toString(),
    });
    const answer = await world.server.fetch(request).catch(() => null);
    if (answer && answer.status < 400) form.acknowledged = true;
    await world.settle();
  }
  return `a form at ${path.slice(0, 3)} x${times}: ${message} ${form.acknowledged}`;
}

export const forms: readonly Action[] = [
  {
    name: 'form behind a link',
    weight: 5,
    can: world => linksOn(world).length > 0,
    async do(world) {
      const path = world.chance.pick(linksOn(world));
      // A link preview opens it first.
      await world.server.fetch(new Request(`${ADDRESS}${path}`)).catch(() => null);
      return send(world, path, 'form');
    },
  },
  { name: 'form by a stranger', weight: 2, do: world => send(world, '/form', 'form') },
  { name: 'form of the website', weight: 2, do: world => send(world, '/intake', 'json') },
];
