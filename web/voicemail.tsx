import { effect, signal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { LONGEST_WORDS } from '../core/rules/longest.ts';
import { desk, type Item, reached, sentenceOf } from './ask-server.ts';
import { changedMeanwhile, drafts, dropDraft, keepDraft } from './conversation-state.ts';
import { covered, session } from './session.ts';
import { lengthOf, say } from './words.ts';

type VoicemailOf = Extract<Item, { what: 'call' }>['voicemails'][number];

const SPEEDS = [0.75, 1, 1.5, 2] as const;
/** How fast voicemails are played; who likes them quick likes all of them so. */
const speed = signal<number>(1);

/** A voicemail: its sound, and what it says as whoever listened typed it. */
export function Voicemail({ voicemail }: { voicemail: VoicemailOf }) {
  const { id, state, seconds } = voicemail;
  if (state === 'empty') return null;
  if (state === 'failed') return <p>{say('voicemail_lost')}</p>;
  if (state === 'erased') {
    return (
      <figure class="voicemail">
        <figcaption>{say('voicemail_erased')}</figcaption>
        <Words voicemail={voicemail} />
      </figure>
    );
  }
  if (state !== 'stored') return <p>{say('voicemail_not_here')}</p>;
  const label = say('voicemail_of', { time: lengthOf(seconds ?? 0) });
  return (
    <figure class="voicemail">
      <figcaption>{label}</figcaption>
      <Player source={`/api/voicemails/${id}/sound`} label={label} />
      <Words voicemail={voicemail} />
    </figure>
  );
}

/** The browser's own player, with speeds, and once it plays a picture of the sound above it. */
function Player({ source, label }: { source: string; label: string }) {
  const audio = useRef<HTMLAudioElement>(null);
  const peaks = useSignal<readonly number[]>([]);
  const played = useSignal(0);
  const failed = useSignal(false);
  useEffect(
    () =>
      effect(() => {
        const player = audio.current;
        if (!player) return;
        player.defaultPlaybackRate = speed.value;
        player.playbackRate = speed.value;
        // Nobody goes on listening to a screen that shows nothing.
        if (covered.value || session.value.is !== 'in') player.pause();
      }),
    [],
  );
  /** Not before somebody plays it: what is fetched is written down as heard. */
  const draw = async () => {
    failed.value = false;
    if (peaks.value.length > 0) return;
    const drawn = await import('./conversation/waveform.ts').then(({ peaksOf }) => peaksOf(source));
    peaks.value = drawn ?? [];
  };
  return (
    <>
      <Waveform peaks={peaks.value} played={played.value} seek={to => seek(audio.current, to)} />
      {/* biome-ignore lint/a11y/useMediaCaption: what it says is typed below, by whoever listened */}
      <audio
        ref={audio}
        controls
        preload="none"
        src={source}
        aria-label={label}
        onPlay={() => void draw().catch(() => {})}
        onTimeUpdate={({ currentTarget: { currentTime, duration } }) => {
          played.value = duration > 0 ? currentTime / duration : 0;
        }}
        onError={() => {
          failed.value = true;
        }}
      />
      {failed.value && <p role="alert">{say('voicemail_not_played')}</p>}
      <label class="speed">
        <span>{say('speed')}</span>
        <select
          value={speed.value}
          onChange={event => {
            speed.value = Number(event.currentTarget.value);
          }}
        >
          {SPEEDS.map(one => (
            <option key={one} value={one}>
              {one}×
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function seek(player: HTMLAudioElement | null, to: number): void {
  if (player && Number.isFinite(player.duration)) player.currentTime = to * player.duration;
}

const BAR = 3;
const HEIGHT = 40;

/** The sound as bars. For the eye, and the mouse to jump with: the player below does the same by keyboard. */
function Waveform(props: { peaks: readonly number[]; played: number; seek: (to: number) => void }) {
  const { peaks, played } = props;
  if (peaks.length === 0) return null;
  const bars = (from: number, to: number) =>
    peaks
      .slice(from, to)
      .map((peak, at) => {
        const half = Math.max(1, (peak * HEIGHT) / 2);
        return `M${(from + at) * BAR + 1} ${HEIGHT / 2 - half}v${half * 2}`;
      })
      .join('');
  const now = Math.round(played * peaks.length);
  return (
    <svg
      class="waveform"
      viewBox={`0 0 ${peaks.length * BAR} ${HEIGHT}`}
      preserveAspectRatio="none"
      aria-hidden="true"
      onClick={event => {
        const { left, width } = event.currentTarget.getBoundingClientRect();
        props.seek((event.clientX - left) / width);
      }}
    >
      <path class="ahead" d={bars(now, peaks.length)} />
      <path class="played" d={bars(0, now)} />
    </svg>
  );
}

/** What a voicemail says, typed by whoever listened; nobody writes over somebody else's words. */
function Words({ voicemail: { id, words: said } }: { voicemail: VoicemailOf }) {
  const about = `voicemail ${id}`;
  const stands = said ?? '';
  const came = useSignal('');
  const words = drafts.value[about] ?? stands;
  return (
    <details open={stands !== '' || words !== ''}>
      <summary>{say('what_it_says')}</summary>
      <form
        onSubmit={async event => {
          event.preventDefault();
          try {
            const json = { words: words.trim(), was: said };
            await reached(desk.voicemails[':id'].words.$put({ param: { id }, json }));
            if (drafts.value[about] === words) dropDraft(about);
            came.value = say('saved');
          } catch (error) {
            came.value = sentenceOf(error);
          }
        }}
      >
        <textarea
          rows={3}
          maxLength={LONGEST_WORDS}
          aria-label={say('what_it_says')}
          value={words}
          onInput={event => {
            came.value = '';
            keepDraft(about, event.currentTarget.value, stands);
          }}
        />
        {changedMeanwhile(about, stands) && (
          <p class="matters">{say('typed_meanwhile', { words: stands === '' ? '–' : stands })}</p>
        )}
        <p>
          <button type="submit">{say('save')}</button> <span role="status">{came.value}</span>
        </p>
      </form>
    </details>
  );
}
