import { EdgeError } from '../../errors.ts';
import { fill } from '../../texts/texts.ts';
import type { TwilioRest } from '../../twilio/rest.ts';
import type { AlertMessage, AlertTarget } from '../contract.ts';

/** Alerts as text messages from the line's own number. */
export function createSmsAlerts(rest: TwilioRest): AlertTarget {
  return {
    async send(alert, to) {
      if (!to.phone) throw new EdgeError('no_phone', { sent: 'no', permanent: true });
      const { sid } = await rest.sendText({
        effect: alert.effect,
        from: alert.from,
        to: to.phone,
        body: wordsOf(alert),
      });
      return { sid };
    },
  };
}

function wordsOf({ words, sender, urgent, count }: AlertMessage): string {
  if (urgent) return fill(words.alert_urgent, { sender });
  return count > 1 ? fill(words.alert_many, { sender, count }) : fill(words.alert, { sender });
}
