import './health.css';
import { useSignal } from '@preact/signals';
import type { InferResponseType } from 'hono/client';
import { useEffect } from 'preact/hooks';
import { type FINDINGS, type FindingCode, FOR_STAFF } from '../../core/rules/health.ts';
import { answered, quietly } from '../ask-server.ts';
import { covered, session } from '../session.ts';
import { language, say as sayAll, sayingOf, timeOf } from '../words.ts';

const say = await sayingOf({
  en: async () => (await import('../../core/texts/desk/health/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/health/es.ts')).es,
});

type Seen = InferResponseType<typeof quietly.health.$get, 200>;
type Finding = Seen['findings'][number];
/** Findings that ask for something to be done: each has a sentence for it. */
type Trouble = {
  [Code in FindingCode]: (typeof FINDINGS)[Code]['state'] extends 'ok' ? never : Code;
}[FindingCode];

/** How often it is looked again while somebody sees the page, in milliseconds. */
const AGAIN = 30_000;
/** Clocks that differ by less are right enough, in milliseconds. */
const APART = 90_000;
const ORDER = ['wrong', 'look', 'ok'] as const;

/** Whether everything that this stands on is well, and what to do where it is not. */
export function Health() {
  const seen = useSignal<Seen | null>(null);
  const failed = useSignal(false);
  const apart = useSignal(0);
  const read = async () => {
    try {
      const now = await answered(quietly.health.$get());
      seen.value = now;
      apart.value = Date.now() - now.now;
      failed.value = false;
    } catch {
      failed.value = true;
    }
  };
  useEffect(() => {
    const look = () => {
      if (!document.hidden && !covered.value) void read();
    };
    look();
    const timer = setInterval(look, AGAIN);
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
  const { value } = seen;
  if (!value) {
    if (!failed.value) return <p class="nothing">{sayAll('loading')}</p>;
    return (
      <div class="nothing" role="alert">
        <p>{sayAll('failed')}</p>
        <button type="button" onClick={() => void read()}>
          {sayAll('try_again')}
        </button>
      </div>
    );
  }
  const differs = Math.abs(apart.value) >= APART;
  const state = differs && value.state === 'ok' ? 'look' : value.state;
  return (
    <>
      <p class={`health-all is-${state}`} role="status">
        {say(`all_${state}`)}
      </p>
      <p class="small">{say(failed.value ? 'stale' : 'as_of', { at: timeOf(value.now) })}</p>
      <h2>{say('findings')}</h2>
      <dl class="findings">
        {differs && <ClocksDiffer minutes={Math.round(Math.abs(apart.value) / 60_000)} />}
        {ORDER.flatMap(one =>
          value.findings
            .filter(finding => finding.state === one)
            .map(finding => <Part key={finding.about} finding={finding} />),
        )}
      </dl>
    </>
  );
}

function Part({ finding }: { finding: Finding }) {
  const { what, about, state, at, count, names, size, room, version, texts } = finding;
  const values = {
    ...(at === undefined ? {} : { at: timeOf(at) }),
    ...(count === undefined ? {} : { count }),
    ...(names ? { names: names.join(', ') } : {}),
    ...(size === undefined ? {} : { size: bytes(size) }),
    ...(room === undefined ? {} : { room: bytes(room) }),
    ...(version === undefined ? {} : { version }),
  };
  return (
    <div class={`is-${state}`}>
      <dt>
        <span>{say(about)}</span> <span class="state">{say(state)}</span>
      </dt>
      <dd>
        <p>{say(what, values)}</p>
        {texts && (
          <ul>
            {texts.map(one => (
              <li key={one.why}>
                {one.count} × {reason(one.why)}
              </li>
            ))}
          </ul>
        )}
        {state !== 'ok' && <p class="todo">{todo(what as Trouble, about)}</p>}
      </dd>
    </div>
  );
}

/** Whoever cannot reach the machine is told whom to tell, unless it is something that anybody can do. */
function todo(what: Trouble, about: Finding['about']): string {
  const { value } = session;
  const owner = value.is === 'in' && value.who.role === 'owner';
  const anybody = about === 'texts' || about === 'alerts';
  const does = say(`${what}_do`);
  return owner || (anybody && FOR_STAFF.includes(about)) ? does : `${does} ${say('tell_owner')}`;
}

function ClocksDiffer({ minutes }: { minutes: number }) {
  return (
    <div class="is-look">
      <dt>
        <span>{say('clock')}</span> <span class="state">{say('look')}</span>
      </dt>
      <dd>
        <p>{say('clock_differs', { minutes })}</p>
        <p class="todo">{say('clock_differs_do')}</p>
      </dd>
    </div>
  );
}

const WHY = [
  ...['bad_number', 'region_off', 'opted_out', 'landline', 'unreachable', 'filtered', 'not_registered'],
  ...['being_set_up', 'reply_limit', 'unknown', 'not_found'],
] as const;

/** Why a text did not arrive; a reason that a newer version wrote is as good as none. */
function reason(why: string): string {
  const known = WHY.find(one => one === why) as 'landline' | undefined;
  return say(`why_${known ?? 'not_delivered'}`);
}

function bytes(count: number): string {
  const giga = count >= 1e9;
  const unit = giga ? 'gigabyte' : 'megabyte';
  const format = new Intl.NumberFormat(language.value, { style: 'unit', unit, maximumFractionDigits: 1 });
  return format.format(count / (giga ? 1e9 : 1e6));
}
