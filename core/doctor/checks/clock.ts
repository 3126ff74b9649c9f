import { judgeClocks } from '../../rules/doctor/clocks.ts';
import { found } from '../../rules/doctor/findings.ts';
import type { OutwardCheck } from '../check.ts';
import { whyNotReached } from '../why-not-reached.ts';

const TWILIO = 'https://api.twilio.com';

/** Our clock beside Twilio's, which says with each answer what time it is there: also to whoever does not say who they are. */
export const clock: OutwardCheck = {
  name: 'clock',
  async run({ config, fetch, now, signal }) {
    const asked = now();
    try {
      const address = config.twilio.api_url ?? TWILIO;
      const { headers } = await fetch(address, { method: 'HEAD', redirect: 'manual', signal });
      const answered = now();
      const theirs = Date.parse(headers.get('date') ?? '');
      if (Number.isNaN(theirs)) return [found('clocks_not_compared', { error: 'no Date' })];
      return [judgeClocks({ asked, answered, theirs })];
    } catch (error) {
      return [found('clocks_not_compared', { error: whyNotReached(error) })];
    }
  },
};
