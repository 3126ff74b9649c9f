import { type DoctorFinding, found } from '../rules/doctor/findings.ts';
import type { OutwardCheck } from './check.ts';

const MONTH = 30 * 86_400_000;
/** Twilio's codes of a text that a landline cannot take. https://www.twilio.com/docs/api/errors/30006 */
const LANDLINE = [21614, 30006];

/** A line that rings a phone which sends the call on to a line: seen by calls that came from our own numbers. */
export const forwarding: OutwardCheck = {
  name: 'forwarding',
  async run({ config, store, now }) {
    if (!store) return [];
    const seen = await store.read
      .selectFrom('calls')
      .select(({ fn }) => ['line', fn.countAll<number>().as('count'), fn.max('arrived_at').as('at')])
      .where('caller', '=', 'own_line')
      .where('arrived_at', '>', now() - MONTH)
      .groupBy('line')
      .execute();
    const findings = seen.map(({ line, count, at }) => {
      const name = config.lines.find(one => one.number === line)?.name ?? line;
      return found('loop_seen', { line: name, count, at });
    });
    return findings.length > 0 ? findings : [found('no_loop')];
  },
};

/** Staff whose phones were texted an alert and cannot have texts, by what Twilio said of it. */
export const alertPhones: OutwardCheck = {
  name: 'alert phones',
  async run({ config, store, now }) {
    if (!store) return [];
    const refused = await store.read
      .selectFrom('alerts')
      .select('staff')
      .distinct()
      .where('error_code', 'in', LANDLINE)
      .where('at', '>', now() - MONTH)
      .execute();
    return refused.flatMap(({ staff }): DoctorFinding[] => {
      const member = config.staff[staff];
      return member ? [found('alert_phone_refused', { name: member.name })] : [];
    });
  },
};
