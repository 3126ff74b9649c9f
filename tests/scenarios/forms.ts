import type { World } from './world.ts';

/** The form link that a phone was last sent, as a path: `/c/...`. */
export function linkOn(world: World, phone: string): string {
  const link = world
    .textsOn(phone)
    .map(words => /https:\/\/calls\.willowstreet\.example(\/c\/[\w-]{22})/.exec(words)?.[1])
    .findLast(path => path !== undefined);
  if (!link) throw new Error('No link was sent to this phone');
  return link;
}

const ADDRESS = 'https://calls.willowstreet.example';

/** Fills in a form and sends it, as a browser without a script does. */
export async function sendForm(
  world: World,
  path: string,
  fields: Record<string, string>,
): Promise<Response> {
  const answer = await world.app.request(`${ADDRESS}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin: ADDRESS },
    body: new URLSearchParams(fields).toString(),
  });
  await world.pass(1);
  return answer;
}

/** Posts JSON to `/intake`, as a script of a website does. */
export async function sendIntake(
  world: World,
  fields: Record<string, unknown>,
  origin: string | null,
): Promise<Response> {
  const answer = await world.app.request(`${ADDRESS}/intake`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(origin ? { origin } : {}) },
    body: JSON.stringify(fields),
  });
  await world.pass(1);
  return answer;
}

export function openPage(world: World, path: string, headers: Record<string, string> = {}) {
  return world.app.request(`${ADDRESS}${path}`, { headers });
}
