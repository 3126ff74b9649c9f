import type { AlertRow, EntryRow } from '../../core/store/schema.ts';
import type { Facts, Invariant } from '../facts.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** So many texts a person gets in an hour at most, whatever happens: four in ten minutes, and crises beside. */
const ORDINARY_AN_HOUR = 24;
const CRISIS_REPEATS_AN_HOUR = 15;

/** An hour, the pace of the person, and what a clock that was set back before puts off: 8 minutes either way at most. */
const LONGEST_SILENCE = HOUR + 4 * MINUTE + 16 * MINUTE;

interface Told {
  staff: string;
  time: number;
}

/** The alerts that were handed over, each once, at its first attempt. */
function told({ record, rows }: Facts, which: (alert: AlertRow, priority: number) => boolean): Told[] {
  const alerts = new Map(rows.alerts.map(row => [`alert:${row.id}`, row]));
  const seen = new Set<string>();
  return record.sends.flatMap(({ effect, time }) => {
    const row = rows.effects.find(one => one.id === effect);
    const alert = alerts.get(row?.key ?? '');
    if (!row || !alert || seen.has(effect) || !which(alert, row.priority)) return [];
    seen.add(effect);
    return [{ staff: alert.staff, time }];
  });
}

/** Whoever gets more than `most` within an hour of true time in which nobody moved the clock. */
function tooMany(facts: Facts, all: readonly Told[], most: number): string[] {
  const { clockMoved } = facts.record;
  return all.flatMap(({ staff, time }) => {
    const since = Math.max(time - HOUR, ...clockMoved.filter(at => at <= time));
    const count = all.filter(one => one.staff === staff && one.time > since && one.time <= time).length;
    return count > most ? [`${staff}: ${count} in the hour before ${new Date(time).toISOString()}`] : [];
  });
}

/** Asks of an entry that alerts were promised about. */
function alertedAsks({ rows }: Facts, entry: EntryRow) {
  return new Set(rows.alerts.filter(row => row.entry_id === entry.id).map(row => row.about));
}

/** Whether a reminder of this ask is still to come. */
function isPending({ rows }: Facts, entry: EntryRow, about: string): boolean {
  const own = rows.reminders.filter(row => row.entry_id === entry.id && row.about === about);
  return rows.effects.some(
    effect =>
      effect.kind === 'remind_staff' &&
      effect.state === 'pending' &&
      own.some(one => effect.key.startsWith(`remind:${one.id}:`)),
  );
}

/** Whether some rule about an ask is to be said again, as the practice is set up now. */
function isSaidAgain({ world }: Facts, about: string): boolean {
  return world.config.alerts.some(rule => rule.about.some(one => one === about) && rule.again !== 'off');
}

export const alerts: readonly Invariant[] = [
  {
    name: 'what nobody has taken is said again, until the entry says that alerts have ended',
    when: 'end',
    broken: facts =>
      facts.rows.entries
        .filter(entry => entry.state === 'open')
        .flatMap(entry =>
          [...alertedAsks(facts, entry)]
            .filter(about => isSaidAgain(facts, about))
            .filter(about =>
              facts.rows.reminders.some(row => row.entry_id === entry.id && row.about === about),
            )
            .filter(about => !isPending(facts, entry, about))
            .filter(
              () => !facts.rows.notes.some(row => row.entry_id === entry.id && row.code === 'alerts_ended'),
            )
            .map(about => `${about} of entry ${entry.id} is silent`),
        ),
  },
  {
    name: 'every reminder says one round after the other',
    when: 'always',
    broken: ({ rows }) =>
      rows.reminders.flatMap(reminder => {
        const rounds = rows.effects.filter(effect => effect.key.startsWith(`remind:${reminder.id}:`));
        const pending = rounds.filter(effect => effect.state === 'pending').length;
        const done = rounds.filter(effect => effect.state === 'done').length;
        return pending > 1 || done !== reminder.rounds
          ? [`${reminder.id}: ${reminder.rounds} rounds, ${done} done, ${pending} pending`]
          : [];
      }),
  },
  {
    name: 'a crisis that nobody takes is said hourly at least',
    when: 'end',
    broken: facts => {
      const { calmDay } = facts.record;
      if (!calmDay || !isSaidAgain(facts, 'crisis')) return [];
      return facts.rows.reminders
        .filter(row => row.about === 'crisis' && row.at <= calmDay.from)
        .flatMap(reminder => {
          // Those of another reminder of the entry count too: whoever was just told is left out of a round.
          const own = facts.rows.alerts.filter(row => row.entry_id === reminder.entry_id && row.urgent);
          const times = own.map(row => row.at).filter(at => at >= calmDay.from && at <= calmDay.until);
          const all = [calmDay.from, ...times.toSorted((a, b) => a - b), calmDay.until];
          const silence = Math.max(...all.slice(1).map((at, index) => at - (all[index] ?? at)));
          const entry = calmDay.entries.find(row => row.id === reminder.entry_id);
          const untaken = entry?.state !== 'handled' && entry?.takes === reminder.takes;
          const latest = facts.rows.reminders.findLast(
            row => row.entry_id === reminder.entry_id && row.about === 'crisis',
          );
          return untaken && latest?.id === reminder.id && silence > LONGEST_SILENCE
            ? [`${reminder.id} was silent for ${Math.round(silence / MINUTE)} min`]
            : [];
        });
    },
  },
  {
    name: 'nobody gets two digests on one day, and none while nothing waits',
    when: 'end',
    broken: ({ rows }) => {
      const digests = rows.alerts.filter(row => row.since_closing !== null && row.sent_at !== null);
      const days = Map.groupBy(
        digests,
        row => `${row.staff} ${new Date(row.sent_at ?? 0).toISOString().slice(0, 10)}`,
      );
      return [
        ...[...days].filter(([, all]) => all.length > 1).map(([day, all]) => `${day}: ${all.length}`),
        ...digests.filter(row => (row.tells ?? 0) < 1).map(row => `${row.id} tells of nothing`),
      ];
    },
  },
  {
    name: 'nobody gets more ordinary alerts than four in ten minutes',
    when: 'end',
    broken: facts =>
      tooMany(
        facts,
        told(facts, (alert, priority) => !alert.urgent && priority > 0),
        ORDINARY_AN_HOUR,
      ),
  },
  {
    name: 'repeats of crises have a ceiling',
    when: 'end',
    broken: facts =>
      tooMany(
        facts,
        told(facts, alert => alert.urgent === 1 && alert.reminder_id !== null),
        CRISIS_REPEATS_AN_HOUR,
      ),
  },
];
