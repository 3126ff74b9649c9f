import type { UntilChoice } from '../../core/rules/until.ts';
import { closeLine, rest } from '../closing-acts.ts';
import { type LineView, lines, resting } from '../lines-state.ts';
import { session } from '../session.ts';
import { minute, say as sayAnywhere, sayingOf, timeOf } from '../words.ts';

const say = await sayingOf({
  en: async () => (await import('../../core/texts/desk/closing/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/closing/es.ts')).es,
});

/** Closing a line for a while, and leaving one's own phone in peace. */
export function Closing() {
  const { value } = session;
  if (value.is !== 'in') return null;
  const closes = value.who.role !== 'clinician';
  return (
    <>
      <h2>{say('lines')}</h2>
      <p>{say(closes ? 'closes_how' : 'close_not_yours')}</p>
      {lines.value.map(line => (
        <Line key={line.number} line={line} closes={closes} />
      ))}
      <h2>{say('my_phone')}</h2>
      {value.who.staff === null ? <p>{say('no_phone')}</p> : <MyPhone />}
    </>
  );
}

function Line({ line, closes }: { line: LineView; closes: boolean }) {
  const closed = line.closedUntil !== null && line.closedUntil > minute.value;
  return (
    <section class="closing" aria-labelledby={`line-${line.number}`}>
      <h3 id={`line-${line.number}`}>{line.name}</h3>
      <p>{stateOf(line, closed)}</p>
      {closes && closed && (
        <button type="button" onClick={() => void closeLine(line, null)}>
          {sayAnywhere('open_line')}
        </button>
      )}
      {closes && !closed && <For does={until => closeLine(line, until)} words={say('close_until')} />}
    </section>
  );
}

function stateOf(line: LineView, closed: boolean): string {
  if (closed) return say('by_hand', { time: timeOf(line.closedUntil ?? 0) });
  if (line.open) return say('line_open');
  return line.opens === null ? say('line_closed_for_good') : say('line_closed', { time: timeOf(line.opens) });
}

function MyPhone() {
  const until = resting.value;
  return (
    <section class="closing">
      <p>{until === null ? say('rings') : say('rests', { time: timeOf(until) })}</p>
      <p class="small">{say('rests_how')}</p>
      {until === null ? (
        <For does={rest} words={say('rest_until')} />
      ) : (
        <button type="button" onClick={() => void rest(null)}>
          {sayAnywhere('ring_again')}
        </button>
      )}
    </section>
  );
}

/** Two times that are said without thinking, and any other, by the practice's clock. */
function For({ does, words }: { does: (until: UntilChoice) => Promise<void>; words: string }) {
  return (
    <>
      <div class="acts">
        <button type="button" onClick={() => void does('an_hour')}>
          {say('an_hour')}
        </button>
        <button type="button" onClick={() => void does('end_of_day')}>
          {say('end_of_day')}
        </button>
      </div>
      <form
        class="day"
        onSubmit={event => {
          event.preventDefault();
          const wall = new FormData(event.currentTarget as HTMLFormElement).get('until');
          void does({ wall: String(wall).slice(0, 16) });
        }}
      >
        <label>
          <span>{say('until')}</span>
          <input type="datetime-local" name="until" required />
        </label>
        <button type="submit">{words}</button>
      </form>
    </>
  );
}
