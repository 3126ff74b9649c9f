import './health.css';
import { useSignal } from '@preact/signals';
import type { InferResponseType } from 'hono/client';
import { useEffect } from 'preact/hooks';
import { FOR_STAFF } from '../../core/rules/health.ts';
import { bytesIn, healthValues, isTrouble, type Trouble, whyKey } from '../../core/rules/health-words.ts';
import { answered, quietly } from '../ask-server.ts';
import { NotLoaded } from '../not-loaded.tsx';
import { onDemand } from '../on-demand.tsx';
import { covered, session } from '../session.ts';
import { language, say as sayAll, timeOf } from '../words.ts';
import { FirstSteps } from './first-steps.tsx';
import { Outside } from './outside.tsx';
import { inContainers, say } from './words.ts';

const Keeping = onDemand(async () => (await import('../keeping/keeping.tsx')).Keeping);

type Seen = InferResponseType<typeof quietly.health.$get, 200>;
type Finding = Seen['findings'][number];
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
      inContainers.value = now.compose;
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
    return <NotLoaded again={() => void read()} />;
  }
  const differs = Math.abs(apart.value) >= APART;
  const state = differs && value.state === 'ok' ? 'look' : value.state;
  return (
    <>
      <p class={`health-all is-${state}`} role="status">
        {say(`all_${state}`)}
      </p>
      <p class="small">{say(failed.value ? 'stale' : 'as_of', { at: timeOf(value.now) })}</p>
      <FirstSteps steps={value.steps} changed={() => void read()} />
      <h2>{say('findings')}</h2>
      <dl class="findings">
        {differs && <ClocksDiffer minutes={Math.round(Math.abs(apart.value) / 60_000)} />}
        {ORDER.flatMap(one =>
          value.findings
            .filter(finding => finding.state === one)
            .map(finding => <Part key={finding.about} finding={finding} />),
        )}
      </dl>
      {isOwner() && <Outside looked={value.looked} read={read} />}
      {isOwner() && <Keeping />}
    </>
  );
}

function isOwner(): boolean {
  const { value } = session;
  return value.is === 'in' && value.who.role === 'owner';
}

function Part({ finding }: { finding: Finding }) {
  const { what, about, state, texts } = finding;
  const values = healthValues(finding, { moment: timeOf, bytes: bytesIn(language.value) });
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
                {one.count} × {say(whyKey(one.why))}
              </li>
            ))}
          </ul>
        )}
        {isTrouble(finding) && <p class="todo">{todo(finding.what, about)}</p>}
      </dd>
    </div>
  );
}

/** Whoever cannot reach the machine is told whom to tell, unless it is something that anybody can do. */
function todo(what: Trouble, about: Finding['about']): string {
  const anybody = about === 'texts' || about === 'alerts';
  const does = say(`${what}_do`);
  return isOwner() || (anybody && FOR_STAFF.includes(about)) ? does : `${does} ${say('tell_owner')}`;
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
