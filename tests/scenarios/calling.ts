import type { Call } from '../../simulator/core/call.ts';
import type { Webhook } from '../../simulator/core/webhook.ts';
import { sign } from '../../simulator/signature.ts';
import { LINE, type World } from './world.ts';

/** Somebody calls the line. */
export async function call(
  world: World,
  phone: string,
  how: { to?: string; withheld?: boolean; forwardedFrom?: string } = {},
): Promise<void> {
  await world.do({ type: 'call', phone, to: LINE, ...how });
}

/** The caller of a missed call leaves a voicemail and hangs up; the file is there when this resolves. */
export async function leaveVoicemail(world: World, phone: string): Promise<void> {
  await world.untilTone(phone);
  await world.do({ type: 'speak', phone, words: 'Please call me back.', seconds: 6 });
  await world.pass(7);
  await world.do({ type: 'hang-up', phone });
  await world.pass(10);
}

/** A phone's latest call or leg. */
export function latestCall(world: World, phone: string): Call | undefined {
  return world.simulator.state().calls.findLast(one => one.phone === phone);
}

/** Lets time pass until a phone rings. */
export async function untilRinging(world: World, phone: string): Promise<void> {
  await world.until(() => latestCall(world, phone)?.status === 'ringing');
}

/** Lets time pass until a sentence has begun on a phone's call. */
export async function untilSaid(world: World, phone: string, part: string): Promise<void> {
  await world.until(() => world.heard(phone).some(sentence => sentence.includes(part)));
}

/** A webhook of the simulated carrier once more, signed as it was. */
export async function replay(world: World, webhook: Webhook): Promise<Response> {
  return world.app.request(webhook.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
      'x-twilio-signature': sign('12345', webhook.url, webhook.params),
    },
    body: new URLSearchParams(webhook.params.map(([name, value]) => [name, value])).toString(),
  });
}

/** A line whose calls another carrier forwards when nobody answered them: nobody rings. */
export function ringsNobody(yaml: string): string {
  return yaml.replace(/ring:\n(?: {6}- .*\n)+/, 'ring: []\n');
}

/** Another setting of the line. */
export function lineWith(setting: string): (yaml: string) => string {
  return yaml => yaml.replace('    hours: office\n', `    hours: office\n    ${setting}\n`);
}

/** Settings of what follows a missed call. */
export function continuationWith(settings: string): (yaml: string) => string {
  return yaml => `${yaml}\ncontinuation: {${settings}}\n`;
}
