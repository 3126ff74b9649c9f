import { closeLine, rest } from './closing-acts.ts';
import { closedLines, resting } from './lines-state.ts';
import { session } from './session.ts';
import { say, timeOf } from './words.ts';

/** What is closed by hand, on every screen, so that nobody forgets it; with the way to end it. */
export function ClosedNotes() {
  const { value } = session;
  const mayOpen = value.is === 'in' && value.who.role !== 'clinician';
  if (closedLines.value.length === 0 && resting.value === null) return null;
  return (
    <ul class="closed-notes">
      {closedLines.value.map(line => (
        <li key={line.number}>
          <span>{say('line_closed_until', { line: line.name, time: timeOf(line.closedUntil ?? 0) })}</span>
          {mayOpen && (
            <button type="button" class="quiet" onClick={() => void closeLine(line, null)}>
              {say('open_line')}
            </button>
          )}
        </li>
      ))}
      {resting.value !== null && (
        <li>
          <span>{say('phone_rests_until', { time: timeOf(resting.value) })}</span>
          <button type="button" class="quiet" onClick={() => void rest(null)}>
            {say('ring_again')}
          </button>
        </li>
      )}
    </ul>
  );
}
