let audio = null;
let muted = false;
let ringing = null;
let playing = null;

/** Browsers allow sound only once the person has done something. */
export function wakeSound() {
  audio ??= new AudioContext();
  if (audio.state === 'suspended') audio.resume();
}

export function setMuted(value) {
  muted = value;
  if (!muted) return;
  hush();
  ring(null);
}

/** Says words as the line would; without a voice in the browser the transcript is all there is. */
export function say(text, language) {
  if (muted || !('speechSynthesis' in window)) return;
  const utterance = new SpeechSynthesisUtterance(text);
  utterance.lang = language ?? 'en-US';
  utterance.rate = 1.1;
  speechSynthesis.speak(utterance);
}

export function hush() {
  playing?.pause();
  if ('speechSynthesis' in window) speechSynthesis.cancel();
}

export function beep() {
  hush();
  tone([1000], 0.4, 0.05);
}

/** 'bell' for a phone that rings, 'ringback' for what its caller hears, null for quiet. */
export function ring(kind) {
  const wanted = muted ? null : kind;
  if (ringing?.kind === wanted) return;
  clearInterval(ringing?.timer);
  ringing = null;
  if (wanted === null) return;
  const once = () => (wanted === 'bell' ? tone([620, 780], 0.9, 0.03) : tone([440, 480], 1.6, 0.02));
  once();
  ringing = { kind: wanted, timer: setInterval(once, wanted === 'bell' ? 2500 : 4500) };
}

/** A sound file: the sample recording, or a greeting that the practice had played. */
export function playFile(path) {
  if (muted) return;
  playing = new Audio(path);
  playing.play().catch(() => {});
}

function tone(frequencies, seconds, loudness) {
  if (muted || audio === null || audio.state !== 'running') return;
  const gain = audio.createGain();
  gain.gain.setValueAtTime(0, audio.currentTime);
  gain.gain.linearRampToValueAtTime(loudness, audio.currentTime + 0.03);
  gain.gain.setValueAtTime(loudness, audio.currentTime + seconds - 0.05);
  gain.gain.linearRampToValueAtTime(0, audio.currentTime + seconds);
  gain.connect(audio.destination);
  for (const frequency of frequencies) {
    const oscillator = audio.createOscillator();
    oscillator.frequency.value = frequency;
    oscillator.connect(gain);
    oscillator.start();
    oscillator.stop(audio.currentTime + seconds);
  }
}
