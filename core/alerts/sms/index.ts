import type { Phone } from '../../ids.ts';
import type { TwilioRest } from '../../twilio/rest.ts';
import type { AlertTarget } from '../contract.ts';
import { textOf } from '../words.ts';

/** Alerts as text messages from the line's own number. */
export function createSmsAlerts(rest: TwilioRest): AlertTarget {
  return {
    async send(alert, { address }) {
      const { effect, from } = alert;
      const { sid } = await rest.sendText({ effect, from, to: address as Phone, body: textOf(alert) });
      return { sid };
    },
    async find(alert, { address }, since) {
      const bodies = [textOf(alert)];
      return rest.textsLike({ from: alert.from, to: address as Phone, bodies }, since);
    },
  };
}
