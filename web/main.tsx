import { useSignal } from '@preact/signals';
import { render } from 'preact';
import { useRef } from 'preact/hooks';
import { askAfterCalls } from './calling.ts';
import { Cover } from './cover.tsx';
import { Desk } from './desk.tsx';
import { readFirstView } from './first-view.ts';
import { Gate } from './gate.tsx';
import { Join } from './join.tsx';
import { watchKeys } from './keys.ts';
import { LanguageChoice } from './language-choice.tsx';
import { stayLive } from './live.ts';
import { takeInvitation } from './place.ts';
import { askWho, covered, session, watchSession } from './session.ts';
import { SetUp } from './set-up.tsx';
import { SignIn } from './sign-in.tsx';
import { keepTitle } from './title.ts';
import { firstLanguage, say, speak } from './words.ts';

const invitation = takeInvitation();

function App() {
  const joining = useSignal(invitation !== null);
  const name = useRef<string | null>(null);
  const { value } = session;
  if (value.is === 'in') name.current = value.who.name;
  const open = value.is === 'in' && !covered.value;
  return (
    <>
      {/* Once open it stays there unseen, so that what was being typed is there when it opens again. */}
      {name.current !== null && !joining.value && (
        <div hidden={!open} inert={!open}>
          <Desk name={name.current} />
        </div>
      )}
      {(!open || joining.value) && (
        <div class="outside">
          <Outside
            joining={joining.value}
            joined={() => (joining.value = false)}
            again={name.current !== null}
          />
          <footer>
            <LanguageChoice />
          </footer>
        </div>
      )}
    </>
  );
}

function Outside({ joining, joined, again }: { joining: boolean; joined: () => void; again: boolean }) {
  const { value } = session;
  if (joining && invitation) return <Join token={invitation} joined={joined} />;
  switch (value.is) {
    case 'asking':
      return <Gate title={say('loading')}>{null}</Gate>;
    case 'failed':
      return (
        <Gate title={say('failed')}>
          <button type="button" onClick={() => void askWho()}>
            {say('try_again')}
          </button>
        </Gate>
      );
    case 'out':
      return <SignIn again={again} joined={invitation !== null} />;
    case 'setting_up':
      return <SetUp />;
    case 'in':
      return <Cover name={value.who.name} />;
  }
}

await speak(firstLanguage());
watchSession();
void readFirstView();
watchKeys();
stayLive();
askAfterCalls();
keepTitle();
const place = document.getElementById('desk');
if (place) render(<App />, place);
