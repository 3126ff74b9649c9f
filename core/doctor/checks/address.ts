import { randomBytes } from 'node:crypto';
import { INSTALLATION, whoAnswered } from '../../installation.ts';
import { readAtMost } from '../../read-at-most.ts';
import { type AtAddress, judgeAddress } from '../../rules/doctor/address.ts';
import { markOf } from '../../store/marks.ts';
import type { OutwardCheck, OutwardDeps } from '../check.ts';
import { whyNotReached } from '../why-not-reached.ts';

/** What our own answer has at the most, in bytes: whoever says more is somebody else. */
const LONGEST = 1024;
/** When Twilio's signature last matched: written down by the server. */
const TWILIO_HEARD = 'twilio_heard';

/** Whether `public_url` leads to this installation, and not merely to something. */
export const address: OutwardCheck = {
  name: 'address',
  async run(deps) {
    const { public_url } = deps.config.practice;
    return [judgeAddress(new URL(public_url).host, await ask(deps), deps.now())];
  },
};

async function ask({ config, fetch, signal, store }: OutwardDeps): Promise<AtAddress> {
  const nonce = randomBytes(16).toString('hex');
  try {
    const url = `${config.practice.public_url}${INSTALLATION}/${nonce}`;
    const answer = await fetch(url, { redirect: 'manual', signal });
    const bytes = await readAtMost(answer, LONGEST);
    const text = bytes === null ? '' : new TextDecoder().decode(bytes).trim();
    return { answered: true, who: whoAnswered(config.storage.key, nonce, text), status: answer.status };
  } catch (error) {
    const heard = store === null ? null : await markOf(store.read, TWILIO_HEARD);
    return { answered: false, error: whyNotReached(error), heard };
  }
}
