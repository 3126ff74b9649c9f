import { useSignal } from '@preact/signals';
import { allowNotices, noticesOn, play, soundOn } from '../signals.ts';
import { sayingOf } from '../words.ts';

const say = await sayingOf({
  en: async () => (await import('../../core/texts/desk/signals/en.ts')).en,
  es: async () => (await import('../../core/texts/desk/signals/es.ts')).es,
});

/** How this browser draws attention to what is new. */
export function SignalChoices() {
  const refused = useSignal(false);
  return (
    <fieldset class="plain">
      <legend>{say('signals')}</legend>
      <p class="small">{say('signals_how')}</p>
      <label class="check">
        <input
          type="checkbox"
          checked={soundOn.value}
          onChange={event => {
            soundOn.value = event.currentTarget.checked;
            if (soundOn.value) void play('new');
          }}
        />
        {say('sound')}
      </label>
      {soundOn.value && (
        <button
          type="button"
          class="quiet"
          onClick={async () => {
            await play('new');
            setTimeout(() => void play('urgent'), 1_200);
          }}
        >
          {say('listen')}
        </button>
      )}
      <label class="check">
        <input
          type="checkbox"
          checked={noticesOn.value}
          onChange={async event => {
            const box = event.currentTarget;
            refused.value = false;
            if (!box.checked) noticesOn.value = false;
            else if (!(await allowNotices())) {
              refused.value = true;
              box.checked = false;
            }
          }}
        />
        {say('notices')}
      </label>
      <p role="status" class="small">
        {refused.value && say('refused')}
      </p>
    </fieldset>
  );
}
