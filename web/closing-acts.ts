import type { UntilChoice } from '../core/rules/until.ts';
import { answered, desk } from './ask-server.ts';
import { lastAct, notDone } from './last-act-state.ts';
import { type LineView, lines, noCallsUntil, resting } from './lines-state.ts';
import { say, timeOf } from './words.ts';

/** Closes a line until then, whatever its hours say; null lets its hours count again. */
export async function closeLine(line: LineView, until: UntilChoice | null): Promise<void> {
  // What was there before is put back, unless it is over by then.
  const before = line.closedUntil !== null && line.closedUntil > Date.now() ? line.closedUntil : null;
  try {
    const asked = desk.lines[':number'].closed.$put({ param: { number: line.number }, json: { until } });
    const now = await answered(asked);
    lines.value = lines.value.map(one => (one.number === now.number ? now : one));
    const closed = now.closedUntil;
    lastAct.value = {
      sentence:
        closed === null
          ? say('done_open_line', { line: now.name })
          : say('line_closed_until', { line: now.name, time: timeOf(closed) }),
      wrong: false,
      undo: () => closeLine(now, before),
    };
  } catch (error) {
    notDone(error, () => closeLine(line, until));
  }
}

/** Leaves one's own phone out of ringing until then; null lets it ring again. */
export async function rest(until: UntilChoice | null): Promise<void> {
  const before = resting.value;
  try {
    const now = await answered(desk.me.ringing.$put({ json: { until } }));
    noCallsUntil.value = now.noCallsUntil;
    lastAct.value = {
      sentence:
        now.noCallsUntil === null
          ? say('done_ring')
          : say('phone_rests_until', { time: timeOf(now.noCallsUntil) }),
      wrong: false,
      undo: () => rest(before),
    };
  } catch (error) {
    notDone(error, () => rest(until));
  }
}
