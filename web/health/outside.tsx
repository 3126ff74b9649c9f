import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import {
  asksForSomething,
  type DoctorFinding,
  type DoctorTrouble,
  valuesInWords,
} from '../../core/rules/doctor/findings.ts';
import { bytesIn } from '../../core/rules/health-words.ts';
import { answered, desk } from '../ask-server.ts';
import { language, timeOf } from '../words.ts';
import { say, sayFound } from './words.ts';

const ORDER = ['wrong', 'look', 'ok'] as const;

/** A look takes some seconds. So often the page is read anew meanwhile, in milliseconds, and so many times at the most. */
const SOON = 3_000;
const TIMES = 15;

interface Props {
  looked: { at: number; findings: DoctorFinding[] } | null;
  /** Reads the page anew. */
  read: () => Promise<void>;
}

/** What the worker found when it last looked outward, and the way to have it look again. For owners. */
export function Outside({ looked, read }: Props) {
  const asked = useSignal<number | null>(null);
  const left = useRef(false);
  useEffect(
    () => () => {
      left.current = true;
    },
    [],
  );
  const again = async () => {
    const before = looked?.at ?? 0;
    asked.value = before;
    try {
      await answered(desk.health.look.$post());
      for (let n = 0; n < TIMES && asked.value === before && !left.current; n += 1) {
        await new Promise(resolve => setTimeout(resolve, SOON));
        await read();
      }
    } finally {
      asked.value = null;
    }
  };
  const looking = asked.value === (looked?.at ?? 0);
  useEffect(() => {
    if (!looking) asked.value = null;
  }, [looking]);
  return (
    <section aria-labelledby="outside">
      <h2 id="outside">{say('outside')}</h2>
      <p class="small">{looked ? say('outside_at', { at: timeOf(looked.at) }) : say('outside_never')}</p>
      {looked && (
        <button type="button" class="quiet" disabled={looking} onClick={() => void again().catch(() => {})}>
          {say(looking ? 'looking' : 'look_again')}
        </button>
      )}
      <dl class="findings">
        {ORDER.flatMap(state =>
          (looked?.findings ?? [])
            .filter(finding => finding.state === state)
            .map(finding => <Found key={keyOf(finding)} finding={finding} />),
        )}
      </dl>
    </section>
  );
}

function Found({ finding }: { finding: DoctorFinding }) {
  const { what, about, state } = finding;
  const values = valuesInWords(finding.values, { moment: timeOf, bytes: bytesIn(language.value) });
  const trouble: DoctorTrouble | null = asksForSomething(finding) ? finding.what : null;
  return (
    <div class={`is-${state}`}>
      <dt>
        <span>{sayFound(`about_${about}`)}</span> <span class="state">{say(state)}</span>
      </dt>
      <dd>
        <p>{sayFound(what, values)}</p>
        {trouble && <p class="todo">{sayFound(`${trouble}_do`, values)}</p>}
      </dd>
    </div>
  );
}

/** A code may be there once for each line. */
function keyOf({ what, values }: DoctorFinding): string {
  return `${what} ${JSON.stringify(values)}`;
}
